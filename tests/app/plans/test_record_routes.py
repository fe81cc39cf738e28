"""The pages beside a plan: its kind, its versions, who has a copy, and what may help."""

import json
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app import audit, clock, jobs
from app.audit import AuditEvent
from app.database import Database
from app.directory.actions import load_entries
from app.directory.entries import Both, Cost
from app.directory.files import Found
from app.directory.models import DirectoryEntry
from app.people.models import Person
from app.plans.models import KeptBackWords, PlanStep
from app.plans.record_models import PlanCopy, PlanStatute, PossibleHarm, StepFoundIn
from app.recording.models import AnswerRevision, Participant
from app.recording.note_models import Note
from tests.app.directory.entry_samples import entry
from tests.app.plans.kitchen_table import Table, browse, save, sit_down, write_plan
from tests.client import Browser, Page, new_operation
from tests.factories import keep, make_answer, make_conversation, make_tag


WORRY = "most_concerned_about"


@pytest.fixture
def table(database: Database) -> Table:
    return sit_down(database)


@pytest.fixture
def browser(app: FastAPI, table: Table) -> Browser:
    return browse(app, table)


def day(name: str, year: str = "2026") -> dict[str, str]:
    return {f"{name}-day": "4", f"{name}-month": "8", f"{name}-year": year}


def form(page: Page) -> dict[str, str]:
    """Return what the page's own form holds."""
    return next(filter(None, map(page.fields, ("plan-change", "plan-copy", "possible-harm"))))


def send(browser: Browser, path: str, **fields: str) -> Page:
    """Send a form with what it shows now and these fields changed."""
    now = form(browser.get(path))
    return browser.follow(browser.post(path, {**now, **fields}))


def make_statutory(browser: Browser, table: Table) -> None:
    send(browser, f"{table.plan}/kind", kind="care_and_support")


def test_a_plan_says_what_it_is_and_what_it_is_not(browser: Browser, table: Table) -> None:
    assert "It is not a care and support plan" in browser.get(table.plan).text


def test_a_statutory_plan_shows_what_is_missing_and_is_saved_all_the_same(
    browser: Browser, table: Table, read_pdf: Callable[..., str]
) -> None:
    write_plan(table)
    make_statutory(browser, table)
    page = browser.get(table.plan)
    assert page.heading == "My care and support plan"
    assert "This plan is not finished" in page.text
    assert "Missing: The eligible needs" in page.text
    assert "enquiries" not in page.text
    assert "enquiries" in browser.get(f"{table.plan}/statute").text
    save(browser, table)
    assert browser.get(table.plan).text.count("Version 1, saved") == 1
    printed = " ".join(read_pdf(browser.fetch(f"{table.plan}.pdf").content).split())
    assert "care and support plan under section 54(1)" in printed
    assert "This plan is not finished" in printed
    assert "It is not a care and support plan" not in printed


def test_what_the_law_asks_for_is_written_printed_and_ticked_off(
    browser: Browser, table: Table, read_pdf: Callable[..., str]
) -> None:
    write_plan(table)
    make_statutory(browser, table)
    send(
        browser,
        f"{table.plan}/statute",
        **day("assessed_on"),
        **day("decided_on"),
        decided_by="Mair Huws",
        eligible_needs="Getting down the stairs",
        monitoring="Each month, together",
        payments="some",
        payment_needs="Getting about",
        payment_amount="£64",
        payment_frequency="Every four weeks",
        carer="declined",
        **day("carer_on"),
        advocacy="not_needed",
        enquiry="concluded",
        enquiry_conclusion="Her nephew took her card.",
    )
    page = browser.get(table.plan)
    assert "Mair Huws, on 4 August 2026" in page.text
    assert "Said: The eligible needs" in page.text
    assert "Her nephew" not in page.text
    assert "Her nephew" in browser.get(f"{table.plan}/statute").html
    save(browser, table)
    printed = " ".join(read_pdf(browser.fetch(f"{table.plan}.pdf").content).split())
    assert "£64" in printed
    assert "Every four weeks" in printed
    assert "nephew" not in printed


def test_changing_the_kind_back_shows_nothing_of_it_and_loses_nothing(
    browser: Browser, table: Table, database: Database
) -> None:
    make_statutory(browser, table)
    send(browser, f"{table.plan}/statute", eligible_needs="Getting down the stairs")
    send(browser, f"{table.plan}/kind", kind="what_matters")
    assert "Getting down the stairs" not in browser.get(table.plan).text
    with database.reading() as session:
        assert session.exec(select(PlanStatute)).one().eligible_needs == "Getting down the stairs"
    make_statutory(browser, table)
    assert "Getting down the stairs" in browser.get(table.plan).text


def test_somebody_elses_change_of_kind_is_not_overwritten(browser: Browser, table: Table) -> None:
    stale = form(browser.get(f"{table.plan}/kind"))
    make_statutory(browser, table)
    page = browser.refused(f"{table.plan}/kind", {**stale, "kind": "carers_support"}, status=409)
    assert "Nothing was overwritten" in page.text
    assert browser.get(table.plan).heading == "My care and support plan"


def test_a_carers_plan_is_refused_after_an_adults_assessment(
    browser: Browser, table: Table, database: Database
) -> None:
    with database.writing() as session:
        table.conversation.kind = "adult_assessment_s19"
        session.add(table.conversation)
    fields = form(browser.get(f"{table.plan}/kind"))
    page = browser.refused(f"{table.plan}/kind", {**fields, "kind": "carers_support"}, 409)
    assert "Nothing was changed" in page.text


def test_what_was_typed_for_the_law_survives_the_language_switch(
    browser: Browser, table: Table
) -> None:
    make_statutory(browser, table)
    fields = form(browser.get(f"{table.plan}/statute"))
    sent = {**fields, "eligible_needs": "Half a sent", "switch_language": "cy"}
    page = browser.refused(f"{table.plan}/statute", sent, status=200)
    assert "Half a sent" in page.html
    assert "Beth mae'r gyfraith" in page.heading


def agree(browser: Browser, table: Table) -> None:
    send(browser, f"{table.plan}/agreement", outcome="agreed")
    jobs.run_waiting(table.database)


def test_a_change_after_agreement_shows_as_not_agreed_on_the_page_and_in_the_pdf(
    browser: Browser, table: Table, read_pdf: Callable[..., str]
) -> None:
    outcome, _step = write_plan(table)
    save(browser, table)
    agree(browser, table)
    assert "changed since version 1" not in browser.get(table.plan).text
    send(browser, f"{table.plan}/outcomes/{outcome}", words="I want to sing on Sundays")
    assert "changed since version 1, which was agreed" in browser.get(table.plan).text
    save(browser, table)
    assert "The changes have not been agreed" in browser.get(table.plan).text
    printed = " ".join(read_pdf(browser.fetch(f"{table.plan}.pdf?language=en").content).split())
    assert "The changes have not been agreed" in printed
    assert "DRAFT" in read_pdf(browser.fetch(f"{table.plan}.pdf").content, body_only=False)
    agree(browser, table)
    assert "not been agreed" not in browser.get(table.plan).text


def test_any_two_versions_are_compared_in_words(browser: Browser, table: Table) -> None:
    assert "nothing to compare yet" in browser.get(f"{table.plan}/versions").text
    outcome, _step = write_plan(table)
    save(browser, table)
    send(browser, f"{table.plan}/outcomes/{outcome}", words="I want to sing on Sundays")
    page = browser.get(f"{table.plan}/versions")
    assert "Put into other words" in page.text
    assert "It is: I want to sing on Sundays" in page.text
    save(browser, table)
    again = browser.get(f"{table.plan}/versions?earlier=2&later=1")
    assert "It was: I want to sing on Sundays" in again.text
    same = browser.get(f"{table.plan}/versions?earlier=1&later=1")
    assert "Nothing changed" in same.text
    browser.get(f"{table.plan}/versions?earlier=1&later=9", status=404)
    assert "Rhoddwyd mewn geiriau eraill" in browser.speak("cy").get(f"{table.plan}/versions").text


def copy_fields(browser: Browser, table: Table, **changed: str) -> dict[str, str]:
    fields = form(browser.get(f"{table.plan}/copies/new?form=pdf&language=cy"))
    chosen = {"what": "given", "recipient": "Olwen", "relation": "sibling"}
    return {**fields, **chosen, **changed}


def copies(database: Database) -> list[PlanCopy]:
    with database.reading() as session:
        return list(session.exec(select(PlanCopy)).all())


def test_a_copy_is_noted_with_who_which_when_form_and_language(
    browser: Browser, table: Table, database: Database
) -> None:
    write_plan(table)
    save(browser, table)
    fields = copy_fields(browser, table)
    browser.post(f"{table.plan}/copies/new", fields)
    browser.post(f"{table.plan}/copies/new", fields)  # pressed twice
    [copy] = copies(database)
    assert (copy.form, copy.language, copy.on) == ("pdf", "cy", clock.today())
    for path in (table.plan, f"{table.plan}/copies"):
        assert "Version 1 was given to Olwen" in browser.get(path).text
    with database.reading() as session:
        event = session.exec(select(AuditEvent).where(AuditEvent.action == "gave_plan_copy")).one()
    assert "Olwen" not in event.details


def test_withholding_needs_a_reason_and_a_copy_needs_somebody(
    browser: Browser, table: Table, database: Database
) -> None:
    write_plan(table)
    save(browser, table)
    path = f"{table.plan}/copies/new"
    page = browser.refused(path, copy_fields(browser, table, what="withheld"))
    assert "Write why it was withheld" in page.text
    page = browser.refused(path, copy_fields(browser, table, recipient="", relation=""))
    assert "Write who it was for" in page.text
    assert "Choose who they are" in page.text
    page = browser.refused(path, {**copy_fields(browser, table), **day("on", "2099")})
    assert "has not come yet" in page.text
    assert copies(database) == []
    browser.post(path, copy_fields(browser, table, what="withheld", reason="She asked us to"))
    assert "was withheld from Olwen" in browser.get(table.plan).text


def test_nothing_can_be_given_before_a_version_is_saved(browser: Browser, table: Table) -> None:
    assert "Save a version" in browser.get(f"{table.plan}/copies").text
    browser.get(f"{table.plan}/copies/new", status=409)


def name_harm(table: Table, key: str = "PROTECT", kind: str = "domain") -> None:
    answer = make_answer(
        table.database, table.conversation, "most_concerned_about", "Emyr hits me."
    )
    make_tag(table.database, answer, kind, key)


@pytest.mark.parametrize(
    ("kind", "key"), [("domain", "PROTECT"), ("statement", "PROTECT-1"), ("element", "RISK")]
)
def test_a_copy_for_somebody_named_where_harm_was_spoken_of_waits_for_a_choice(
    browser: Browser, table: Table, database: Database, kind: str, key: str
) -> None:
    name_harm(table, key, kind)
    write_plan(table)
    save(browser, table)
    path = f"{table.plan}/copies/new"
    fields = copy_fields(browser, table, recipient="Mr Emyr Bebb", relation="child")
    page = browser.refused(path, fields)
    assert "Stop and think" in page.text
    assert "Emyr hits me." in page.text
    assert copies(database) == []
    asked = {**page.fields("plan-copy")}
    assert "Choose whether to give it" in browser.refused(path, asked).text
    assert "Write why it is right" in browser.refused(path, {**asked, "choice": "give"}).text
    assert copies(database) == []
    browser.post(path, {**asked, "choice": "not_give"})
    assert copies(database) == []
    browser.post(path, {**asked, "choice": "give", "despite": "She asked for it, alone"})
    [copy] = copies(database)
    assert copy.despite == "She asked for it, alone"


TOLD = "Emyr is my nephew. He has a key. He takes my money."


@pytest.mark.parametrize("written", ["in the answer", "in an earlier wording", "in the notes"])
def test_harm_told_after_a_name_waits_for_a_choice_wherever_the_name_was_written(
    browser: Browser, table: Table, database: Database, written: str
) -> None:
    harm = "He takes my money."
    words = TOLD if written == "in the answer" else harm
    answer = make_answer(database, table.conversation, WORRY, words, version=2)
    make_tag(database, answer, "domain", "PROTECT", harm)
    by, now = answer.saved_by, clock.now()
    if written == "in an earlier wording":
        keep(
            database,
            AnswerRevision(answer_id=answer.id, version=1, words=TOLD, saved_at=now, saved_by=by),
        )
    if written == "in the notes":
        keep(database, Note(conversation_id=table.conversation.id, words=TOLD, saved_by=by))
    write_plan(table)
    save(browser, table)
    fields = copy_fields(browser, table, recipient="Emyr Huws", relation="authorised")
    page = browser.refused(f"{table.plan}/copies/new", fields)
    assert "speak of somebody without a name" in page.text
    assert TOLD in page.text
    fields = copy_fields(browser, table, recipient="Gareth", relation="authorised")
    browser.post(f"{table.plan}/copies/new", fields)
    assert [copy.recipient for copy in copies(database)] == ["Gareth"]


def test_what_somebody_who_took_part_was_noted_as_is_looked_for_too(
    browser: Browser, table: Table, database: Database
) -> None:
    answer = make_answer(database, table.conversation, WORRY, "My nephew takes my money.")
    make_tag(database, answer, "element", "RISK")
    dai = Participant(conversation_id=table.conversation.id, name="Dai Rees", role="family")
    keep(database, dai)
    write_plan(table)
    save(browser, table)
    fields = copy_fields(browser, table, recipient="Dai", relation="authorised")
    page = browser.refused(f"{table.plan}/copies/new", fields)
    assert "My nephew takes my money." in page.text
    assert "My nephew takes my money." in browser.get(f"{table.plan}/sharing").text


def test_a_choice_about_one_person_is_none_about_another(
    browser: Browser, table: Table, database: Database
) -> None:
    name_harm(table)
    write_plan(table)
    save(browser, table)
    path = f"{table.plan}/copies/new"
    forged = copy_fields(
        browser, table, recipient="Emyr", choice="give", despite="Fine", warned_of="Olwen|sibling"
    )
    assert "Stop and think" in browser.refused(path, forged).text
    assert copies(database) == []


def test_words_about_harm_warn_from_an_earlier_conversation_and_when_kept_back(
    browser: Browser, table: Table, database: Database
) -> None:
    with database.reading() as session:
        person = session.get_one(Person, table.conversation.person_id)
    earlier = make_conversation(database, person)
    answer = make_answer(database, earlier, "risks", "Emyr locks me in.")
    make_tag(database, answer, "domain", "PROTECT")
    keep(
        database,
        KeptBackWords(
            conversation_id=earlier.id,
            answer_id=answer.id,
            words="Emyr locks me in.",
            why="in_confidence",
            reason="Told alone",
            marked_by=table.account.id,
        ),
    )
    write_plan(table)
    save(browser, table)
    fields = copy_fields(browser, table, recipient="Emyr")
    assert "Emyr locks me in." in browser.refused(f"{table.plan}/copies/new", fields).text


def test_somebody_a_colleague_noted_is_asked_about_until_the_note_is_lifted(
    browser: Browser, table: Table, database: Database
) -> None:
    write_plan(table)
    save(browser, table)
    path = f"{table.plan}/sharing"
    fault = browser.refused(path, {"operation_id": new_operation(), "name": "", "reason": ""})
    assert "Write their name" in fault.text
    send(browser, path, name="Olwen Bebb", reason="She takes the pension book.")
    assert "She takes the pension book." in browser.get(path).text
    new = f"{table.plan}/copies/new"
    assert "pension book" in browser.refused(new, copy_fields(browser, table)).text
    for other in (table.plan, f"{table.plan}/copies"):
        assert "pension book" not in browser.get(other).html
    with database.reading() as session:
        note = session.exec(select(PossibleHarm)).one()
    browser.post(f"{path}/{note.id}/lift")
    browser.post(new, copy_fields(browser, table))
    assert len(copies(database)) == 1
    with database.reading() as session:
        assert session.exec(select(PossibleHarm)).one().ended_by == table.account.id


def test_who_took_part_is_looked_at_and_the_plan_page_says_nothing_of_it(
    browser: Browser, table: Table
) -> None:
    answer = make_answer(table.database, table.conversation, WORRY, "Olwen hits me.")
    make_tag(table.database, answer, "domain", "PROTECT")
    page = browser.get(f"{table.plan}/sharing")
    assert page.text.count("Olwen hits me.") == 1
    plan = browser.get(table.plan)
    assert "Olwen hits me" not in plan.html
    assert "harm" not in plan.text.lower()


CHOIR = entry("choir", name=Both("The Menai choir", "Côr Menai"), phone="01632 960 101")
BAND = entry("band", name=Both("Band"), domains=("HOME",), cost=Cost.SOME, languages=("en",))


def load(database: Database, *entries: object) -> None:
    with database.writing() as session:
        load_entries(session, audit.SYSTEM, Found(entries, ()))  # type: ignore[arg-type]


def test_what_may_help_is_matched_by_what_was_confirmed_and_says_why(
    browser: Browser, table: Table, database: Database
) -> None:
    load(database, CHOIR, BAND)
    page = browser.get(f"{table.plan}/solutions")
    assert "The Menai choir" in page.text
    assert "It may help with something that was confirmed" in page.text
    assert "It is free." in page.text
    assert "Band" not in page.text
    none = browser.get(f"{table.plan}/solutions?area=Treorchy")
    assert "worth writing down as a gap" in none.text


@pytest.mark.parametrize(
    ("home_area", "offers_choir", "why"),
    [
        ("Caernarfon", True, "It is in or for Caernarfon, where the person lives."),
        ("Treorchy", False, "where the person lives counts (Treorchy)"),
        ("Rachub", True, "Neither where the person lives nor any place that was named"),
        (None, True, "Neither where the person lives nor any place that was named"),
    ],
)
def test_what_is_near_where_the_person_lives_comes_without_asking_and_says_why(
    browser: Browser,
    table: Table,
    database: Database,
    home_area: str | None,
    offers_choir: bool,
    why: str,
) -> None:
    load(database, CHOIR, entry("far", name=Both("Far"), areas=("Treorchy",)))
    with database.writing() as session:
        session.get_one(Person, table.conversation.person_id).home_area = home_area
    page = browser.get(f"{table.plan}/solutions")
    assert ("The Menai choir" in page.text) is offers_choir
    assert why in page.text
    asked = browser.get(f"{table.plan}/solutions?area=Caernarfon")
    assert "It is in or for the place you asked for: Caernarfon." in asked.text


def test_taking_one_makes_a_step_with_its_source_named_everywhere(
    browser: Browser, table: Table, database: Database, read_pdf: Callable[..., str]
) -> None:
    load(database, CHOIR)
    outcome, _step = write_plan(table)
    with database.reading() as session:
        row = session.exec(select(DirectoryEntry)).one()
    path = f"{table.plan}/solutions/{row.id}?outcome={outcome}"
    fields = form(browser.get(path))
    assert fields["action"] == "Get in touch with The Menai choir"
    sent = {**fields, "action": "Try the choir one Thursday", "doer_kind": "me"}
    assert "Choose who will do it" in browser.refused(path, {**sent, "doer_kind": ""}).text
    browser.post(path, sent)
    browser.post(path, sent)  # pressed twice
    page = browser.get(table.plan)
    assert "Try the choir one Thursday" in page.text
    assert "From the directory" in page.text
    with database.reading() as session:
        assert len(session.exec(select(StepFoundIn)).all()) == 1
        assert len(session.exec(select(PlanStep)).all()) == 2
    load(database, entry("choir", is_offered=False))
    save(browser, table)
    printed = " ".join(read_pdf(browser.fetch(f"{table.plan}.pdf").content).split())
    assert "From the directory The Menai choir" in printed
    withdrawn = browser.get(path)
    assert "no longer offered" in withdrawn.text


def test_the_audit_trail_knows_each_of_these_by_a_name_of_its_own(
    browser: Browser, table: Table, database: Database
) -> None:
    from app.accounts.audit_words import ACTIONS

    make_statutory(browser, table)
    send(browser, f"{table.plan}/sharing", name="Olwen", reason="Why")
    with database.reading() as session:
        events = session.exec(select(AuditEvent)).all()
    assert {"set_plan_kind", "noted_possible_harm"} <= {event.action for event in events}
    assert all(event.action in ACTIONS for event in events)
    assert all("Olwen" not in json.dumps(event.details) for event in events)
