"""The database: the one engine, the two kinds of session, and the only commit in the code.

A *reading* session never commits. A *writing* session takes the write lock at its start
(``BEGIN IMMEDIATE`` on SQLite) so that read-then-write is one act, and commits once, at the edge
of the request or job that opened it. Decision 5 of the design: WAL, ``synchronous=FULL``, foreign
keys; ``fsync`` and ``synchronous_commit`` on PostgreSQL. The settings are checked at start.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, ClassVar

from fastapi import Depends, Request
from sqlalchemy import DateTime, Engine, event, make_url, text
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, Session, SQLModel, create_engine

from app import encryption


SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

SQLITE_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "2",
    "foreign_keys": "1",
    "busy_timeout": "10000",
    "secure_delete": "1",
}
POSTGRESQL_SETTINGS = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


class DatabaseUnsafe(RuntimeError):
    """The database would not keep what it acknowledges; the application refuses to start."""


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC that comes back knowing that it is UTC, on either database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        """Store as UTC."""
        if value is None:
            return None
        utc = value.astimezone(dt.UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """Return an aware moment."""
        if value is None:
            return None
        moment: dt.datetime = value
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


class Record(SQLModel):
    """The base of every stored thing: an id made by us, known before the row is written."""

    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    __mapper_args__: ClassVar[dict[str, Any]] = {"eager_defaults": False}


encryption.open_rows_of(SQLModel)


class Database:
    """One database, SQLite or PostgreSQL, and the sessions upon it."""

    def __init__(self, address: str) -> None:
        self.is_sqlite = make_url(address).get_backend_name() == "sqlite"
        # hide_parameters: an exception's text must never repeat an answer.
        self.engine = create_engine(address, hide_parameters=True, pool_pre_ping=not self.is_sqlite)
        if self.is_sqlite:
            _speak_sqlite(self.engine)
        self._for_writing = self.engine.execution_options(begin="IMMEDIATE")
        self.after_commit: Callable[[Session], None] = lambda _session: None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session that only reads."""
        with Session(self.engine, expire_on_commit=False, autoflush=False) as session:
            yield session
            if session.new or session.dirty or session.deleted:
                raise RuntimeError("A reading session was used to write.")

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Yield a session whose changes are kept together, or not at all."""
        with Session(self._for_writing, expire_on_commit=False) as session:
            event.listen(session, "do_orm_execute", _read_afresh_when_locking)
            yield session
            session.commit()
            self.after_commit(session)

    def check_settings(self) -> None:
        """Refuse a database whose settings could lose an acknowledged answer."""
        wrong = [f"{name} is {value}" for name, value in self.unsafe_settings()]
        if wrong:
            raise DatabaseUnsafe("The database is not set up safely: " + "; ".join(wrong) + ".")

    def unsafe_settings(self) -> list[tuple[str, str]]:
        """Return each durability setting that differs from what is required, with its value."""
        wanted = SQLITE_PRAGMAS if self.is_sqlite else POSTGRESQL_SETTINGS
        ask = "PRAGMA {}" if self.is_sqlite else "SHOW {}"
        with self.engine.connect() as connection:
            found = {
                name: str(connection.execute(text(ask.format(name))).scalar_one())
                for name in wanted
            }
        return [(name, found[name]) for name, value in wanted.items() if found[name] != value]

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def _read_afresh_when_locking(state: ORMExecuteState) -> None:
    """Read a locked row as it is now: the session may remember it from before somebody's change."""
    if getattr(state.statement, "_for_update_arg", None) is not None:
        state.update_execution_options(populate_existing=True)


def _speak_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves: the driver's own is too late
        for name, value in SQLITE_PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={value}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        kind = connection.get_execution_options().get("begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {kind}")


def database_of(request: Request) -> Database:
    """Return the database this application serves from."""
    database: Database = request.app.state.database
    return database


def _reading(request: Request) -> Iterator[Session]:
    with database_of(request).reading() as session:
        yield session


def _writing(request: Request) -> Iterator[Session]:
    with database_of(request).writing() as session:
        yield session


# scope="function": the commit happens before the answer leaves, so "saved" is only said once true.
ReadSession = Annotated[Session, Depends(_reading, scope="function")]
WriteSession = Annotated[Session, Depends(_writing, scope="function")]
