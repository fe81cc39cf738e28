"""The sentences of Easy Read: short, one idea each, and the hard words with what they mean.

None is longer than fifteen words in either language; ``tests/app/plans/test_easy_read.py`` counts.
"""

import re
from typing import Final

from app.i18n import N_
from app.plans.content import AgreementOutcome
from app.plans.lines import DoerKind, OutcomeKind, Section
from app.plans.plan_kinds import PlanKind
from conversations.kinds import ConversationKind


MOST_WORDS: Final = 15
MOST_SENTENCES: Final = 8

PICTURES: Final = {
    "person": N_("Picture of a person"),
    "people": N_("Picture of two people"),
    "community": N_("Picture of a house and a tree"),
    "services": N_("Picture of a bag with a cross on it"),
    "want": N_("Picture of a star"),
    "keep": N_("Picture of a heart"),
    "treated": N_("Picture of a heart in a speech bubble"),
    "barrier": N_("Picture of a gate across a road"),
    "risk": N_("Picture of a warning sign"),
    "step": N_("Picture of an arrow"),
    "who": N_("Picture of a person and a question mark"),
    "calendar": N_("Picture of a calendar"),
    "talk": N_("Picture of two speech bubbles"),
    "words": N_("Picture of words in a speech bubble"),
    "write": N_("Picture of a pencil and paper"),
    "plan": N_("Picture of a sheet of paper"),
    "yes": N_("Picture of a tick"),
    "no": N_("Picture of a cross"),
    "look": N_("Picture of a magnifying glass"),
    "book": N_("Picture of an open book"),
    "phone": N_("Picture of a phone"),
}

KINDS: Final = {
    ConversationKind.WHAT_MATTERS_CONVERSATION: (
        N_("This plan comes from a What Matters conversation."),
        N_("It is not an assessment."),
        N_("I can ask for an assessment at any time."),
    ),
    ConversationKind.ADULT_ASSESSMENT_S19: (
        N_("This plan comes from an assessment."),
        N_("It looked at what care and support I need."),
    ),
    ConversationKind.CHILD_ASSESSMENT_S21: (
        N_("This plan comes from an assessment."),
        N_("It looked at what care and support a child needs."),
    ),
    ConversationKind.CARER_ASSESSMENT_S24: (
        N_("This plan comes from an assessment."),
        N_("It looked at what support a carer needs."),
    ),
}

# One kind of plan must never pass for another, in Easy Read either.
PLAN_KINDS: Final = {
    PlanKind.WHAT_MATTERS: (
        N_("It is not a care and support plan."),
        N_("It is not a carer's support plan."),
    ),
    PlanKind.CARE_AND_SUPPORT: (
        N_("This is a care and support plan."),
        N_("The law says what must be in it."),
    ),
    PlanKind.CARERS_SUPPORT: (
        N_("This is a carer's support plan."),
        N_("The law says what must be in it."),
    ),
}

DRAFTS: Final = {
    None: N_("This plan is a draft. I have not agreed it yet."),
    AgreementOutcome.AGREED_IN_PART: N_("This plan is a draft. I agree with some of it."),
    AgreementOutcome.NOT_AGREED: N_("This plan is a draft. I do not agree with it."),
    AgreementOutcome.COULD_NOT_TAKE_PART: N_(
        "This plan is a draft. I could not take part in agreeing it."
    ),
}

SECTIONS: Final = {
    Section.ME: ("person", N_("These are my own strengths.")),
    Section.MY_PEOPLE: ("people", N_("These are the people in my life.")),
    Section.MY_COMMUNITY: ("community", N_("These are good things near me.")),
    Section.SERVICES: ("services", N_("These services help me.")),
    Section.BARRIERS: ("barrier", N_("These things make life hard for me.")),
    Section.RISKS: ("risk", N_("These things could go wrong.")),
}

WANTS: Final = {
    OutcomeKind.CHANGE: ("want", N_("I want this to change:")),
    OutcomeKind.KEEP: ("keep", N_("I want this to stay as it is:")),
    OutcomeKind.TREATED: ("treated", N_("I want people to treat me like this:")),
}

ANSWERS: Final = {
    AgreementOutcome.AGREED: ("yes", N_("I agree with this plan.")),
    AgreementOutcome.AGREED_IN_PART: ("yes", N_("I agree with some of this plan.")),
    AgreementOutcome.NOT_AGREED: ("no", N_("I do not agree with this plan.")),
    AgreementOutcome.COULD_NOT_TAKE_PART: (
        "no",
        N_("I could not take part in agreeing this plan."),
    ),
}

# What stands beside a line has a name; where that is not easy, it has another here.
EASY_LABELS: Final = {N_("It speaks to"): N_("The Welsh Government says it like this:")}

# A person with a question mark would say that nobody knows who.
DOER_SYMBOLS: Final = {
    DoerKind.ME: "person",
    DoerKind.MY_PEOPLE: "people",
    DoerKind.MY_COMMUNITY: "community",
    DoerKind.PRACTITIONER: "talk",
    DoerKind.SERVICE: "services",
}

# The order of the list at the end; each stands there only if the plan uses it.
HARD_WORDS: Final = {
    "assessment": (
        N_("Assessment"),
        N_("A talk to find out what care and support a person needs."),
    ),
    "code": (N_("Code"), N_("Letters and numbers that open your plan.")),
    "draft": (N_("Draft"), N_("Not finished yet. It can still be changed.")),
    "easy_read": (N_("Easy Read"), N_("Short sentences with pictures.")),
    "practitioner": (
        N_("Practitioner"),
        N_("A person whose job is to help you make a plan."),
    ),
    "services": (N_("Services"), N_("Help from people who are paid to help.")),
    "strengths": (N_("Strengths"), N_("What you are good at, and what is good in your life.")),
    "what_matters": (
        N_("What Matters conversation"),
        N_("A talk about what is important to you."),
    ),
}

# Short for a title or a saint: the full stop ends no sentence.
_END: Final = re.compile(
    r"(?<=[.!?…])(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)[\"'”’)]*\s+|\s*\n+\s*"
)


def easy_sentences(words: str) -> tuple[str, ...]:
    """Return somebody's words one sentence to a line, or nothing if no rule makes them easy.

    Rules split; they never rewrite. A sentence too long for Easy Read is shown as it was said.
    """
    sentences = tuple(part.strip() for part in _END.split(words.strip()) if part.strip())
    is_easy = len(sentences) <= MOST_SENTENCES and all(
        len(sentence.split()) <= MOST_WORDS for sentence in sentences
    )
    return sentences if is_easy else ()
