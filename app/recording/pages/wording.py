"""What the wording coach noticed in something a practitioner wrote, as the pages show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.i18n import current_language
from app.recording.models import Answer, Conversation
from app.recording.pages.parts import words_language
from conversations import Place, look_over, own_sentence


@dataclass(frozen=True)
class WordingNote:
    """Some words, and in one sentence why they are worth another thought."""

    words: str
    why: str


@dataclass(frozen=True)
class Wording:
    """All that was noticed in one field, and the person's own sentence where one is at hand."""

    notes: tuple[WordingNote, ...] = ()
    own: str = ""
    lang: str = ""


NOTHING_NOTICED: Final = Wording()


def wording(
    text: str,
    place: Place,
    said: Sequence[str],
    *,
    offering: Sequence[str],
    lang: str,
    about: str = "",
    alike: bool = True,
) -> Wording:
    """Look over a text; ``said`` is never flagged, and a sentence is offered from ``offering``."""
    noticed = look_over(text, place, said)
    if not noticed:
        return NOTHING_NOTICED
    notes = tuple(WordingNote(one.words, one.flag.why.in_(current_language())) for one in noticed)
    return Wording(notes, own_sentence(f"{text} {about}", offering, alike=alike), lang)


def wording_of_view(
    conversation: Conversation, answer: Answer | None, said: Mapping[str, str]
) -> Wording:
    """Look over a view; what the person said to the same question is what is at hand."""
    if answer is None or not answer.view:
        return NOTHING_NOTICED
    return wording(
        answer.view,
        "view",
        tuple(said.values()),
        offering=[said[key] for key in (answer.question_key,) if key in said],
        lang=words_language(conversation),
        alike=False,
    )
