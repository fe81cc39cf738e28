"""Small plans to test with: invented people, a few words each."""

import datetime as dt

from app.plans.composition import (
    ConfirmedConversation,
    ConfirmedTag,
    Participant,
    PlanContent,
    TagKind,
    compose_plan,
)
from app.plans.labels import plan_labels
from app.plans.pdf import print_sheet
from app.plans.sheets.blocks import Sheet
from app.plans.sheets.forms import DocumentForm, sheet_of


DOMAINS = {"RELATE": "Relationships", "HOME": "Home"}
STATEMENTS = {
    "RELATE-1": "I belong to a community that I know well and that knows me, whoever I am."
}
ADDRESS = "https://plans.example.wales/my-plan"


def confirmed(
    key: str,
    quote: str,
    *,
    kind: TagKind = TagKind.ASSET,
    answer: str = "answer-1",
    speaker: str | None = None,
) -> ConfirmedTag:
    return ConfirmedTag(kind, key, quote, "own_strengths", speaker, answer)


def element(key: str, quote: str, *, answer: str = "answer-1") -> ConfirmedTag:
    return confirmed(key, quote, kind=TagKind.ELEMENT, answer=answer)


def conversation(
    *tags: ConfirmedTag, kind: str = "what_matters_conversation", quoted_from: str | None = None
) -> ConfirmedConversation:
    return ConfirmedConversation(
        id="conversation-1",
        person_name="Gwenllian Prŷs",
        preferred_name="Gwen",
        kind=kind,
        held_on=dt.date(2027, 1, 5),
        practitioner_name="Rhys Owen",
        participants=(Participant("Siân", "family", False), Participant("Ifan", "advocate", True)),
        language="cy",
        quoted_from=quoted_from,
        tags=tags,
    )


def plan_saying(*quotes: str) -> PlanContent:
    tags = [confirmed("SELF", quote, answer=f"answer-{n}") for n, quote in enumerate(quotes)]
    return compose_plan(conversation(*tags))


def sheet(
    content: PlanContent, language: str = "en", form: DocumentForm = DocumentForm.PDF
) -> Sheet:
    labels = plan_labels(
        content,
        language=language,  # type: ignore[arg-type]
        domains=DOMAINS,
        statements=STATEMENTS,
        address=ADDRESS,
    )
    return sheet_of(content, labels, form)


def printed(
    content: PlanContent, language: str = "en", form: DocumentForm = DocumentForm.PDF
) -> bytes:
    return print_sheet(sheet(content, language, form))


def short_plan_content() -> PlanContent:
    """Return an ordinary plan."""
    return plan_saying("I sing in the choir.", "My sister rings every night.")


def short_plan() -> bytes:
    """Return an ordinary plan as a PDF."""
    return printed(short_plan_content())


def long_plan_content() -> PlanContent:
    """Return the longest plan that eleven answers can make."""
    words = "I would rather stay at home with the garden and the dog. " * 400
    return plan_saying(*(f"{n} {words}"[:20_000] for n in range(11)))


def long_plan(form: DocumentForm = DocumentForm.PDF) -> bytes:
    """Return the longest plan that eleven answers can make, as a PDF."""
    return printed(long_plan_content(), form=form)
