"""Talking with pictures: the board as it stands, one picture large, and what was said with them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.forms import FieldError, Option
from app.i18n import current_language, long_date, ngettext
from app.i18n import gettext as _
from app.identity import Actor
from app.recording.actions.screens import shown_board_address
from app.recording.board_models import BoardAnswer
from app.recording.boards import (
    PRACTITIONER,
    board_of,
    find_board_answer,
    helpers_of,
    placements_of,
)
from app.recording.models import Conversation, Participant
from app.recording.pages.board_summary import BoardSummary, board_summary
from app.recording.pages.parts import Banner, Said, asking_languages, banner, name_of
from app.recording.queries import list_participants, person_of
from app.security import way_back_from
from conversations import ParticipantRole
from conversations.picture_boards import PictureBoard, Step, Topic


@dataclass(frozen=True)
class Picture:
    """One picture with its few words, in the person's language and perhaps in another."""

    key: str
    symbol: str
    words: Said
    other: Said | None
    href: str


@dataclass(frozen=True)
class StepPart:
    """One step and the pictures that stand on it."""

    key: str
    symbol: str
    words: Said
    other: Said | None
    pictures: tuple[Picture, ...]
    is_here: bool


@dataclass(frozen=True)
class OnePicture:
    """One picture, large, and everything that placing it needs."""

    picture: Picture
    was: str
    operation_id: str
    next_href: str


@dataclass(frozen=True)
class HelpersPart:
    """Who helped, as the form shows it."""

    placed_by: str
    placed_by_options: tuple[Option, ...]
    interpreted_by: str
    interpreted_by_options: tuple[Option, ...]
    seen: str
    version: int
    operation_id: str
    action: str


@dataclass(frozen=True)
class BoardPage:
    """The board: everything on it, or one picture."""

    title: str
    title_lang: str
    banner: Banner
    refused: str
    one: OnePicture | None
    steps: tuple[StepPart, ...]
    left: tuple[Picture, ...]
    placed_line: str
    summary: BoardSummary | None
    helpers: HelpersPart
    action: str
    show_action: str
    print_href: str
    back_href: str
    overview_href: str
    overview_label: str
    is_finished: bool
    form_id: str
    errors: tuple[FieldError, ...]


def board_href(conversation: Conversation) -> str:
    """Return the address of the board of a conversation."""
    return f"/conversations/{conversation.id}/board"


def board_page(
    session: Session,
    actor: Actor,
    conversation: Conversation,
    *,
    topic: str = "",
    is_shown: bool = False,
    refused: str = "",
    typed: Mapping[str, Any] | None = None,
    errors: tuple[FieldError, ...] = (),
) -> BoardPage:
    """Show the board, or one picture of it large where a topic is named."""
    answer = find_board_answer(session, conversation.id)
    board = board_of(answer)
    placed = placements_of(answer)
    languages = asking_languages(conversation)
    address = shown_board_address(conversation.id) if is_shown else board_href(conversation)
    pictures = {each.key: _picture(each, languages, address) for each in board.topics}
    one = _one(board, placed, pictures, topic, address)
    person = name_of(person_of(session, actor, conversation))
    return BoardPage(
        title=_title(one),
        title_lang=one.picture.words.lang if one else current_language(),
        banner=banner(conversation),
        refused=refused,
        one=one,
        steps=tuple(_step(step, placed, pictures, languages, topic) for step in board.steps),
        left=tuple(picture for key, picture in pictures.items() if key not in placed),
        placed_line=_placed_line(len(placed), len(board.topics)),
        summary=None if is_shown else board_summary(session, conversation),
        helpers=_helpers(session, conversation, answer, person, typed),
        action=address,
        show_action=f"{board_href(conversation)}/show",
        print_href=f"{board_href(conversation)}/print",
        back_href=way_back_from(address),
        overview_href=f"/conversations/{conversation.id}",
        overview_label=_("Conversation with %(name)s") % {"name": person},
        is_finished=conversation.status == "complete",
        form_id="" if one or is_shown else "helpers",
        errors=errors,
    )


def _title(one: OnePicture | None) -> str:
    if one is None:
        return _("How are things going?")
    return f"{one.picture.words.text} {one.picture.other.text if one.picture.other else ''}".strip()


def next_address(address: str, answer: BoardAnswer | None, placed: str) -> str:
    """Return where to go once a picture is placed: the next one that is not, or the board."""
    following = board_of(answer).next_topic(placed, frozenset(placements_of(answer)))
    return f"{address}?topic={following}" if following else address


def _one(
    board: PictureBoard,
    placed: Mapping[str, str],
    pictures: Mapping[str, Picture],
    topic: str,
    address: str,
) -> OnePicture | None:
    if topic not in pictures:
        return None
    following = board.next_topic(topic, frozenset(placed))
    return OnePicture(
        picture=pictures[topic],
        was=placed.get(topic, ""),
        operation_id=str(uuid.uuid4()),
        next_href=f"{address}?topic={following}" if following else "",
    )


def _picture(topic: Topic, languages: tuple[str, ...], address: str) -> Picture:
    return Picture(
        key=topic.key,
        symbol=topic.symbol,
        words=Said(topic.label.in_(languages[0]), languages[0]),
        other=Said(topic.label.in_(languages[1]), languages[1]) if len(languages) > 1 else None,
        href=f"{address}?topic={topic.key}",
    )


def _step(
    step: Step,
    placed: Mapping[str, str],
    pictures: Mapping[str, Picture],
    languages: tuple[str, ...],
    topic: str,
) -> StepPart:
    return StepPart(
        key=step.key,
        symbol=step.symbol,
        words=Said(step.label.in_(languages[0]), languages[0]),
        other=Said(step.label.in_(languages[1]), languages[1]) if len(languages) > 1 else None,
        pictures=tuple(picture for key, picture in pictures.items() if placed.get(key) == step.key),
        is_here=placed.get(topic) == step.key,
    )


def _placed_line(placed: int, total: int) -> str:
    return ngettext(
        "%(num)s of %(total)s pictures placed", "%(num)s of %(total)s pictures placed", placed
    ) % {"num": placed, "total": total}


def _helpers(
    session: Session,
    conversation: Conversation,
    answer: BoardAnswer | None,
    person: str,
    typed: Mapping[str, Any] | None,
) -> HelpersPart:
    now = typed if typed is not None else helpers_of(answer)
    here = list_participants(session, conversation.id)
    others = tuple(_option(row) for row in here if row.role not in _NOT_HELPERS)
    return HelpersPart(
        placed_by=now.get("placed_by", ""),
        placed_by_options=(Option("", person), *others),
        interpreted_by=now.get("interpreted_by", ""),
        interpreted_by_options=(
            Option("", _("Nobody")),
            Option(PRACTITIONER, _("Me, the practitioner")),
            *others,
        ),
        seen=now.get("seen", ""),
        version=answer.version if answer else 0,
        operation_id=str(uuid.uuid4()),
        action=f"{board_href(conversation)}/helpers",
    )


_NOT_HELPERS = frozenset({ParticipantRole.PERSON, ParticipantRole.PRACTITIONER})


def _option(row: Participant) -> Option:
    role = ParticipantRole(row.role).label.in_(current_language())
    return Option(str(row.id), _("%(name)s (%(role)s)") % {"name": row.name, "role": role})


@dataclass(frozen=True)
class BoardPrint:
    """The board on paper."""

    title: str
    banner: Banner
    day: str
    steps: tuple[StepPart, ...]
    left: tuple[Picture, ...]
    summary: BoardSummary | None
    back_href: str
    back_label: str


def board_print(session: Session, actor: Actor, conversation: Conversation) -> BoardPrint:
    """Show the board as it goes on paper."""
    whole = board_page(session, actor, conversation)
    person = name_of(person_of(session, actor, conversation))
    return BoardPrint(
        title=_("What %(name)s said with pictures") % {"name": person},
        banner=whole.banner,
        day=long_date(conversation.held_on),
        steps=whole.steps,
        left=whole.left,
        summary=whole.summary,
        back_href=board_href(conversation),
        back_label=_("How are things going?"),
    )
