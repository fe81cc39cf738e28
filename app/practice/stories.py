"""Load the practice stories strictly, so that a slip in one stops the start and is named."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from app.practice.story import Story, TagKind, Team
from conversations import DataFileError, explain, read_yaml


HERE = Path(__file__).parent
STORIES = HERE / "stories"

LegalKeys = Mapping[TagKind, frozenset[str]]


@cache
def load_teams() -> tuple[Team, ...]:
    """Load the invented teams with their practitioners."""
    path = HERE / "teams.yaml"
    raw = read_yaml(path)
    try:
        return TypeAdapter(tuple[Team, ...]).validate_python(raw)
    except ValidationError as error:
        raise explain(path, error, raw) from error


def read_story(path: Path) -> Story:
    """Read one story from its file, which is named after its key."""
    raw = read_yaml(path)
    try:
        story = Story.model_validate(raw)
    except (ValidationError, KeyError) as error:
        if isinstance(error, ValidationError):
            raise explain(path, error, raw) from error
        raise DataFileError(f"{path.name}: {error.args[0]}") from error
    if story.key != path.stem:
        raise DataFileError(f"{path.name}: the story's key is {story.key}.")
    return story


def load_stories(
    legal_keys: LegalKeys | None = None, *, folder: Path = STORIES
) -> tuple[Story, ...]:
    """Load every story; given the framework's keys, refuse a tag that is not among them."""
    stories = tuple(read_story(path) for path in sorted(folder.glob("*.yaml")))
    for story in stories:
        _check_team(story)
        if legal_keys is not None:
            _check_tags(story, legal_keys)
    _check_conversation_keys_differ(stories)
    return stories


def _check_team(story: Story) -> None:
    members = {
        (team.key, practitioner.username)
        for team in load_teams()
        for practitioner in team.practitioners
    }
    if (story.team, story.practitioner) not in members:
        raise DataFileError(f"{story.key}.yaml: {story.practitioner} is not in {story.team}.")


def _check_tags(story: Story, legal_keys: LegalKeys) -> None:
    for conversation in story.conversations:
        for tag in conversation.tags:
            if tag.key not in legal_keys[tag.kind]:
                raise DataFileError(
                    f"{story.key}.yaml: {conversation.key}: there is no {tag.kind} “{tag.key}”."
                )


def _check_conversation_keys_differ(stories: tuple[Story, ...]) -> None:
    seen: set[str] = set()
    for story in stories:
        for conversation in story.conversations:
            if conversation.key in seen:
                raise DataFileError(f"{story.key}.yaml: {conversation.key} is used already.")
            seen.add(conversation.key)
