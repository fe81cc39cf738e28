"""What is taken along on a tablet for a visit: the person, the talk so far, last time, the plan."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app import clock
from app.audit import Subject
from app.i18n import current_language
from app.identity import Actor
from app.people.models import Person
from app.people.queries import get_person
from app.plans.content import PlanContent
from app.plans.documents import domain_names
from app.plans.gathering import working_plan
from app.plans.labels import plan_labels
from app.plans.lines import Section
from app.plans.queries import plan_of
from app.recording.boards import find_board_answer, helpers_of, placements_of
from app.recording.earlier import voice_of
from app.recording.last_time import THE_PERSON
from app.recording.models import Answer, Conversation
from app.recording.notes import find_note, list_sorted
from app.recording.queries import (
    answers_of,
    consent_to,
    list_conversations,
    list_participants,
    prompts_put_away,
)
from conversations import ConversationKind


@dataclass(frozen=True)
class Pack:
    """What is taken along, and every record that was opened to make it."""

    content: Mapping[str, Any]
    opened: tuple[Subject, ...]


def expires_at(moment: dt.datetime) -> dt.datetime:
    """Return the end of the next day: a visit may be packed the night before."""
    day = clock.local(moment).date() + dt.timedelta(days=1)
    return dt.datetime.combine(day, dt.time(23, 59, 59), clock.WALES)


def pack_visit(session: Session, actor: Actor, person_id: uuid.UUID) -> Pack:
    """Gather what is taken along for one person whom the actor may see."""
    person = get_person(session, actor, person_id)
    conversations = list_conversations(session, person.id)
    going = next((each for each in conversations if each.status == "in_progress"), None)
    last = _last_time(session, conversations, going)
    planned = next((each for each in conversations if plan_of(session, each) is not None), None)
    content = {
        "person": _person(person),
        "conversation": _conversation(session, going) if going else None,
        "last_time": last[1] if last else None,
        "plan": {"lines": _plan_lines(working_plan(session, planned).content) if planned else []},
        "expires_at": expires_at(clock.now()).isoformat(),
    }
    opened = {each.id: each for each in (going, last[0] if last else None, planned) if each}
    subjects = [Subject("conversation", each.id, person.id) for each in opened.values()]
    return Pack(content, (Subject("person", person.id, person.id), *subjects))


def _person(person: Person) -> dict[str, str]:
    return {
        "id": str(person.id),
        "name": person.name,
        "preferred_name": person.preferred_name,
        "communication_needs": person.communication_needs,
    }


def _conversation(session: Session, conversation: Conversation) -> dict[str, Any]:
    return {
        "id": str(conversation.id),
        "version": conversation.version,
        "status": conversation.status,
        "kind": conversation.kind,
        "question_set": conversation.question_set,
        "language": conversation.language,
        "plan_language": conversation.plan_language,
        "communication_needs": conversation.communication_needs,
        "held_on": conversation.held_on.isoformat(),
        "participants": [
            {"id": str(row.id), "name": row.name, "role": row.role, "speaks": row.speaks}
            for row in list_participants(session, conversation.id)
        ],
        "answers": {
            key: _answer(answer) for key, answer in answers_of(session, conversation.id).items()
        },
        **_consent(session, conversation),
        "put_away": sorted(prompts_put_away(session, conversation.id)),
        "notes": _notes(session, conversation),
        "board": _board(session, conversation),
    }


def _consent(session: Session, conversation: Conversation) -> dict[str, str]:
    """Return the agreement by the names of the form's fields, where one was given."""
    kept = consent_to(session, conversation)
    if kept is None:
        return {}
    return {
        "life_stage": kept.life_stage,
        "decided_by": kept.decided_by,
        "consent_words": kept.words,
        "decider": kept.decider,
        "decider_why": kept.why,
        "agreed_on": kept.agreed_on.isoformat(),
    }


def _notes(session: Session, conversation: Conversation) -> dict[str, Any]:
    note = find_note(session, conversation.id)
    return {
        "words": note.words if note else "",
        "version": note.version if note else 0,
        "sorted": [
            {
                "id": str(row.id),
                "sentence": row.sentence,
                "key": row.question_key,
                "field": row.field,
            }
            for row in list_sorted(session, note)
        ],
    }


def _board(session: Session, conversation: Conversation) -> dict[str, Any]:
    answer = find_board_answer(session, conversation.id)
    version = answer.version if answer else 0
    return {**helpers_of(answer), "placements": dict(placements_of(answer)), "version": version}


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "words": answer.words,
        "view": answer.view,
        "skip_reason": answer.skip_reason,
        "speaker": str(answer.speaker_id or ""),
        "version": answer.version,
    }


def _last_time(
    session: Session, conversations: Sequence[Conversation], going: Conversation | None
) -> tuple[Conversation, dict[str, Any]] | None:
    """Return the latest other conversation in which the same questions were talked about."""
    kind = ConversationKind.WHAT_MATTERS_CONVERSATION
    wanted = going.question_set if going else kind.question_set
    for conversation in conversations:
        if conversation is going or conversation.question_set != wanted:
            continue
        if going and conversation.held_on > going.held_on:
            continue
        answers = {k: a for k, a in answers_of(session, conversation.id).items() if a.words}
        if answers:
            return conversation, _said(session, conversation, answers)
    return None


def _said(
    session: Session, conversation: Conversation, answers: Mapping[str, Answer]
) -> dict[str, Any]:
    there = list_participants(session, conversation.id)
    voices = {key: voice_of(answer, there) for key, answer in answers.items()}
    return {
        "held_on": conversation.held_on.isoformat(),
        "language": conversation.language,
        "answers": {key: answer.words for key, answer in answers.items()},
        "who": {key: voice.name for key, voice in voices.items() if voice != THE_PERSON},
        "still_true": {key: f"{answer.id}:{answer.version}" for key, answer in answers.items()},
    }


def _plan_lines(content: PlanContent) -> list[str]:
    """Return the lines of a plan as plain text, each under what it is about."""
    language = current_language()
    labels = plan_labels(content, language=language, domains=domain_names(language))
    return [
        " · ".join(
            (
                f"{labels.headings[line.section]}: {line.words}",
                *(labels.captions.get(line.line_key, ()) if line.section is Section.STEPS else ()),
            )
        )
        for line in content.all_lines()
    ]
