"""The ladder of support: how close to ordinary life the help of one step is.

A rung belongs to a step, never to a person, and a step may come down the ladder again.
"""

from enum import StrEnum


class SupportRung(StrEnum):
    """The rungs, nearest to ordinary life first. Stored by value: never rename one."""

    UNIVERSAL = "universal"
    INFORMATION_AND_ADVICE = "information_and_advice"
    UNIVERSAL_PLUS = "universal_plus"
    ASSISTANCE_AND_ADVOCACY = "assistance_and_advocacy"
    EARLY_INTERVENTION = "early_intervention"
    SHORT_TERM_INTENSIVE = "short_term_intensive"
    LONG_TERM_SPECIALIST = "long_term_specialist"
