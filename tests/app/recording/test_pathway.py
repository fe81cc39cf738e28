"""A pathway conversation: its own purpose, its own agreement, ten questions on the same engine."""

from collections.abc import Mapping

import pytest
from sqlmodel import select

from app.database import Database
from app.recording.models import Consent
from tests.app.recording.conftest import Visit
from tests.client import new_operation
from tests.factories import make_answer, make_conversation, make_tag


BEGUN = {
    "version": "1",
    "language": "en",
    "plan_language": "en",
    "held_on-day": "12",
    "held_on-month": "8",
    "held_on-year": "2026",
    "kind": "pathway_conversation",
    "life_stage": "preparing_for_adulthood",
    "decided_by": "person",
    "consent_words": "Yeah, put it down.",
    "agreed_on-day": "12",
    "agreed_on-month": "8",
    "agreed_on-year": "2026",
}
ELSE = {
    "decided_by": "somebody_else",
    "decider": "Nerys Bebb",
    "decider_why": "He was four years old.",
}


def start(visit: Visit) -> str:
    """Start one at the screen and return its address."""
    person = f"/people/{visit.person.id}"
    page = visit.browser.get(person)
    assert "Start a pathway conversation" in page.text
    response = visit.browser.post(f"{person}/conversations", page.fields("start-pathway"))
    return str(response.headers["location"]).removesuffix("/start")


def begin(visit: Visit, changed: Mapping[str, str] | None = None) -> str:
    address = start(visit)
    visit.browser.post(f"{address}/start", {**BEGUN, **(changed or {})})
    return address


def consents(database: Database) -> list[Consent]:
    with database.reading() as session:
        return list(session.exec(select(Consent)))


def test_the_purpose_is_shown_before_anything_is_asked_in_the_language_of_the_reader(
    visit: Visit,
) -> None:
    address = start(visit)
    page = visit.browser.get(f"{address}/start")
    assert "saying no changes nothing about your help" in page.text
    assert "If the answer is no, stop here" in page.text
    visit.browser.client.cookies.set("language", "cy")
    assert (
        "Nid ydynt yn ymwneud â'r help y gallwch ei gael nawr"
        in visit.browser.get(f"{address}/start").text
    )


def test_the_questions_are_closed_until_somebody_has_agreed(visit: Visit) -> None:
    address = start(visit)
    response = visit.browser.client.get(address)
    assert response.headers["location"] == f"{address}/start"


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("life_stage", "Choose the part of life this journey is mostly about."),
        ("decided_by", "Choose who agreed to this conversation."),
        ("consent_words", "Write how they agreed, in the words that were said."),
        ("agreed_on-day", "Enter a real date"),
    ],
)
def test_without_a_whole_agreement_it_does_not_begin_and_nothing_typed_is_lost(
    visit: Visit, missing: str, sentence: str
) -> None:
    address = start(visit)
    typed = {**BEGUN, "communication_needs": "Drawing helps.", missing: ""}
    page = visit.browser.refused(f"{address}/start", typed)
    assert sentence in page.text
    assert "Drawing helps." in page.html
    assert consents(visit.database) == []


def test_who_agreed_when_and_in_what_words_is_kept_and_shown(visit: Visit) -> None:
    page = visit.browser.get(begin(visit))
    assert "The person themselves, on 12 August 2026" in page.text
    assert "Yeah, put it down." in page.text
    assert "Preparing for adulthood" in page.text
    assert "We ask these questions to learn from your journey so far" in page.text
    [kept] = consents(visit.database)
    assert (kept.purpose, kept.decided_by) == ("pathway.1", "person")
    [event] = visit.events("consent_recorded")
    assert "Yeah" not in str(event.details)


def test_where_somebody_else_decides_it_says_who_and_why(visit: Visit) -> None:
    page = visit.browser.get(begin(visit, ELSE))
    assert "Nerys Bebb, who decides for them, on 12 August 2026" in page.text
    assert "He was four years old." in page.text


@pytest.mark.parametrize("missing", ["decider", "decider_why"])
def test_somebody_else_decides_only_with_a_name_and_a_reason(visit: Visit, missing: str) -> None:
    address = start(visit)
    page = visit.browser.refused(f"{address}/start", {**BEGUN, **ELSE, missing: ""})
    assert "Write who decides, and why the person does not." in page.text


def test_an_agreement_can_be_put_right_and_there_is_still_one(visit: Visit) -> None:
    address = begin(visit, ELSE)
    visit.browser.post(f"{address}/start", {**BEGUN, "version": "2"})
    [kept] = consents(visit.database)
    assert (kept.decided_by, kept.decider, kept.why) == ("person", "", "")


def test_its_words_lie_sealed_in_the_database(visit: Visit) -> None:
    begin(visit, ELSE)
    with visit.database.engine.connect() as connection:
        row = str(connection.exec_driver_sql("SELECT * FROM conversation_consent").one())
    for words in ("Yeah", "Nerys", "four years"):
        assert words not in row


def test_ten_questions_are_asked_and_counted(visit: Visit) -> None:
    address = begin(visit)
    page = visit.browser.get(address)
    assert "0 of 10 talked about" in page.text
    assert "Go to question 1" in page.text
    last = visit.browser.get(f"{address}/questions/was_it_enough")
    assert "Question 10 of 10 · Pathway conversation" in last.text
    response = visit.browser.post(
        f"{address}/questions/was_it_enough",
        {"words": "Nearly.", "version": "0", "operation_id": new_operation(), "go": "next"},
    )
    assert response.headers["location"] == f"{address}/check"
    assert "1 of 10 talked about" in visit.browser.get(address).text
    assert "Nearly." in visit.browser.get(f"{address}/check").text


@pytest.mark.parametrize(
    "path", ["", "/check", "/heard", "/questions/your_journey", "/show", "/plan"]
)
def test_every_page_of_it_opens_in_both_languages(visit: Visit, path: str) -> None:
    address = begin(visit)
    visit.browser.get(address + path)
    visit.browser.client.cookies.set("language", "cy")
    page = visit.browser.get(address + path)
    assert page.tree.get("lang") == "cy"


def test_a_question_of_the_other_set_is_not_there(visit: Visit) -> None:
    address = begin(visit)
    visit.browser.get(f"{address}/questions/is_it_enough", status=404)
    visit.browser.get(f"{visit.address}/questions/was_it_enough", status=404)


def test_a_conversation_never_turns_into_the_other_sort(visit: Visit) -> None:
    changed = {**BEGUN, "kind": "what_matters_conversation"}
    visit.browser.post(f"{start(visit)}/start", changed, status=404)
    agreement = ("life_stage", "decided_by", "consent_words", "agreed_on")
    plain = {name: value for name, value in BEGUN.items() if not name.startswith(agreement)}
    visit.browser.post(f"{visit.address}/start", plain, status=404)


def test_last_time_is_a_pathway_conversation_too(visit: Visit) -> None:
    before = make_conversation(
        visit.database, visit.person, question_set="pathway.1", kind="pathway_conversation"
    )
    make_answer(visit.database, before, "your_journey", "Three hours in a taxi.")
    make_answer(visit.database, visit.conversation, "about_you", "I like tea.")
    later = {"held_on-month": "9", "agreed_on-month": "9"}
    address = begin(visit, later)
    assert "Three hours in a taxi." in visit.browser.get(f"{address}/questions/your_journey").text
    assert "I like tea." not in visit.browser.get(f"{address}/questions/about_yourself").text


def test_its_answers_are_read_for_suggestions_as_any_others(visit: Visit) -> None:
    address = begin(visit)
    visit.browser.post(
        f"{address}/questions/what_has_helped",
        {
            "words": "My neighbour takes me to chapel and I want to keep going.",
            "version": "0",
            "operation_id": new_operation(),
        },
    )
    visit.tag_now()
    page = visit.browser.get(f"{address}/heard")
    assert "Keep this tag" in page.text


def test_a_confirmed_tag_of_it_stands_in_a_plan_that_says_where_it_comes_from(
    visit: Visit,
) -> None:
    talk = make_conversation(
        visit.database, visit.person, question_set="pathway.1", kind="pathway_conversation"
    )
    answer = make_answer(visit.database, talk, "what_has_helped", "Auntie Bron taught me.")
    make_tag(visit.database, answer, "asset", "PEOPLE")
    make_tag(visit.database, answer, "element", "STRENGTH")
    page = visit.browser.get(f"/conversations/{talk.id}/plan")
    assert "Auntie Bron taught me." in page.text
    assert "from a pathway conversation" in page.text
