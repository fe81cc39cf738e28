"""Every sentence a plan shows beside the person's own words, resolved for one plan in one language.

The page and the PDF read the same labels, so neither formats a date or builds a sentence itself.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.i18n import N_, Language, long_date, speaking
from app.i18n import gettext as _
from app.plans.answering_words import answering, answering_in_text
from app.plans.captions import captions_of
from app.plans.content import Agreement, AgreementOutcome, Participant, PlanContent, PlanFacts
from app.plans.details import Detail, plan_details
from app.plans.gentle_checks import GentleCheck
from app.plans.lines import OutcomeKind, Section
from app.plans.statute_words import (
    KIND_NAMES,
    banner_of,
    foot_of,
    large_title_of,
    notices_of,
    statute_details,
    title_of,
)
from conversations.kinds import ConversationKind, ConversationLanguage, ParticipantRole


@dataclass(frozen=True, slots=True)
class PlanLabels:
    """The sentences round the words: whole, in one language, dates already written out.

    ``lead`` stands over a line, ``captions`` and then ``details`` under it, all by line key.
    ``page`` is the one template left open, because only the PDF knows its pages.
    """

    language: Language
    title: str
    large_title: str
    description: str
    head: str
    foot: str
    kind: str
    statement: str
    page: str
    facts: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    banner: str
    kind_heading: str
    statute: tuple[Detail, ...]
    statute_heading: str
    headings: Mapping[Section, str]
    strengths: str
    map_says: str
    map_numbers: str
    empty: Mapping[Section, str]
    leads: Mapping[str, str]
    captions: Mapping[str, tuple[str, ...]]
    details: Mapping[str, tuple[Detail, ...]]
    towards: Mapping[str, str]
    other_steps: str
    looking_again: str
    review: tuple[str, ...]
    agreement_heading: str
    agreement: tuple[str, ...]
    cannot_print: str
    about: str
    about_line: str
    address: str  # where the person's code is typed; empty where nobody has set it
    address_says: str
    answering: tuple[str, ...]
    answering_in_text: str  # where there is no square to scan


# Decision 1: one kind of conversation must never pass for the other.
_DESCRIPTIONS: Final = {
    ConversationKind.WHAT_MATTERS_CONVERSATION: N_(
        "A strengths-based support plan from a What Matters conversation"
    ),
    ConversationKind.ADULT_ASSESSMENT_S19: N_(
        "A strengths-based support plan from an assessment of an adult's needs (section 19)"
    ),
    ConversationKind.CHILD_ASSESSMENT_S21: N_(
        "A strengths-based support plan from an assessment of a child's needs (section 21)"
    ),
    ConversationKind.CARER_ASSESSMENT_S24: N_(
        "A strengths-based support plan from an assessment of a carer's needs (section 24)"
    ),
    ConversationKind.PATHWAY_CONVERSATION: N_(
        "A strengths-based support plan from a pathway conversation"
    ),
}
_DRAFT_HEADS: Final = {
    None: N_("DRAFT – not yet agreed"),
    AgreementOutcome.AGREED_IN_PART: N_("DRAFT – agreed in part"),
    AgreementOutcome.NOT_AGREED: N_("DRAFT – not agreed"),
    AgreementOutcome.COULD_NOT_TAKE_PART: N_("DRAFT – I could not take part in agreeing it"),
}
_HEADINGS: Final = {
    Section.WHAT_MATTERS: N_("What matters to me"),
    Section.OUTCOMES: N_("What matters to me"),
    Section.ME: N_("Me"),
    Section.MY_PEOPLE: N_("My people"),
    Section.MY_COMMUNITY: N_("My community"),
    Section.SERVICES: N_("Services that help me"),
    Section.BARRIERS: N_("What gets in my way"),
    Section.RISKS: N_("Risks to think about"),
    Section.STEPS: N_("Next steps"),
}
_EMPTY: Final = {
    Section.WHAT_MATTERS: N_("Nothing has been written here yet."),
    Section.ME: N_("Nothing about my own strengths has been added yet."),
    Section.MY_PEOPLE: N_("Nothing about my family and friends has been added yet."),
    Section.MY_COMMUNITY: N_("Nothing about my community has been added yet."),
    Section.STEPS: N_("No steps have been agreed yet."),
}
_OUTCOME_LEADS: Final = {
    OutcomeKind.CHANGE: N_("Something I want to change"),
    OutcomeKind.KEEP: N_("Something I want to keep as it is"),
    OutcomeKind.TREATED: N_("How I want to be treated"),
}
_AGREED: Final = {
    AgreementOutcome.AGREED: N_("I agreed this plan on %(date)s."),
    AgreementOutcome.AGREED_IN_PART: N_("I agreed part of this plan on %(date)s."),
    AgreementOutcome.NOT_AGREED: N_("I said on %(date)s that I do not agree with this plan."),
    AgreementOutcome.COULD_NOT_TAKE_PART: N_(
        "On %(date)s I could not take part in agreeing this plan."
    ),
}
_GENTLE: Final = {
    GentleCheck.NO_OUTCOME: N_("There is no personal outcome yet. What matters most?"),
    GentleCheck.OUTCOME_NOT_IN_OWN_WORDS: N_(
        "An outcome does not sound like the person's own words. How did they say it?"
    ),
    GentleCheck.NO_STRENGTHS: N_("No strengths have been added yet. What is already going well?"),
    GentleCheck.STRENGTH_WITHOUT_RING: N_(
        "A strength has no ring yet. Is it the person's own, their people's or the community's?"
    ),
    GentleCheck.STEP_WITHOUT_DOER: N_("A step has nobody's name on it. Who will do it?"),
    GentleCheck.STEP_WITHOUT_DATE: N_("A step has no date. When will it be done?"),
    GentleCheck.SERVICE_BEFORE_A_RING: N_(
        "A step uses a service and does not say why nothing closer to home would do."
    ),
    GentleCheck.ENOUGH_NOT_ASKED: N_("Nobody has asked yet whether what there is is enough."),
    GentleCheck.NOTHING_NOTED_AS_MISSING: N_(
        "Something is not enough. What would have helped, and why was it not there?"
    ),
    GentleCheck.SOMEBODY_NOT_ASKED: N_("Somebody is counted on who has not been asked yet."),
    GentleCheck.NO_REVIEW_DATE: N_("There is no date to look at the plan again."),
}


def plan_labels(
    content: PlanContent,
    *,
    language: Language,
    domains: Mapping[str, str],
    statements: Mapping[str, str] | None = None,
    address: str = "",
) -> PlanLabels:
    """Resolve every sentence this plan needs, with each domain and outcome statement's name.

    ``address`` is where any person types any code: it never holds a code or a name.
    """
    facts = content.facts
    kind = ConversationKind(facts.kind)
    with speaking(language):
        return PlanLabels(
            language=language,
            title=title_of(content),
            large_title=large_title_of(content),
            description=_(
                KIND_NAMES[content.statute.kind] if content.statute else _DESCRIPTIONS[kind]
            ),
            head=_head(content),
            foot=foot_of(content),
            kind=kind.label.in_(language),
            statement=kind.statement.in_(language),
            page=_("Page %(page)s of %(pages)s"),
            facts=_fact_rows(facts, language),
            notices=(*notices_of(content), *_notices(facts)),
            banner=banner_of(content),
            kind_heading=_("What kind of plan this is"),
            statute=statute_details(content),
            statute_heading=_("What the law asks this plan to say"),
            headings={section: _(heading) for section, heading in _HEADINGS.items()},
            strengths=_("My strengths"),
            map_says=_(
                "Map of what I can draw on. Three rings: me in the middle, then my people, then my "
                "community. Services stand below. Each number leads to the words in the lists."
            ),
            map_numbers=_(
                "The numbers are those in the lists of my strengths. "
                "A question mark: nobody has asked them yet."
            ),
            empty={section: _(sentence) for section, sentence in _EMPTY.items()},
            leads={line.line_key: _(_OUTCOME_LEADS[line.kind]) for line in content.outcomes},
            captions=captions_of(content, domains),
            details=plan_details(content, statements or {}),
            towards=_towards(content),
            other_steps=_("Other steps"),
            looking_again=_("Looking at my plan again"),
            review=_review(content.review_date),
            agreement_heading=_("Is this plan right?"),
            agreement=_agreement(content.agreement),
            cannot_print=_(
                "Some characters in this plan cannot be printed and show here as an empty box. "
                "Nothing is lost: the copy on screen shows them."
            ),
            about=_("About this plan"),
            about_line=_("More about this"),
            address=address,
            address_says=_("A code for a phone's camera that opens %(address)s")
            % {"address": address},
            answering=answering(address),
            answering_in_text=answering_in_text(address),
        )


def gentle_sentence(check: GentleCheck) -> str:
    """Return the sentence of a gentle check in the language being spoken."""
    return _(_GENTLE[check])


def _head(content: PlanContent) -> str:
    if not content.is_draft:
        return ""
    return _(_DRAFT_HEADS[content.agreement.outcome if content.agreement else None])


def _who_was_there(someone: Participant, language: Language) -> str:
    speaks_for_me = someone.speaks and someone.role != ParticipantRole.PERSON
    sentence = _("%(name)s (%(role)s), speaking for me") if speaks_for_me else "%(name)s (%(role)s)"
    role = ParticipantRole(someone.role).label.in_(language)
    return sentence % {"name": someone.name, "role": role[:1].lower() + role[1:]}


def _fact_rows(facts: PlanFacts, language: Language) -> tuple[tuple[str, str], ...]:
    there = "; ".join(_who_was_there(someone, language) for someone in facts.participants)
    spoken = ConversationLanguage(facts.language).label.in_(language) if facts.language else ""
    rows = (
        (_("I like to be called"), facts.preferred_name or ""),
        (_("When we talked"), long_date(facts.held_on)),
        (_("Who wrote this down"), facts.practitioner_name),
        (_("Who was there"), there),
        (_("Language of our conversation"), spoken),
    )
    return tuple((label, value) for label, value in rows if value)


def _notices(facts: PlanFacts) -> tuple[str, ...]:
    if not facts.quoted_from:
        return ()
    sentence = _("The words in this plan are quoted from a published document: %(source)s")
    return (sentence % {"source": facts.quoted_from},)


def _towards(content: PlanContent) -> dict[str, str]:
    return {
        line.line_key: _("Towards what matters to me, number %(number)s") % {"number": number}
        for number, line in enumerate(content.outcomes, start=1)
    }


def _review(review_date: dt.date | None) -> tuple[str, ...]:
    sooner = _("I can ask to look at my plan again at any time before then.")
    if review_date is None:
        return (
            _("We have not set a date to look at this plan again."),
            _("I can ask to look at my plan again at any time."),
        )
    when = _("We will look at this plan together again on %(date)s.")
    return (when % {"date": long_date(review_date)}, sooner)


def _agreement(agreement: Agreement | None) -> tuple[str, ...]:
    if agreement is None:
        return (
            _("I have not agreed this plan yet."),
            _("If anything here is not what I said, I can say so and it will be looked at."),
        )
    return (_(_AGREED[agreement.outcome]) % {"date": long_date(agreement.on)},)
