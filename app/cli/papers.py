"""Commands that write files: a plan, and a release."""

import uuid
from pathlib import Path
from typing import Annotated

import typer

from app.cli.terminal import open_database, open_settings, stop
from app.cli.terminal import out as terminal
from app.i18n import Language
from app.plans.sheets.forms import DocumentForm


commands = typer.Typer()


@commands.command()
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

    database = open_database(open_settings())
    if lists:
        with database.reading() as session:
            for each in conversations_with_plans(session):
                print(each)
        return
    if conversation is None or out is None:
        stop("Say which plan and where to write it: whatmatters plan ID --out FILE")
        return
    try:
        out.write_bytes(write_for_cli(database, conversation, language, form, as_page=as_page))
    except DomainError as refused:
        stop(refused.sentence)
    terminal.print(f"Written: {out}")


@commands.command()
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

    settings = open_settings()
    try:
        written = release_to_folder(open_database(settings), settings, period, out, again=again)
    except (DomainError, ValueError) as refused:
        stop(refused.sentence if isinstance(refused, DomainError) else str(refused))
        return
    for path in written:
        terminal.print(f"Written: {path}")
