"""HTTP in, a page or a redirect out; gathered here from one module for each part of a visit."""

from fastapi import APIRouter

from app.recording.routes import beginning, conversations, heard, people, questions


router = APIRouter()
for part in (people, beginning, conversations, questions, heard):
    router.include_router(part.router)
