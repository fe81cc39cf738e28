"""An answer to code a second time: the words, and nothing of what anybody made of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.forms import FieldError
from app.i18n import current_language
from app.i18n import gettext as _
from app.recording.models import Answer, Conversation, Participant, SecondLook, SecondLookTag
from app.recording.pages.marks import AddGroup, add_tag_offer
from app.recording.pages.parts import words_language
from app.recording.pages.subjects import tag_label
from app.recording.second_looks import list_second_tags
from app.recording.tagging import Stretch, sentences_of
from conversations import ParticipantRole, load_question_set
from outcome_mapping.framework import load_framework


@dataclass(frozen=True)
class OwnTag:
    """One tag of the second coding, to take off again."""

    id: str
    label: str
    icon_key: str


@dataclass(frozen=True)
class SecondSentence:
    """One sentence, and what this practitioner hears in it."""

    number: int
    words: str
    place: str
    tags: tuple[OwnTag, ...]


@dataclass(frozen=True)
class SecondLookPage:
    """The answer, to be read afresh."""

    title: str
    prompt: str
    who: str
    lang: str
    answer_version: int
    sentences: tuple[SecondSentence, ...]
    groups: tuple[AddGroup, ...]
    action: str
    errors: tuple[FieldError, ...]


def second_look_page(
    session: Session,
    conversation: Conversation,
    answer: Answer,
    look: SecondLook,
    errors: tuple[FieldError, ...] = (),
) -> SecondLookPage:
    """Show the words alone; the person and whoever coded them first are not named."""
    stretches = sentences_of(answer.words, conversation.language)
    tags = list_second_tags(session, look.id)
    question = load_question_set(conversation.question_set).question(answer.question_key)
    return SecondLookPage(
        title=_("A second pair of eyes"),
        prompt=question.prompt.in_(current_language()),
        who=_who(session, answer),
        lang=words_language(conversation),
        answer_version=answer.version,
        sentences=tuple(
            SecondSentence(
                number,
                answer.words[stretch.start : stretch.end],
                f"{stretch.start}-{stretch.end}",
                _own(tags, stretch),
            )
            for number, stretch in enumerate(stretches, start=1)
        ),
        groups=add_tag_offer(answer.words, stretches).groups,
        action=second_look_href(conversation, answer.question_key),
        errors=errors,
    )


def second_look_href(conversation: Conversation, question_key: str) -> str:
    """Return the address of a second look."""
    return f"/conversations/{conversation.id}/second-look/{question_key}"


def _who(session: Session, answer: Answer) -> str:
    """Say in what part somebody spoke, without a name."""
    speaker = session.get(Participant, answer.speaker_id) if answer.speaker_id else None
    role = ParticipantRole(speaker.role) if speaker else ParticipantRole.PERSON
    return role.label.in_(current_language())


def _own(tags: Sequence[SecondLookTag], stretch: Stretch) -> tuple[OwnTag, ...]:
    framework = load_framework()
    return tuple(
        OwnTag(
            id=str(tag.id),
            label=tag_label(tag.kind, tag.key),
            icon_key=framework.domain_of(tag.key) if tag.kind == "statement" else tag.key,
        )
        for tag in tags
        if stretch.start <= tag.start < stretch.end
    )
