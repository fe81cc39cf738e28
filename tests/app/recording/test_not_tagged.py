"""When words are too much, when typing goes on, and when a new version of the mapper comes."""

import datetime as dt

import pytest
import time_machine
from sqlmodel import select

from app import clock, jobs
from app.jobs import Job, run_waiting
from app.recording import tagging
from app.recording.actions.answers import SETTLES_IN
from app.recording.tagging import AFRESH, JOB, suggest_afresh_from_the_start
from outcome_mapping.mapper import OutcomeMapper, TooMuchToReadError
from tests.app.recording.conftest import WORDS, Visit
from tests.factories import make_answer


pytestmark = pytest.mark.both_databases
NOT_TAGGED = "No tags could be suggested here"


def tag_jobs(visit: Visit) -> list[Job]:
    with visit.database.reading() as session:
        return list(session.exec(select(Job).where(Job.kind == JOB)))


@pytest.fixture
def too_much(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let every text be too much for the mapper; the list fills with one entry for each try."""
    tried: list[int] = []

    def refuse(*_words: object, **_more: object) -> None:
        tried.append(1)
        raise TooMuchToReadError

    monkeypatch.setattr(OutcomeMapper, "find", refuse)
    return tried


def test_words_that_are_too_much_are_marked_not_tagged_and_tried_once(
    visit: Visit, too_much: list[int]
) -> None:
    visit.save()
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for _ in range(3):
            visit.tag_now()
            traveller.shift(dt.timedelta(hours=1))
    assert len(too_much) == 1
    assert [job.state for job in tag_jobs(visit)] == ["done"]
    page = visit.browser.get(f"{visit.address}/heard")
    assert NOT_TAGGED in page.text
    assert "I hardly see my daughter." in page.text
    assert "suggestions come in a moment" not in page.text
    assert "hx-trigger" not in page.html


def test_trying_again_tries_once_more_and_says_so(visit: Visit, too_much: list[int]) -> None:
    visit.save()
    visit.tag_now()
    visit.browser.post(f"{visit.heard}/again", {"answer_version": "1"})
    assert NOT_TAGGED not in visit.browser.get(f"{visit.address}/heard").text
    visit.tag_now()
    assert len(too_much) == 2
    assert NOT_TAGGED in visit.browser.get(f"{visit.address}/heard").text


def test_trying_again_finds_tags_once_the_mapper_can(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(OutcomeMapper, "find", _refuse)
        visit.save()
        visit.tag_now()
    visit.browser.post(f"{visit.heard}/again", {"answer_version": "1"})
    visit.tag_now()
    assert visit.suggestions()
    assert NOT_TAGGED not in visit.browser.get(f"{visit.address}/heard").text


def _refuse(*_words: object, **_more: object) -> None:
    raise TooMuchToReadError


def test_other_words_are_read_anew(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(OutcomeMapper, "find", _refuse)
        visit.save("(" * 5_000)
        visit.tag_now()
    visit.save(WORDS, version=1)
    visit.tag_now()
    assert NOT_TAGGED not in visit.browser.get(f"{visit.address}/heard").text
    assert visit.suggestions()


def test_what_failed_again_and_again_is_said_to_be_not_tagged(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken, time_machine.travel(clock.now(), tick=False) as traveller:
        broken.setattr(tagging, "find_suggestions", _fail)
        visit.save()
        for _ in range(jobs.MOST_ATTEMPTS):
            visit.tag_now()
            traveller.shift(dt.timedelta(hours=6))
    assert NOT_TAGGED in visit.browser.get(f"{visit.address}/heard").text
    visit.browser.post(f"{visit.heard}/again", {"answer_version": "1"})
    visit.tag_now()
    assert visit.suggestions()


def _fail(_answer: object, _language: str) -> None:
    raise RuntimeError


def test_while_somebody_types_tagging_waits_and_a_newer_save_takes_its_place(
    visit: Visit,
) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for version, words in enumerate(("I", "I want", "I want to see my daughter.")):
            visit.autosave(words, version)
            traveller.shift(SETTLES_IN / 2)
            assert run_waiting(visit.database) == 0
        assert len(tag_jobs(visit)) == 1
        traveller.shift(SETTLES_IN)
        assert run_waiting(visit.database) == 1
    assert visit.answer().tagged_version == 3


def test_a_save_at_a_button_is_tagged_at_once(visit: Visit) -> None:
    with time_machine.travel(clock.now(), tick=False):
        visit.autosave("I want", 0)
        visit.save("I want to see my daughter.", version=1)
        assert run_waiting(visit.database) == 1
    assert visit.suggestions()


def test_whoever_wants_to_see_it_does_not_wait_for_the_typing_to_settle(visit: Visit) -> None:
    with time_machine.travel(clock.now(), tick=False):
        visit.autosave(WORDS, 0)
        assert run_waiting(visit.database) == 0
        visit.browser.get(f"{visit.address}/heard")
        assert run_waiting(visit.database) == 1
    assert visit.suggestions()


def test_looking_again_and_again_does_not_hurry_what_has_failed(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tagging, "find_suggestions", _fail)
    with time_machine.travel(clock.now(), tick=False):
        visit.save()
        assert run_waiting(visit.database) == 1
        visit.browser.get(f"{visit.address}/heard")
        assert run_waiting(visit.database) == 0


def start_anew(visit: Visit) -> None:
    with visit.database.writing() as session:
        suggest_afresh_from_the_start(session)
    visit.tag_now()


def versions(visit: Visit) -> set[str]:
    return {row.mapper_version for row in visit.suggestions()}


def test_a_new_version_suggests_again_where_nobody_has_decided(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit.save()
    visit.tag_now()
    monkeypatch.setattr(OutcomeMapper, "version", "next-1")
    start_anew(visit)
    assert versions(visit) == {"next-1"}
    assert visit.answer().tagged_by == "next-1"


@pytest.mark.parametrize("decision", ["keep", "set_aside"])
def test_an_answer_with_any_decision_keeps_its_suggestions(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, decision: str
) -> None:
    visit.save()
    visit.tag_now()
    before = OutcomeMapper.version
    visit.decide(decision, suggestion=str(visit.suggestion("domain", "RELATE").id))
    ids = {row.id for row in visit.suggestions()}
    monkeypatch.setattr(OutcomeMapper, "version", "next-1")
    start_anew(visit)
    assert versions(visit) == {before}
    assert {row.id for row in visit.suggestions()} == ids


def test_starting_with_the_same_version_reads_nothing_again(visit: Visit) -> None:
    visit.save()
    visit.tag_now()
    start_anew(visit)
    assert len(tag_jobs(visit)) == 1


def test_an_answer_in_which_nothing_was_found_is_read_again_too(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as deaf:
        deaf.setattr(OutcomeMapper, "find", lambda *_words, **_more: ())
        visit.save()
        visit.tag_now()
    assert visit.suggestions() == []
    monkeypatch.setattr(OutcomeMapper, "version", "next-1")
    start_anew(visit)
    assert visit.suggestions()


def test_many_answers_are_read_again_a_few_at_a_time(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tagging, "_STEP", 3)
    keys = ("about_you", "what_matters", "risks", "community", "own_strengths", "is_it_enough")
    for key in keys:
        make_answer(visit.database, visit.conversation, key, tagged_version=1, tagged_by="old-1")
    start_anew(visit)
    with visit.database.reading() as session:
        steps = session.exec(select(Job).where(Job.kind == AFRESH)).all()
    assert len(steps) == 3
    assert {visit.answer(key).tagged_by for key in keys} == {OutcomeMapper.version}


def test_a_decision_that_comes_while_a_new_version_reads_is_respected(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit.save()
    visit.tag_now()
    before = OutcomeMapper.version
    suggestion = visit.suggestion("domain", "RELATE")
    find = tagging.find_suggestions

    def decide_meanwhile(answer: object, language: str) -> object:
        found = find(answer, language)  # type: ignore[arg-type]
        visit.decide("keep", suggestion=str(suggestion.id))
        return found

    monkeypatch.setattr(OutcomeMapper, "version", "next-1")
    monkeypatch.setattr(tagging, "find_suggestions", decide_meanwhile)
    start_anew(visit)
    assert versions(visit) == {before}
