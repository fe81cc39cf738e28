"""Commands about staff accounts."""

from typing import Annotated

import typer

from app.cli.terminal import open_database, open_settings, out, stop
from app.i18n import Language
from app.identity import Role


user = typer.Typer(no_args_is_help=True, help="Staff accounts.")


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
    database = open_database(open_settings())
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
        stop(refused.sentence)
    out.print(f"{username} can now sign in.")
