"""What we ask in a What Matters conversation, and how far it has come.

A pure library: no web, no database, no language processing. The questions are published data in
`question_sets/`, in Welsh and English; see README.md before changing a word of them.
"""

from conversations.data_files import DataFileError, DataRecord, Sentence, explain, read_yaml
from conversations.kinds import ConversationKind, ConversationLanguage, ParticipantRole
from conversations.progress import AnswerState, Progress
from conversations.schema import (
    Bilingual,
    Question,
    QuestionSet,
    SkipReason,
    load_question_set,
    read_question_set,
)


__all__ = [
    "AnswerState",
    "Bilingual",
    "ConversationKind",
    "ConversationLanguage",
    "DataFileError",
    "DataRecord",
    "ParticipantRole",
    "Progress",
    "Question",
    "QuestionSet",
    "Sentence",
    "SkipReason",
    "explain",
    "load_question_set",
    "read_question_set",
    "read_yaml",
]
