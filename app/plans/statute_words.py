"""The sentences of a plan's kind: which it is, what it is not, and what it does not say yet."""

from collections.abc import Iterator
from typing import Final

from app.i18n import N_, long_date
from app.i18n import gettext as _
from app.plans.content import PlanContent
from app.plans.details import Detail
from app.plans.plan_kinds import Advocacy, CarerOffer, Payments, PlanKind, Statute
from app.plans.regulation_3 import Point, missing


TITLES: Final = {
    PlanKind.WHAT_MATTERS: N_("My plan"),
    PlanKind.CARE_AND_SUPPORT: N_("My care and support plan"),
    PlanKind.CARERS_SUPPORT: N_("My support plan as a carer"),
}
LARGE_TITLES: Final = {
    PlanKind.WHAT_MATTERS: N_("My plan in large print"),
    PlanKind.CARE_AND_SUPPORT: N_("My care and support plan in large print"),
    PlanKind.CARERS_SUPPORT: N_("My support plan as a carer, in large print"),
}
# Whole sentences for each page and print: one kind must never pass for another.
BANNERS: Final = {
    PlanKind.WHAT_MATTERS: N_(
        "This is a plan of what matters to the person. It is not a care and support plan "
        "and not a carer's support plan under section 54 of the Act."
    ),
    PlanKind.CARE_AND_SUPPORT: N_(
        "This is a care and support plan under section 54(1) of the Social Services and Well-being "
        "(Wales) Act 2014."
    ),
    PlanKind.CARERS_SUPPORT: N_(
        "This is a carer's support plan under section 54(2) of the Social Services and Well-being "
        "(Wales) Act 2014. It is about the carer, not about the person they care for."
    ),
}
KIND_NAMES: Final = {
    PlanKind.WHAT_MATTERS: N_("A plan of what matters, not under section 54"),
    PlanKind.CARE_AND_SUPPORT: N_("A care and support plan (section 54(1))"),
    PlanKind.CARERS_SUPPORT: N_("A carer's support plan (section 54(2))"),
}
FEET: Final = {
    PlanKind.WHAT_MATTERS: N_("My plan, version %(number)s"),
    PlanKind.CARE_AND_SUPPORT: N_("My care and support plan, version %(number)s"),
    PlanKind.CARERS_SUPPORT: N_("My support plan as a carer, version %(number)s"),
}
POINTS: Final = {
    Point.ASSESSMENT: N_("the assessment it follows, with its day"),
    Point.DECISION: N_("who decided on eligibility, and when"),
    Point.NEEDS: N_("the eligible needs"),
    Point.OUTCOMES: N_("the personal outcomes"),
    Point.AUTHORITY_ACTIONS: N_("what the authority will do"),
    Point.OTHER_ACTIONS: N_("what the person and others will do"),
    Point.MONITORING: N_("how it will be seen whether the outcomes are achieved"),
    Point.REVIEW: N_("when it is reviewed"),
    Point.PAYMENTS: N_("whether there are direct payments: for which needs, how much, how often"),
    Point.ENQUIRY: N_("whether there were enquiries about an adult at risk"),
    Point.CARER: N_("whether a carer was offered an assessment of their own"),
    Point.ADVOCACY: N_("whether somebody was needed to help the person take part"),
}
CARER_OFFERS: Final = {
    CarerOffer.NO_CARER: N_("Nobody cares for them unpaid"),
    CarerOffer.ACCEPTED: N_("Yes, and the carer would like one"),
    CarerOffer.DECLINED: N_("Yes, and the carer does not want one"),
    CarerOffer.NOT_YET: N_("Not yet"),
}
ADVOCACIES: Final = {
    Advocacy.NOT_NEEDED: N_("Nobody was needed"),
    Advocacy.SOMEBODY_CLOSE: N_("Somebody they chose and trust helped them"),
    Advocacy.ARRANGED: N_("An independent professional advocate was arranged"),
    Advocacy.DECLINED: N_("An advocate was offered and they did not want one"),
    Advocacy.NOT_YET: N_("It has not been arranged yet"),
}
PAYMENTS: Final = {
    Payments.NONE: N_("There are no direct payments"),
    Payments.SOME: N_("Some needs are met by direct payments"),
}


def kind_of(content: PlanContent) -> PlanKind:
    """Return which kind of plan this is."""
    return content.statute.kind if content.statute else PlanKind.WHAT_MATTERS


def title_of(content: PlanContent) -> str:
    """Return what the document is called."""
    return _(TITLES[kind_of(content)])


def large_title_of(content: PlanContent) -> str:
    """Return what the document is called in large print."""
    return _(LARGE_TITLES[kind_of(content)])


def foot_of(content: PlanContent) -> str:
    """Return what stands at the foot of each page."""
    return _(FEET[kind_of(content)]) % {"number": content.version_number}


def since_agreed(content: PlanContent) -> tuple[str, ...]:
    """Say that this is not what was agreed before, where that is so."""
    before = content.agreed_before
    if before is None or not content.is_draft:
        return ()
    sentence = _(
        "This has changed since version %(number)s, which was agreed on %(date)s. "
        "The changes have not been agreed."
    )
    return (sentence % {"number": before.number, "date": long_date(before.on)},)


def banner_of(content: PlanContent) -> str:
    """Say which kind of plan this is, and which it is not."""
    return _(BANNERS[kind_of(content)])


def notices_of(content: PlanContent) -> tuple[str, ...]:
    """Return what stands at the head of every form of the plan: its kind, and what is open."""
    return (banner_of(content), *since_agreed(content), *unfinished(content))


def unfinished(content: PlanContent) -> tuple[str, ...]:
    """Say what a statutory plan does not say yet; nothing where it says all, or need not.

    A copy never speaks of enquiries: whoever reads it may be the one they were about.
    """
    points = [point for point in missing(content) if point is not Point.ENQUIRY]
    if not points:
        return ()
    sentence = _("This plan is not finished. It does not say yet: %(points)s.")
    return (sentence % {"points": "; ".join(_(POINTS[point]) for point in points)},)


def statute_details(content: PlanContent) -> tuple[Detail, ...]:
    """Return what a statutory plan records, each with its name; what is empty is not there."""
    statute = content.statute
    if statute is None:
        return ()
    details = (*_decided(statute), *_payments(statute), *_people(statute))
    return tuple(detail for detail in details if detail.words)


def _decided(statute: Statute) -> Iterator[Detail]:
    day = long_date(statute.assessed_on) if statute.assessed_on else ""
    yield Detail(_("The assessment it follows"), day)
    if statute.decided_by and statute.decided_on:
        decided = _("%(name)s, on %(date)s") % {
            "name": statute.decided_by,
            "date": long_date(statute.decided_on),
        }
        yield Detail(_("Who decided on eligibility"), decided)
    yield Detail(_("Eligible needs"), statute.eligible_needs, is_said=True)
    yield Detail(_("How we will know"), statute.monitoring, is_said=True)


def _payments(statute: Statute) -> Iterator[Detail]:
    if statute.payments is None:
        return
    yield Detail(_("Direct payments"), _(PAYMENTS[statute.payments]))
    if statute.payments is Payments.SOME:
        yield Detail(_("Direct payments are for"), statute.payment_needs, is_said=True)
        yield Detail(_("How much"), statute.payment_amount, is_said=True)
        yield Detail(_("How often"), statute.payment_frequency, is_said=True)


def _people(statute: Statute) -> Iterator[Detail]:
    if statute.carer:
        offered = _(CARER_OFFERS[statute.carer])
        yield Detail(_("Was a carer offered an assessment of their own?"), offered)
        day = long_date(statute.carer_on) if statute.carer_on else ""
        yield Detail(_("The day the carer was asked"), day)
    if statute.advocacy:
        yield Detail(_("Help to take part"), _(ADVOCACIES[statute.advocacy]))
        yield Detail(_("Who helped"), statute.advocate, is_said=True)
