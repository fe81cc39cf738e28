"""Two teams and the practitioners in them."""

import pytest

from app.database import Database
from app.identity import StaffAccount, Team
from tests.factories import make_staff, make_team


@pytest.fixture
def arfon(database: Database) -> Team:
    return make_team(database, "Arfon")


@pytest.fixture
def lowri(database: Database, arfon: Team) -> StaffAccount:
    return make_staff(database, team=arfon, name="Lowri Prydderch")


@pytest.fixture
def colleague(database: Database, arfon: Team) -> StaffAccount:
    return make_staff(database, team=arfon, name="Aled Siôn")


@pytest.fixture
def stranger(database: Database) -> StaffAccount:
    return make_staff(database, team=make_team(database, "Taf"), name="Gareth Sands")
