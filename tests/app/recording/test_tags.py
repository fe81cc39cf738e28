"""Pencil and ink: what is suggested, what a person decides, and what stays when words change."""

import uuid

import pytest
from sqlmodel import col, select

from app.recording.models import TagDecision
from app.recording.queries import list_confirmed_tags
from tests.app.recording.conftest import KEY, WORDS, Visit
from tests.client import Page, check_page
from tests.factories import make_answer, make_conversation, make_tag


RELATE = ("domain", "RELATE")
OUTCOME = ("element", "OUTCOME")


@pytest.fixture
def tagged(visit: Visit) -> Visit:
    visit.save()
    visit.tag_now()
    return visit


def _keep(visit: Visit, kind: str = "domain", key: str = "RELATE") -> None:
    visit.decide("keep", suggestion=str(visit.suggestion(kind, key).id))


def _history(visit: Visit) -> list[str]:
    with visit.database.reading() as session:
        rows = session.exec(select(TagDecision).order_by(col(TagDecision.decided_at)))
        return [row.state for row in rows]


def _heard(visit: Visit) -> Page:
    return visit.browser.get(f"{visit.address}/heard")


@pytest.mark.both_databases
def test_what_is_found_is_stored_with_the_very_words_and_the_reason(tagged: Visit) -> None:
    assert tagged.suggestions()
    for row in tagged.suggestions():
        assert WORDS[row.start : row.end].strip()
        assert row.reason_en
        assert row.reason_cy
        assert row.answer_version == 1


def test_the_practitioners_view_is_never_read_for_tags(visit: Visit) -> None:
    visit.save("", view=WORDS)
    visit.tag_now()
    assert visit.suggestions() == []


def test_nothing_is_confirmed_until_a_person_decides(tagged: Visit) -> None:
    with tagged.database.reading() as session:
        assert list_confirmed_tags(session, tagged.conversation.id) == ()


@pytest.mark.both_databases
def test_keeping_a_suggestion_confirms_it_with_its_words(tagged: Visit) -> None:
    suggestion = tagged.suggestion(*RELATE)
    _keep(tagged)
    with tagged.database.reading() as session:
        (row,) = list_confirmed_tags(session, tagged.conversation.id)
    assert (row.kind, row.key, row.question_key) == (*RELATE, KEY)
    assert row.quote == WORDS[suggestion.start : suggestion.end]
    assert row.speaker == ""


def test_a_suggestion_set_aside_goes_nowhere(tagged: Visit) -> None:
    tagged.decide("set_aside", suggestion=str(tagged.suggestion(*RELATE).id))
    with tagged.database.reading() as session:
        assert list_confirmed_tags(session, tagged.conversation.id) == ()
    assert "1 set aside" in _heard(tagged).text


def test_a_decision_is_told_with_name_and_time(tagged: Visit) -> None:
    _keep(tagged)
    assert "Kept by Lowri Prydderch" in _heard(tagged).text
    (event,) = tagged.events("tag_confirmed")
    assert event.person_id == tagged.person.id
    assert "daughter" not in event.details


def test_keeping_twice_is_keeping_once(tagged: Visit) -> None:
    _keep(tagged)
    _keep(tagged)
    assert _history(tagged) == ["confirmed"]


def test_withdrawing_and_keeping_again_leaves_the_whole_history(tagged: Visit) -> None:
    _keep(tagged)
    (tag,) = tagged.tags()
    tagged.decide("withdraw", tag=f"{tag.id}:{tag.version}")
    tagged.decide("keep", tag=f"{tag.id}:{tag.version + 1}")
    assert _history(tagged) == ["confirmed", "withdrawn", "confirmed"]
    assert "Withdrawn by Lowri Prydderch" in _heard(tagged).text


def test_a_stale_decision_changes_nothing_and_shows_how_things_stand(tagged: Visit) -> None:
    _keep(tagged)
    (tag,) = tagged.tags()
    tagged.decide("withdraw", tag=f"{tag.id}:{tag.version}")
    page = check_page(tagged.decide("set_aside", status=409, tag=f"{tag.id}:{tag.version}"))
    assert "This changed while you were looking" in page.text
    assert tagged.tags()[0].state == "withdrawn"


def test_a_decision_on_words_that_changed_meanwhile_is_refused(tagged: Visit) -> None:
    suggestion = tagged.suggestion(*RELATE)
    tagged.save("Something else entirely.", version=1)
    sent = {"answer_version": "1", "decision": "keep", "suggestion": str(suggestion.id)}
    check_page(tagged.browser.post(tagged.heard, sent, status=409))
    assert tagged.tags() == []


def _add(visit: Visit, added: str, sentence: str, status: int = 303) -> None:
    sent = {"answer_version": "1", "added": added, "sentence": sentence}
    visit.browser.post(f"{visit.heard}/add", sent, status=status)


def test_a_person_can_add_a_tag_nobody_suggested(tagged: Visit) -> None:
    _add(tagged, "statement:RELATE-1", "0-25")
    (tag,) = tagged.tags()
    assert (tag.key, tag.quote, tag.suggestion_rule, tag.state) == (
        "RELATE-1",
        "I hardly see my daughter.",
        "",
        "confirmed",
    )


@pytest.mark.parametrize(
    ("added", "sentence"),
    [
        ("domain:MADE_UP", "0-25"),
        ("verdict:HEALTH", "0-25"),
        ("domain:HEALTH", "0-9999"),
        ("domain:HEALTH", "9-3"),
        ("domain:HEALTH", "x-y"),
    ],
)
def test_a_tag_that_was_not_offered_cannot_be_added(
    tagged: Visit, added: str, sentence: str
) -> None:
    _add(tagged, added, sentence, status=404)
    assert tagged.tags() == []


def test_adding_without_choosing_says_what_to_choose(tagged: Visit) -> None:
    sent = {"answer_version": "1", "added": "", "sentence": "0-25"}
    page = check_page(tagged.browser.post(f"{tagged.heard}/add", sent, status=422))
    assert "Choose the tag to add." in page.text


def test_the_words_of_a_tag_stay_when_the_answer_changes(tagged: Visit) -> None:
    _keep(tagged)
    (before,) = tagged.tags()
    tagged.save("We talk every day now.", version=1)
    tagged.tag_now()
    (after,) = tagged.tags()
    assert after.quote == before.quote
    page = _heard(tagged)
    assert "the words have changed since" in page.text
    assert before.quote in page.text


def test_the_wording_a_tag_rests_on_is_kept_for_good(tagged: Visit) -> None:
    _keep(tagged)
    tagged.save("We talk every day now.", version=1)
    assert tagged.earlier() == [WORDS]


def test_a_changed_answer_suggests_again_only_where_nobody_decided(tagged: Visit) -> None:
    tagged.decide("set_aside", suggestion=str(tagged.suggestion(*RELATE).id))
    quote = tagged.tags()[0].quote
    tagged.save(f"Well. {WORDS}", version=1)
    tagged.tag_now()
    again = [row for row in tagged.suggestions() if (row.kind, row.key) == RELATE]
    assert again, "the mapper finds it again"
    sentence = _heard(tagged).text.split("Add a tag")[0]
    pencil = [row for row in again if f"Well. {WORDS}"[row.start : row.end] != quote]
    assert sentence.count("Keep this tag (Domestic, family") == bool(pencil)
    assert "1 set aside" in sentence


def test_the_same_words_decided_upon_again_change_the_first_decision(tagged: Visit) -> None:
    _keep(tagged, *OUTCOME)
    kept = tagged.tags()[0].quote
    tagged.save(f"Well. {WORDS}", version=1)
    tagged.tag_now()
    words = f"Well. {WORDS}"
    start = words.index(kept)
    sent = {
        "answer_version": "2",
        "added": "element:OUTCOME",
        "sentence": f"{start}-{start + len(kept)}",
    }
    tagged.browser.post(f"{tagged.heard}/add", sent)
    assert len(tagged.tags()) == 1


def test_other_words_at_the_same_place_are_another_tag(visit: Visit) -> None:
    answer = make_answer(visit.database, visit.conversation, words="I love my cat.", version=2)
    make_tag(visit.database, answer, "element", "STRENGTH", "my cat")
    visit.save("I love my dog.", version=2)
    sent = {"answer_version": "3", "added": "element:STRENGTH", "sentence": "7-13"}
    visit.browser.post(f"{visit.heard}/add", sent)
    assert sorted(tag.quote for tag in visit.tags()) == ["my cat", "my dog"]


def test_suggestions_for_a_wording_that_is_gone_are_not_stored(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.recording import tagging

    found = tagging.find_suggestions

    def slow(answer: object, language: str) -> object:
        visit.save("Newer words.", version=1)
        monkeypatch.setattr(tagging, "find_suggestions", found)
        return found(answer, language)  # type: ignore[arg-type]

    visit.save()
    monkeypatch.setattr(tagging, "find_suggestions", slow)
    tagging.tag_answer(visit.database, visit.answer().id)
    assert visit.suggestions() == []
    visit.tag_now()
    assert {row.answer_version for row in visit.suggestions()} <= {2}
    assert visit.answer().tagged_version == 2


def test_finding_again_gives_the_same_suggestions_the_same_ids(tagged: Visit) -> None:
    from app.recording.tagging import find_suggestions

    before = {row.id for row in tagged.suggestions()}
    assert {row.id for row in find_suggestions(tagged.answer(), "en")} == before


def test_a_tag_of_another_conversation_is_not_there(tagged: Visit) -> None:
    other = make_conversation(tagged.database, tagged.person)
    answer = make_answer(tagged.database, other)
    tag = make_tag(tagged.database, answer, "domain", "HOME")
    tagged.decide("withdraw", status=404, tag=f"{tag.id}:1")
    tagged.decide("withdraw", status=404, tag=f"{uuid.uuid4()}:1")


def test_only_the_answers_own_part_comes_back_to_a_page_with_script(tagged: Visit) -> None:
    sent = {
        "csrf_token": tagged.browser.token(),
        "answer_version": "1",
        "decision": "keep",
        "suggestion": str(tagged.suggestion(*RELATE).id),
    }
    part = tagged.browser.client.post(tagged.heard, data=sent, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "<html" not in part.text
    assert f'id="answer-{KEY}"' in part.text
    assert "Kept. It can go into the plan." in part.text


def test_a_safety_tag_says_that_it_reports_nothing_and_where_to_go(visit: Visit) -> None:
    visit.save("My son hits me and shouts at me.")
    visit.tag_now()
    if not any(row.key == "PROTECT" for row in visit.suggestions()):
        _add(visit, "domain:PROTECT", "0-33")
    page = _heard(visit)
    assert "This tag reports nothing to anybody." in page.text
    assert page.links()["What to do if you are worried"] == "/safety"


def test_what_has_not_come_up_is_listed_and_what_has_is_not(tagged: Visit) -> None:
    quiet = _heard(tagged).text.split("What has not come up")[1]
    assert "Securing rights and entitlements" in quiet
    assert "Domestic, family and personal relationships" not in quiet
