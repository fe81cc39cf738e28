"""Commands about the tagger: tag lines, and measure how well it does."""

import sys
from pathlib import Path
from typing import Annotated

import typer


commands = typer.Typer()


@commands.command()
def tag() -> None:
    """Tag JSON lines from standard input; one line out for each line in, in order."""
    from outcome_mapping.jsonlines import tag_lines

    failed = False
    for line in tag_lines(sys.stdin):
        failed = failed or line.failed
        sys.stdout.write(line.as_json() + "\n")
    raise SystemExit(1 if failed else 0)


@commands.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Coded utterances.")],
) -> None:
    """Measure the tagger against utterances that people have coded, beside simpler ways."""
    from outcome_mapping.evaluation import compare

    # As it is: a terminal's width must not fold the tables.
    print(compare(gold).as_text())
