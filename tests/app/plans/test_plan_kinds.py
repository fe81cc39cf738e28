"""The kinds of plan in law, and the checklist of a statutory one."""

import datetime as dt
from dataclasses import replace

import pytest

from app.plans.composition import DoerKind, OutcomeKind, PersonalOutcome, Step, compose_plan
from app.plans.content import AgreedBefore, Agreement, AgreementOutcome, PlanContent
from app.plans.kept_back import Gate, KeptBack
from app.plans.labels import plan_labels
from app.plans.plan_kinds import Advocacy, CarerOffer, Payments, PlanKind, Statute, can_be
from app.plans.regulation_3 import REGULATION_3, Point, checklist, missing
from tests.app.plans.plan_samples import DOMAINS, confirmed, conversation, plan_saying


DAY = dt.date(2027, 1, 4)
WHOLE = Statute(
    kind=PlanKind.CARE_AND_SUPPORT,
    assessed_on=DAY,
    decided_by="Mair Huws",
    decided_on=DAY,
    eligible_needs="Washing and getting about",
    monitoring="Rhys looks each month",
    payments=Payments.SOME,
    payment_needs="Getting about",
    payment_amount="£64",
    payment_frequency="Every four weeks",
    carer=CarerOffer.DECLINED,
    carer_on=DAY,
    advocacy=Advocacy.ARRANGED,
    advocate="Ifan",
    is_enquiry_recorded=True,
)


def plan(statute: Statute | None, kind: str = "what_matters_conversation") -> PlanContent:
    outcome = PersonalOutcome("1", "To sing", OutcomeKind.CHANGE)
    steps = [
        Step("2", "Ring the choir", "", DoerKind.ME),
        Step("3", "Arrange a rail", "Council", DoerKind.SERVICE),
    ]
    return compose_plan(
        conversation(confirmed("SELF", "I sing."), kind=kind),
        outcomes=[outcome],
        steps=steps,
        review_date=DAY,
        statute=statute,
    )


def words(content: PlanContent, language: str = "en") -> str:
    labels = plan_labels(content, language=language, domains=DOMAINS)  # type: ignore[arg-type]
    rows = (f"{each.label}: {each.words}" for each in labels.statute)
    return "\n".join((labels.title, labels.description, *labels.notices, *rows))


def test_a_whole_statutory_plan_misses_nothing() -> None:
    content = plan(WHOLE)
    assert missing(content) == ()
    assert {each.point for each in checklist(content) if each.is_regulation_3} == REGULATION_3
    assert "not finished" not in words(content)


def test_a_plan_of_the_default_kind_has_no_checklist() -> None:
    assert checklist(plan(None)) == ()


@pytest.mark.parametrize(
    ("change", "point"),
    [
        ({"assessed_on": None}, Point.ASSESSMENT),
        ({"decided_by": ""}, Point.DECISION),
        ({"decided_on": None}, Point.DECISION),
        ({"eligible_needs": ""}, Point.NEEDS),
        ({"monitoring": ""}, Point.MONITORING),
        ({"payments": None}, Point.PAYMENTS),
        ({"payment_needs": ""}, Point.PAYMENTS),
        ({"payment_amount": ""}, Point.PAYMENTS),
        ({"payment_frequency": ""}, Point.PAYMENTS),
        ({"is_enquiry_recorded": False}, Point.ENQUIRY),
        ({"carer": None}, Point.CARER),
        ({"carer": CarerOffer.NOT_YET}, Point.CARER),
        ({"carer_on": None}, Point.CARER),
        ({"advocacy": None}, Point.ADVOCACY),
        ({"advocacy": Advocacy.NOT_YET}, Point.ADVOCACY),
        ({"advocate": ""}, Point.ADVOCACY),
    ],
)
def test_each_thing_left_out_is_missing_and_nothing_else(
    change: dict[str, object], point: Point
) -> None:
    assert missing(plan(replace(WHOLE, **change))) == (point,)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "point"),
    [
        ({"outcomes": ()}, Point.OUTCOMES),
        ({"review_date": None}, Point.REVIEW),
        ({"steps": plan(None).steps[:1]}, Point.AUTHORITY_ACTIONS),
        ({"steps": plan(None).steps[1:]}, Point.OTHER_ACTIONS),
    ],
)
def test_what_the_plan_itself_does_not_say_is_missing_too(
    change: dict[str, object], point: Point
) -> None:
    assert missing(replace(plan(WHOLE), **change)) == (point,)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"payments": Payments.NONE, "payment_needs": "", "payment_amount": ""},
        {"carer": CarerOffer.NO_CARER, "carer_on": None},
        {"advocacy": Advocacy.NOT_NEEDED, "advocate": ""},
        {"advocacy": Advocacy.DECLINED, "advocate": ""},
    ],
)
def test_an_answer_that_needs_no_more_is_whole(change: dict[str, object]) -> None:
    assert missing(plan(replace(WHOLE, **change))) == ()  # type: ignore[arg-type]


def test_an_assessment_needs_no_other_day_of_assessment() -> None:
    content = plan(replace(WHOLE, assessed_on=None), "adult_assessment_s19")
    assert missing(content) == ()


@pytest.mark.parametrize("kind", list(PlanKind))
def test_no_kind_reads_like_another_in_either_language(kind: PlanKind) -> None:
    def of(which: PlanKind) -> PlanContent:
        return plan(replace(WHOLE, kind=which) if which.is_statutory else None)

    for language in ("en", "cy"):
        banners = {
            each: plan_labels(of(each), language=language, domains=DOMAINS).banner
            for each in PlanKind
        }
        assert len(set(banners.values())) == len(PlanKind)
        assert banners[kind] in words(of(kind), language)


def test_a_copy_says_what_is_missing_and_never_speaks_of_enquiries() -> None:
    bare = Statute(kind=PlanKind.CARE_AND_SUPPORT)
    said = words(plan(bare))
    assert "does not say yet" in said
    assert "the eligible needs" in said
    for word in ("enquir", "at risk"):
        assert word not in said.lower()
        assert word not in words(plan(WHOLE)).lower()
    assert "ymholi" not in words(plan(bare), "cy").lower()


@pytest.mark.parametrize(
    ("kind", "conversation_kind", "is_possible"),
    [
        (PlanKind.WHAT_MATTERS, "adult_assessment_s19", True),
        (PlanKind.CARE_AND_SUPPORT, "adult_assessment_s19", True),
        (PlanKind.CARE_AND_SUPPORT, "child_assessment_s21", True),
        (PlanKind.CARE_AND_SUPPORT, "carer_assessment_s24", False),
        (PlanKind.CARERS_SUPPORT, "carer_assessment_s24", True),
        (PlanKind.CARERS_SUPPORT, "adult_assessment_s19", False),
        (PlanKind.CARERS_SUPPORT, "what_matters_conversation", True),
    ],
)
def test_a_carers_plan_never_follows_from_anybody_elses_assessment(
    kind: PlanKind, conversation_kind: str, is_possible: bool
) -> None:
    assert can_be(kind, conversation_kind) is is_possible


def test_words_that_are_kept_back_are_in_no_part_of_a_statutory_plan() -> None:
    needs = "He was hit by his son in March"
    gate = Gate([KeptBack("a", needs)])
    content = gate.open_part(plan(replace(WHOLE, eligible_needs=f"{needs}, and washing")))
    assert content.statute is not None
    assert content.statute.eligible_needs == ""
    assert content.statute.monitoring == WHOLE.monitoring


def test_a_stored_plan_comes_back_with_its_kind_and_an_older_one_is_of_the_default_kind() -> None:
    assert PlanContent.from_json(plan(WHOLE).to_json()) == plan(WHOLE)
    assert PlanContent.from_json(plan_saying("I sing.").to_json()).statute is None


def test_what_was_agreed_before_is_named_until_this_is_agreed() -> None:
    changed = plan(None).since_agreed(AgreedBefore(2, DAY))
    assert "changed since version 2, which was agreed on 4 January 2027" in words(changed)
    assert "y cytunwyd arno ar 4 Ionawr 2027" in words(changed, "cy")
    agreed = changed.with_agreement(Agreement(AgreementOutcome.AGREED, "", DAY))
    assert "changed since" not in words(agreed)
    assert changed.is_same_plan_as(plan(None))
