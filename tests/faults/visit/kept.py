"""What the server holds of the one conversation, and the question that most tests write into."""

from sqlmodel import select

from app.recording.models import Answer
from tests.faults.conftest import Room
from tests.faults.visit.tablet import Tablet


QUESTION = "questions/what_matters"
PASSWORD = "a long password of hers"


def words_kept(room: Room) -> list[str]:
    with room.database.reading() as session:
        rows = session.exec(
            select(Answer).where(Answer.conversation_id == room.conversation.id)
        ).all()
        return [row.words for row in rows]


def comes_to_be_kept(tablet: Tablet, room: Room, words: str) -> None:
    for _try in range(300):
        if words_kept(room) == [words]:
            break
        tablet.page.wait_for_timeout(200)
    assert words_kept(room) == [words]
    tablet.all_is_sent()
