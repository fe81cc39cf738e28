"""Every route with its access, and every role at every route."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from sqlmodel import select

from app.audit import AuditEvent
from app.database import Database
from app.directory.models import DirectoryEntry
from app.forms import _posted
from app.identity import actor_for
from app.main import routes_and_access
from app.plans.actions import save_version
from app.plans.composition import quote_line_key
from app.plans.lines import Section
from app.plans.models import KeptBackWords, Plan, PlanGap, PlanOutcome, PlanStep
from app.plans.record_models import PossibleHarm
from app.recording.models import Answer, Conversation
from app.recording.note_models import Note, SortedSentence
from app.releases.models import Release
from app.safety.models import SafetyRecord
from tests.client import Browser
from tests.factories import (
    keep,
    make_answer,
    make_conversation,
    make_pause,
    make_person,
    make_staff,
    make_tablet,
    make_tag,
    make_team,
)


TABLE = Path(__file__).with_name("routes.txt")
RECORDS = ("/people", "/conversations", "/today", "/team")


def written_down() -> dict[tuple[str, str], str]:
    rows = {}
    for line in TABLE.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            method, path, access = line.split(maxsplit=2)
            rows[method, path] = access
    return rows


def as_served(app: FastAPI) -> dict[tuple[str, str], str]:
    return {
        (method, path): rule.name if rule else "NOBODY DECIDED"
        for path, methods, rule in routes_and_access(app)
        for method in methods
    }


def test_every_route_is_written_down_with_its_access(app: FastAPI) -> None:
    assert as_served(app) == written_down()


def test_every_form_is_checked_for_this_browsers_token(app: FastAPI) -> None:
    for context in iter_route_contexts(app.routes):
        dependant = getattr(context, "dependant", None)
        if dependant is not None and "POST" in (context.methods or ()):
            assert _posted in set(_calls(dependant)), context.path


def _calls(dependant: Dependant) -> Iterator[object]:
    for dependency in dependant.dependencies:
        yield dependency.call
        yield from _calls(dependency)


@dataclass(frozen=True)
class World:
    """Two teams, each with a record, and everybody who might try to open them."""

    browsers: dict[str, Browser]
    own: dict[str, str]
    others: dict[str, str]


@pytest.fixture
def world(app: FastAPI, database: Database) -> World:
    arfon, taf = make_team(database, "Arfon"), make_team(database, "Taf")
    here = make_staff(database, team=arfon)
    there = make_staff(database, team=taf, name="Gareth Sands")
    people = {
        "practitioner": here,
        "colleague": make_staff(database, team=arfon, name="Siwan Puw"),
        "stranger": there,
        "leader": make_staff(database, "team_leader", arfon, name="Mair Huws"),
        "strange leader": make_staff(database, "team_leader", taf, name="Paul White"),
        "commissioner": make_staff(database, "commissioner", name="Anwen Tudor"),
        "administrator": make_staff(database, "administrator", name="Glyn Salisbury"),
        "closed": make_staff(database, team=arfon, name="Gone Away", is_active=False),
    }
    browsers = {who: Browser(app).sign_in(account) for who, account in people.items()}
    browsers["nobody"] = Browser(app)
    return World(browsers, own=_record(database, here), others=_record(database, there))


def _record(database: Database, practitioner: object) -> dict[str, str]:
    person = make_person(database, practitioner)  # type: ignore[arg-type]
    conversation = make_conversation(database, person)
    answer = make_answer(database, conversation)
    tag = make_tag(database, answer, "asset", "SELF")
    plan = keep(database, Plan(conversation_id=conversation.id, person_id=person.id))
    outcome = keep(database, PlanOutcome(plan_id=plan.id, words="To sing again", kind="change"))
    step = keep(
        database,
        PlanStep(plan_id=plan.id, action="Ring the choir", doer="Gwyneth", doer_kind="me"),
    )
    gap = keep(
        database,
        PlanGap(
            plan_id=plan.id,
            outcome_id=outcome.id,
            would_help="A bus",
            why="transport",
            noted_by=practitioner.id,  # type: ignore[attr-defined]
        ),
    )
    kept = keep(
        database,
        KeptBackWords(
            conversation_id=conversation.id,
            answer_id=answer.id,
            words="Said to nobody else at all",
            why="in_confidence",
            reason="Asked for it",
            marked_by=practitioner.id,  # type: ignore[attr-defined]
        ),
    )
    harm = PossibleHarm(
        person_id=person.id,
        name="Emyr",
        reason="He shouts.",
        noted_by=practitioner.id,  # type: ignore[attr-defined]
    )
    pause = make_pause(database, "asset", "SELF")
    tablet = make_tablet(database, practitioner)  # type: ignore[arg-type]
    note = keep(database, _note(conversation, practitioner))
    sentence = keep(database, _sorted_sentence(note, answer))
    release = keep(database, Release(period="2026-Q2", number=_next_number(database), rule="{}"))
    with database.writing() as session:
        actor = actor_for(practitioner)  # type: ignore[arg-type]
        version = save_version(session, actor, conversation.id)
    return {
        "person_id": str(person.id),
        "conversation_id": str(conversation.id),
        "key": "about_you",
        "outcome_id": str(outcome.id),
        "step_id": str(step.id),
        "gap_id": str(gap.id),
        "tag_id": str(tag.id),
        "kept_id": str(kept.id),
        "line_key": quote_line_key(Section.ME, str(conversation.id), tag.quote),
        "note_id": str(keep(database, harm).id),
        "entry_id": str(keep(database, DirectoryEntry(key=str(person.id), ring="COMMUNITY")).id),
        "account_id": str(practitioner.id),  # type: ignore[attr-defined]
        "pause_id": str(pause.id),
        "release_id": str(release.id),
        "tablet_id": str(tablet.id),
        "safety_record_id": str(keep(database, _worry(practitioner)).id),
        "name": "domains.en.csv",
        "form": "easy-read",
        "sequence": "1",
        "number": str(version.number),
        "sorted_id": str(sentence.id),
    }


def _note(conversation: Conversation, practitioner: object) -> Note:
    saved_by = practitioner.id  # type: ignore[attr-defined]
    return Note(conversation_id=conversation.id, words="I sing.", version=1, saved_by=saved_by)


def _sorted_sentence(note: Note, answer: Answer) -> SortedSentence:
    return SortedSentence(
        note_id=note.id,
        note_version=1,
        sentence="I sing.",
        question_key=answer.question_key,
        field="words",
        answer_id=answer.id,
        answer_version=1,
        sorted_by=note.saved_by,
    )


def _worry(practitioner: object) -> SafetyRecord:
    return SafetyRecord(
        team_id=practitioner.team_id,  # type: ignore[attr-defined]
        written_by=practitioner.id,  # type: ignore[attr-defined]
        about="Somebody",
        seen="A bruise.",
        whose_words="I saw it.",
    )


def _next_number(database: Database) -> int:
    with database.reading() as session:
        return len(session.exec(select(Release)).all()) + 1


def pages() -> list[str]:
    return sorted(path for method, path in written_down() if method == "GET")


def forms() -> list[str]:
    return sorted(path for method, path in written_down() if method == "POST")


def unknown(ids: dict[str, str]) -> dict[str, str]:
    return {name: str(uuid.uuid4()) if name.endswith("_id") else ids[name] for name in ids}


def alike(html: str) -> str:
    """Take out the address that was asked for, which the language switch repeats."""
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…", html)


def test_another_teams_record_looks_exactly_like_no_record(world: World) -> None:
    paths = [path for path in pages() if path.startswith(("/people/{", "/conversations/{"))]
    assert len(paths) > 10
    for who in ("stranger", "strange leader"):
        for path in paths:
            other = world.browsers[who].fetch(path.format(**world.own))
            nothing = world.browsers[who].fetch(path.format(**unknown(world.own)))
            assert other.status_code == nothing.status_code == 404, (who, path)
            assert alike(other.text) == alike(nothing.text), (who, path)


def test_another_teams_record_cannot_be_changed_and_looks_like_no_record(
    world: World, database: Database
) -> None:
    paths = [path for path in forms() if path.startswith(("/people/{", "/conversations/{"))]
    assert len(paths) > 10
    before = _writes(database)
    for path in paths:
        browser = world.browsers["stranger"]
        data = {"operation_id": str(uuid.uuid4()), "version": "1", "csrf_token": browser.token()}
        other = browser.client.post(path.format(**world.own), data=data)
        nothing = browser.client.post(path.format(**unknown(world.own)), data=data)
        assert other.status_code == nothing.status_code == 404, path
        assert alike(other.text) == alike(nothing.text), path
    assert _writes(database) == before


def _writes(database: Database) -> int:
    with database.reading() as session:
        actions = session.exec(select(AuditEvent.action)).all()
    return len([action for action in actions if action != "refused"])


def test_ones_own_teams_records_open(world: World) -> None:
    paths = [path for path in pages() if path.startswith(("/people", "/conversations", "/today"))]
    for who in ("practitioner", "colleague", "leader"):
        for path in paths:
            status = world.browsers[who].fetch(path.format(**world.own)).status_code
            # 409: there is no saved version to answer yet, which only its own team is told.
            assert status in (200, 303, 409), (who, path, status)


@pytest.mark.parametrize("who", ["commissioner", "administrator"])
def test_whoever_only_counts_or_looks_after_accounts_can_open_no_record(
    world: World, who: str
) -> None:
    browser = world.browsers[who]
    for ids in (world.own, world.others):
        for path in pages():
            if path.startswith(RECORDS):
                assert browser.fetch(path.format(**ids)).status_code == 404, path
        for path in forms():
            if path.startswith(RECORDS):
                data = {"csrf_token": browser.token()}
                assert browser.client.post(path.format(**ids), data=data).status_code == 404, path


def test_only_a_commissioner_takes_releases_and_only_an_administrator_sees_accounts(
    world: World,
) -> None:
    allowed = {"/releases": "commissioner", "/accounts": "administrator", "/audit": "administrator"}
    for path, who_may in allowed.items():
        for who, browser in world.browsers.items():
            if who in ("nobody", "closed"):
                continue
            wanted = 200 if who == who_may else 404
            assert browser.fetch(path).status_code == wanted, (who, path)


def test_whoever_is_not_signed_in_is_led_to_the_sign_in_page(world: World) -> None:
    for who in ("nobody", "closed"):
        browser = world.browsers[who]
        for (method, path), access in written_down().items():
            if access.startswith("open") or access == "the person's code":
                continue
            address = path.format(**world.own)
            data = {"csrf_token": browser.token()}
            response = (
                browser.client.get(address)
                if method == "GET"
                else browser.client.post(address, data=data)
            )
            assert response.status_code == 303, (who, method, path)
            assert response.headers["location"].startswith("/sign-in"), (who, method, path)


def test_asking_for_a_fragment_opens_nothing_more(world: World) -> None:
    for path in pages():
        if path.startswith(("/people/{", "/conversations/{")):
            address = path.format(**world.own)
            asked = world.browsers["stranger"].fetch(address, **{"HX-Request": "true"})
            assert asked.status_code == 404, path
            nobody = world.browsers["nobody"].client.get(address, headers={"HX-Request": "true"})
            assert nobody.status_code == 401, path
            assert nobody.headers["HX-Redirect"].startswith("/sign-in"), path
            assert nobody.text == ""


@pytest.mark.parametrize(
    "id_", ["1", "x", "../../etc/passwd", "%00", "ŵ", "'; DROP TABLE person;--"]
)
def test_an_id_that_is_none_is_simply_not_there(world: World, id_: str) -> None:
    browser = world.browsers["practitioner"]
    for path in ("/people/{}", "/conversations/{}", "/conversations/{}/plan", "/people/{}/edit"):
        assert browser.fetch(path.format(id_)).status_code == 404


def test_a_refusal_is_in_the_audit_trail(world: World, database: Database) -> None:
    world.browsers["stranger"].fetch(f"/people/{world.own['person_id']}")
    with database.reading() as session:
        refused = session.exec(select(AuditEvent).where(AuditEvent.action == "refused")).all()
    assert len(refused) == 1
    assert refused[0].actor_id is not None
    assert "/people/{person_id}" in refused[0].details
