"""The command line ``whatmatters``: each command is a few lines around code from elsewhere."""

import typer

from app.cli import accounts, community, papers, room, tagger
from app.cli.terminal import stop
from app.database import DatabaseUnsafe
from app.settings import SettingsRefused


cli = typer.Typer(
    name="whatmatters",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A guided assistant for What Matters conversations, in Welsh and English.",
)
for commands in (room.commands, tagger.commands, papers.commands):
    cli.add_typer(commands)
cli.add_typer(room.practice, name="practice")
cli.add_typer(accounts.user, name="user")
cli.add_typer(community.directory, name="directory")


def main() -> None:
    """Run the command line; an expected refusal is one plain sentence and a non-zero end."""
    try:
        cli()
    except (SettingsRefused, DatabaseUnsafe) as refused:
        stop(str(refused))
