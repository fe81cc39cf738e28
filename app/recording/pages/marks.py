"""The tags of one sentence, as they are shown: which words, which tag, why, and who decided."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.forms import Option
from app.i18n import current_language
from app.i18n import gettext as _
from app.recording.highlights import Segment, Span, locate, segments
from app.recording.models import Answer, OutcomeTag, Suggestion, TagDecision, TrackRecord
from app.recording.pages.parts import moment_words
from app.recording.tagging import Stretch
from app.recording.tallies import tally_of
from app.recording.track_record import RULE, SHOWN_FROM, unit
from outcome_mapping.framework import KINDS, Kind, load_framework


_LOOKS: Mapping[str, str] = {
    "confirmed": "confirmed",
    "set_aside": "set-aside",
    "withdrawn": "set-aside",
    "": "suggested",
}
# Strengths before needs, what matters before what is the matter.
_ELEMENT_RANKS: Mapping[str, int] = {"STRENGTH": 1, "OUTCOME": 2, "BARRIER": 4, "RISK": 5}


@dataclass(frozen=True)
class Heard:
    """One answer with what is suggested and what was decided about it."""

    answer: Answer
    suggestions: tuple[Suggestion, ...]
    tags: tuple[OutcomeTag, ...]
    history: Mapping[uuid.UUID, Sequence[TagDecision]]
    names: Mapping[uuid.UUID, str]
    records: Mapping[tuple[str, str], TrackRecord]


@dataclass(frozen=True)
class Why:
    """Why a tag is suggested: the very words, the reason, and how often people kept such."""

    quote: str
    reason: str
    record: str


@dataclass(frozen=True)
class TagRow:
    """One tag of a sentence: in pencil with its reason, or in ink with who decided."""

    kind: str
    key: str
    icon_key: str
    label: str
    look: str  # suggested | confirmed | set-aside
    reason: str
    quote: str
    decided: str = ""
    history: tuple[str, ...] = ()
    suggestion_ids: tuple[str, ...] = ()
    tag_ids: tuple[str, ...] = ()
    whys: tuple[Why, ...] = ()
    is_under: bool = False
    speaks_of_safety: bool = False


@dataclass(frozen=True)
class Piece:
    """Some words, and the tag they are marked with, if any."""

    text: str
    id: str
    key: str = ""
    reason: str = ""
    look: str = ""


@dataclass(frozen=True)
class Sentence:
    """One sentence of an answer with its tags."""

    id: str
    pieces: tuple[Piece, ...]
    pencil: tuple[TagRow, ...]
    ink: tuple[TagRow, ...]
    aside: tuple[TagRow, ...]
    speaks_of_safety: bool


@dataclass(frozen=True)
class AddGroup:
    """The tags of one kind that can be added."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class AddTag:
    """What a person may add: any tag, to any sentence."""

    groups: tuple[AddGroup, ...]
    sentences: tuple[Option, ...]


def present(heard: Heard) -> list[Span[TagRow]]:
    """Return every tag whose words stand in the answer now, where they stand."""
    spans = [Span(row.start, row.end, _pencil(row, heard)) for row in heard.suggestions]
    for tag in heard.tags:
        start = place_of(tag, heard.answer)
        if start is not None:
            spans.append(Span(start, start + len(tag.quote), _ink(tag, heard)))
    return spans


def gone_rows(heard: Heard) -> tuple[TagRow, ...]:
    """Return the kept tags whose words have been changed since: the words live on in the tag."""
    return tuple(
        _ink(tag, heard)
        for tag in heard.tags
        if tag.state == "confirmed" and place_of(tag, heard.answer) is None
    )


def place_of(tag: OutcomeTag, answer: Answer) -> int | None:
    """Return where a tag's words stand in the answer now, if they still do."""
    if tag.answer_version == answer.version:
        return tag.start
    return locate(answer.words, tag.quote, tag.start)


def sentence_of(
    heard: Heard, spans: Sequence[Span[TagRow]], stretch: Stretch, sentence_id: str
) -> Sentence:
    """Return one sentence in pieces, with the rows of its tags."""
    here = [span for span in spans if stretch.start <= span.start < stretch.end]
    rows = _merged(span.mark for span in here)
    shown = [span for span in spans if span.mark.look != "set-aside"]
    cut = segments(heard.answer.words, shown, stretch.start, stretch.end)
    return Sentence(
        id=sentence_id,
        pieces=_pieces(cut, sentence_id),
        pencil=tuple(row for row in rows if row.look == "suggested"),
        ink=tuple(row for row in rows if row.look == "confirmed"),
        aside=tuple(row for row in rows if row.look == "set-aside"),
        speaks_of_safety=any(row.speaks_of_safety for row in rows if row.look != "set-aside"),
    )


def _pieces(cut: Iterable[Segment[TagRow]], sentence_id: str) -> tuple[Piece, ...]:
    """Show words under the tag that matters most there, in as few pieces as can be."""
    pieces: list[Piece] = []
    for place, segment in enumerate(cut, start=1):
        piece = _piece(segment.text, segment.marks, f"{sentence_id}-{place}")
        last = pieces[-1] if pieces else None
        if last and (last.key, last.reason, last.look) == (piece.key, piece.reason, piece.look):
            pieces[-1] = replace(last, text=last.text + piece.text)
        else:
            pieces.append(piece)
    return tuple(pieces)


def _piece(text: str, marks: Sequence[TagRow], piece_id: str) -> Piece:
    if not marks:
        return Piece(text, piece_id)
    top = min(marks, key=lambda row: (row.look != "confirmed", *_rank(row)))
    why = _("%(tag)s: %(reason)s") % {"tag": top.label, "reason": top.reason or top.decided}
    return Piece(text, piece_id, top.icon_key, why, top.look)


def _merged(rows: Iterable[TagRow]) -> list[TagRow]:
    """Show a tag once a sentence, however often its words come; order by what matters first."""
    merged: dict[tuple[str, str, str], TagRow] = {}
    for row in rows:
        name = (row.kind, row.key, row.look)
        seen = merged.get(name)
        merged[name] = row if seen is None else _both(seen, row)
    ordered = sorted(merged.values(), key=_rank)
    domains = {(row.key, row.look) for row in ordered if row.kind == "domain"}
    return [
        replace(row, is_under=row.kind == "statement" and (row.icon_key, row.look) in domains)
        for row in ordered
    ]


def _both(first: TagRow, second: TagRow) -> TagRow:
    return replace(
        first,
        suggestion_ids=first.suggestion_ids + second.suggestion_ids,
        tag_ids=first.tag_ids + second.tag_ids,
        whys=tuple(dict.fromkeys(first.whys + second.whys)),
        history=first.history + second.history,
    )


def _rank(row: TagRow) -> tuple[int, int, int, str]:
    framework = load_framework()
    if row.kind == "asset":
        return (0, framework.keys("asset").index(row.key), 0, row.key)
    if row.kind == "element":
        return (_ELEMENT_RANKS.get(row.key, 6), 0, 0, row.key)
    return (3, framework.keys("domain").index(row.icon_key), int(row.kind == "statement"), row.key)


def _row(kind: str, key: str, quote: str, look: str, reason: str) -> TagRow:
    framework = load_framework()
    known: Kind = next(name for name in KINDS if name == kind)
    area = framework.domain_of(key) if kind == "statement" else key
    return TagRow(
        kind=kind,
        key=key,
        icon_key=area,
        label=framework.label(known, key, current_language()),
        look=look,
        reason=reason,
        quote=quote,
        speaks_of_safety=area == "PROTECT",
    )


def _pencil(suggestion: Suggestion, heard: Heard) -> TagRow:
    reason = suggestion.reason_cy if current_language() == "cy" else suggestion.reason_en
    quote = heard.answer.words[suggestion.start : suggestion.end]
    row = _row(suggestion.kind, suggestion.key, quote, "suggested", reason)
    why = Why(quote, reason, _record_line(heard.records.get(rule_behind(suggestion)), suggestion))
    return replace(row, suggestion_ids=(str(suggestion.id),), whys=(why,))


def rule_behind(suggestion: Suggestion) -> tuple[str, str]:
    """Name the rule behind a suggestion, as the track record does."""
    return (RULE, unit(suggestion.rule, suggestion.kind, suggestion.key))


def _record_line(record: TrackRecord | None, suggestion: Suggestion) -> str:
    """Say how often practitioners kept what this rule suggested, once there is enough to say."""
    if record is not None and record.mapper_version == suggestion.mapper_version:
        tally = tally_of(record)
        if tally.suggested >= SHOWN_FROM:
            return _("Practitioners kept %(kept)s of %(suggested)s like this.") % {
                "kept": f"{tally.kept:,}",
                "suggested": f"{tally.suggested:,}",
            }
    return _("Too few like this have been decided yet to say how often it is right.")


def _ink(tag: OutcomeTag, heard: Heard) -> TagRow:
    history = tuple(_told(decision, heard.names) for decision in heard.history.get(tag.id, ()))
    row = _row(tag.kind, tag.key, tag.quote, _LOOKS[tag.state], "")
    return replace(
        row,
        decided=history[-1] if history else "",
        history=history[:-1],
        tag_ids=(f"{tag.id}:{tag.version}",),
    )


def _told(decision: TagDecision, names: Mapping[uuid.UUID, str]) -> str:
    words = {
        "name": names.get(decision.decided_by, ""),
        "moment": moment_words(decision.decided_at),
    }
    if decision.state == "confirmed":
        return _("Kept by %(name)s, %(moment)s") % words
    if decision.state == "set_aside":
        return _("Set aside by %(name)s, %(moment)s") % words
    return _("Withdrawn by %(name)s, %(moment)s") % words


def add_tag_offer(words: str, stretches: Sequence[Stretch]) -> AddTag:
    """Offer every tag there is, strengths first, and every sentence of the answer."""
    headings: tuple[tuple[Kind, str], ...] = (
        ("asset", _("What helps")),
        ("element", _("What it tells us")),
        ("domain", _("Areas of well-being")),
        ("statement", _("Well-being outcomes")),
    )
    framework, language = load_framework(), current_language()
    return AddTag(
        groups=tuple(
            AddGroup(
                heading,
                tuple(
                    Option(f"{kind}:{key}", framework.label(kind, key, language))
                    for key in framework.keys(kind)
                ),
            )
            for kind, heading in headings
        ),
        sentences=tuple(
            Option(f"{stretch.start}-{stretch.end}", words[stretch.start : stretch.end])
            for stretch in stretches
        ),
    )
