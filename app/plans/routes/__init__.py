"""HTTP in, a page, a PDF or a redirect out."""

from fastapi import APIRouter

from app.plans.routes import agreement, outcomes, plan, review_date, steps


router = APIRouter()
for each in (plan, outcomes, steps, review_date, agreement):
    router.include_router(each.router)
