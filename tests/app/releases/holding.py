"""Conversations held in the third quarter of 2026, for tests of releases."""

from app.database import Database
from app.identity import StaffAccount
from app.recording.models import Conversation
from tests.factories import make_answer, make_conversation, make_person, make_tag


HOME = "Trecanari"  # a village that no release speaks of


def hold(database: Database, practitioner: StaffAccount, how_many: int) -> list[Conversation]:
    """Hold conversations with that many people, each with HEALTH confirmed and HOME set aside."""
    held = []
    for number in range(how_many):
        person = make_person(database, practitioner, name=f"Person {number}", home_area=HOME)
        conversation = make_conversation(database, person)
        answer = make_answer(database, conversation)
        make_tag(database, answer, "domain", "HEALTH")
        make_tag(database, answer, "domain", "HOME", state="set_aside")
        held.append(conversation)
    return held
