"""HTTP in, a page, a PDF or a redirect out."""

from fastapi import APIRouter

from app.plans.routes import agreement, assets, going, meaning, outcomes, plan, review_date, steps


router = APIRouter()
for each in (plan, outcomes, meaning, steps, going, assets, review_date, agreement):
    router.include_router(each.router)
