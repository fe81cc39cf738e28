"""Every saved version, and what changed between any two."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from sqlmodel import Session

from app.database import ReadSession
from app.errors import NotFound
from app.i18n import current_language
from app.plans.content import PlanContent
from app.plans.documents import domain_names
from app.plans.gathering import WorkingPlan, get_working_plan
from app.plans.labels import plan_labels
from app.plans.models import PlanVersion
from app.plans.pages.version_list import NOW, versions_page
from app.plans.queries import agreement_in, content_of, list_versions
from app.plans.routes.changing import PLAN, Planner, note_view
from app.plans.told import told
from app.plans.what_changed import ToldLine, what_changed
from app.templating import page


router = APIRouter()
Asked = Annotated[str, Query()]


@router.get(f"{PLAN}/versions")
def show(
    request: Request,
    conversation_id: uuid.UUID,
    session: ReadSession,
    actor: Planner,
    earlier: Asked = "",
    later: Asked = "",
) -> Response:
    """Show the versions; compare the two asked for, or else the newest with the one before."""
    working = get_working_plan(session, actor, conversation_id)
    versions = list_versions(session, working.plan.id) if working.plan else ()
    there = {str(version.number): version for version in versions}
    order = [*([] if working.is_saved else [NOW]), *there]
    pair = (earlier or (order[1] if len(order) > 1 else ""), later or (order[0] if order else ""))
    if any(each and each not in order for each in pair):
        raise NotFound
    note_view(request, actor, working)
    changes = None
    if all(pair) and there:
        sides = [_told(session, working, there.get(each)) for each in pair]
        changes = what_changed(*sides)
    answers = [(version, agreement_in(session, version.id)) for version in versions]
    shown = versions_page(working, answers, *pair, changes)
    return page(request, "plans/versions.html", shown)


def _told(
    session: Session, working: WorkingPlan, version: PlanVersion | None
) -> tuple[ToldLine, ...]:
    content: PlanContent = content_of(session, version) if version else working.content
    language = current_language()
    labels = plan_labels(content, language=language, domains=domain_names(language))
    return told(content, labels)
