"""The lists that a browser reads as the server does: prompts, the wording coach, words to sort by.

They are published data without anybody's words, so they are kept as files beside the scripts and
may stay in a browser. ``python -m tools.browser_lists`` writes them; a test fails where one is old.
"""

from conversations.prompts import FOLLOW_UPS, follow_ups_of
from conversations.sorting import CUES, cues_of
from conversations.wording_coach import load_coach


COACH = "coach.json"


def browser_lists() -> dict[str, dict[str, object]]:
    """Return what a browser reads, by the name of the file it stands in."""
    lists = {COACH: load_coach().model_dump(mode="json", by_alias=True, exclude_defaults=True)}
    for key in sorted({path.stem.rsplit(".", 1)[0] for path in FOLLOW_UPS.glob("*.yaml")}):
        follow_ups = follow_ups_of(key)
        if follow_ups is not None:
            lists[follow_ups_file(key)] = follow_ups.model_dump(
                mode="json", by_alias=True, exclude_defaults=True
            )
    for key in sorted({path.stem.rsplit(".", 1)[0] for path in CUES.glob("*.yaml")}):
        cues = cues_of(key)
        if cues is not None:
            lists[cues_file(key)] = cues.model_dump(
                mode="json", by_alias=True, exclude_defaults=True
            )
    return lists


def follow_ups_file(question_set: str) -> str:
    """Return the name of the file with the prompts of a question set."""
    return f"follow_ups.{question_set}.json"


def cues_file(question_set: str) -> str:
    """Return the name of the file with the words that sort notes to a question set."""
    return f"cues.{question_set}.json"
