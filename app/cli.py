"""The command line ``whatmatters``: each command is a few lines around code from elsewhere."""

import os
import sys
import uuid
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from app import encryption
from app.database import Database, DatabaseUnsafe
from app.i18n import Language
from app.identity import Role
from app.migrations import is_current
from app.migrations import migrate as migrate_database
from app.plans.sheets.forms import DocumentForm
from app.settings import Settings, SettingsRefused, new_key, settings_from_environment


cli = typer.Typer(
    name="whatmatters",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A guided assistant for What Matters conversations, in Welsh and English.",
)
practice = typer.Typer(no_args_is_help=True, help="The practice room, with invented people.")
user = typer.Typer(no_args_is_help=True, help="Staff accounts.")
cli.add_typer(practice, name="practice")
directory = typer.Typer(no_args_is_help=True, help="The directory of what the community offers.")
cli.add_typer(user, name="user")
cli.add_typer(directory, name="directory")

_out = Console(highlight=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, soft_wrap=True)


def main() -> None:
    """Run the command line; an expected refusal is one plain sentence and a non-zero end."""
    try:
        cli()
    except (SettingsRefused, DatabaseUnsafe) as refused:
        _stop(str(refused))


def _stop(sentence: str) -> None:
    _err.print(sentence)
    raise SystemExit(1)


def _settings() -> Settings:
    os.umask(0o077)  # whatever is written, only this account may read
    settings = settings_from_environment()
    settings.prepare_data_dir()
    encryption.use_keys(settings.master_keys())
    return settings


def _database(settings: Settings) -> Database:
    if not is_current(settings.database_address):
        _stop("The database is not in the shape this version needs. Run: whatmatters migrate")
    database = Database(settings.database_address)
    database.check_settings()
    return database


@cli.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="PORT", help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="Server processes.")] = 1,
) -> None:
    """Serve the product. In practice mode, set everything up first."""
    import uvicorn

    settings = _settings()
    if settings.is_practice:
        from app.practice.loading import load_once, sign_ins

        migrate_database(settings.database_address)
        load_once(_database(settings))
        _print_sign_ins(f"http://{host}:{port}", sign_ins())
    else:
        _database(settings)
    uvicorn.run(
        "app.main:create_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        server_header=False,
        date_header=True,
        access_log=False,
        log_level="warning",
    )


def _print_sign_ins(address: str, rows: tuple[tuple[str, str, str], ...]) -> None:
    _out.print(f"\nWhat Matters is ready: [bold]{address}[/bold]")
    _out.print("Practice: invented people. Nothing real belongs here.\n")
    table = Table("Sign in as", "Password", "Role", box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    _out.print(table)
    _out.print("\nTo stop, press Ctrl and C.")


@cli.command()
def migrate() -> None:
    """Bring the database to the shape this version needs."""
    settings = _settings()
    migrate_database(settings.database_address)
    _out.print("The database is up to date.")


@practice.command("load")
def practice_load() -> None:
    """Load the practice data, once."""
    from app.practice.loading import load_once

    settings = _practice_settings()
    migrate_database(settings.database_address)
    loaded = load_once(_database(settings))
    _out.print("The practice data is loaded." if loaded else "The practice data was there already.")


@practice.command("reset")
def practice_reset() -> None:
    """Throw the practice data away and load it afresh."""
    from app.practice.loading import load_once, throw_away

    settings = _practice_settings()
    throw_away(settings)
    migrate_database(settings.database_address)
    load_once(_database(settings))
    _out.print("The practice data is as new.")


def _practice_settings() -> Settings:
    settings = _settings()
    if not settings.is_practice:
        _stop("This is not the practice room. Set WHATMATTERS_MODE=practice to use it.")
    return settings


@user.command("add")
def user_add(
    username: Annotated[str, typer.Argument(help="What they sign in as.")],
    role: Annotated[Role, typer.Option(help="What they are here to do.")],
    name: Annotated[str, typer.Option(help="Their name, as colleagues know it.")],
    team: Annotated[str, typer.Option(help="Their team; made if it is new.")] = "",
    language: Annotated[Language, typer.Option(help="The language of their screens.")] = "en",
    password: Annotated[str, typer.Option(help="Asked for when not given.")] = "",
) -> None:
    """Add a staff account."""
    from app.accounts.actions import AccountRefused, create_account
    from app.accounts.teams import team_named
    from app.audit import SYSTEM

    secret = password or typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    database = _database(_settings())
    try:
        with database.writing() as session:
            team_id = team_named(session, SYSTEM, team).id if team else None
            create_account(
                session,
                SYSTEM,
                username=username,
                name=name,
                role=role,
                password=secret,
                team_id=team_id,
                language=language,
            )
    except AccountRefused as refused:
        _stop(refused.sentence)
    _out.print(f"{username} can now sign in.")


@directory.command("load")
def directory_load(
    file: Annotated[Path, typer.Argument(help="Open Referral UK JSON, or CSV.")],
) -> None:
    """Load entries from a file; bad rows are named and left out, and nothing is doubled."""
    from app.audit import SYSTEM
    from app.directory.actions import load_entries
    from app.directory.files import FileRefused, read_file

    try:
        found = read_file(file)
    except FileRefused as refused:
        _stop(str(refused))
    with _database(_settings()).writing() as session:
        loaded = load_entries(session, SYSTEM, found)
    for row in found.bad:
        _err.print(f"Left out: row {row.number} {row.name!r}: {row.reason}", markup=False)
    _out.print(
        f"New: {loaded.added}. Changed: {loaded.changed}. The same as before: {loaded.unchanged}. "
        f"Withdrawn: {loaded.withdrawn}. Left out: {loaded.left_out}."
    )
    if loaded.untagged:
        _out.print(
            f"Found by searching only, as they name no well-being domain: {loaded.untagged}."
        )


@cli.command()
def tag() -> None:
    """Tag JSON lines from standard input; one line out for each line in, in order."""
    from outcome_mapping.jsonlines import tag_lines

    failed = False
    for line in tag_lines(sys.stdin):
        failed = failed or line.failed
        sys.stdout.write(line.as_json() + "\n")
    raise SystemExit(1 if failed else 0)


@cli.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Coded utterances.")],
) -> None:
    """Measure the tagger against utterances that people have coded, beside simpler ways."""
    from outcome_mapping.evaluation import compare

    # As it is: a terminal's width must not fold the tables.
    print(compare(gold).as_text())


@cli.command()
def plan(
    conversation: Annotated[uuid.UUID | None, typer.Argument(help="The conversation's id.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write the plan.")] = None,
    language: Annotated[
        Language, typer.Option("--lang", "--language", help="The language of the plan.")
    ] = "en",
    form: Annotated[DocumentForm, typer.Option(help="How the plan is to be read.")] = (
        DocumentForm.PDF
    ),
    as_page: Annotated[
        bool, typer.Option("--html", help="Large print or Easy Read as a page, not as a PDF.")
    ] = False,
    lists: Annotated[
        bool, typer.Option("--list", help="Print the ids of what has a plan, one a line.")
    ] = False,
) -> None:
    """Write the plan of a conversation as a file, or list what has a plan."""
    from app.errors import DomainError
    from app.plans.documents import conversations_with_plans, write_for_cli

    database = _database(_settings())
    if lists:
        with database.reading() as session:
            for each in conversations_with_plans(session):
                print(each)
        return
    if conversation is None or out is None:
        _stop("Say which plan and where to write it: whatmatters plan ID --out FILE")
        return
    try:
        out.write_bytes(write_for_cli(database, conversation, language, form, as_page=as_page))
    except DomainError as refused:
        _stop(refused.sentence)
    _out.print(f"Written: {out}")


@cli.command()
def release(
    period: Annotated[str, typer.Option(help="A quarter, such as 2026-Q3.")],
    out: Annotated[Path, typer.Option(help="A folder for the files.")],
    again: Annotated[
        bool, typer.Option("--again", help="Make the next number of a quarter released before.")
    ] = False,
) -> None:
    """Make a release for commissioners: domain-level tables, small numbers hidden."""
    from app.errors import DomainError
    from app.releases.actions import release_to_folder

    settings = _settings()
    try:
        written = release_to_folder(_database(settings), settings, period, out, again=again)
    except (DomainError, ValueError) as refused:
        _stop(refused.sentence if isinstance(refused, DomainError) else str(refused))
        return
    for path in written:
        _out.print(f"Written: {path}")


@cli.command()
def doctor(
    show_new_key: Annotated[
        bool, typer.Option("--new-key", help="Print a fresh encryption key and stop.")
    ] = False,
) -> None:
    """Check that this installation is safe to use, and end with 1 if anything is wrong."""
    if show_new_key:
        _out.print(new_key())
        return
    from app.health import examine

    findings = examine(_settings())
    for finding in findings:
        _out.print(f"{'ok ' if finding.is_well else 'NOT'}  {finding.sentence}", markup=False)
    raise SystemExit(0 if all(finding.is_well for finding in findings) else 1)


if __name__ == "__main__":
    main()
