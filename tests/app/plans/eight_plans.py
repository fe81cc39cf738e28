"""Eight plans to hold every form against: short and long, plain and hostile, in both languages."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from app.plans.composition import (
    Agreement,
    AgreementOutcome,
    DoerKind,
    OutcomeKind,
    PersonalOutcome,
    PlanContent,
    Step,
    compose_plan,
)
from app.plans.ladder import SupportRung
from app.plans.plan_kinds import Advocacy, CarerOffer, Payments, PlanKind, Statute
from app.plans.progress import ProgressRating, StepProgress, StepStatus
from app.plans.scales import Placing, ScaleKey
from app.plans.sufficiency import Gap, Sufficiency, WhyMissing
from tests.app.plans.plan_samples import (
    confirmed,
    conversation,
    element,
    long_plan_content,
    plan_saying,
)


HOSTILE: Final = [
    "<b>",
    "she said <b>no",
    "</para>",
    "Mr <Jones> at <home>",
    "=cmd()",
    "&#0; &amp; &lt;",
    '<img src="http://127.0.0.1:9/x.png">',
    '<img src="file:///etc/passwd">',
    '<a href="javascript:alert(1)">press</a>',
    '<font color="[[[getattr(1)]]]">x</font>',
    "<onDraw name='x'/> <!-- x --> a<b and c>d ]]> <?php",
    "{{ 7*7 }} %(name)s %s \\n \\(",
]
WELSH: Final = "Tŷ Ŵyn, Ŷd, gŵr a dŵr: â ê î ô û ŵ ŷ Â Ê Î Ô Û Ŵ Ŷ ẁ ẃ ẅ ỳ ï ö"


def nothing_said() -> PlanContent:
    return compose_plan(conversation())


def whole() -> PlanContent:
    """Return a plan with something in every part."""
    return compose_plan(
        conversation(
            confirmed("SELF", "Rwy'n canu yn y côr."),
            confirmed("PEOPLE", "Fy chwaer Olwen", speaker="Siân"),
            confirmed("COMMUNITY", "Y capel yn Nhŷ'n-y-groes"),
            confirmed("SERVICES", "Mae'r nyrs yn dod ddydd Llun."),
            element("BARRIER", "Does dim bws ar ôl pump."),
            element("RISK", "Fe syrthiais i yn y bath ym mis Mawrth."),
        ),
        outcomes=[
            PersonalOutcome(
                "1",
                "Rwy'n isio canu eto.",
                OutcomeKind.CHANGE,
                dt.date(2027, 6, 1),
                ("RELATE",),
                why_it_matters="Canu sy'n fy nghadw i fynd.",
                statements=("RELATE-1",),
                baseline=Placing("Dydw i ddim yn canu o gwbl.", ScaleKey.ONE_TO_TEN, 2, 7),
                target="Pob nos Iau.",
                one_step_up="Un nos Iau y mis.",
                enough=Sufficiency.NOT_ENOUGH,
                enough_words="Does neb i fynd â fi.",
                gaps=(Gap("1", "Bws gyda'r nos", WhyMissing.TRANSPORT, "Mae'n stopio am bump."),),
            ),
            PersonalOutcome("2", "Aros yn fy nghartref fy hun.", OutcomeKind.KEEP),
            PersonalOutcome("3", "Gofyn i mi cyn gwneud dim.", OutcomeKind.TREATED),
        ],
        steps=[
            Step("1", "Ffonio'r côr", "Siân", DoerKind.MY_PEOPLE, dt.date(2027, 2, 1), "1"),
            Step("2", "Gofyn am lifft", "", DoerKind.ME, None, "1"),
            Step(
                "3",
                "Trwsio'r rheilen",
                "Y cyngor",
                DoerKind.SERVICE,
                rung=SupportRung.ASSISTANCE_AND_ADVOCACY,
                why_a_service="Does gan neb arall yr offer.",
                progress=StepProgress(
                    StepStatus.HELD_UP,
                    ProgressRating.SOME_PROGRESS,
                    "Maen nhw'n aros am y darn.",
                    dt.date(2027, 3, 1),
                ),
            ),
        ],
        review_date=dt.date(2027, 7, 1),
    )


def in_english_and_agreed() -> PlanContent:
    plan = whole()
    agreed = Agreement(AgreementOutcome.AGREED, "Yes. All of it.", dt.date(2027, 1, 9))
    return replace(plan, facts=replace(plan.facts, language="en"), agreement=agreed)


def asked_for_by_law() -> PlanContent:
    """Return a care and support plan with most that the regulations ask for."""
    statute = Statute(
        kind=PlanKind.CARE_AND_SUPPORT,
        assessed_on=dt.date(2026, 12, 1),
        decided_by="Rhys Owen",
        decided_on=dt.date(2026, 12, 8),
        eligible_needs="Help to get out of the house.",
        monitoring="Rhys rings every month.",
        payments=Payments.SOME,
        payment_needs="A taxi home from choir",
        payment_amount="£18",
        payment_frequency="Every week",
        carer=CarerOffer.DECLINED,
        carer_on=dt.date(2026, 12, 2),
        advocacy=Advocacy.ARRANGED,
        advocate="Ifan",
    )
    return replace(in_english_and_agreed(), statute=statute)


def long_answers_about_it() -> PlanContent:
    words = "I said I would think about it and I am still thinking about it. " * 40
    answer = Agreement(AgreementOutcome.NOT_AGREED, words, dt.date(2027, 1, 9))
    kinds = list(DoerKind)
    steps = [Step(str(n), f"{words[:90]}{n}", "Siân", kinds[n % 5], None) for n in range(40)]
    return compose_plan(
        conversation(quoted_from="A published report"), steps=steps, agreement=answer
    )


def everything_long() -> PlanContent:
    """Return a plan in which five things are 4,000 words long."""
    long = "word " * 4_000
    return compose_plan(
        conversation(quoted_from=long),
        outcomes=[PersonalOutcome("o", long, OutcomeKind.KEEP)],
        steps=[Step("s", long, long, DoerKind.SERVICE, None, "o")],
        agreement=Agreement(AgreementOutcome.NOT_AGREED, long, dt.date(2027, 1, 5)),
    )


EIGHT_PLANS: Final[dict[str, Callable[[], PlanContent]]] = {
    "nothing said": nothing_said,
    "whole, in Welsh": whole,
    "asked for by law, in English, agreed": asked_for_by_law,
    "hostile": lambda: plan_saying(*HOSTILE),
    "every Welsh letter": lambda: plan_saying(WELSH, WELSH.lower(), WELSH.upper()),
    "letters without a drawing": lambda: plan_saying("أحب الغناء", "李娜 😀 ✓ ☐", "ਮੈਂ গান"),
    "steps over many pages": long_answers_about_it,
    "eleven answers at the limit": long_plan_content,
}
