"""HTTP in, a page, a PDF or a redirect out: the practitioner's side and the person's."""

from fastapi import APIRouter

from app.reviews.routes import entering, reading, staff, ways_to_read


router = APIRouter()
for part in (staff, entering, reading, ways_to_read):
    router.include_router(part.router)
