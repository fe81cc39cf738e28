"""A conversation never passes for an assessment, and every choice is named in both languages."""

import pytest

from conversations import ConversationKind, ConversationLanguage, ParticipantRole


def test_a_what_matters_conversation_says_it_is_not_an_assessment() -> None:
    statement = ConversationKind.WHAT_MATTERS_CONVERSATION.statement
    assert "It is not an assessment and does not replace one" in statement.en
    assert "Nid yw'n asesiad ac nid yw'n cymryd lle asesiad" in statement.cy


@pytest.mark.parametrize(
    ("kind", "section"),
    [
        (ConversationKind.ADULT_ASSESSMENT_S19, "19"),
        (ConversationKind.CHILD_ASSESSMENT_S21, "21"),
        (ConversationKind.CARER_ASSESSMENT_S24, "24"),
    ],
)
def test_an_assessment_names_its_section_in_both_languages(
    kind: ConversationKind, section: str
) -> None:
    assert f"section {section}" in kind.label.en
    assert f"adran {section}" in kind.label.cy


def test_only_the_two_conversations_are_not_assessments() -> None:
    conversations = [kind.value for kind in ConversationKind if not kind.is_assessment]
    assert conversations == ["what_matters_conversation", "pathway_conversation"]


def test_a_pathway_conversation_says_what_it_is_for_and_that_it_is_no_assessment() -> None:
    statement = ConversationKind.PATHWAY_CONVERSATION.statement
    assert "looks back on a journey" in statement.en
    assert "It is not an assessment" in statement.en
    assert "Nid yw'n asesiad" in statement.cy


def test_a_kind_can_only_become_one_with_the_same_questions() -> None:
    for kind in ConversationKind:
        assert {other.question_set for other in kind.alike} == {kind.question_set}
    assert ConversationKind.PATHWAY_CONVERSATION.alike == (ConversationKind.PATHWAY_CONVERSATION,)


def test_no_two_kinds_share_a_name_or_a_statement() -> None:
    assert len({kind.label for kind in ConversationKind}) == len(ConversationKind)
    assert len({kind.statement for kind in ConversationKind}) == len(ConversationKind)


@pytest.mark.parametrize("choice", [*ConversationLanguage, *ParticipantRole, *ConversationKind])
def test_every_choice_is_named_in_two_languages(
    choice: ConversationLanguage | ParticipantRole | ConversationKind,
) -> None:
    assert choice.label.in_("en") != choice.label.in_("cy")
