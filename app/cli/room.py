"""Commands about the whole room: serve it, bring it up to date, check it, fill it for practice."""

from typing import Annotated

import typer
from rich.table import Table

from app.cli.terminal import open_database, open_settings, out, stop
from app.migrations import migrate as migrate_database
from app.settings import Settings, new_key


commands = typer.Typer()
practice = typer.Typer(no_args_is_help=True, help="The practice room, with invented people.")


@commands.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="PORT", help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="Server processes.")] = 1,
) -> None:
    """Serve the product. In practice mode, set everything up first."""
    import uvicorn

    settings = open_settings()
    if settings.is_practice:
        from app.practice.loading import load_once, sign_ins

        migrate_database(settings.database_address)
        load_once(open_database(settings))
        _print_sign_ins(f"http://{host}:{port}", sign_ins())
    else:
        open_database(settings)
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
    out.print(f"\nWhat Matters is ready: [bold]{address}[/bold]")
    out.print("Practice: invented people. Nothing real belongs here.\n")
    table = Table("Sign in as", "Password", "Role", box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    out.print(table)
    out.print("\nTo stop, press Ctrl and C.")


@commands.command()
def migrate() -> None:
    """Bring the database to the shape this version needs."""
    settings = open_settings()
    migrate_database(settings.database_address)
    out.print("The database is up to date.")


@practice.command("load")
def practice_load() -> None:
    """Load the practice data, once."""
    from app.practice.loading import load_once

    settings = _practice_settings()
    migrate_database(settings.database_address)
    loaded = load_once(open_database(settings))
    out.print("The practice data is loaded." if loaded else "The practice data was there already.")


@practice.command("reset")
def practice_reset() -> None:
    """Throw the practice data away and load it afresh."""
    from app.practice.loading import load_once, throw_away

    settings = _practice_settings()
    throw_away(settings)
    migrate_database(settings.database_address)
    load_once(open_database(settings))
    out.print("The practice data is as new.")


def _practice_settings() -> Settings:
    settings = open_settings()
    if not settings.is_practice:
        stop("This is not the practice room. Set WHATMATTERS_MODE=practice to use it.")
    return settings


@commands.command()
def doctor(
    show_new_key: Annotated[
        bool, typer.Option("--new-key", help="Print a fresh encryption key and stop.")
    ] = False,
) -> None:
    """Check that this installation is safe to use, and end with 1 if anything is wrong."""
    if show_new_key:
        out.print(new_key())
        return
    from app.health import examine

    findings = examine(open_settings())
    for finding in findings:
        out.print(f"{'ok ' if finding.is_well else 'NOT'}  {finding.sentence}", markup=False)
    raise SystemExit(0 if all(finding.is_well for finding in findings) else 1)
