"""What a conversation is in law, the languages it may be held in, and who may take part."""

from collections.abc import Mapping
from enum import StrEnum

from conversations.schema import Bilingual


class ConversationKind(StrEnum):
    """What a record is; one kind must never pass for another."""

    WHAT_MATTERS_CONVERSATION = "what_matters_conversation"
    ADULT_ASSESSMENT_S19 = "adult_assessment_s19"
    CHILD_ASSESSMENT_S21 = "child_assessment_s21"
    CARER_ASSESSMENT_S24 = "carer_assessment_s24"
    PATHWAY_CONVERSATION = "pathway_conversation"

    @property
    def label(self) -> Bilingual:
        """The name shown on every screen and print."""
        return _KIND_LABELS[self]

    @property
    def statement(self) -> Bilingual:
        """What a record of this kind is, and what it is not."""
        return _KIND_STATEMENTS[self]

    @property
    def is_assessment(self) -> bool:
        """Whether the record is an assessment under the Act."""
        return self not in (
            ConversationKind.WHAT_MATTERS_CONVERSATION,
            ConversationKind.PATHWAY_CONVERSATION,
        )

    @property
    def looks_back(self) -> bool:
        """Whether it is about a journey so far: never counted with what people need now."""
        return self is ConversationKind.PATHWAY_CONVERSATION

    @property
    def question_set(self) -> str:
        """The newest published questions that a record of this kind is made with."""
        return "pathway.1" if self.looks_back else "what_matters.1"

    @property
    def alike(self) -> tuple["ConversationKind", ...]:
        """The kinds made with the same questions: one may turn out to be another of these."""
        return tuple(kind for kind in ConversationKind if kind.looks_back == self.looks_back)


class ConversationLanguage(StrEnum):
    """The language a conversation is held in."""

    WELSH = "cy"
    ENGLISH = "en"
    BOTH = "both"
    OTHER = "other"

    @property
    def label(self) -> Bilingual:
        """The name of the language as offered."""
        return _LANGUAGE_LABELS[self]


class ParticipantRole(StrEnum):
    """The part somebody takes in a conversation."""

    PERSON = "person"
    CARER = "carer"
    FAMILY = "family"
    FRIEND = "friend"
    ADVOCATE = "advocate"
    INTERPRETER = "interpreter"
    PRACTITIONER = "practitioner"
    OTHER_PROFESSIONAL = "other_professional"
    OTHER = "other"

    @property
    def label(self) -> Bilingual:
        """The name of the part as shown."""
        return _ROLE_LABELS[self]


_KIND_LABELS: Mapping[ConversationKind, Bilingual] = {
    ConversationKind.WHAT_MATTERS_CONVERSATION: Bilingual(
        en="What Matters conversation",
        cy="Sgwrs Beth sy'n Bwysig",
    ),
    ConversationKind.ADULT_ASSESSMENT_S19: Bilingual(
        en="Assessment of an adult's needs (section 19)",
        cy="Asesiad o anghenion oedolyn (adran 19)",
    ),
    ConversationKind.CHILD_ASSESSMENT_S21: Bilingual(
        en="Assessment of a child's needs (section 21)",
        cy="Asesiad o anghenion plentyn (adran 21)",
    ),
    ConversationKind.CARER_ASSESSMENT_S24: Bilingual(
        en="Assessment of a carer's needs (section 24)",
        cy="Asesiad o anghenion gofalwr (adran 24)",
    ),
    ConversationKind.PATHWAY_CONVERSATION: Bilingual(
        en="Pathway conversation",
        cy="Sgwrs llwybr",
    ),
}

_KIND_STATEMENTS: Mapping[ConversationKind, Bilingual] = {
    ConversationKind.WHAT_MATTERS_CONVERSATION: Bilingual(
        en="This is a What Matters conversation. It is not an assessment and does not replace one:"
        " an assessment can be asked for at any time.",
        cy="Sgwrs Beth sy'n Bwysig yw hon. Nid yw'n asesiad ac nid yw'n cymryd lle asesiad:"
        " gellir gofyn am asesiad unrhyw bryd.",
    ),
    ConversationKind.ADULT_ASSESSMENT_S19: Bilingual(
        en="This is an assessment of an adult's needs under section 19 of the Social Services and"
        " Well-being (Wales) Act 2014. It is not a decision about eligibility.",
        cy="Asesiad o anghenion oedolyn yw hwn o dan adran 19 o Ddeddf Gwasanaethau Cymdeithasol a"
        " Llesiant (Cymru) 2014. Nid yw'n benderfyniad am gymhwystra.",
    ),
    ConversationKind.CHILD_ASSESSMENT_S21: Bilingual(
        en="This is an assessment of a child's needs under section 21 of the Social Services and"
        " Well-being (Wales) Act 2014. It is not a decision about eligibility.",
        cy="Asesiad o anghenion plentyn yw hwn o dan adran 21 o Ddeddf Gwasanaethau Cymdeithasol a"
        " Llesiant (Cymru) 2014. Nid yw'n benderfyniad am gymhwystra.",
    ),
    ConversationKind.CARER_ASSESSMENT_S24: Bilingual(
        en="This is an assessment of a carer's own needs under section 24 of the Social Services"
        " and Well-being (Wales) Act 2014. It is not an assessment of the person they care for,"
        " and not a decision about eligibility.",
        cy="Asesiad o anghenion y gofalwr ei hun yw hwn o dan adran 24 o Ddeddf Gwasanaethau"
        " Cymdeithasol a Llesiant (Cymru) 2014. Nid yw'n asesiad o'r person y mae'n gofalu"
        " amdano, nac yn benderfyniad am gymhwystra.",
    ),
    ConversationKind.PATHWAY_CONVERSATION: Bilingual(
        en="This is a pathway conversation: it looks back on a journey so that others find a better"
        " way. It is not an assessment and does not replace one: an assessment can be asked for at"
        " any time.",
        cy="Sgwrs llwybr yw hon: mae'n edrych yn ôl ar daith er mwyn i eraill gael ffordd well."
        " Nid yw'n asesiad ac nid yw'n cymryd lle asesiad: gellir gofyn am asesiad unrhyw bryd.",
    ),
}

_LANGUAGE_LABELS: Mapping[ConversationLanguage, Bilingual] = {
    ConversationLanguage.WELSH: Bilingual(en="Welsh", cy="Cymraeg"),
    ConversationLanguage.ENGLISH: Bilingual(en="English", cy="Saesneg"),
    ConversationLanguage.BOTH: Bilingual(en="Welsh and English", cy="Cymraeg a Saesneg"),
    ConversationLanguage.OTHER: Bilingual(en="Another language", cy="Iaith arall"),
}

_ROLE_LABELS: Mapping[ParticipantRole, Bilingual] = {
    ParticipantRole.PERSON: Bilingual(en="The person", cy="Y person"),
    ParticipantRole.CARER: Bilingual(en="Unpaid carer", cy="Gofalwr di-dâl"),
    ParticipantRole.FAMILY: Bilingual(en="Family member", cy="Aelod o'r teulu"),
    ParticipantRole.FRIEND: Bilingual(en="Friend", cy="Ffrind"),
    ParticipantRole.ADVOCATE: Bilingual(en="Advocate", cy="Eiriolwr"),
    ParticipantRole.INTERPRETER: Bilingual(en="Interpreter", cy="Cyfieithydd"),
    ParticipantRole.PRACTITIONER: Bilingual(en="Practitioner", cy="Ymarferydd"),
    ParticipantRole.OTHER_PROFESSIONAL: Bilingual(
        en="Another professional", cy="Gweithiwr proffesiynol arall"
    ),
    ParticipantRole.OTHER: Bilingual(en="Someone else", cy="Rhywun arall"),
}
