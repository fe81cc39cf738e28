"""HTTP in, a page or a redirect out; gathered here from one module for each part of a visit."""

from fastapi import APIRouter

from app.recording.routes import (
    beginning,
    boards,
    conversations,
    heard,
    how_suggestions,
    notes,
    people,
    prompts,
    questions,
    screens,
    second_look,
    wordings,
)


router = APIRouter()
for part in (
    people,
    beginning,
    conversations,
    questions,
    wordings,
    prompts,
    notes,
    boards,
    screens,
    heard,
    second_look,
    how_suggestions,
):
    router.include_router(part.router)
