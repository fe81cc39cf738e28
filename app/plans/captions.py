"""The sentences under a line of the plan: who said it, who does it, and by when."""

from collections.abc import Mapping
from typing import Final

from app.i18n import N_, long_date
from app.i18n import gettext as _
from app.plans.content import PlanContent
from app.plans.lines import DoerKind, OutcomeLine, QuoteLine, StepLine


_NAMED_DOERS: Final = {
    DoerKind.ME: N_("Who: %(name)s (me)"),
    DoerKind.MY_PEOPLE: N_("Who: %(name)s (one of my people)"),
    DoerKind.MY_COMMUNITY: N_("Who: %(name)s (in my community)"),
    DoerKind.PRACTITIONER: N_("Who: %(name)s (practitioner)"),
    DoerKind.SERVICE: N_("Who: %(name)s (a service)"),
}


def captions_of(content: PlanContent, domains: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return every line's captions by its key; ``domains`` names each well-being domain."""
    captions = {line.line_key: _quote_captions(line) for line in content.quote_lines()}
    captions |= {line.line_key: _outcome_captions(line, domains) for line in content.outcomes}
    captions |= {step.line_key: _step_captions(step) for step in content.steps}
    return captions


def _quote_captions(line: QuoteLine) -> tuple[str, ...]:
    """Name whoever said it, where that was not the person, and when, where it was said before."""
    speakers = dict.fromkeys(source.speaker_label for source in line.sources)
    days = dict.fromkeys(source.first_said_on for source in line.sources)
    return (
        *(_("Said by %(name)s") % {"name": name} for name in speakers if name),
        *(
            _("First said on %(date)s, and still true") % {"date": long_date(day)}
            for day in days
            if day
        ),
    )


def _outcome_captions(line: OutcomeLine, domains: Mapping[str, str]) -> tuple[str, ...]:
    captions = []
    if line.target_date:
        captions.append(_("I hope for this by %(date)s") % {"date": long_date(line.target_date)})
    if line.domains:
        names = ", ".join(domains.get(key, key) for key in line.domains)
        captions.append(_("Part of my well-being: %(domains)s") % {"domains": names})
    return tuple(captions)


def _step_captions(step: StepLine) -> tuple[str, ...]:
    if step.doer.strip():
        who = _(_NAMED_DOERS[step.doer_kind]) % {"name": step.doer}
    elif step.doer_kind is DoerKind.ME:
        who = _("Who: me")
    else:
        who = _("Who: not decided yet")
    if step.due_date:
        return (who, _("When: by %(date)s") % {"date": long_date(step.due_date)})
    return (who, _("When: not decided yet"))
