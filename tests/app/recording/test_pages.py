"""The pages of a visit: what each shows, in both languages, and to whom."""

import datetime as dt

import pytest

from app import clock
from app.recording.models import Conversation
from app.recording.queries import list_participants
from tests.app.recording.conftest import WORDS, Visit
from tests.client import check_page, new_operation
from tests.factories import (
    make_answer,
    make_conversation,
    make_participant,
    make_person,
    make_staff,
    make_team,
    unknown_id,
)


PAGES = ["", "/start", "/questions/about_you", "/check", "/heard"]
BEGINNING = {
    "version": "1",
    "language": "cy",
    "plan_language": "en",
    "communication_needs": "Large print",
    "held_on-day": "1",
    "held_on-month": "9",
    "held_on-year": "2026",
    "kind": "carer_assessment_s24",
}


def _stored(visit: Visit) -> Conversation:
    with visit.database.reading() as session:
        found = session.get(Conversation, visit.conversation.id)
        assert found is not None
        return found


def test_today_puts_unfinished_conversations_first(visit: Visit) -> None:
    make_person(visit.database, visit.account, name="Idris Pugh")
    page = visit.browser.get("/today")
    assert page.links()["Continue with Gwyn"] == visit.address
    assert page.text.index("Gwyn") < page.text.index("Idris Pugh")


def test_today_says_what_to_do_when_there_is_nobody(visit: Visit) -> None:
    newcomer = make_staff(visit.database, team=make_team(visit.database, "Dwyfor"))
    page = visit.other_browser(newcomer).get("/today")
    assert page.links()["Add a person"] == "/people/new"


def test_today_shows_nobody_whom_only_a_colleague_sees(visit: Visit) -> None:
    assert visit.account.team_id is not None
    with visit.database.reading() as session:
        from app.identity import Team

        team = session.get(Team, visit.account.team_id)
    colleague = make_staff(visit.database, team=team)
    assert "Gwyn" not in visit.other_browser(colleague).get("/today").text


def test_a_persons_page_lists_their_conversations(visit: Visit) -> None:
    page = visit.browser.get(f"/people/{visit.person.id}")
    assert page.heading == "Gwyn"
    assert page.links()["12 August 2026"] == visit.address


@pytest.mark.both_databases
def test_starting_twice_with_one_operation_starts_one_conversation(visit: Visit) -> None:
    sent = {"operation_id": new_operation()}
    address = f"/people/{visit.person.id}/conversations"
    first = visit.browser.post(address, sent).headers["location"]
    again = visit.browser.post(address, sent).headers["location"]
    assert first == again
    assert len(visit.events("conversation_started")) == 1


def test_the_language_is_asked_before_any_question(visit: Visit) -> None:
    sent = {"operation_id": new_operation()}
    begun = visit.browser.post(f"/people/{visit.person.id}/conversations", sent)
    start = begun.headers["location"]
    page = visit.browser.get(start)
    assert "Ym mha iaith hoffech chi siarad?" in page.text
    assert "Which language would you like to talk in?" in page.text
    whole = start.removesuffix("/start")
    for part in ("", "/questions/about_you", "/check", "/heard"):
        assert visit.browser.client.get(whole + part).headers["location"] == start


def test_what_is_settled_before_the_first_question_is_kept(visit: Visit) -> None:
    sent = {**BEGINNING, "participant_name": "Huw Bebb", "participant_role": "family"}
    sent["speaks"] = "1"
    visit.browser.post(f"{visit.address}/start", sent)
    stored = _stored(visit)
    assert (stored.language, stored.plan_language, stored.version) == ("cy", "en", 2)
    assert stored.held_on == dt.date(2026, 9, 1)
    with visit.database.reading() as session:
        (huw,) = list_participants(session, stored.id)
    assert (huw.name, huw.role, huw.speaks) == ("Huw Bebb", "family", True)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("language", "", "Choose the language to talk in."),
        ("plan_language", "fr", "Choose the language of the plan."),
        ("held_on-day", "31", "Enter a real date"),
        ("held_on-year", "2999", "cannot be after today"),
        ("participant_role", "", "Choose how each person who is here is connected."),
    ],
)
def test_a_fault_before_the_start_is_said_and_nothing_typed_is_lost(
    visit: Visit, field: str, value: str, sentence: str
) -> None:
    sent = {**BEGINNING, "participant_name": "Huw", "participant_role": "family", field: value}
    page = visit.browser.refused(f"{visit.address}/start", sent)
    assert sentence in page.text
    assert page.fields("beginning")["communication_needs"] == "Large print"
    assert 'value="Huw"' in page.html
    assert _stored(visit).version == 1


def test_two_who_settle_the_start_at_once_are_both_heard(visit: Visit) -> None:
    visit.browser.post(f"{visit.address}/start", BEGINNING)
    other = {**BEGINNING, "communication_needs": "A signer"}
    page = visit.browser.refused(f"{visit.address}/start", other, status=409)
    assert page.fields("beginning")["communication_needs"] == "A signer"
    assert _stored(visit).communication_needs == "Large print"
    visit.browser.post(f"{visit.address}/start", {**other, "version": "2"})
    assert _stored(visit).communication_needs == "A signer"


def test_somebody_whose_words_are_kept_cannot_be_taken_off(visit: Visit) -> None:
    huw = make_participant(visit.database, visit.conversation, "Huw Bebb")
    make_answer(visit.database, visit.conversation, speaker_id=huw.id)
    page = visit.browser.refused(f"{visit.address}/start", BEGINNING, status=409)
    assert "Huw Bebb is noted as speaking" in page.text
    with visit.database.reading() as session:
        assert len(list_participants(session, visit.conversation.id)) == 1


def test_every_page_says_what_the_record_is_in_law(visit: Visit) -> None:
    for part in PAGES:
        text = visit.browser.get(visit.address + part).text
        assert "It is not an assessment and does not replace one" in text, part


def test_an_assessment_never_passes_for_a_conversation(visit: Visit) -> None:
    visit.browser.post(f"{visit.address}/start", BEGINNING)
    for part in ("", "/questions/about_you", "/check", "/heard"):
        text = visit.browser.get(visit.address + part).text
        assert "This is a What Matters conversation" not in text, part
        assert "section 24" in text, part


def test_quoted_words_say_where_they_come_from_on_every_page(visit: Visit) -> None:
    quoted = make_conversation(visit.database, visit.person, quoted_from="004.txt")
    for part in PAGES:
        text = visit.browser.get(f"/conversations/{quoted.id}{part}").text
        assert "quoted from a published document (004.txt)" in text, part


@pytest.mark.parametrize(
    ("language", "first", "other"),
    [
        ("cy", "Dywedwch ychydig wrthyf amdanoch chi'ch hun.", None),
        ("en", "Tell me a bit about yourself.", None),
        (
            "both",
            "Tell me a bit about yourself.",
            "Dywedwch ychydig wrthyf amdanoch chi'ch hun.",
        ),
        ("other", "Tell me a bit about yourself.", None),
    ],
)
def test_the_question_is_asked_in_the_language_of_the_conversation(
    visit: Visit, language: str, first: str, other: str | None
) -> None:
    conversation = make_conversation(visit.database, visit.person, language=language)
    page = visit.browser.get(f"/conversations/{conversation.id}/questions/about_you")
    assert page.heading == first
    assert other is None or other in page.text


def test_a_question_shows_at_most_three_quiet_prompts(visit: Visit) -> None:
    page = visit.browser.get(visit.question())
    assert "What does a good day look like?" in page.text
    prompts = page.html.split('<ul class="prompts')[1].split("</ul>")[0]
    assert prompts.count("<li") <= 3


def test_progress_is_a_count_of_questions(visit: Visit) -> None:
    visit.save()
    assert "1 of 11 talked about" in visit.browser.get(visit.address).text
    assert "%" not in visit.browser.get(visit.address).text


def test_checking_shows_words_and_view_apart_and_what_is_left(visit: Visit) -> None:
    visit.save(WORDS, view="Proud.")
    page = visit.browser.get(f"{visit.address}/check")
    assert WORDS in page.text
    assert "The practitioner's view Proud." in page.text
    assert "2. Tell me a bit about what's been happening?" in page.links()


def test_a_conversation_can_be_finished_with_questions_left_and_opened_again(
    visit: Visit,
) -> None:
    visit.browser.post(f"{visit.address}/finish", {"version": "1"})
    assert _stored(visit).status == "complete"
    assert _stored(visit).completed_at is not None
    visit.browser.post(f"{visit.address}/reopen", {"version": "2"})
    assert _stored(visit).status == "in_progress"
    visit.save()


def test_finishing_from_an_old_page_is_refused(visit: Visit) -> None:
    visit.browser.post(f"{visit.address}/start", BEGINNING)
    visit.browser.post(f"{visit.address}/finish", {"version": "1"}, status=409)
    assert _stored(visit).status == "in_progress"


@pytest.mark.parametrize("part", PAGES)
def test_every_page_speaks_welsh(visit: Visit, part: str) -> None:
    page = visit.browser.speak("cy").get(visit.address + part)
    assert page.tree.get("lang") == "cy"
    assert "Nid yw'n asesiad" in page.text


def test_today_and_the_person_speak_welsh(visit: Visit) -> None:
    visit.browser.speak("cy")
    assert visit.browser.get("/today").heading == "Heddiw"
    assert "Dechrau sgwrs" in visit.browser.get(f"/people/{visit.person.id}").text


@pytest.mark.parametrize("part", PAGES)
def test_another_teams_conversation_and_an_unknown_one_look_alike(visit: Visit, part: str) -> None:
    stranger = visit.other_browser(
        make_staff(visit.database, team=make_team(visit.database, "Dwyfor"))
    )
    theirs = stranger.get(visit.address + part, status=404)
    unknown = stranger.get(f"/conversations/{unknown_id()}{part}", status=404)
    assert theirs.text == unknown.text


@pytest.mark.parametrize(
    "part",
    ["/start", "/finish", "/reopen", "/questions/about_you", "/heard/about_you"],
)
def test_another_teams_conversation_cannot_be_changed(visit: Visit, part: str) -> None:
    stranger = visit.other_browser(
        make_staff(visit.database, team=make_team(visit.database, "Dwyfor"))
    )
    stranger.post(visit.address + part, {"words": "x", "version": "1"}, status=404)
    assert _stored(visit).version == 1
    assert visit.answers() == []


@pytest.mark.parametrize("role", ["commissioner", "administrator"])
def test_those_who_see_no_people_can_open_no_record(visit: Visit, role: str) -> None:
    outsider = visit.other_browser(make_staff(visit.database, role=role))
    for part in PAGES:
        outsider.get(visit.address + part, status=404)
    outsider.get(f"/people/{visit.person.id}", status=404)
    outsider.get("/today", status=404)


def test_looking_at_a_conversation_is_noted(visit: Visit) -> None:
    for part in PAGES:
        visit.browser.get(visit.address + part)
    seen = [event for event in visit.events("viewed") if event.subject_kind == "conversation"]
    assert len(seen) == len(PAGES)
    assert {event.person_id for event in seen} == {visit.person.id}


def test_the_time_saved_is_the_time_in_wales(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    summer = dt.datetime(2026, 7, 1, 13, 32, tzinfo=dt.UTC)
    monkeypatch.setattr(clock, "now", lambda: summer)
    assert visit.autosave("Words.", version=0)["saved_at"] == "14:32"


def test_a_whole_visit_works_without_script(visit: Visit) -> None:
    page = visit.browser.get(visit.question())
    sent = {**page.fields("answer"), "words": WORDS, "go": "all"}
    overview = visit.browser.follow(visit.browser.post(visit.question(), sent))
    assert "1 of 11 talked about" in overview.text
    visit.tag_now()
    heard = visit.browser.get(f"{visit.address}/heard")
    assert "Keep this tag" in heard.text
    suggestion = visit.suggestion("domain", "RELATE")
    kept = visit.decide("keep", suggestion=str(suggestion.id))
    assert kept.headers["location"] == f"{visit.address}/heard#answer-about_you"
    finished = visit.browser.post(f"{visit.address}/finish", {"version": "1"})
    assert "Kept by" in check_page(visit.browser.client.get(finished.headers["location"])).text
