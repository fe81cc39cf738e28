"""What waits on a tablet is sent as its owner or not at all."""

from fastapi import FastAPI

from app.database import Database
from tests.client import Browser
from tests.factories import make_staff, make_team


def test_work_of_one_is_never_taken_from_another_who_signed_in_since(
    app: FastAPI, database: Database
) -> None:
    team = make_team(database)
    owner, colleague = make_staff(database, team=team), make_staff(database, team=team)
    browser = Browser(app).sign_in(colleague)
    headers = {"Accept": "application/json", "X-Staff": str(owner.id)}
    path = "/sync/session"
    refused = browser.client.get(path, headers=headers)
    assert refused.status_code == 401
    assert "message" in refused.json()
    taken = browser.client.get(path, headers={**headers, "X-Staff": str(colleague.id)})
    assert taken.json()["staff"] == str(colleague.id)
