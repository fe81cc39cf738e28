"""Makes the files of one release from a quarter's facts, always through disclosure control."""

import json
from typing import Final

from sqlmodel import Session

from app import clock
from app.periods import parse_period
from app.releases.aggregation import aggregate_release
from app.releases.disclosure import DisclosureRule, protect
from app.releases.layout import Dimensions, Label, Wording
from app.releases.models import Release
from app.releases.queries import confirmed_tags, held_conversations
from app.releases.writing import ReleaseDetails, ReleaseFile, write_release
from app.settings import Settings
from outcome_mapping.framework import load_framework


_RULE_NAMES: Final = ("hide_up_to", "round_to")


def rule_of(settings: Settings) -> DisclosureRule:
    """Return the rule that the data controller has set."""
    return DisclosureRule(settings.release_hide_up_to, settings.release_round_to)


def rule_as_text(rule: DisclosureRule) -> str:
    """Return the rule as a release keeps it."""
    return json.dumps({name: getattr(rule, name) for name in _RULE_NAMES})


def rule_from_text(text: str) -> DisclosureRule:
    """Return the rule a release was ordered under, whatever the settings say by now."""
    return DisclosureRule(**{name: json.loads(text)[name] for name in _RULE_NAMES})


def make_files(session: Session, release: Release) -> tuple[ReleaseFile, ...]:
    """Add up, hide, round and write: every file of the release."""
    quarter = parse_period(release.period)
    # Tags first: a conversation that is kept meanwhile may then lack its tags, never the reverse.
    tags = confirmed_tags(session, quarter)
    held = held_conversations(session, quarter)
    rule = rule_from_text(release.rule)
    tables = [protect(table, rule) for table in aggregate_release(dimensions(), held, tags)]
    details = ReleaseDetails(
        period=quarter,
        number=release.number,
        made_on=clock.local(release.requested_at).date(),
        framework=load_framework().version,
    )
    return write_release(details, tables)


def dimensions() -> Dimensions:
    """Return the rows that come from the framework, in its order."""
    framework = load_framework()
    return Dimensions(
        domains=tuple(Label(one.key, Wording(one.en, one.cy)) for one in framework.domains),
        assets=tuple(Label(one.key, Wording(one.en, one.cy)) for one in framework.assets),
    )
