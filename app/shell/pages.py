"""What the shell shows: every page of a visit as a template to fill, and nobody's words."""

import datetime as dt
import json
from dataclasses import dataclass

from app.forms import Option
from app.i18n import LANGUAGES, current_language, long_date
from app.i18n import gettext as _
from app.people.safety import Number, safety_page
from app.recording.pages.consent import deciders
from app.recording.pages.parts import Said
from app.settings import Settings
from app.static_files import address_of
from conversations import ConversationKind, ConversationLanguage, ParticipantRole, follow_ups_of
from conversations.in_the_browser import COACH, cues_file, follow_ups_file
from conversations.picture_boards import PictureBoard, load_board
from conversations.schema import QUESTION_SETS, QuestionSet, load_question_set
from conversations.sorting import cues_of


@dataclass(frozen=True)
class ShellPage:
    """Every page of a visit, without anybody's words; ``data`` is what its scripts read."""

    title: str
    data: str
    numbers: tuple[Number, ...]
    languages: tuple[Option, ...]
    plan_languages: tuple[Option, ...]
    kinds: tuple[Option, ...]
    pathway_kinds: tuple[Option, ...]
    purpose: tuple[Said, ...]
    deciders: tuple[Option, ...]
    life_stages: tuple[Option, ...]
    roles: tuple[Option, ...]


def shell_page(settings: Settings) -> ShellPage:
    """Return the shell in the language being spoken."""
    language = current_language()
    return ShellPage(
        title=_("Visits on this tablet"),
        data=json.dumps(_data(), ensure_ascii=False, separators=(",", ":")),
        numbers=safety_page(settings).numbers,
        languages=(
            Option("cy", "Cymraeg", lang="cy"),
            Option("en", "English", lang="en"),
            *(Option(one.value, one.label.in_(language)) for one in _OTHER_LANGUAGES),
        ),
        plan_languages=(Option("cy", "Cymraeg", lang="cy"), Option("en", "English", lang="en")),
        kinds=_kinds(ConversationKind.WHAT_MATTERS_CONVERSATION),
        pathway_kinds=_kinds(_PATHWAY),
        purpose=_purpose(),
        deciders=deciders(),
        life_stages=tuple(
            Option(stage.key, stage.label.in_(language))
            for stage in load_question_set(_PATHWAY.question_set).life_stages
        ),
        roles=tuple(
            Option(role.value, role.label.in_(language))
            for role in ParticipantRole
            if role is not ParticipantRole.PERSON
        ),
    )


_PATHWAY = ConversationKind.PATHWAY_CONVERSATION
_OTHER_LANGUAGES = (ConversationLanguage.BOTH, ConversationLanguage.OTHER)


def _kinds(begun_as: ConversationKind) -> tuple[Option, ...]:
    language = current_language()
    return tuple(
        Option(kind.value, kind.label.in_(language), kind.statement.in_(language))
        for kind in begun_as.alike
    )


def _purpose() -> tuple[Said, ...]:
    """Return what is read out first: in both languages, for nobody has chosen one yet."""
    purpose = load_question_set(_PATHWAY.question_set).purpose
    if purpose is None:
        return ()
    spoken = sorted(LANGUAGES, key=lambda one: one != current_language())
    return tuple(Said(purpose.in_(one), one) for one in spoken)


def _data() -> dict[str, object]:
    names = sorted(path.stem for path in QUESTION_SETS.glob("*.yaml"))
    return {
        "months": [long_date(dt.date(2026, month, 1)).split()[1] for month in range(1, 13)],
        "question_sets": {name: _questions(load_question_set(name)) for name in names},
        "newest_sets": {kind.value: kind.question_set for kind in ConversationKind},
        "board": _board(load_board()),
        "coach": address_of(f"data/{COACH}"),
    }


def _board(board: PictureBoard) -> dict[str, object]:
    wanted = {"key", "symbol", "label"}
    return {
        "steps": [step.model_dump(include=wanted) for step in board.steps],
        "topics": [topic.model_dump(include=wanted) for topic in board.topics],
    }


def _questions(question_set: QuestionSet) -> dict[str, object]:
    """Return the questions as the scripts read them: in both languages, as a talk may be."""
    key = question_set.key
    return {
        "purpose": question_set.purpose is not None,
        "lists": address_of(f"data/{follow_ups_file(key)}") if follow_ups_of(key) else "",
        "cues": address_of(f"data/{cues_file(key)}") if cues_of(key) else "",
        "questions": [
            {
                "key": question.key,
                "prompt": question.prompt.model_dump(),
                "help": question.help.model_dump() if question.help else None,
                "follow_ups": [one.model_dump() for one in question.follow_ups],
            }
            for question in question_set.questions
        ],
        "skip_reasons": [
            {"key": reason.key, "label": reason.label.model_dump()}
            for reason in question_set.skip_reasons
        ],
    }
