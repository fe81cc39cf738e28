"""Reads by rules alone: lexicons say what words may stand for, context what of it holds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from outcome_mapping.findings import Finding
from outcome_mapping.questions import Prior, ShortAnswer, prior_for
from outcome_mapping.said import Place, Said, places_of, said_in


KEEP_FROM = 0.5
PRIOR_WEIGHT = 0.15
QUALIFIED_WEIGHT = 0.9
SHORT_ANSWER_WORDS = 7

CIRCUMSTANCE_EN = "told as a fact, an event or a feeling"
CIRCUMSTANCE_CY = "wedi'i ddweud fel ffaith, digwyddiad neu deimlad"


@dataclass(frozen=True)
class Heard:
    """What the rules make of some sentences: findings, even doubtful ones, and what is withheld.

    `harmful` are the assets withheld because whoever they would be is told as a source of harm,
    and `feared` those of them of whom it is said in so many words ("but he hits me").
    """

    findings: tuple[Finding, ...] = ()
    withheld: frozenset[str] = frozenset()
    harmful: frozenset[str] = frozenset()
    feared: frozenset[str] = frozenset()
    qualifiers: frozenset[str] = frozenset()

    def evidence(self) -> dict[tuple[str, str], float]:
        """Give each (kind, key) the strength of all that speaks for it, from 0 to 1."""
        doubt: dict[tuple[str, str], float] = {}
        for finding in self.findings:
            name = (finding.kind, finding.key)
            doubt[name] = doubt.get(name, 1.0) * (1.0 - finding.score)
        return {name: 1.0 - left for name, left in doubt.items()}

    def features(self) -> dict[str, float]:
        """Name what was heard, as the model is told of it."""
        features = {f"{kind}:{key}": weight for (kind, key), weight in self.evidence().items()}
        features |= {f"withheld:{asset}": 1.0 for asset in self.withheld}
        return features | {f"qualifier:{name}": 1.0 for name in self.qualifiers}


def hear(places: Sequence[Place], prior: Prior | None = None) -> Heard:
    """Put every rule to some sentences."""
    return together(hear_each(places, prior))


def hear_each(places: Sequence[Place], prior: Prior | None = None) -> Iterator[Heard]:
    """Put every rule to every sentence, and to each what the next ones say of whom it names."""
    for place, said in zip(places, said_in(places), strict=True):
        yield _heard(place, said, prior)


def together(several: Iterable[Heard]) -> Heard:
    """Put together what was heard in several sentences."""
    heard = list(several)
    return Heard(
        tuple(finding for one in heard for finding in one.findings),
        withheld=frozenset().union(*(one.withheld for one in heard)),
        harmful=frozenset().union(*(one.harmful for one in heard)),
        feared=frozenset().union(*(one.feared for one in heard)),
        qualifiers=frozenset().union(*(one.qualifiers for one in heard)),
    )


def _heard(place: Place, said: Sequence[Said], prior: Prior | None) -> Heard:
    withheld: set[str] = set()
    harmful: set[str] = set()
    feared: set[str] = set()
    qualifiers: set[str] = set()
    for one in said:
        if one.by:
            held = set(filter(one.by.withholds, one.rule.gives.asset))
            qualifiers.add(one.by.rule.qualifier)
            withheld |= held
            harmful |= held if one.by.rule.qualifier == "harmful" else set()
            feared |= held if one.by.rule.sentence_before else set()
    return Heard(
        tuple(_distinct(_in_sentence(place, said, prior))),
        withheld=frozenset(withheld),
        harmful=frozenset(harmful),
        feared=frozenset(feared),
        qualifiers=frozenset(qualifiers),
    )


def find_by_rules(
    text: str, question: str | int | None = None, language: str | None = None
) -> tuple[Finding, ...]:
    """Find what the rules alone suggest; the question tips a doubtful finding."""
    prior = prior_for(question)
    places = places_of(text, language)
    return told_in(places, strong_enough(hear(places, prior), prior))


def told_in(places: Sequence[Place], found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Complete the findings of a text: one a tag and place, a strength for every asset."""
    kept = outermost(found)
    strengths = [_strength(finding) for finding in kept if finding.kind == "asset"]
    told = _distinct([*kept, *strengths])
    return tuple(sorted([*told, *_circumstances(places, told)], key=Finding.order))


def _in_sentence(place: Place, said: Sequence[Said], prior: Prior | None) -> list[Finding]:
    found = [finding for one in said for finding in _of_said(place, one)]
    if prior and place.speaks():
        found += _from_prior(place, prior, said, found)
    return found


def _of_said(place: Place, said: Said) -> Iterator[Finding]:
    gives, qualification = said.rule.gives, said.by
    plain = _plain(said)
    for key in gives.domains():
        yield replace(plain, kind="domain", key=key)
    for key in gives.statement:
        yield replace(plain, kind="statement", key=key)
    for key in gives.element:
        if not (qualification and qualification.unsays() and key != "OUTCOME"):
            yield replace(plain, kind="element", key=key)
    withheld = False
    for key in gives.asset:
        if qualification and qualification.withholds(key):
            withheld = True
        else:
            yield replace(plain, kind="asset", key=key, qualifier=None)
    if withheld or gives.mention:
        yield from _of_qualification(place, said, plain, withheld=withheld)


def _plain(said: Said) -> Finding:
    return Finding(
        kind="domain",
        key="",
        start=said.start,
        end=said.end,
        source="rule",
        rule=said.rule.id,
        score=said.rule.score,
        reason_en=said.rule.reason.en,
        reason_cy=said.rule.reason.cy,
        qualifier=said.by.rule.qualifier if said.by else None,
    )


def _of_qualification(
    place: Place, said: Said, plain: Finding, *, withheld: bool
) -> Iterator[Finding]:
    """Say what a lost, hoped-for or missing resource comes to instead, and why."""
    if not said.by:
        return
    rule = said.by.rule
    if not (withheld or rule.mentions):
        return
    words = {"cue": said.cue, "words": place.quote(plain.start, plain.end)}
    yield replace(
        plain,
        kind="element",
        key=rule.gives or "CIRCUMSTANCE",
        score=round(plain.score * QUALIFIED_WEIGHT, 3),
        reason_en=rule.reason.en % words,
        reason_cy=rule.reason.cy % words,
    )


def _from_prior(
    place: Place, prior: Prior, said: Sequence[Said], found: Sequence[Finding]
) -> list[Finding]:
    if place.words() > SHORT_ANSWER_WORDS:
        return []
    words = " ".join(place.prepared.text.lower().strip(" .,!?").replace(",", "").split())
    if prior.none and words in prior.none.words:
        return _short_answer(place, prior, prior.none)
    told = any(finding.kind == "element" for finding in found)
    named = [one for one in said if not one.by]
    if prior.topic and not told and any(finding.kind == "domain" for finding in found):
        return _short_answer(place, prior, prior.topic)
    if prior.asset and not told:
        return [
            replace(_plain(one), kind="asset", key=prior.asset)
            for one in named
            if prior.asset in one.rule.gives.mention
        ]
    return []


def _short_answer(place: Place, prior: Prior, answer: ShortAnswer) -> list[Finding]:
    whole = Finding(
        kind="element",
        key="",
        start=place.sentence.start,
        end=place.sentence.end,
        source="rule",
        rule=f"question.{prior.key}",
        score=KEEP_FROM + PRIOR_WEIGHT,
        reason_en=answer.reason.en,
        reason_cy=answer.reason.cy,
    )
    domains = [replace(whole, kind="domain", key=key) for key in answer.domain]
    return domains + [replace(whole, key=key) for key in answer.element]


def _strength(asset: Finding) -> Finding:
    """Every asset is a strength, and nothing else is."""
    return replace(asset, kind="element", key="STRENGTH")


def _circumstances(places: Sequence[Place], told: Sequence[Finding]) -> list[Finding]:
    """Say of each sentence that does nothing else that it tells of a circumstance."""
    doing = [finding for finding in told if finding.kind == "element"]
    return [
        _circumstance(place)
        for place in places
        if place.speaks() and not any(place.holds(finding) for finding in doing)
    ]


def _circumstance(place: Place) -> Finding:
    return Finding(
        kind="element",
        key="CIRCUMSTANCE",
        start=place.sentence.start,
        end=place.sentence.end,
        source="rule",
        rule="circumstance",
        score=KEEP_FROM,
        reason_en=CIRCUMSTANCE_EN,
        reason_cy=CIRCUMSTANCE_CY,
    )


def strong_enough(heard: Heard, prior: Prior | None) -> list[Finding]:
    """Keep the keys whose evidence, with the question's prior, is more likely right than not."""
    evidence = heard.evidence()
    expected = {("element", prior.element), ("asset", prior.asset)} if prior else set()
    return [
        finding
        for finding in heard.findings
        if evidence[finding.kind, finding.key]
        + (PRIOR_WEIGHT if (finding.kind, finding.key) in expected else 0.0)
        >= KEEP_FROM
    ]


def _distinct(found: list[Finding]) -> list[Finding]:
    """Keep one finding a tag and place, the surest first, then the first by rule."""
    best: dict[tuple[str, str, int, int], Finding] = {}
    for finding in sorted(found, key=lambda finding: (-finding.score, finding.rule)):
        best.setdefault((finding.kind, finding.key, finding.start, finding.end), finding)
    return list(best.values())


def outermost(found: Sequence[Finding]) -> list[Finding]:
    """Leave out a finding inside a longer one of the same tag that is at least as sure."""
    kept: list[Finding] = []
    outer: dict[tuple[str, str], Finding] = {}
    for finding in sorted(found, key=lambda finding: (finding.start, -finding.end, -finding.score)):
        name = (finding.kind, finding.key)
        longer = outer.get(name)
        if longer and finding.end <= longer.end and finding.score <= longer.score:
            continue
        outer[name] = finding
        kept.append(finding)
    return kept
