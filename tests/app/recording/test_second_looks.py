"""A second pair of eyes: who is asked, what they see, and where their coding never goes."""

from collections.abc import Iterable

import pytest
from sqlmodel import select

from app.identity import StaffAccount, Team
from app.periods import Quarter
from app.recording.actions.pauses import EVERYTHING, judge
from app.recording.models import Answer, OutcomeTag, SecondLook, SecondLookTag, TrackRecord
from app.recording.queries import list_confirmed_tags
from app.recording.second_looks import Agreement, agreements
from app.settings import ROOT, Settings
from app.teams.queries import count_by_key
from tests.app.recording.conftest import KEY, Visit
from tests.client import Browser, check_page
from tests.factories import (
    make_answer,
    make_conversation,
    make_person,
    make_second_look,
    make_second_tag,
    make_staff,
    make_tag,
    make_team,
)


WAITS = "One answer waits for a second pair of eyes"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"second_look_one_in": 1})


@pytest.fixture
def finished(visit: Visit) -> Visit:
    """A conversation of one answer, finished and tagged by its practitioner."""
    visit.save()
    visit.tag_now()
    visit.decide("keep", suggestion=str(visit.suggestion("domain", "RELATE").id))
    finish(visit)
    return visit


@pytest.fixture
def colleague(finished: Visit) -> StaffAccount:
    return make_staff(finished.database, team=team_of(finished), name="Siwan Puw")


def team_of(visit: Visit) -> Team:
    with visit.database.reading() as session:
        team = session.get(Team, visit.account.team_id)
    assert team is not None
    return team


def finish(visit: Visit) -> None:
    fields = visit.browser.get(f"{visit.address}/check").fields("finish")
    visit.browser.post(f"{visit.address}/finish", fields)


def looks(visit: Visit) -> list[SecondLook]:
    with visit.database.reading() as session:
        return list(session.exec(select(SecondLook)))


def second_tags(visit: Visit) -> list[SecondLookTag]:
    with visit.database.reading() as session:
        return list(session.exec(select(SecondLookTag)))


def address(visit: Visit) -> str:
    return f"{visit.address}/second-look/{KEY}"


def add(browser: Browser, visit: Visit, tag: str, place: str = "0-25", status: int = 303) -> None:
    sent = {"answer_version": "1", "number": "1", "added": tag, "sentence": place}
    browser.post(address(visit), sent, status=status)


def done(browser: Browser, visit: Visit) -> None:
    sent = {"answer_version": "1", "doing": "done"}
    assert browser.post(address(visit), sent).headers["location"] == "/today"


def of(found: Iterable[Agreement], kind: str, key: str = "") -> Agreement:
    return next(one for one in found if (one.kind, one.key) == (kind, key))


@pytest.mark.both_databases
def test_an_answer_of_a_finished_conversation_waits_for_a_colleague(
    finished: Visit, colleague: StaffAccount
) -> None:
    page = finished.other_browser(colleague).get("/today")
    assert WAITS in page.text
    assert page.links()[WAITS] == address(finished)


def test_nothing_waits_before_the_conversation_is_finished(visit: Visit) -> None:
    visit.save()
    assert looks(visit) == []


def test_a_finished_conversation_that_is_opened_again_waits_for_nobody(
    finished: Visit, colleague: StaffAccount
) -> None:
    fields = finished.browser.get(f"{finished.address}/check").fields("reopen")
    finished.browser.post(f"{finished.address}/reopen", fields)
    assert WAITS not in finished.other_browser(colleague).get("/today").text
    finish(finished)
    assert len(looks(finished)) == 1


def test_words_that_changed_meanwhile_are_looked_at_afresh(
    finished: Visit, colleague: StaffAccount
) -> None:
    browser = finished.other_browser(colleague)
    add(browser, finished, "domain:HOME")
    fields = finished.browser.get(f"{finished.address}/check").fields("reopen")
    finished.browser.post(f"{finished.address}/reopen", fields)
    finished.save("I see her on Sundays now.", version=1)
    finish(finished)
    assert second_tags(finished) == []
    assert "I see her on Sundays now." in browser.get(address(finished)).text


@pytest.mark.both_databases
def test_the_words_are_shown_and_nothing_that_was_made_of_them(
    finished: Visit, colleague: StaffAccount
) -> None:
    page = finished.other_browser(colleague).get(address(finished))
    assert "I hardly see my daughter." in page.text
    for told in ("Suggested", "Confirmed", "Kept by", "Lowri Prydderch", "Gwyn", "Withdraw"):
        assert told not in page.text.split("What was marked before")[1].split("Choose one")[0]
    assert "Gwyn" not in page.text
    with finished.database.reading() as session:
        shown = session.exec(select(OutcomeTag.id)).all()
    assert not any(str(tag_id) in page.html for tag_id in shown)


def test_the_same_tags_can_be_chosen_as_the_first_time(
    finished: Visit, colleague: StaffAccount
) -> None:
    first = finished.browser.get(f"{finished.address}/heard").html
    second = finished.other_browser(colleague).get(address(finished)).html
    offered = {part.split('"')[0] for part in first.split('option value="')[1:] if ":" in part[:40]}
    assert offered
    assert all(f'option value="{tag}"' in second for tag in offered if ":" in tag)


@pytest.mark.both_databases
def test_tags_are_added_and_taken_off_and_it_is_done(
    finished: Visit, colleague: StaffAccount
) -> None:
    browser = finished.other_browser(colleague)
    add(browser, finished, "domain:RELATE")
    add(browser, finished, "domain:RELATE")
    add(browser, finished, "asset:SELF")
    assert {tag.key for tag in second_tags(finished)} == {"RELATE", "SELF"}
    wrong = next(tag for tag in second_tags(finished) if tag.key == "SELF")
    browser.post(address(finished), {"answer_version": "1", "take_off": str(wrong.id)})
    assert [tag.key for tag in second_tags(finished)] == ["RELATE"]
    done(browser, finished)
    (look,) = looks(finished)
    assert look.taken_by == colleague.id
    assert look.done_at is not None
    assert WAITS not in browser.get("/today").text
    assert len(finished.events("second_look_done")) == 1
    assert len(finished.events("second_look_tag_added")) == 2


def test_adding_without_choosing_says_so_and_keeps_the_page(
    finished: Visit, colleague: StaffAccount
) -> None:
    browser = finished.other_browser(colleague)
    sent = {"answer_version": "1", "number": "1", "added": "", "sentence": "0-25"}
    assert "Choose the tag to add." in check_page(browser.post(address(finished), sent, 422)).text


@pytest.mark.parametrize(
    ("tag", "place"),
    [("domain:MADE_UP", "0-25"), ("verdict:HOME", "0-25"), ("domain:HOME", "0-9999"),
     ("domain:HOME", "x")],
)  # fmt: skip
def test_what_was_not_offered_cannot_be_added(
    finished: Visit, colleague: StaffAccount, tag: str, place: str
) -> None:
    add(finished.other_browser(colleague), finished, tag, place, status=404)
    assert second_tags(finished) == []


@pytest.mark.both_databases
def test_whoever_coded_it_or_wrote_it_down_is_not_asked(
    finished: Visit, colleague: StaffAccount
) -> None:
    assert WAITS not in finished.browser.get("/today").text
    assert finished.browser.fetch(address(finished)).headers["location"] == "/today"
    other = finished.other_browser(colleague)
    asset = next(row for row in finished.suggestions() if row.kind == "element")
    sent = {"answer_version": "1", "decision": "keep", "suggestion": str(asset.id)}
    other.post(finished.heard, sent)
    assert WAITS not in other.get("/today").text
    add(other, finished, "domain:HOME", status=409)
    assert second_tags(finished) == []


def test_once_somebody_has_begun_nobody_else_is_asked(
    finished: Visit, colleague: StaffAccount
) -> None:
    third = make_staff(finished.database, team=team_of(finished), name="Gareth Sands")
    add(finished.other_browser(colleague), finished, "domain:HOME")
    browser = finished.other_browser(third)
    assert WAITS not in browser.get("/today").text
    add(browser, finished, "domain:RELATE", status=409)
    assert [tag.key for tag in second_tags(finished)] == ["HOME"]


@pytest.mark.both_databases
@pytest.mark.parametrize("role", ["practitioner", "team_leader"])
def test_another_team_never_sees_it(finished: Visit, role: str) -> None:
    there = make_staff(finished.database, role, make_team(finished.database, "Taf"))
    browser = finished.other_browser(there)
    assert WAITS not in browser.get("/today").text
    browser.get(address(finished), status=404)
    add(browser, finished, "domain:HOME", status=404)


def test_somebody_who_moved_to_another_team_is_not_asked_about_the_old_one(
    visit: Visit,
) -> None:
    """Their own people stay visible to them, but a second look is for the same team."""
    there = make_staff(visit.database, team=make_team(visit.database, "Taf"), name="Moved On")
    person = make_person(visit.database, visit.account, name="Elwyn")
    conversation = make_conversation(visit.database, person, status="complete")
    answer = make_answer(visit.database, conversation)
    make_second_look(visit.database, answer)
    with visit.database.writing() as session:
        session.merge(person).practitioner_id = there.id
    assert WAITS not in visit.other_browser(there).get("/today").text


@pytest.mark.both_databases
def test_a_second_coding_reaches_no_plan_and_no_count(
    finished: Visit, colleague: StaffAccount
) -> None:
    def everything() -> object:
        with finished.database.reading() as session:
            quarter = Quarter(2026, 3)
            return (
                list_confirmed_tags(session, finished.conversation.id),
                count_by_key(session, finished.conversation.team_id, quarter, "asset"),
                finished.browser.get(f"{finished.address}/heard").text,
                finished.browser.get(f"{finished.address}/plan").text,
                [tag.id for tag in session.exec(select(OutcomeTag))],
            )

    before = everything()
    browser = finished.other_browser(colleague)
    add(browser, finished, "asset:SERVICES")
    done(browser, finished)
    assert everything() == before
    judge(finished.database, EVERYTHING)
    with finished.database.reading() as session:
        assert "SERVICES" not in session.exec(select(TrackRecord.key)).all()


def test_nothing_but_the_second_look_itself_reads_a_second_coding() -> None:
    reading = {
        path.relative_to(ROOT / "app").as_posix()
        for path in (ROOT / "app").rglob("*.py")
        if "SecondLookTag" in path.read_text("utf-8")
    }
    assert reading == {
        "recording/models.py",
        "recording/second_looks.py",
        "recording/actions/second_looks.py",
        "recording/pages/second_look.py",
    }


def coded_twice(visit: Visit, number: int, *, first: bool, second: bool) -> None:
    """Store one answer coded by two people: whether each heard that it speaks of home."""
    conversation = make_conversation(visit.database, visit.person, status="complete")
    answer = make_answer(visit.database, conversation, words=f"My flat is number {number}.")
    make_tag(visit.database, answer, "domain", "HOME" if first else "HEALTH")
    look = make_second_look(
        visit.database,
        answer,
        taken_by=make_staff(visit.database, team=team_of(visit)).id,
        done_at=conversation.created_at,
    )
    if second:
        make_second_tag(visit.database, look, "domain", "HOME")


@pytest.mark.both_databases
def test_agreement_is_reckoned_answer_by_answer(visit: Visit) -> None:
    heard = [(True, True)] * 2 + [(False, False)] * 6 + [(True, False), (False, True)]
    for number, (first, second) in enumerate(heard):
        coded_twice(visit, number, first=first, second=second)
    with visit.database.reading() as session:
        home = of(agreements(session), "domain", "HOME")
    # Ten answers, twenty values, six of them "home"; four unlike pairs: 1 - 19*4/(20²-6²-14²)
    assert home.answers == 10
    assert home.alpha == pytest.approx(1 - 19 * 4 / (400 - 36 - 196))
    assert not home.is_enough


def test_an_answer_that_the_first_practitioner_has_not_coded_is_left_out(visit: Visit) -> None:
    conversation = make_conversation(visit.database, visit.person, status="complete")
    answer: Answer = make_answer(visit.database, conversation)
    make_second_look(
        visit.database, answer, taken_by=visit.account.id, done_at=conversation.created_at
    )
    with visit.database.reading() as session:
        assert of(agreements(session), "domain").answers == 0


def test_a_tag_that_is_somebody_elses_cannot_be_taken_off(
    finished: Visit, colleague: StaffAccount
) -> None:
    coded_twice(finished, 1, first=True, second=True)
    (other,) = second_tags(finished)
    sent = {"answer_version": "1", "take_off": str(other.id)}
    finished.other_browser(colleague).post(address(finished), sent, status=404)
    assert len(second_tags(finished)) == 1
