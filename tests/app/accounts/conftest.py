"""A practitioner who can sign in."""

import pytest

from app.accounts import passwords
from app.database import Database
from app.identity import StaffAccount
from tests.app.accounts.trying import PASSWORD
from tests.factories import make_staff, make_team


@pytest.fixture
def lowri(database: Database) -> StaffAccount:
    return make_staff(
        database,
        team=make_team(database),
        username="lowri",
        password_hash=passwords.hash_password(PASSWORD),
        language="cy",
    )
