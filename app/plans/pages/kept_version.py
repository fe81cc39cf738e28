"""A version that was kept, on a page of its own: what it is called, who saved it, and its forms."""

from app.i18n import gettext as _
from app.plans.content import Agreement
from app.plans.gathering import WorkingPlan
from app.plans.models import PlanVersion
from app.plans.pages.plan import downloads_of, plan_language, saved_on
from app.plans.pages.version_list import answer_in_words
from app.plans.pages.ways_to_read import KeptVersion, WayToRead


def kept_version(
    working: WorkingPlan,
    version: PlanVersion,
    saved_by: str,
    answer: Agreement | None,
    answered_by: str,
    *,
    address: str,
) -> KeptVersion:
    """Return what stands above a version; ``address`` is where its own page is."""
    number = {"number": version.number}
    saved = {**number, "date": saved_on(version), "name": saved_by}
    page = WayToRead(_("Version %(number)s, on a page") % number, address, "plan")
    pdfs = downloads_of(version, f"{address}.pdf", plan_language(working))
    return KeptVersion(
        name=_("Version %(number)s") % number,
        saved=_("Version %(number)s, saved on %(date)s by %(name)s.") % saved,
        answer=answer_in_words(answer),
        answered_by=answered_by,
        newer=_newer(working, version),
        ways=(page, *(WayToRead(each.label, each.href, "print", each.language) for each in pdfs)),
    )


def _newer(working: WorkingPlan, version: PlanVersion) -> str:
    if working.latest is None or working.latest.number == version.number:
        return ""
    newest = {"number": working.latest.number}
    return _("There is a newer version of this plan: version %(number)s.") % newest
