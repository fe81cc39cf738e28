"""The command line, as somebody types it: each command in a process of its own."""

import json
import os
import stat
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from sqlmodel import select

from app.database import Database
from app.encryption import use_keys
from app.plans.models import Plan
from app.settings import ROOT, Settings


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("room") / "data"
    assert run(folder, "practice", "load", WHATMATTERS_MODE="practice").returncode == 0
    return folder


def run(
    data_dir: Path, *arguments: str, words: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("WHATMATTERS_")}
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments],
        cwd=ROOT,
        env={**clean, "WHATMATTERS_DATA_DIR": str(data_dir), **environment},
        input=words,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_loading_the_practice_data_again_changes_nothing(room: Path) -> None:
    again = run(room, "practice", "load")
    assert again.returncode == 0
    assert "already" in again.stdout


def test_the_data_folder_is_open_to_this_account_alone(room: Path) -> None:
    assert stat.S_IMODE(room.stat().st_mode) == 0o700
    assert stat.S_IMODE((room / "practice.key").stat().st_mode) == 0o600


def test_the_doctor_finds_a_practice_room_well_and_names_what_is_wrong(room: Path) -> None:
    well = run(room, "doctor")
    assert well.returncode == 0, well.stdout
    ill = run(room, "doctor", WHATMATTERS_HTTPS="false", WHATMATTERS_MODE="production")
    assert ill.returncode == 1


def test_production_does_not_start_without_a_key(tmp_path: Path) -> None:
    refused = run(tmp_path / "data", "migrate")
    assert refused.returncode == 1
    assert "WHATMATTERS_ENCRYPTION_KEY" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_production_starts_with_the_key_the_doctor_prints(tmp_path: Path) -> None:
    key = run(tmp_path / "data", "doctor", "--new-key").stdout.strip()
    migrated = run(tmp_path / "data", "migrate", WHATMATTERS_ENCRYPTION_KEY=key)
    assert migrated.returncode == 0, migrated.stderr
    looked = run(tmp_path / "data", "doctor", WHATMATTERS_ENCRYPTION_KEY=key)
    assert looked.returncode == 0, looked.stdout


def test_practice_commands_do_nothing_to_real_data(tmp_path: Path) -> None:
    key = run(tmp_path / "data", "doctor", "--new-key").stdout.strip()
    refused = run(tmp_path / "data", "practice", "reset", WHATMATTERS_ENCRYPTION_KEY=key)
    assert refused.returncode == 1
    assert "not the practice room" in refused.stderr


def test_a_staff_account_can_be_added_once(room: Path) -> None:
    command = ["user", "add", "newcomer", "--role", "practitioner", "--name", "Nerys Puw"]
    command += ["--team", "Tîm newydd", "--password", "four quiet words here"]
    assert run(room, *command).returncode == 0
    again = run(room, *command)
    assert again.returncode == 1
    assert "already" in again.stderr


def test_tagging_answers_line_by_line_and_goes_on_after_a_bad_one(room: Path) -> None:
    lines = [
        json.dumps({"id": "a", "text": "My sister drives me to chapel.", "question": 9}),
        "not json",
        json.dumps({"id": "b", "text": "Mae fy chwaer yn fy helpu.", "lang": "cy"}),
    ]
    done = run(room, "tag", words="\n".join(lines) + "\n")
    assert done.returncode == 1
    out = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line.get("id") for line in out] == ["a", None, "b"]
    assert out[1]["line"] == 2
    assert set(out[0]) == {"id", "domains", "assets", "elements", "findings"}
    finding = out[0]["findings"][0]
    assert set(finding) == {
        "kind", "key", "start", "end", "source", "rule", "score", "reason",
    }  # fmt: skip


def test_a_plan_is_written_as_a_pdf_and_an_unknown_one_refused(room: Path, tmp_path: Path) -> None:
    conversation = str(_a_planned_conversation(room))
    made, none = tmp_path / "plan.pdf", tmp_path / "none.pdf"
    done = run(room, "plan", conversation, "--language", "cy", "--out", str(made))
    assert done.returncode == 0, done.stderr
    assert made.read_bytes().startswith(b"%PDF")
    refused = run(room, "plan", str(uuid.uuid4()), "--out", str(none))
    assert refused.returncode == 1
    assert not none.exists()


def _a_planned_conversation(room: Path) -> uuid.UUID:
    settings = Settings(data_dir=room)
    use_keys(settings.master_keys())
    database = Database(settings.database_address)
    with database.reading() as session:
        found = session.exec(select(Plan.conversation_id)).first()
    database.close()
    assert found is not None
    return found


def test_a_release_is_written_with_small_numbers_hidden(room: Path, tmp_path: Path) -> None:
    done = run(room, "release", "--period", "2026-Q3", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    tables = sorted((tmp_path / "out").glob("*.csv"))
    assert tables
    assert any("[hidden]" in path.read_text("utf-8-sig") for path in tables)


@pytest.mark.parametrize("period", ["2026-Q9", "summer", "2099-Q1"])
def test_a_release_of_no_real_or_finished_quarter_is_refused_plainly(
    room: Path, tmp_path: Path, period: str
) -> None:
    refused = run(room, "release", "--period", period, "--out", str(tmp_path / "out"))
    assert refused.returncode == 1
    assert refused.stderr.strip().endswith(".")
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("wanted", "begins"),
    [
        (("--form", "large-print"), b"%PDF"),
        (("--form", "easy-read"), b"%PDF"),
        (("--form", "easy-read", "--html"), b"<!DOCTYPE html>"),
        (("--form", "large-print", "--html"), b"<!DOCTYPE html>"),
        (("--form", "html"), b"<!DOCTYPE html>"),
        (("--form", "text"), b"Fy nghynllun\n"),
    ],
)
def test_a_plan_is_written_in_every_form(
    room: Path, tmp_path: Path, wanted: tuple[str, ...], begins: bytes
) -> None:
    conversation = run(room, "plan", "--list").stdout.split()[0]
    made = tmp_path / "plan"
    run(room, "plan", conversation, "--lang", "cy", *wanted, "--out", str(made))
    content = made.read_bytes()
    assert content.startswith(begins) or begins in content[:80]
    assert b"http-equiv" not in content
    assert b'src="' not in content


def test_the_plans_are_listed_one_id_a_line(room: Path) -> None:
    done = run(room, "plan", "--list")
    ids = done.stdout.splitlines()
    assert str(_a_planned_conversation(room)) in ids
    assert [str(uuid.UUID(each)) for each in ids] == ids


def test_a_plan_that_is_not_named_is_asked_for(room: Path) -> None:
    refused = run(room, "plan")
    assert refused.returncode == 1
    assert "Say which plan" in refused.stderr
