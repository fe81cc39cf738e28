"""HTTP in, a page, a PDF or a redirect out."""

from fastapi import APIRouter

from app.plans.routes import (
    agreement,
    assets,
    copies,
    going,
    kept_version,
    kinds,
    meaning,
    outcomes,
    plan,
    review_date,
    sharing,
    solutions,
    steps,
    versions,
    ways_to_read,
)


router = APIRouter()
for each in (
    plan,
    outcomes,
    meaning,
    steps,
    going,
    assets,
    review_date,
    agreement,
    kinds,
    solutions,
    versions,
    kept_version,
    copies,
    sharing,
    ways_to_read,
):
    router.include_router(each.router)
