"""What we ask in a What Matters conversation, how far it has come, and what may be asked next.

A pure library: no web, no database, no language processing. The questions are published data in
`question_sets/`, in Welsh and English; see README.md before changing a word of them.
"""

from conversations.data_files import DataFileError, DataRecord, Sentence, explain, read_yaml
from conversations.kinds import ConversationKind, ConversationLanguage, ParticipantRole
from conversations.progress import AnswerState, Progress
from conversations.prompts import FollowUp, FollowUps, Prompt, Talk, follow_ups_of, prompts_for
from conversations.schema import (
    Bilingual,
    LifeStage,
    Question,
    QuestionSet,
    SkipReason,
    load_question_set,
    read_question_set,
)
from conversations.wording_coach import Noticed, Place, look_over, own_sentence


__all__ = [
    "AnswerState",
    "Bilingual",
    "ConversationKind",
    "ConversationLanguage",
    "DataFileError",
    "DataRecord",
    "FollowUp",
    "FollowUps",
    "LifeStage",
    "Noticed",
    "ParticipantRole",
    "Place",
    "Progress",
    "Prompt",
    "Question",
    "QuestionSet",
    "Sentence",
    "SkipReason",
    "Talk",
    "explain",
    "follow_ups_of",
    "load_question_set",
    "look_over",
    "own_sentence",
    "prompts_for",
    "read_question_set",
    "read_yaml",
]
