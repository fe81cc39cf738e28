"""Commands about the directory of what the community offers."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.terminal import err, open_database, open_settings, out, stop


directory = typer.Typer(no_args_is_help=True, help="The directory of what the community offers.")


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
        stop(str(refused))
    with open_database(open_settings()).writing() as session:
        loaded = load_entries(session, SYSTEM, found)
    for row in found.bad:
        err.print(f"Left out: row {row.number} {row.name!r}: {row.reason}", markup=False)
    out.print(
        f"New: {loaded.added}. Changed: {loaded.changed}. The same as before: {loaded.unchanged}. "
        f"Withdrawn: {loaded.withdrawn}. Left out: {loaded.left_out}."
    )
    if loaded.untagged:
        out.print(f"Found by searching only, as they name no well-being domain: {loaded.untagged}.")
