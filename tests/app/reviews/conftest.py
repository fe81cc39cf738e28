import pytest
from fastapi import FastAPI

from app.database import Database
from tests.app.reviews.review_samples import Review, make_review


@pytest.fixture
def review(app: FastAPI, database: Database) -> Review:
    return make_review(app, database)
