"""The tables of the conversation: who was there, what was said, what was suggested and confirmed.

What the machine suggests (``suggestion``) and what a person decides (``outcome_tag``, with its
history in ``tag_decision``) are kept apart. Nothing but a confirmed ``outcome_tag`` goes further.
"""

import datetime as dt
import uuid

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from app import clock
from app.database import Moment, Record
from app.encryption import EncryptedText


class Conversation(Record, table=True):
    """One conversation with one person; ``kind`` says whether it is an assessment under the Act."""

    __tablename__ = "conversation"
    __table_args__ = (Index("ix_conversation_team_id_held_on", "team_id", "held_on"),)
    person_id: uuid.UUID = Field(foreign_key="person.id", index=True)
    team_id: uuid.UUID = Field(foreign_key="team.id")
    practitioner_id: uuid.UUID = Field(foreign_key="staff_account.id", index=True)
    kind: str = "what_matters_conversation"
    question_set: str = "what_matters.1"
    held_on: dt.date = Field(default_factory=clock.today, index=True)
    language: str = ""  # cy | en | both | other; empty until asked (the active offer)
    plan_language: str = ""  # cy | en; empty until asked
    communication_needs: str = Field(default="", sa_type=EncryptedText)
    quoted_from: str = ""  # the published document whose words these are, if they are quoted
    status: str = Field(default="in_progress", index=True)  # in_progress | complete
    version: int = 1
    created_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    completed_at: dt.datetime | None = Field(default=None, sa_type=Moment)


class Consent(Record, table=True):
    """Who agreed to a conversation with a purpose of its own, when and in what words."""

    __tablename__ = "conversation_consent"
    conversation_id: uuid.UUID = Field(foreign_key="conversation.id", unique=True)
    purpose: str  # the question set whose purpose was read out
    life_stage: str
    decided_by: str  # person | somebody_else
    decider: str = Field(default="", sa_type=EncryptedText)  # who, if somebody else
    why: str = Field(default="", sa_type=EncryptedText)  # why somebody else decides
    words: str = Field(sa_type=EncryptedText)
    agreed_on: dt.date
    saved_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    saved_by: uuid.UUID = Field(foreign_key="staff_account.id")


class Participant(Record, table=True):
    """Somebody who was there, in what part, and whether they speak for the person."""

    __tablename__ = "participant"
    conversation_id: uuid.UUID = Field(foreign_key="conversation.id", index=True)
    name: str = Field(sa_type=EncryptedText)
    role: str
    speaks: bool = False
    position: int = 0


class Answer(Record, table=True):
    """One question's answer: the person's words and the practitioner's view, never mixed."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("conversation_id", "question_key"),)
    conversation_id: uuid.UUID = Field(foreign_key="conversation.id", index=True)
    question_key: str
    words: str = Field(default="", sa_type=EncryptedText)
    view: str = Field(default="", sa_type=EncryptedText)
    skip_reason: str = ""
    speaker_id: uuid.UUID | None = Field(default=None, foreign_key="participant.id")
    version: int = 0
    tagged_version: int = 0  # the version whose suggestions are stored
    gave_up_version: int = 0  # the version that was too much for the mapper to read
    tagged_by: str = ""  # the version of the mapper that read it, or gave up
    saved_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    saved_by: uuid.UUID = Field(foreign_key="staff_account.id")


class PromptPutAway(Record, table=True):
    """A follow-up prompt that somebody put away for this one conversation."""

    __tablename__ = "prompt_put_away"
    __table_args__ = (UniqueConstraint("conversation_id", "prompt_key"),)
    conversation_id: uuid.UUID = Field(foreign_key="conversation.id")
    prompt_key: str
    put_away_by: uuid.UUID = Field(foreign_key="staff_account.id")
    put_away_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)


class AnswerRevision(Record, table=True):
    """An earlier wording of an answer, kept for good."""

    __tablename__ = "answer_revision"
    __table_args__ = (UniqueConstraint("answer_id", "version"),)
    answer_id: uuid.UUID = Field(foreign_key="answer.id", index=True)
    version: int
    words: str = Field(default="", sa_type=EncryptedText)
    view: str = Field(default="", sa_type=EncryptedText)
    skip_reason: str = ""
    speaker_id: uuid.UUID | None = Field(default=None, foreign_key="participant.id")
    saved_at: dt.datetime = Field(sa_type=Moment)
    saved_by: uuid.UUID = Field(foreign_key="staff_account.id")


class WordingBeside(Record, table=True):
    """A wording that was written elsewhere over an answer that had changed, or had been finished.

    It is never written over what is stored: it waits until a person chooses, and stays for good.
    """

    __tablename__ = "wording_beside"
    __table_args__ = (
        Index("ix_wording_beside_conversation_id_question_key", "conversation_id", "question_key"),
    )
    conversation_id: uuid.UUID = Field(foreign_key="conversation.id")
    question_key: str
    words: str = Field(default="", sa_type=EncryptedText)
    view: str = Field(default="", sa_type=EncryptedText)
    skip_reason: str = ""
    speaker_id: uuid.UUID | None = Field(default=None, foreign_key="participant.id")
    based_on: int  # the version of the answer that it was written over
    came_late: bool = False  # the conversation had been finished meanwhile
    state: str = "waiting"  # waiting | chosen | set_aside | typed_on
    sent_by: uuid.UUID = Field(foreign_key="staff_account.id")
    sent_from: uuid.UUID | None = Field(default=None, foreign_key="staff_session.id")
    came_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    settled_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    settled_by: uuid.UUID | None = Field(default=None, foreign_key="staff_account.id")


class EarlierWords(Record, table=True):
    """Words of an earlier conversation that still hold, and so stand in this time's answer too.

    Kept for good with where they came from, whatever becomes of the answer afterwards.
    """

    __tablename__ = "earlier_words"
    answer_id: uuid.UUID = Field(foreign_key="answer.id", index=True)
    answer_version: int  # the version of the answer that they came in with
    source_conversation_id: uuid.UUID = Field(foreign_key="conversation.id")
    source_answer_id: uuid.UUID = Field(foreign_key="answer.id")
    source_version: int
    said_on: dt.date
    words: str = Field(sa_type=EncryptedText)
    kept_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    kept_by: uuid.UUID = Field(foreign_key="staff_account.id")


class Suggestion(Record, table=True):
    """What the mapper found in one version of an answer's words: pencil, never ink."""

    __tablename__ = "suggestion"
    answer_id: uuid.UUID = Field(foreign_key="answer.id", index=True)
    answer_version: int
    kind: str  # domain | statement | asset | element
    key: str
    start: int
    end: int
    source: str  # rule | model
    rule: str
    score: float
    qualifier: str = ""
    reason_en: str = Field(sa_type=EncryptedText)
    reason_cy: str = Field(sa_type=EncryptedText)
    mapper_version: str
    made_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)


class OutcomeTag(Record, table=True):
    """A person's decision about one tag: confirmed, set aside, or withdrawn. Ink.

    ``quote`` holds the very words as they stood when they were decided upon, so a later change to
    the answer can never change what a tag refers to. ``suggestion_id`` is empty when a person
    added the tag unprompted.
    """

    __tablename__ = "outcome_tag"
    __table_args__ = (
        UniqueConstraint("answer_id", "answer_version", "kind", "key", "start", "end"),
        # Counting reads this index alone. SQLite would prefer one on the state, and be slow.
        Index("ix_outcome_tag_counted", "conversation_id", "state", "kind", "key"),
        # The track record of every rule and key is read from this index alone.
        Index(
            "ix_outcome_tag_track_record",
            "suggestion_rule",
            "kind",
            "key",
            "mapper_version",
            "state",
        ),
    )
    conversation_id: uuid.UUID = Field(foreign_key="conversation.id")
    answer_id: uuid.UUID = Field(foreign_key="answer.id", index=True)
    answer_version: int
    kind: str
    key: str
    start: int
    end: int
    quote: str = Field(sa_type=EncryptedText)
    suggestion_rule: str = ""  # the rule or model behind the suggestion; empty: added by a person
    mapper_version: str = ""  # the mapper that had read the words; empty: none had, when added
    state: str  # confirmed | set_aside | withdrawn
    version: int = 1


class TagDecision(Record, table=True):
    """The history of a tag: each decision, by whom and when. Append only."""

    __tablename__ = "tag_decision"
    tag_id: uuid.UUID = Field(foreign_key="outcome_tag.id", index=True)
    state: str
    decided_by: uuid.UUID = Field(foreign_key="staff_account.id")
    decided_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    note: str = Field(default="", sa_type=EncryptedText)


class TrackRecord(Record, table=True):
    """How often practitioners kept what one rule or key suggested, as last added up.

    Over all teams together: numbers only, with no way back to an answer or to anybody.
    """

    __tablename__ = "track_record"
    __table_args__ = (UniqueConstraint("kind", "key"),)
    kind: str  # rule | domain | statement | asset | element
    key: str
    mapper_version: str = ""  # whose suggestions were counted; empty: those of every version
    kept: int
    set_aside: int
    added: int
    counted_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)


class SuggestionPause(Record, table=True):
    """A rule or a key that has stopped suggesting, with the figures that stopped it."""

    __tablename__ = "suggestion_pause"
    __table_args__ = (Index("ix_suggestion_pause_kind_key", "kind", "key"),)
    kind: str  # rule | domain | statement | asset | element
    key: str
    kept: int
    set_aside: int
    added: int
    mapper_version: str
    paused_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    ended_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    ended_by: uuid.UUID | None = Field(default=None, foreign_key="staff_account.id")
    reason: str = Field(default="", sa_type=EncryptedText)


class PauseRead(Record, table=True):
    """A team leader has read that a rule or a key has stopped suggesting."""

    __tablename__ = "pause_read"
    __table_args__ = (UniqueConstraint("pause_id", "staff_account_id"),)
    pause_id: uuid.UUID = Field(foreign_key="suggestion_pause.id")
    staff_account_id: uuid.UUID = Field(foreign_key="staff_account.id")
    read_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)


class SecondLook(Record, table=True):
    """An answer that a second practitioner codes without seeing what the first one did.

    Kept apart for good: it measures how far two people agree, and no plan, count or release reads
    it.
    """

    __tablename__ = "second_look"
    __table_args__ = (UniqueConstraint("answer_id"),)
    answer_id: uuid.UUID = Field(foreign_key="answer.id")
    answer_version: int
    conversation_id: uuid.UUID = Field(foreign_key="conversation.id", index=True)
    team_id: uuid.UUID = Field(foreign_key="team.id", index=True)
    chosen_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    taken_by: uuid.UUID | None = Field(default=None, foreign_key="staff_account.id")
    done_at: dt.datetime | None = Field(default=None, sa_type=Moment)


class SecondLookTag(Record, table=True):
    """One tag of the second practitioner's own coding."""

    __tablename__ = "second_look_tag"
    __table_args__ = (UniqueConstraint("second_look_id", "kind", "key", "start", "end"),)
    second_look_id: uuid.UUID = Field(foreign_key="second_look.id")
    kind: str
    key: str
    start: int
    end: int
