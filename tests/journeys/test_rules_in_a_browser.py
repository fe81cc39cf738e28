"""Prompts, the wording coach and sorting say the same in a browser as on the server."""

import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from app.practice.stories import load_stories
from app.settings import ROOT
from conversations import Talk, follow_ups_of, load_question_set, look_over, own_sentence
from conversations import prompts_for as chosen_by_the_server
from conversations.in_the_browser import COACH, cues_file, follow_ups_file
from conversations.phrases import Tongue, mutations
from conversations.prompts import AT_MOST
from conversations.sorting import cues_of, suggest_question
from conversations.wording_coach import Place
from outcome_mapping.framework import load_framework
from tests.conversations.cases import (
    ABOUT,
    BY_WORDS,
    CONCERN,
    FLAGGED,
    LEADS,
    LET_BE,
    MATTERS,
    NEAR_MISSES,
    SAYS_NOTHING,
    STRENGTHS,
    SUPPORT,
)


ORIGIN = "http://visit.invalid"
EITHER: tuple[Tongue, ...] = ("en", "cy")
RUN = """async ([lists, talks, writings]) => {
  const { choosing, coaching } = await import("/static/js/visit/prompts.js");
  const allOf = (steps) => {
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value;
  };
  const read = async (name) => (await fetch("/static/data/" + name)).json();
  const [prompts, flags] = await Promise.all(lists.map(read));
  return [
    talks.map(({ answers, ...talk }) =>
      allOf(choosing(prompts, answers, talk)).map(({ followUp, heard }) => [followUp.key, heard])),
    writings.map(({ text, ...writing }) => {
      const { notes, own } = allOf(coaching(flags, text, writing));
      return [notes.map((note) => [note.flag.key, note.words]), own];
    }),
  ];
}"""
SORT = """async ([list, sentences]) => {
  const { suggestQuestion } = await import("/static/js/visit/prompts.js");
  const cues = await (await fetch("/static/data/" + list)).json();
  return sentences.map(([sentence, tongues]) => {
    const found = suggestQuestion(cues, sentence, tongues);
    return found && [found.question, found.heard];
  });
}"""
# What people type that is neither plain English nor plain Welsh.
ODD = (
    "MY SISTER’S car!! mam-gu… ŵyr; Ŵyr? gwr",
    '“My sister” — she said. ‘isn’t it’ "client" İstanbul ß Ωmega ΣΑΣ 1½ ²',
    "sister\r\nbrother\nsister_brother sister2\tsister 👍🏽 sister👍 e\u0301glwys",
    "never see my sister. My nan bread, my nan.",
    "",
)


@dataclass(frozen=True)
class Asked:
    """A conversation, as both are told of it."""

    answers: dict[str, str]
    question: str | None = None
    confirmedDomains: tuple[str, ...] = ()  # noqa: N815 - as the browser calls it
    putAway: tuple[str, ...] = ()  # noqa: N815
    tongues: tuple[Tongue, ...] = EITHER
    isAlone: bool = True  # noqa: N815


@dataclass(frozen=True)
class Written:
    """What a practitioner wrote, with what the person had said."""

    text: str
    place: Place = "view"
    said: tuple[str, ...] = ()
    offering: tuple[str, ...] = ()
    about: str = ""
    alike: bool = True


@pytest.fixture
def blank_page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    context.route(f"{ORIGIN}/**", _serve)
    page = context.new_page()
    page.goto(ORIGIN)
    yield page
    context.close()


def _serve(route: Route) -> None:
    path = ROOT / route.request.url.removeprefix(ORIGIN).lstrip("/")
    if path.is_file():
        route.fulfill(path=path)
    else:
        route.fulfill(body="<!doctype html><title>Nothing</title>", content_type="text/html")


def _by_the_server(asked: Asked) -> list[list[str]]:
    follow_ups = follow_ups_of("what_matters")
    assert follow_ups is not None
    talk = Talk(
        asked.answers,
        frozenset(asked.confirmedDomains),
        frozenset(asked.putAway),
        asked.tongues,
        asked.isAlone,
    )
    chosen = chosen_by_the_server(talk, follow_ups, asked.question)
    return [[prompt.follow_up.key, prompt.heard] for prompt in chosen]


def _coached(one: Written) -> list[Any]:
    noticed = look_over(one.text, one.place, one.said)
    about = f"{one.text} {one.about}"
    own = own_sentence(about, one.offering, alike=one.alike) if noticed else ""
    return [[[note.flag.key, note.words] for note in noticed], own]


def _same_on_both_sides(page: Page, talks: list[Asked], writings: list[Written]) -> list[Any]:
    lists = [follow_ups_file("what_matters"), COACH]
    answer: list[list[Any]] = page.evaluate(
        RUN, [lists, [asdict(t) for t in talks], [asdict(w) for w in writings]]
    )
    for asked, chosen in zip(talks, answer[0], strict=True):
        assert chosen == _by_the_server(asked), asked
    for one, noticed in zip(writings, answer[1], strict=True):
        assert noticed == _coached(one), one
    return answer


def test_every_row_of_the_tables_comes_out_the_same(blank_page: Page) -> None:
    keys = (None, *load_question_set().keys)
    talks = [
        Asked({where: said}, question, tongues=tongues)
        for tongue, where, said, _prompt in (*LEADS, *NEAR_MISSES)
        for question in keys
        for tongues in ((tongue,), EITHER)
    ]
    writings = [
        Written(text, place, offering=("I miss the lads. There is a dog.",), alike=alike)
        for place, text, _flag in (*FLAGGED, *LET_BE)
        for alike in (True, False)
    ]
    chosen, noticed = _same_on_both_sides(blank_page, talks, writings)
    assert {key for one in chosen for key, _heard in one} >= {row[3] for row in LEADS}
    assert {key for notes, _own in noticed for key, _words in notes} >= {r[2] for r in FLAGGED}


def test_a_sentence_of_notes_is_led_to_the_same_question(blank_page: Page) -> None:
    asked: list[tuple[str, tuple[Tongue, ...]]] = [(words, EITHER) for words in ODD]
    said: list[tuple[Tongue, str]] = [row[:2] for row in BY_WORDS]
    for tongue, words in (*said, *SAYS_NOTHING):
        asked += [(words, (tongue,)), (words, EITHER)]
    cues = cues_of("what_matters")
    assert cues is not None
    expected = []
    for words, tongues in asked:
        found = suggest_question(words, cues, tongues=tongues)
        expected.append([found.question, found.heard] if found else None)
    assert blank_page.evaluate(SORT, [cues_file("what_matters"), asked]) == expected
    assert {found[0] for found in expected if found} == {row[2] for row in BY_WORDS}


def test_every_phrase_is_found_with_every_beginning_it_may_have_in_welsh(blank_page: Page) -> None:
    follow_ups = follow_ups_of("what_matters")
    assert follow_ups is not None
    domains = {prompt.untouched for prompt in follow_ups.prompts if prompt.untouched}
    talks = []
    for prompt in follow_ups.prompts:
        others = tuple(sorted(domains - {prompt.untouched}))
        for heard in (*prompt.said, *prompt.not_said):
            where = heard.answers[0] if heard.answers else STRENGTHS
            for written in _spellings(follow_ups.words[heard.words].cy):
                answers = {
                    **dict.fromkeys((ABOUT, CONCERN, MATTERS, SUPPORT), "Ie."),
                    where: written,
                }
                talks.append(Asked(answers, None, others, tongues=("cy",)))
    assert len(talks) > 1000
    _same_on_both_sides(blank_page, talks, [])


def _spellings(phrases: tuple[str, ...]) -> set[str]:
    return {
        f"{first} {rest}".strip()
        for phrase in phrases
        for start, _space, rest in [phrase.rstrip("*").partition(" ")]
        for first in mutations(start)
    }


def test_odd_writing_comes_out_the_same(blank_page: Page) -> None:
    talks = [Asked({"friends_and_family": one, "about_you": two}) for one in ODD for two in ODD]
    writings = [Written(f"Frail. {one} Non-compliant", said=(two,)) for one in ODD for two in ODD]
    _same_on_both_sides(blank_page, talks, writings)


def test_answers_of_the_practice_room_taken_at_random_come_out_the_same(blank_page: Page) -> None:
    seed = random.randrange(10**6)
    rng = random.Random(seed)
    talks, writings = _drawn(rng, 150)
    try:
        chosen, _noticed = _same_on_both_sides(blank_page, talks, writings)
    except AssertionError as error:
        raise AssertionError(f"with the seed {seed}") from error
    assert any(chosen)
    assert max(len(one) for one in chosen) <= AT_MOST


def _drawn(rng: random.Random, how_many: int) -> tuple[list[Asked], list[Written]]:
    told = [
        talk.answers for story in load_stories() for talk in story.conversations if talk.answers
    ]
    domains = load_framework().keys("domain")
    follow_ups = follow_ups_of("what_matters")
    assert follow_ups is not None
    talks, writings = [], []
    for _ in range(how_many):
        answers = rng.choice(told)
        words = {key: answer.words or "" for key, answer in answers.items()}
        kept = {key: words[key] for key in rng.sample(sorted(words), rng.randint(1, len(words)))}
        talks.append(
            Asked(
                kept,
                rng.choice([None, *load_question_set().keys]),
                tuple(rng.sample(domains, rng.randint(0, 3))),
                tuple(rng.sample([p.key for p in follow_ups.prompts], rng.randint(0, 3))),
                rng.choice([("en",), ("cy",), EITHER]),
                rng.random() < 0.5,
            )
        )
        written = [answer.view or answer.words or "" for answer in answers.values()]
        writings.append(
            Written(
                rng.choice(written),
                rng.choice(["view", "outcome", "step"]),
                tuple(rng.sample(sorted(kept.values()), len(kept) // 2)),
                tuple(kept.values()),
                alike=rng.random() < 0.5,
            )
        )
    return talks, writings
