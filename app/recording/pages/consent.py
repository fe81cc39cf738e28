"""The purpose of questions that have one of their own, and the agreement to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.forms import Option
from app.i18n import current_language, long_date
from app.i18n import gettext as _
from app.recording.models import Consent, Conversation
from app.recording.pages.parts import Fact, Said, asking_languages
from app.recording.queries import consent_to
from conversations import load_question_set


@dataclass(frozen=True)
class ConsentPart:
    """What the form holds: stored, or as it was typed."""

    purpose: tuple[Said, ...]
    life_stages: tuple[Option, ...]
    deciders: tuple[Option, ...]
    life_stage: str
    decided_by: str
    words: str
    decider: str
    why: str
    agreed_on: tuple[str, str, str]


def consent_part(
    session: Session, conversation: Conversation, typed: Mapping[str, Any] | None
) -> ConsentPart | None:
    """Return what is asked about the agreement; nothing where the questions need none."""
    question_set = load_question_set(conversation.question_set)
    purpose = question_set.purpose
    if purpose is None:
        return None
    values = _stored(session, conversation) if typed is None else _typed(typed)
    return ConsentPart(
        purpose=tuple(Said(purpose.in_(one), one) for one in asking_languages(conversation)),
        life_stages=tuple(
            Option(stage.key, stage.label.in_(current_language()))
            for stage in question_set.life_stages
        ),
        deciders=deciders(),
        **values,
    )


def deciders() -> tuple[Option, ...]:
    """Return who may have agreed."""
    return (
        Option("person", _("The person agreed themselves")),
        Option("somebody_else", _("Somebody else decides for them")),
    )


def _stored(session: Session, conversation: Conversation) -> dict[str, Any]:
    kept = consent_to(session, conversation)
    day = kept.agreed_on if kept else conversation.held_on
    return {
        "life_stage": kept.life_stage if kept else "",
        "decided_by": kept.decided_by if kept else "",
        "words": kept.words if kept else "",
        "decider": kept.decider if kept else "",
        "why": kept.why if kept else "",
        "agreed_on": (str(day.day), str(day.month), str(day.year)),
    }


def _typed(typed: Mapping[str, Any]) -> dict[str, Any]:
    day = typed.get("agreed_on", ("", "", ""))
    return {
        "life_stage": typed.get("life_stage", ""),
        "decided_by": typed.get("decided_by", ""),
        "words": typed.get("consent_words", ""),
        "decider": typed.get("decider", ""),
        "why": typed.get("decider_why", ""),
        "agreed_on": day if isinstance(day, tuple) else ("", "", ""),
    }


def consent_facts(
    session: Session, conversation: Conversation, href: str, action: str
) -> tuple[Fact, ...]:
    """Return the purpose and the agreement, each with the way to change it."""
    kept = consent_to(session, conversation)
    if kept is None:
        return ()
    question_set, language = load_question_set(kept.purpose), current_language()
    purpose = question_set.purpose
    stage = question_set.life_stage(kept.life_stage).label.in_(language)
    facts = [
        Fact(_("What these questions are for"), purpose.in_(language) if purpose else ""),
        Fact(_("Part of life"), stage, href, action),
        Fact(_("Who agreed, and when"), _who_agreed(kept), href, action),
        Fact(_("In what words"), kept.words, href, action),
    ]
    if kept.why:
        facts.insert(3, Fact(_("Why somebody else decides"), kept.why, href, action))
    return tuple(facts)


def _who_agreed(kept: Consent) -> str:
    words = {"date": long_date(kept.agreed_on), "name": kept.decider}
    if kept.decided_by == "person":
        return _("The person themselves, on %(date)s") % words
    return _("%(name)s, who decides for them, on %(date)s") % words
