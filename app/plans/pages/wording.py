"""Another thought about the wording of a plan's lines: what was written, never what was said."""

from collections.abc import Mapping

from app.i18n import Language
from app.plans.content import PlanContent
from app.recording.pages.wording import NOTHING_NOTICED, Wording, wording


def wording_of_outcome(words: str, said: tuple[str, ...], lang: Language | None) -> Wording:
    """Look over a personal outcome, unless the person said it so."""
    return wording(words, "outcome", said, offering=said, lang=lang or "")


def wording_of_step(
    action: str, towards: str, said: tuple[str, ...], lang: Language | None
) -> Wording:
    """Look over a step; what it is towards helps to find what the person said about it."""
    return wording(action, "step", said, offering=said, lang=lang or "", about=towards)


def wording_of_lines(
    content: PlanContent, said: tuple[str, ...], lang: Language | None
) -> Mapping[str, Wording]:
    """Look over every outcome and step of a plan; only what was noticed is in it, by its line."""
    towards = {outcome.id: outcome.words for outcome in content.outcomes}

    found = {line.line_key: wording_of_outcome(line.words, said, lang) for line in content.outcomes}
    for step in content.steps:
        about = towards.get(step.outcome_id or "", "")
        found[step.line_key] = wording_of_step(step.action, about, said, lang)
    return {key: noticed for key, noticed in found.items() if noticed != NOTHING_NOTICED}
