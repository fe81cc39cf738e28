"""What practitioners do not keep stops being suggested, until somebody says otherwise."""

import datetime as dt
import json

import pytest
import time_machine
from sqlmodel import select

from app import clock
from app.audit import AuditEvent
from app.errors import NotNow
from app.jobs import Job, run_waiting
from app.recording.actions.pauses import EVERYTHING, JUDGE, judge, start_again
from app.recording.models import Answer, SuggestionPause, TrackRecord
from app.recording.pauses import open_pauses
from app.recording.tagging import mapper_version
from app.recording.track_record import unit
from outcome_mapping.mapper import OutcomeMapper
from tests.app.recording.conftest import KEY, Visit
from tests.app.recording.deciding import decide
from tests.factories import make_answer, make_conversation, make_person, make_staff, make_team


pytestmark = pytest.mark.both_databases

RELATE = ("domain", "RELATE")
SELF = ("asset", "SELF")
RULE = "en.home.house"


@pytest.fixture
def answer(visit: Visit) -> Answer:
    return make_answer(visit.database, make_conversation(visit.database, visit.person))


def judged(visit: Visit) -> None:
    judge(visit.database, EVERYTHING)


def records(visit: Visit) -> dict[tuple[str, str], tuple[int, int, int]]:
    with visit.database.reading() as session:
        rows = session.exec(select(TrackRecord)).all()
    return {(row.kind, row.key): (row.kept, row.set_aside, row.added) for row in rows}


def pauses(visit: Visit) -> list[SuggestionPause]:
    with visit.database.reading() as session:
        return list(session.exec(select(SuggestionPause)))


def stopped(visit: Visit) -> set[tuple[str, str]]:
    with visit.database.reading() as session:
        return {(one.kind, one.key) for one in open_pauses(session, mapper_version())}


def start(visit: Visit, reason: str = "The examples were put right.") -> None:
    with visit.database.writing() as session:
        for pause in open_pauses(session, mapper_version()):
            start_again(session, visit.actor, pause.id, reason)


def test_decisions_are_added_up_by_rule_and_by_key(visit: Visit, answer: Answer) -> None:
    decide(visit.database, answer, SELF, kept=5, set_aside=2, withdrawn=1, added=3)
    decide(visit.database, answer, RELATE, kept=4)
    judged(visit)
    assert records(visit) == {
        ("asset", "SELF"): (5, 3, 3),
        ("domain", "RELATE"): (4, 0, 0),
        ("rule", RULE): (9, 3, 0),
    }


def test_all_teams_are_added_up_together(visit: Visit, answer: Answer) -> None:
    there = make_staff(visit.database, team=make_team(visit.database, "Taf"))
    other = make_conversation(visit.database, make_person(visit.database, there))
    decide(visit.database, answer, SELF, kept=5)
    decide(visit.database, make_answer(visit.database, other), SELF, kept=7)
    judged(visit)
    assert records(visit)["asset", "SELF"] == (12, 0, 0)


def test_only_the_latest_decision_of_a_tag_counts(visit: Visit) -> None:
    visit.save()
    visit.tag_now()
    visit.decide("keep", suggestion=str(visit.suggestion(*RELATE).id))
    (tag,) = visit.tags()
    visit.decide("withdraw", tag=f"{tag.id}:{tag.version}")
    judged(visit)
    assert records(visit)[RELATE] == (0, 1, 0)


def test_a_tag_added_to_words_that_nothing_had_read_is_no_miss(visit: Visit) -> None:
    visit.save()
    sent = {"answer_version": "1", "added": "domain:HOME", "sentence": "0-25"}
    visit.browser.post(f"{visit.heard}/add", sent)
    judged(visit)
    assert records(visit) == {}


def test_a_tag_added_to_words_that_had_been_read_is_a_miss(visit: Visit) -> None:
    visit.save()
    visit.tag_now()
    sent = {"answer_version": "1", "added": "domain:HOME", "sentence": "0-25"}
    visit.browser.post(f"{visit.heard}/add", sent)
    judged(visit)
    assert records(visit) == {("domain", "HOME"): (0, 0, 1)}


def test_adding_what_stands_there_in_pencil_is_keeping_it(visit: Visit) -> None:
    visit.save()
    visit.tag_now()
    suggested = visit.suggestion(*RELATE)
    sent = {"answer_version": "1", "added": "domain:RELATE", "sentence": "0-25"}
    visit.browser.post(f"{visit.heard}/add", sent)
    judged(visit)
    behind = ("rule", unit(suggested.rule, *RELATE))
    assert records(visit) == {RELATE: (1, 0, 0), behind: (1, 0, 0)}


def test_a_key_and_a_rule_that_people_do_not_keep_stop(visit: Visit, answer: Answer) -> None:
    decide(visit.database, answer, SELF, kept=12, set_aside=22)
    judged(visit)
    assert stopped(visit) == {("asset", "SELF"), ("rule", RULE)}


def test_the_figures_and_the_version_are_kept_with_the_pause_and_in_the_audit_trail(
    visit: Visit, answer: Answer
) -> None:
    decide(visit.database, answer, SELF, kept=12, set_aside=22, added=4)
    judged(visit)
    pause = next(one for one in pauses(visit) if one.kind == "asset")
    assert (pause.kept, pause.set_aside, pause.added) == (12, 22, 4)
    assert pause.mapper_version == mapper_version()
    event = next(one for one in visit.events("suggestions_paused") if one.subject_id == pause.id)
    assert event.actor_kind == "system"
    assert event.person_id is None
    assert json.loads(event.details)["set_aside"] == 22


def test_judging_again_changes_nothing(visit: Visit, answer: Answer) -> None:
    decide(visit.database, answer, SELF, kept=12, set_aside=22)
    for _ in range(3):
        judged(visit)
    assert len(pauses(visit)) == 2
    assert len(visit.events("suggestions_paused")) == 2


def test_new_suggestions_leave_out_what_has_stopped_and_old_ones_stay(visit: Visit) -> None:
    visit.save()
    visit.tag_now()
    before = visit.suggestion(*RELATE)
    other = make_answer(visit.database, visit.conversation, "community")
    decide(visit.database, other, RELATE, kept=10, set_aside=25, rule="en.other.rule")
    judged(visit)
    assert visit.suggestion(*RELATE).id == before.id
    visit.save("I hardly see my daughter. I want to see her.", version=1)
    visit.tag_now()
    kinds = {(row.kind, row.key) for row in visit.suggestions()}
    assert RELATE not in kinds
    assert kinds


def test_a_rule_that_has_stopped_is_left_out_whatever_it_finds(visit: Visit) -> None:
    visit.save()
    visit.tag_now()
    rule = next(row.rule for row in visit.suggestions() if row.source == "rule")
    other = make_answer(visit.database, visit.conversation, "community")
    decide(visit.database, other, ("domain", "HOME"), rule=rule, kept=2, set_aside=40)
    judged(visit)
    visit.save("I hardly see my daughter. I want to see her.", version=1)
    visit.tag_now()
    assert rule not in {row.rule for row in visit.suggestions()}


def test_what_is_decided_stays_when_its_key_stops(visit: Visit, answer: Answer) -> None:
    decide(visit.database, answer, SELF, kept=12, set_aside=22)
    before = {tag.id: tag.state for tag in visit.tags()}
    judged(visit)
    assert {tag.id: tag.state for tag in visit.tags()} == before


def test_one_key_of_a_model_stops_without_the_rest(visit: Visit, answer: Answer) -> None:
    decide(visit.database, answer, SELF, rule="model.7", kept=3, set_aside=40)
    decide(visit.database, answer, RELATE, rule="model.7", kept=50)
    judged(visit)
    assert stopped(visit) == {("asset", "SELF"), ("rule", "model.7:asset:SELF")}


def test_what_was_started_again_is_judged_by_new_decisions_only(
    visit: Visit, answer: Answer
) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        decide(visit.database, answer, SELF, kept=12, set_aside=22)
        judged(visit)
        traveller.shift(dt.timedelta(days=1))
        start(visit)
        judged(visit)
        assert stopped(visit) == set()
        assert ("asset", "SELF") not in records(visit)
        traveller.shift(dt.timedelta(days=1))
        decide(visit.database, answer, SELF, kept=4, set_aside=25)
        judged(visit)
        assert stopped(visit) == set()
        assert records(visit)["asset", "SELF"] == (4, 25, 0)
        decide(visit.database, answer, SELF, set_aside=1)
        judged(visit)
        assert stopped(visit) == {("asset", "SELF"), ("rule", RULE)}
        assert len(pauses(visit)) == 4


def test_starting_again_is_recorded_with_who_and_why_and_the_audit_trail_holds_no_words(
    visit: Visit, answer: Answer
) -> None:
    decide(visit.database, answer, SELF, kept=12, set_aside=22)
    judged(visit)
    start(visit, "Gwyneth's examples were put right.")
    assert {one.ended_by for one in pauses(visit)} == {visit.account.id}
    assert {one.reason for one in pauses(visit)} == {"Gwyneth's examples were put right."}
    events = visit.events("suggestions_restarted")
    assert len(events) == 2
    assert not any("Gwyneth" in event.details for event in events)
    with visit.database.writing() as session, pytest.raises(NotNow):
        start_again(session, visit.actor, pauses(visit)[0].id, "again")


def test_a_new_version_gives_rules_a_clean_slate_and_keeps_the_pauses_of_keys(
    visit: Visit, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(visit.database, answer, SELF, kept=12, set_aside=22)
    judged(visit)
    monkeypatch.setattr(OutcomeMapper, "version", "next-1")
    judged(visit)
    assert stopped(visit) == {("asset", "SELF")}
    assert ("rule", RULE) not in records(visit)


def test_thirty_decisions_about_a_new_version_decide_anew_about_a_key(
    visit: Visit, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(visit.database, answer, SELF, kept=12, set_aside=22)
    judged(visit)
    monkeypatch.setattr(OutcomeMapper, "version", "next-1")
    decide(visit.database, answer, SELF, kept=29)
    judged(visit)
    assert stopped(visit) == {("asset", "SELF")}
    decide(visit.database, answer, SELF, kept=1)
    judged(visit)
    assert stopped(visit) == set()
    assert len(visit.events("pause_ended_by_new_version")) == 1
    assert records(visit)["asset", "SELF"] == (30, 0, 0)


def test_decisions_are_added_up_once_a_little_later_and_not_at_each_click(visit: Visit) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        visit.save()
        visit.tag_now()
        for row in visit.suggestions():
            visit.decide("keep", suggestion=str(row.id))
        with visit.database.reading() as session:
            jobs = session.exec(select(Job).where(Job.kind == JUDGE)).all()
        assert [job.state for job in jobs] == ["waiting"]
        run_waiting(visit.database)
        assert records(visit) == {}
        traveller.shift(dt.timedelta(minutes=1))
        run_waiting(visit.database)
    assert records(visit)[RELATE] == (1, 0, 0)


def test_a_suggestion_says_how_often_people_kept_such(visit: Visit) -> None:
    visit.save()
    visit.tag_now()
    page = visit.browser.get(f"{visit.address}/heard")
    assert "Too few like this have been decided yet" in page.text
    assert "Practitioners kept" not in page.text
    other = make_answer(visit.database, visit.conversation, "community")
    rule = visit.suggestion(*RELATE).rule
    decide(visit.database, other, RELATE, rule=rule, kept=41, set_aside=9)
    judged(visit)
    page = visit.browser.get(f"{visit.address}/heard")
    assert "Practitioners kept 41 of 50 like this." in page.text
    welsh = visit.browser.speak("cy").get(f"{visit.address}/heard")
    assert "Cadwodd ymarferwyr 41 o'r 50 tebyg i hwn." in welsh.text


def test_what_an_earlier_version_earned_is_not_said_of_this_one(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit.save()
    visit.tag_now()
    rule = visit.suggestion(*RELATE).rule
    other = make_answer(visit.database, visit.conversation, "community")
    decide(visit.database, other, RELATE, rule=rule, kept=41, set_aside=9)
    monkeypatch.setattr(OutcomeMapper, "version", "next-1")
    judged(visit)
    assert "Practitioners kept" not in visit.browser.get(f"{visit.address}/heard").text


def test_no_id_and_no_word_is_in_a_track_record(visit: Visit, answer: Answer) -> None:
    decide(visit.database, answer, SELF, kept=12, set_aside=22)
    judged(visit)
    with visit.database.reading() as session:
        columns = set(TrackRecord.model_fields)
        trail = session.exec(select(AuditEvent.details)).all()
    assert columns == {
        "id", "kind", "key", "mapper_version", "kept", "set_aside", "added", "counted_at",
    }  # fmt: skip
    assert not any(str(answer.id) in details for details in trail)
    assert KEY not in str(records(visit))
