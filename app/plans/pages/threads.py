"""The golden thread under a line: folded away until somebody asks where the line comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.i18n import Language, as_language, current_language, long_date
from app.i18n import gettext as _
from app.plans.threads import Heard, TagKept, Thread
from conversations import QuestionSet
from outcome_mapping.framework import Kind, load_framework


@dataclass(frozen=True)
class KeptTag:
    """A confirmed tag by its name."""

    label: str
    key: str


@dataclass(frozen=True)
class SaidThen:
    """What was said, who said it and when, and what was confirmed on it."""

    words: str
    language: Language | None
    who: str
    question: str
    tags: tuple[KeptTag, ...]
    kept: str


@dataclass(frozen=True)
class ThreadView:
    """Where one line comes from, in words."""

    towards: str
    said: tuple[SaidThen, ...]
    written: str


def thread_views(
    threads: Mapping[str, Thread], questions: QuestionSet, language: str
) -> dict[str, ThreadView]:
    """Return every line's thread as it is shown; ``language`` is the conversation's."""
    return {key: _view(thread, questions, as_language(language)) for key, thread in threads.items()}


def _view(thread: Thread, questions: QuestionSet, language: Language | None) -> ThreadView:
    written = _("Written in the plan by %(name)s on %(date)s")
    return ThreadView(
        towards=thread.towards,
        said=tuple(_said(heard, questions, language) for heard in thread.heard),
        written=written % {"name": thread.written.by, "date": long_date(thread.written.on)}
        if thread.written
        else "",
    )


def _said(heard: Heard, questions: QuestionSet, language: Language | None) -> SaidThen:
    named = {"name": heard.speaker, "date": long_date(heard.said_on)}
    who = (
        _("Said by %(name)s on %(date)s") if heard.speaker else _("Said by the person on %(date)s")
    )
    return SaidThen(
        words=heard.words,
        language=language,
        who=who % named,
        question=questions.question(heard.question_key).prompt.in_(current_language()),
        tags=tuple(_tag(tag) for tag in heard.tags),
        kept="; ".join(_kept(heard.tags)),
    )


def _tag(tag: TagKept) -> KeptTag:
    kinds: dict[str, Kind] = {
        "domain": "domain",
        "statement": "statement",
        "asset": "asset",
        "element": "element",
    }
    label = load_framework().label(kinds[tag.kind], tag.key, current_language())
    return KeptTag(label, tag.key.split("-")[0])


def _kept(tags: Iterable[TagKept]) -> dict[str, None]:
    """Return who confirmed, and when, each once."""
    sentence = _("Confirmed by %(name)s on %(date)s")
    return dict.fromkeys(
        sentence % {"name": tag.kept_by, "date": long_date(tag.kept_on)}
        for tag in tags
        if tag.kept_by and tag.kept_on
    )
