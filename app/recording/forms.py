"""What the pages of a conversation send, read strictly."""

import datetime as dt
import uuid
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from app import clock
from app.forms import Choice, Day, Form, Line, Name, OneOf, Required, Secret, Words
from app.i18n import N_
from app.i18n import gettext as _
from conversations import ConversationKind, ConversationLanguage, ParticipantRole


MOST_PEOPLE = 6


def _not_to_come(day: dt.date | None) -> dt.date | None:
    if day is not None and day > clock.today():
        raise ValueError(_("Enter the day you talk, which cannot be after today."))
    return day


class StartForm(Form):
    """Start a conversation with a person."""

    operation_id: uuid.UUID
    conversation_id: uuid.UUID | None = None  # made on a tablet that had no connection
    question_set: Choice = ""  # the published questions a tablet has asked; empty: the newest
    kind: Annotated[Choice, OneOf(*ConversationKind)] = (
        ConversationKind.WHAT_MATTERS_CONVERSATION.value
    )


class BeginningForm(Form):
    """What is settled before the first question; who is there comes as rows of fields."""

    many: ClassVar[frozenset[str]] = frozenset(
        {"participant_id", "participant_name", "participant_role", "speaks"}
    )

    version: int = 0
    operation_id: uuid.UUID = Field(default_factory=uuid.uuid4)
    language: Annotated[
        Choice, OneOf(*ConversationLanguage, sentence=N_("Choose the language to talk in."))
    ] = ""
    plan_language: Annotated[
        Choice, OneOf("cy", "en", sentence=N_("Choose the language of the plan."))
    ] = ""
    communication_needs: Line = ""
    held_on: Annotated[
        Day, Required(N_("Enter the day you talk.")), AfterValidator(_not_to_come)
    ] = None
    kind: Annotated[Choice, OneOf(*ConversationKind)] = (
        ConversationKind.WHAT_MATTERS_CONVERSATION.value
    )
    participant_id: tuple[Choice, ...] = Field((), max_length=MOST_PEOPLE)
    participant_name: tuple[Name, ...] = Field((), max_length=MOST_PEOPLE)
    participant_role: tuple[Choice, ...] = Field((), max_length=MOST_PEOPLE)
    speaks: tuple[Choice, ...] = Field((), max_length=MOST_PEOPLE)

    @field_validator("participant_role")
    @classmethod
    def _check_roles(cls, roles: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        names = info.data.get("participant_name", ())
        for name, role in zip(names, roles, strict=False):
            if name and role not in set(ParticipantRole):
                raise ValueError(_("Choose how each person who is here is connected."))
        return roles


class ConsentForm(BeginningForm):
    """What is settled before questions with a purpose of their own: the agreement as well."""

    life_stage: Annotated[
        Choice, Required(N_("Choose the part of life this journey is mostly about."))
    ] = ""
    decided_by: Annotated[
        Choice,
        OneOf("person", "somebody_else", sentence=N_("Choose who agreed to this conversation.")),
    ] = ""
    consent_words: Annotated[
        Line, Required(N_("Write how they agreed, in the words that were said."))
    ] = ""
    decider: Name = ""
    decider_why: Line = ""
    agreed_on: Annotated[
        Day, Required(N_("Enter the day they agreed.")), AfterValidator(_not_to_come)
    ] = None

    @field_validator("decider", "decider_why")
    @classmethod
    def _check_decider(cls, written: str, info: ValidationInfo) -> str:
        if info.data.get("decided_by") == "somebody_else" and not written:
            raise ValueError(_("Write who decides, and why the person does not."))
        return written


class AnswerForm(Form):
    """One question's answer. ``go`` says where to next; ``put_away`` which prompt is not wanted.

    ``choosing`` says that two wordings met; ``still_true`` names the words of last time that still
    hold, as ``id:version``.
    """

    words: Words = ""
    view: Words = ""
    skip_reason: Choice = ""
    speaker: Choice = ""
    version: int = -1
    operation_id: uuid.UUID = Field(default_factory=uuid.uuid4)
    go: Choice = ""
    put_away: Choice = ""
    still_true: Choice = ""
    choosing: Choice = ""
    keep: Annotated[Choice, OneOf("", "mine", "theirs")] = ""


class NotesForm(Form):
    """Free notes. ``go`` says where to next; ``keep`` which of two wordings that met stands."""

    words: Words = ""
    version: int = -1
    operation_id: uuid.UUID = Field(default_factory=uuid.uuid4)
    go: Choice = ""
    keep: Annotated[Choice, OneOf("", "mine", "theirs")] = ""


class SortForm(Form):
    """One sentence of the notes: where it goes, by choice or by suggestion, and whose it is."""

    sentence: Annotated[Words, Required(N_("Choose the sentence."))] = ""
    question: Choice = ""
    suggested: Choice = ""
    said_by: Choice = ""
    version: int = -1  # of the answer, as a tablet knows it: a sentence is added to any
    operation_id: uuid.UUID = Field(default_factory=uuid.uuid4)


class TakeOutForm(Form):
    """A sorted sentence that comes out of its answer again."""

    version: int = -1  # of the answer, as a tablet knows it: only whether it stands there counts
    operation_id: uuid.UUID = Field(default_factory=uuid.uuid4)


class ChooseForm(AnswerForm):
    """Which of two wordings stands; ``beside`` is the one that came from a tablet."""

    beside: uuid.UUID


class PlaceForm(Form):
    """One picture and the step it goes to; ``was`` is where it stood when the page was made."""

    topic: Choice = ""
    step: Choice = ""
    was: Choice = ""
    version: int = -1  # of the board, as a tablet knows it: only where this picture stands counts
    operation_id: uuid.UUID = Field(default_factory=uuid.uuid4)


class HelpersForm(Form):
    """Who placed the pictures, who said what was meant, and what was seen."""

    placed_by: Choice = ""
    interpreted_by: Choice = ""
    seen: Line = ""
    version: int = -1
    operation_id: uuid.UUID = Field(default_factory=uuid.uuid4)


class PutAwayForm(Form):
    """The follow-up prompt to put away."""

    prompt: Choice = ""
    operation_id: uuid.UUID = Field(default_factory=uuid.uuid4)


class ShowScreenForm(Form):
    """Nothing but the form token."""


class GiveBackForm(Form):
    """The password of whoever showed the screen."""

    password: Annotated[Secret, Required(N_("Enter your password."))] = ""


class VersionForm(Form):
    """A button about the conversation as it stands."""

    version: int = -1
    operation_id: uuid.UUID = Field(default_factory=uuid.uuid4)


class DecisionForm(Form):
    """Keep, set aside or withdraw the tags of one row. A tag comes as ``id:version``."""

    many: ClassVar[frozenset[str]] = frozenset({"suggestion", "tag"})

    answer_version: int = -1
    suggestion: tuple[uuid.UUID, ...] = ()
    tag: tuple[Choice, ...] = ()
    decision: Annotated[Choice, OneOf("keep", "set_aside", "withdraw")] = ""


class AddTagForm(Form):
    """A tag of one's own: which (``kind:key``), and on which sentence (``start-end``)."""

    answer_version: int = -1
    added: Annotated[Choice, Required(N_("Choose the tag to add."))] = ""
    sentence: Annotated[Choice, Required(N_("Choose the words it is about."))] = ""


class SecondLookForm(Form):
    """A second coding: a tag for one sentence, one to take off, or the word that it is done."""

    answer_version: int = -1
    number: Annotated[int, Field(ge=0, le=20_000)] = 0
    added: Choice = ""
    sentence: Choice = ""
    take_off: uuid.UUID | None = None
    doing: Annotated[Choice, OneOf("", "done")] = ""
