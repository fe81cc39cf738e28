"""Invented conversations with lopsided numbers, because rules that look safe fail on those."""

import numpy as np

from app.releases.aggregation import (
    ConfirmedTag,
    HeldConversation,
    Table,
    aggregate_release,
)
from app.releases.layout import Dimensions, Label, Wording


DOMAIN_KEYS = ("RIGHTS", "HEALTH", "PROTECT", "LEARN", "RELATE", "CONTRIB", "SOCECON", "HOME")
ASSET_KEYS = ("SELF", "PEOPLE", "COMMUNITY", "SERVICES")
DIMENSIONS = Dimensions(
    domains=tuple(Label(key, Wording(key.title(), f"Maes {key}")) for key in DOMAIN_KEYS),
    assets=tuple(Label(key, Wording(key.title(), f"Ased {key}")) for key in ASSET_KEYS),
)
_ELEMENTS = ("CIRCUMSTANCE", "OUTCOME", "BARRIER", "RISK", "STRENGTH")

Period = tuple[tuple[HeldConversation, ...], tuple[ConfirmedTag, ...]]


def lopsided_period(seed: int, *, one_visit_each: bool = False) -> Period:
    """Return one quarter: from one person to a few hundred, most domains rare, Welsh often rare."""
    rng = np.random.default_rng(seed)
    people = 1 if seed % 10 == 0 else 1 + int(rng.negative_binomial(1.2, 0.025))
    likely_domains = rng.dirichlet(np.full(len(DOMAIN_KEYS), 0.4))
    likely_assets = rng.dirichlet(np.full(len(ASSET_KEYS), 0.5))
    likely_elements = rng.dirichlet(np.full(len(_ELEMENTS), 0.8))
    welsh = rng.beta(0.4, 1.5)
    held: list[HeldConversation] = []
    tags: list[ConfirmedTag] = []
    for person in range(people):
        for visit in range(1 if one_visit_each else int(rng.geometric(0.7))):
            conversation = f"{person}/{visit}"
            held.append(
                HeldConversation(person, conversation, "cy" if rng.random() < welsh else "en")
            )
            for sentence in range(int(rng.poisson(2))):
                where = (person, conversation, f"{conversation}/{sentence}")
                domain = str(rng.choice(DOMAIN_KEYS, p=likely_domains))
                tags.append(ConfirmedTag(*where, "domain", domain))
                element = str(rng.choice(_ELEMENTS, p=likely_elements))
                tags.append(ConfirmedTag(*where, "element", element))
                if element == "STRENGTH":
                    asset = str(rng.choice(ASSET_KEYS, p=likely_assets))
                    tags.append(ConfirmedTag(*where, "asset", asset))
    return tuple(held), tuple(tags)


def without(person: int, period: Period) -> Period:
    """Return the same quarter as if this person had never been visited."""
    held, tags = period
    return (
        tuple(one for one in held if one.person != person),
        tuple(tag for tag in tags if tag.person != person),
    )


def tables_of(period: Period) -> dict[str, Table]:
    """Return the quarter's tables of true counts by their keys."""
    return {table.layout.key: table for table in aggregate_release(DIMENSIONS, *period)}
