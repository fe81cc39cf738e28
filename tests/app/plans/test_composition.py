import ast
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.plans import composition, content, gentle_checks, lines
from app.plans.composition import (
    Agreement,
    AgreementOutcome,
    DoerKind,
    GentleCheck,
    OutcomeKind,
    PersonalOutcome,
    PlanContent,
    PlanUnreadable,
    Section,
    Step,
    TagKind,
    compose_plan,
)
from app.plans.sufficiency import Gap, Sufficiency, WhyMissing
from tests.app.plans.plan_samples import confirmed, conversation, element


OUTCOME = PersonalOutcome(
    "outcome-1",
    "I want to sing again",
    OutcomeKind.CHANGE,
    dt.date(2027, 3, 1),
    ("RELATE",),
    enough=Sufficiency.ENOUGH,
)
STEP = Step("step-1", "Ring the choir", "Gwen", DoerKind.ME, dt.date(2027, 2, 1), "outcome-1")


@dataclass(frozen=True)
class PendingSuggestion:
    kind: TagKind
    key: str
    quote: str
    question_key: str = ""
    speaker_label: str | None = None
    answer_id: str = ""


def whole_plan() -> PlanContent:
    return compose_plan(
        conversation(
            confirmed("SELF", "I bake"),
            confirmed("PEOPLE", "My sister drives", speaker="Siân"),
            confirmed("COMMUNITY", "The choir keeps a chair"),
            confirmed("SERVICES", "The nurse comes"),
            element("OUTCOME", "I want to sing"),
            element("BARRIER", "No bus after four"),
            element("RISK", "I would stop going out"),
            confirmed("RELATE", "I want to sing", kind=TagKind.DOMAIN),
            quoted_from="A published report",
        ),
        outcomes=[OUTCOME],
        steps=[STEP],
        review_date=dt.date(2027, 6, 1),
        version_number=3,
        agreement=Agreement(AgreementOutcome.AGREED, "Ie, dyna fi: Tŷ Ŵyn 😀", dt.date(2027, 1, 9)),
    )


def test_a_pending_tag_never_reaches_the_plan() -> None:
    pending = PendingSuggestion(TagKind.ASSET, "SELF", "something private")
    with pytest.raises(TypeError) as refused:
        compose_plan(conversation(pending))  # type: ignore[arg-type]
    assert "private" not in str(refused.value)


def test_something_dressed_up_as_a_confirmed_tag_is_refused() -> None:
    disguised = type("ConfirmedTag", (composition.ConfirmedTag,), {})
    tag = disguised(TagKind.ASSET, "SELF", "I bake", "q", None, "a")
    with pytest.raises(TypeError):
        compose_plan(conversation(tag))


@pytest.mark.parametrize(
    ("key", "ring"),
    [("SELF", "me"), ("PEOPLE", "my_people"), ("COMMUNITY", "my_community")],
)
def test_each_asset_stands_in_its_own_ring_only(key: str, ring: str) -> None:
    plan = compose_plan(conversation(confirmed(key, "these words")))
    filled = {
        name
        for name in ("me", "my_people", "my_community")
        if [line.words for line in getattr(plan.strengths, name)] == ["these words"]
    }
    assert filled == {ring}
    assert plan.services == ()


def test_services_stand_outside_the_rings_and_are_read_after_them() -> None:
    sections = [line.section for line in whole_plan().all_lines()]
    assert sections == [
        Section.OUTCOMES,
        Section.ME,
        Section.MY_PEOPLE,
        Section.MY_COMMUNITY,
        Section.SERVICES,
        Section.BARRIERS,
        Section.RISKS,
        Section.STEPS,
    ]


def test_the_same_words_said_twice_make_one_line_with_both_sources() -> None:
    plan = compose_plan(
        conversation(
            confirmed("SELF", "I bake bread.", answer="a1"),
            confirmed("SELF", "i bake  bread", answer="a2"),
        )
    )
    (line,) = plan.strengths.me
    assert line.words == "I bake bread."
    assert [source.answer_id for source in line.sources] == ["a1", "a2"]


def test_the_same_words_in_two_rings_stay_two_lines_with_two_keys() -> None:
    plan = compose_plan(conversation(confirmed("SELF", "We bake"), confirmed("PEOPLE", "We bake")))
    assert plan.strengths.me[0].line_key != plan.strengths.my_people[0].line_key


def test_a_line_keeps_its_key_when_other_lines_come_and_move() -> None:
    before = compose_plan(conversation(confirmed("SELF", "I bake", answer="a2")))
    after = compose_plan(
        conversation(
            confirmed("SELF", "I sing", answer="a1"),
            confirmed("SELF", "I bake", answer="a1"),
            confirmed("SELF", "I bake", answer="a2"),
        )
    )
    assert before.strengths.me[0].line_key == after.strengths.me[1].line_key


def test_every_line_has_a_key_of_its_own() -> None:
    keys = [line.line_key for line in whole_plan().all_lines()]
    assert len(keys) == len(set(keys)) == 8


def test_words_about_what_matters_are_shown_until_an_outcome_is_written() -> None:
    said = conversation(element("OUTCOME", "I want to sing"))
    without = compose_plan(said)
    with_outcome = compose_plan(said, outcomes=[OUTCOME])
    assert [line.words for line in without.what_matters] == ["I want to sing"]
    assert with_outcome.what_matters == ()
    assert with_outcome.outcome_quotes == without.outcome_quotes


def test_a_quote_carries_the_domains_confirmed_on_the_same_words() -> None:
    assert whole_plan().outcome_quotes[0].domains == ("RELATE",)


def test_a_step_whose_outcome_is_gone_still_stands_in_the_plan() -> None:
    plan = compose_plan(conversation(), steps=[STEP])
    assert plan.step_groups() == ((None, plan.steps),)


@pytest.mark.parametrize("outcome", list(AgreementOutcome))
def test_only_full_agreement_takes_draft_away(outcome: AgreementOutcome) -> None:
    answered = compose_plan(conversation()).with_agreement(
        Agreement(outcome, "", dt.date(2027, 1, 9))
    )
    assert answered.is_draft is (outcome is not AgreementOutcome.AGREED)


def test_a_plan_nobody_has_agreed_is_a_draft() -> None:
    assert compose_plan(conversation()).is_draft


def test_a_stored_plan_reads_back_exactly_the_same() -> None:
    plan = whole_plan()
    assert PlanContent.from_json(plan.to_json()) == plan


@pytest.mark.parametrize("stored", ["", "{}", '{"private words": 1}', "not json at all"])
def test_a_damaged_plan_is_refused_without_repeating_it(stored: str) -> None:
    with pytest.raises(PlanUnreadable) as refused:
        PlanContent.from_json(stored)
    assert "private" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_a_plan_from_a_later_release_is_refused() -> None:
    later = whole_plan().to_json().replace('"schema_version":2', '"schema_version":3')
    with pytest.raises(PlanUnreadable):
        PlanContent.from_json(later)


def test_a_whole_plan_has_nothing_to_look_at_again() -> None:
    assert composition.gentle_checks(whole_plan()) == ()


def test_an_empty_plan_is_asked_about_gently() -> None:
    assert composition.gentle_checks(compose_plan(conversation())) == (
        GentleCheck.NO_OUTCOME,
        GentleCheck.NO_STRENGTHS,
        GentleCheck.NO_REVIEW_DATE,
    )


@pytest.mark.parametrize(
    ("words", "is_doubted"),
    [
        ("Attend day centre two days", True),
        ("I want company", False),
        ("Rwy eisiau cwmni", False),
        ("More singing with the altos", False),
    ],
)
def test_an_outcome_in_nobodys_words_is_doubted(words: str, is_doubted: bool) -> None:
    plan = compose_plan(
        conversation(element("OUTCOME", "singing is all I ask")),
        outcomes=[PersonalOutcome("o", words, OutcomeKind.CHANGE)],
    )
    found = composition.gentle_checks(plan)
    assert (GentleCheck.OUTCOME_NOT_IN_OWN_WORDS in found) is is_doubted


def test_a_step_without_a_doer_or_a_date_is_noticed() -> None:
    plan = compose_plan(conversation(), steps=[Step("s", "Ring", " ", DoerKind.SERVICE)])
    found = composition.gentle_checks(plan)
    assert {GentleCheck.STEP_WITHOUT_DOER, GentleCheck.STEP_WITHOUT_DATE} <= set(found)


def test_a_strength_that_nobody_has_placed_in_a_ring_is_noticed() -> None:
    plan = compose_plan(conversation(element("STRENGTH", "I never give up")))
    assert GentleCheck.STRENGTH_WITHOUT_RING in composition.gentle_checks(plan)


@pytest.mark.parametrize(
    ("step", "is_asked"),
    [
        (Step("s", "Wash", "Care firm", DoerKind.SERVICE), True),
        (Step("s", "Wash", "Care firm", DoerKind.SERVICE, why_a_service="Nobody is near"), False),
        (Step("s", "Wash", "Care firm", DoerKind.SERVICE, draws_on="me-1"), False),
        (Step("s", "Wash", "Gwen", DoerKind.ME), False),
    ],
)
def test_a_service_that_comes_before_every_ring_is_asked_about(step: Step, is_asked: bool) -> None:
    found = composition.gentle_checks(compose_plan(conversation(), steps=[step]))
    assert (GentleCheck.SERVICE_BEFORE_A_RING in found) is is_asked


@pytest.mark.parametrize(
    ("enough", "gaps", "asked"),
    [
        (None, (), GentleCheck.ENOUGH_NOT_ASKED),
        (Sufficiency.NOT_ENOUGH, (), GentleCheck.NOTHING_NOTED_AS_MISSING),
        (Sufficiency.NOT_ENOUGH, (Gap("g", "A bus", WhyMissing.COST),), None),
        (Sufficiency.ENOUGH, (), None),
        (Sufficiency.NOT_SURE, (), None),
    ],
)
def test_question_11_is_asked_about_gently(
    enough: Sufficiency | None, gaps: tuple[Gap, ...], asked: GentleCheck | None
) -> None:
    outcome = PersonalOutcome("o", "I want this", OutcomeKind.KEEP, enough=enough, gaps=gaps)
    found = composition.gentle_checks(compose_plan(conversation(), outcomes=[outcome]))
    of_question_11 = {GentleCheck.ENOUGH_NOT_ASKED, GentleCheck.NOTHING_NOTED_AS_MISSING}
    assert set(found) & of_question_11 == ({asked} if asked else set())


@pytest.mark.parametrize("module", [composition, content, gentle_checks, lines])
def test_composing_a_plan_knows_no_web_database_or_printing(module: object) -> None:
    source = Path(str(getattr(module, "__file__", ""))).read_text()
    nodes = ast.walk(ast.parse(source))
    imported = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    assert imported <= {
        "app.plans.content",
        "app.plans.asset_notes",
        "app.plans.gentle_checks",
        "app.plans.ladder",
        "app.plans.lines",
        "app.plans.plan_kinds",
        "app.plans.progress",
        "app.plans.scales",
        "app.plans.sufficiency",
        "collections.abc",
        "dataclasses",
        "enum",
        "itertools",
        "pydantic",
        "typing",
    }
