"""The shape of one invented person's story: who they are, what was said, what was agreed."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, StringConstraints, model_validator

from app.practice.plan_story import (
    StoryAgreement,
    StoryCopy,
    StoryEnough,
    StoryKeptBack,
    StoryMark,
    StoryMeaning,
    StoryNote,
    StoryStatute,
    StoryStep,
    StoryThen,
)
from app.practice.story_board import StoryBoard
from conversations import (
    Bilingual,
    ConversationKind,
    ConversationLanguage,
    DataRecord,
    ParticipantRole,
    Sentence,
    load_question_set,
)


Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
TagKind = Literal["domain", "statement", "asset", "element"]
AnswerField = Literal["words", "view"]


class Practitioner(DataRecord):
    """A member of an invented team."""

    username: Key
    name: Sentence


class Team(DataRecord):
    """An invented team."""

    key: Key
    name: Bilingual
    practitioners: Annotated[tuple[Practitioner, ...], Field(min_length=1)]


class StoryPerson(DataRecord):
    """The person whose story it is; of a quoted person less is published."""

    name: Sentence
    preferred_name: Sentence | None = None
    date_of_birth: date | None
    language: ConversationLanguage
    communication_needs: Sentence | None = None
    home_area: Sentence | None = None


class StoryParticipant(DataRecord):
    """Somebody who was there."""

    name: Sentence
    role: ParticipantRole
    speaks: bool = True


class StoryAnswer(DataRecord):
    """What was said to one question, what the practitioner adds, or why it was passed over."""

    words: Sentence | None = None
    view: Sentence | None = None
    skip_reason: str | None = None
    speaker: Sentence | None = None

    @model_validator(mode="after")
    def _check_answer(self) -> Self:
        if self.skip_reason is not None:
            load_question_set().skip_reason(self.skip_reason)
            if self.words is not None:
                raise ValueError("a skipped question has no words")
        elif self.words is None and self.view is None:
            raise ValueError("an answer has words, a view or a reason for skipping")
        return self


class QuotePlace(NamedTuple):
    """Where a quote stands: which field of the answer, and from which character to which."""

    field: AnswerField
    start: int
    end: int


class Tag(NamedTuple):
    """One tag the practitioner confirmed on one quote."""

    question: str
    quote: str
    place: QuotePlace
    kind: TagKind
    key: str


class ConfirmedWords(DataRecord):
    """A quote and everything the practitioner confirmed that it speaks to."""

    question: Key
    quote: Annotated[str, StringConstraints(min_length=1)]
    domains: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    elements: Annotated[tuple[str, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _check_statements_have_their_domain(self) -> Self:
        for statement in self.statements:
            if statement.rsplit("-", 1)[0] not in self.domains:
                raise ValueError(f"{statement} stands without its domain")
        return self

    def kinds_and_keys(self) -> Iterator[tuple[TagKind, str]]:
        """Give each kind and key, in the order the framework presents them."""
        yield from (("domain", key) for key in self.domains)
        yield from (("statement", key) for key in self.statements)
        yield from (("asset", key) for key in self.assets)
        yield from (("element", key) for key in self.elements)


class StoryOutcome(DataRecord):
    """What the person wants, in words they said."""

    words: Sentence
    kind: Literal["change", "keep", "treated"]
    target_date: date | None = None
    from_question: Key
    meaning: StoryMeaning | None = None
    enough: StoryEnough | None = None


class StoryPlan(DataRecord):
    """The plan that came of a conversation."""

    outcomes: Annotated[tuple[StoryOutcome, ...], Field(min_length=1)]
    steps: Annotated[tuple[StoryStep, ...], Field(min_length=1)]
    review_date: date
    agreement: StoryAgreement | None = None
    marks: tuple[StoryMark, ...] = ()
    notes: tuple[StoryNote, ...] = ()
    kept_back: tuple[StoryKeptBack, ...] = ()
    statute: StoryStatute | None = None
    copies: tuple[StoryCopy, ...] = ()
    then: StoryThen | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the plan a person could put a mark against."""
        return tuple(o.words for o in self.outcomes) + tuple(s.action for s in self.steps)

    @model_validator(mode="after")
    def _check_lines(self) -> Self:
        for step in (*self.steps, *(self.then.steps if self.then else ())):
            if step.outcome >= len(self.outcomes):
                raise ValueError(f"“{step.action}” is a step towards an outcome that is not there")
        for mark in self.marks:
            matching = [line for line in self.lines if mark.line_contains in line]
            if len(matching) != 1:
                raise ValueError(f"“{mark.line_contains}” is in {len(matching)} lines, not one")
        return self


class StoryConsent(DataRecord):
    """Who agreed to questions with a purpose of their own, in what words, on the day itself."""

    life_stage: Key
    decided_by: Literal["person", "somebody_else"]
    words: Sentence
    decider: str = ""
    why: str = ""


class StoryConversation(DataRecord):
    """One conversation with the person."""

    key: Key
    kind: ConversationKind
    held_on: date
    language: ConversationLanguage
    plan_language: Literal["cy", "en"]
    communication_needs: Sentence | None = None
    quoted_from: Sentence | None = None
    status: Literal["in_progress", "complete"]
    participants: Annotated[tuple[StoryParticipant, ...], Field(min_length=1)]
    answers: dict[Key, StoryAnswer]
    confirmed: tuple[ConfirmedWords, ...] = ()
    consent: StoryConsent | None = None
    plan: StoryPlan | None = None
    board: StoryBoard | None = None

    @property
    def tags(self) -> tuple[Tag, ...]:
        """Every confirmed tag, with the place of the words it rests on."""
        return tuple(
            Tag(words.question, words.quote, self.place_of(words), kind, key)
            for words in self.confirmed
            for kind, key in words.kinds_and_keys()
        )

    def place_of(self, confirmed: ConfirmedWords) -> QuotePlace:
        """Find the one place a quote stands, because a tag without its words proves nothing."""
        answer = self.answers.get(confirmed.question)
        texts: dict[AnswerField, str] = {
            "words": (answer and answer.words) or "",
            "view": (answer and answer.view) or "",
        }
        if sum(text.count(confirmed.quote) for text in texts.values()) != 1:
            raise ValueError(
                f"“{confirmed.quote}” does not stand exactly once under {confirmed.question}"
            )
        field: AnswerField = "words" if confirmed.quote in texts["words"] else "view"
        start = texts[field].index(confirmed.quote)
        return QuotePlace(field, start, start + len(confirmed.quote))

    @model_validator(mode="after")
    def _check_answers(self) -> Self:
        speakers = {someone.name for someone in self.participants if someone.speaks}
        for key, answer in self.answers.items():
            load_question_set(self.kind.question_set).question(key)
            if answer.speaker is not None and answer.speaker not in speakers:
                raise ValueError(f"{answer.speaker} answers {key} but was not there to speak")
        if self.board is not None and self.board.helpers - speakers:
            raise ValueError("whoever helped with the pictures was not there to speak")
        for confirmed in self.confirmed:
            self.place_of(confirmed)
        return self

    @model_validator(mode="after")
    def _check_consent(self) -> Self:
        question_set = load_question_set(self.kind.question_set)
        if (self.consent is None) != (question_set.purpose is None):
            raise ValueError("an agreement belongs to questions with a purpose, and to no others")
        if self.consent is not None:
            question_set.life_stage(self.consent.life_stage)
        return self

    @model_validator(mode="after")
    def _check_plan(self) -> Self:
        if self.plan is None:
            return self
        if self.status != "complete":
            raise ValueError("a plan comes of a complete conversation")
        for outcome in self.plan.outcomes:
            answer = self.answers.get(outcome.from_question)
            if answer is None or outcome.words not in (answer.words or ""):
                raise ValueError(f"“{outcome.words}” was not said under {outcome.from_question}")
        return self

    @model_validator(mode="after")
    def _check_dates_come_after_the_conversation(self) -> Self:
        if self.plan is None:
            return self
        later = [self.plan.review_date]
        later += [outcome.target_date for outcome in self.plan.outcomes if outcome.target_date]
        later += [step.due_date for step in self.plan.steps if step.due_date]
        if min(later) <= self.held_on:
            raise ValueError("every date of a plan comes after its conversation")
        return self


class Story(DataRecord):
    """One person's story."""

    key: Key
    team: Key
    practitioner: Key
    person: StoryPerson
    conversations: Annotated[tuple[StoryConversation, ...], Field(min_length=1)]

    @property
    def is_quoted(self) -> bool:
        """Whether the words are published ones and the person is not invented."""
        return any(conversation.quoted_from for conversation in self.conversations)

    @model_validator(mode="after")
    def _check_conversations_are_in_order(self) -> Self:
        days = [conversation.held_on for conversation in self.conversations]
        if days != sorted(set(days)):
            raise ValueError("conversations are listed in the order they were held")
        return self
