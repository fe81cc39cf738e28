"""The plan in Easy Read: one idea a line, a picture on the left and words on the right.

Only our own sentences are made easy. The person's words are theirs: they are shown as they were
said, one sentence to a line, and where that is not enough the line says that it was left alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.i18n import Language, long_date, speaking
from app.i18n import gettext as _
from app.plans.content import PlanContent
from app.plans.details import Detail
from app.plans.labels import PlanLabels
from app.plans.lines import DoerKind, OutcomeLine, QuoteLine, Section, StepLine
from app.plans.sheets.blocks import (
    Block,
    EasyLine,
    Heading,
    Look,
    Scan,
    Sheet,
    Size,
    Text,
)
from app.plans.sheets.easy_lines import lines_of, rated
from app.plans.sheets.easy_words import (
    ANSWERS,
    DOER_SYMBOLS,
    DRAFTS,
    EASY_LABELS,
    HARD_WORDS,
    KINDS,
    PICTURES,
    PLAN_KINDS,
    SECTIONS,
    WANTS,
)
from app.plans.sheets.whole import quoted, spoken_in
from app.plans.statute_words import kind_of
from conversations.kinds import ConversationKind


def easy_read_sheet(content: PlanContent, labels: PlanLabels) -> Sheet:
    """Return the plan in Easy Read, in the language of its labels."""
    with speaking(labels.language):
        return Sheet(
            language=labels.language,
            size=Size.EASY,
            title=_("My plan in Easy Read"),
            head=labels.head,
            foot=labels.foot,
            kind=labels.kind,
            page=labels.page,
            blocks=tuple(_EasyPlan(content, labels).blocks()),
            cannot_print=_("Some letters could not be printed. You see an empty box there."),
        )


class _EasyPlan:
    """One plan being said easily, and the hard words it has used so far."""

    def __init__(self, content: PlanContent, labels: PlanLabels) -> None:
        self._content = content
        self._labels = labels
        self._spoken = spoken_in(content, labels)
        self._hard = {"easy_read"}

    def blocks(self) -> Iterator[Block]:
        """Yield the plan in reading order: what matters and strengths first."""
        yield from self._opening()
        yield from self._what_matters()
        yield from self._strengths()
        yield from self._barriers_and_risks()
        yield from self._steps()
        yield from self._statute()
        yield from self._review()
        yield from self._agreement()
        yield from self._hard_words()

    def _opening(self) -> Iterator[Block]:
        facts = self._content.facts
        yield Heading(self._labels.title, 1, "title")
        yield Text(facts.person_name, Look.NAME)
        yield self._say("book", _("This is an Easy Read plan."))
        if self._content.is_draft:
            answer = self._content.agreement
            yield self._say("write", _(DRAFTS[answer.outcome if answer else None]), "draft")
        if facts.preferred_name:
            called = {"name": facts.preferred_name}
            yield self._say("person", _("I like to be called %(name)s.") % called)
        name, date = {"name": facts.practitioner_name}, {"date": long_date(facts.held_on)}
        yield self._say("talk", _("I talked with %(name)s.") % name)
        yield self._say("calendar", _("We talked on %(date)s.") % date)
        for someone in facts.participants:
            if someone.speaks:
                yield self._say("people", _("%(name)s spoke for me.") % {"name": someone.name})
        yield from self._kind()
        yield from self._own_words()

    def _kind(self) -> Iterator[Block]:
        kind = ConversationKind(self._content.facts.kind)
        hard = ("assessment",) if kind.is_assessment else ("assessment", "what_matters")
        for sentence in KINDS[kind]:
            yield self._say("plan", _(sentence), *hard)
        for sentence in PLAN_KINDS[kind_of(self._content)]:
            yield self._say("plan", _(sentence))

    def _own_words(self) -> Iterator[Block]:
        yield self._say("words", _("My own words are between these marks: “ ”"))
        if self._spoken == "cy":
            yield self._say("words", _("I spoke Welsh. My own words stay in Welsh."))
        elif self._spoken == "en":
            yield self._say("words", _("I spoke English. My own words stay in English."))
        source = self._content.facts.quoted_from
        # The banner has been said above in easy words, and the source is said below.
        for notice in self._labels.notices:
            if notice != self._labels.banner and not (source and source in notice):
                yield from self._as_written("words", notice, None)
        if source:
            yield replace(
                self._say("book", _("The words come from a published paper:")), leads=True
            )
            yield self._say("plan", source)

    def _what_matters(self) -> Iterator[Block]:
        yield Heading(self._labels.headings[Section.OUTCOMES], 2, Section.OUTCOMES)
        for number, outcome in enumerate(self._content.outcomes, start=1):
            yield from self._outcome(outcome, number)
        for line in self._content.what_matters:
            yield from self._quote("want", line)
        if not self._content.outcomes and not self._content.what_matters:
            yield self._say("want", self._labels.empty[Section.WHAT_MATTERS])

    def _outcome(self, outcome: OutcomeLine, number: int) -> Iterator[Block]:
        symbol, sentence = WANTS[outcome.kind]
        yield Heading(_("Number %(number)s") % {"number": number}, 3, outcome.line_key)
        yield replace(self._say(symbol, _(sentence)), leads=True)
        yield from self._theirs(symbol, outcome.words)
        if outcome.target_date:
            date = {"date": long_date(outcome.target_date)}
            yield self._say("calendar", _("I hope for this by %(date)s.") % date)
        yield from self._details(outcome.line_key)

    def _strengths(self) -> Iterator[Block]:
        strengths = self._content.strengths
        yield Heading(self._labels.strengths, 2, "strengths")
        for section, lines in (
            (Section.ME, strengths.me),
            (Section.MY_PEOPLE, strengths.my_people),
            (Section.MY_COMMUNITY, strengths.my_community),
            (Section.SERVICES, self._content.services),
        ):
            if lines:
                yield Heading(self._labels.headings[section], 3, section)
                yield from self._section(section, lines)
        if not any((strengths.me, strengths.my_people, strengths.my_community)):
            yield self._say("person", self._labels.empty[Section.WHAT_MATTERS], "strengths")

    def _barriers_and_risks(self) -> Iterator[Block]:
        for section, lines in (
            (Section.BARRIERS, self._content.barriers),
            (Section.RISKS, self._content.risks),
        ):
            if lines:
                yield Heading(self._labels.headings[section], 2, section)
                yield from self._section(section, lines)

    def _section(self, section: Section, lines: Sequence[QuoteLine]) -> Iterator[Block]:
        symbol, sentence = SECTIONS[section]
        hard = {Section.SERVICES: ("services",), Section.ME: ("strengths",)}
        yield replace(self._say(symbol, _(sentence), *hard.get(section, ())), leads=True)
        for line in lines:
            yield from self._quote(symbol, line)

    def _quote(self, symbol: str, line: QuoteLine) -> Iterator[Block]:
        said_by = dict.fromkeys(source.speaker_label for source in line.sources)
        yield from self._theirs(symbol, line.words)
        for name in said_by:
            if name:
                yield self._say("talk", _("%(name)s said this.") % {"name": name})
        yield from self._details(line.line_key)

    def _steps(self) -> Iterator[Block]:
        yield Heading(self._labels.headings[Section.STEPS], 2, Section.STEPS)
        if not self._content.steps:
            yield self._say("step", self._labels.empty[Section.STEPS])
        number = 0
        for _outcome, steps in self._content.step_groups():
            for step in steps:
                number += 1
                yield Heading(_("Step %(number)s") % {"number": number}, 3, step.line_key)
                yield from self._step(step)

    def _step(self, step: StepLine) -> Iterator[Block]:
        yield from self._as_written("step", step.action, self._spoken)
        if step.doer.strip() and step.doer_kind is not DoerKind.ME:
            does = _("%(name)s will do this.") % {"name": step.doer.strip()}
            yield self._say(DOER_SYMBOLS[step.doer_kind], does)
        elif step.doer_kind is DoerKind.ME:
            yield self._say("person", _("I will do this."))
        else:
            yield self._say("who", _("We do not know yet who will do this."))
        if step.due_date:
            date = {"date": long_date(step.due_date)}
            yield self._say("calendar", _("It will be done by %(date)s.") % date)
        else:
            yield self._say("calendar", _("We have not chosen a day for this yet."))
        yield from self._details(step.line_key)

    def _details(self, line_key: str) -> Iterator[Block]:
        """Yield what stands beside a line: its name, then somebody's words or ours."""
        yield from self._each(self._labels.details.get(line_key, ()))

    def _statute(self) -> Iterator[Block]:
        if self._labels.statute:
            yield Heading(self._labels.statute_heading, 2, "statute")
            yield from self._each(self._labels.statute)

    def _each(self, details: Sequence[Detail]) -> Iterator[Block]:
        easy = {_(label): _(easier) for label, easier in EASY_LABELS.items()}
        for detail in details:
            label = easy.get(detail.label, detail.label)
            yield replace(self._say("look", label), leads=True)
            if detail.is_name:
                yield from self._as_written("person", detail.words, self._spoken)
            elif detail.is_said:
                yield from self._theirs("words", detail.words)
            else:
                lines = self._as_written("plan", detail.words, None)
                yield from rated(lines, detail.rating)

    def _review(self) -> Iterator[Block]:
        yield Heading(self._labels.looking_again, 2, "review")
        if self._content.review_date:
            date = {"date": long_date(self._content.review_date)}
            again = _("We will look at my plan again on %(date)s.") % date
        else:
            again = _("We have not chosen a day to look at my plan again.")
        yield self._say("calendar", again)
        yield self._say("look", _("I can ask to look at my plan at any time."))

    def _agreement(self) -> Iterator[Block]:
        yield Heading(self._labels.agreement_heading, 2, "agreement")
        answer = self._content.agreement
        if answer is None:
            yield self._say("write", _("I have not agreed this plan yet."))
            yield self._say("talk", _("If something is not right, I can say so."))
        else:
            symbol, sentence = ANSWERS[answer.outcome]
            yield self._say(symbol, _(sentence))
            yield self._say(
                "calendar", _("I said so on %(date)s.") % {"date": long_date(answer.on)}
            )
            if answer.words:
                yield from self._theirs("words", answer.words)
        if self._labels.address:
            yield from self._answering()

    def _answering(self) -> Iterator[Block]:
        self._hard |= {"code", "practitioner"}
        yield self._say("phone", _("You can read this plan on a phone."))
        address = {"address": self._labels.address}
        yield Scan(
            self._labels.address,
            self._labels.address_says,
            (
                Text(_("Point the phone's camera at this square.")),
                Text(_("Or go to: %(address)s") % address),
                Text(_("Then type the code from your practitioner.")),
            ),
        )

    def _hard_words(self) -> Iterator[Block]:
        yield Heading(_("What some words mean"), 2, "hard-words")
        for key, (word, means) in HARD_WORDS.items():
            if key in self._hard:
                yield Heading(_(word), 3, f"word-{key}")
                yield self._say("book", _(means))

    def _say(self, symbol: str, sentences: str, *hard: str) -> EasyLine:
        """Return one of our own lines, and remember the hard words in it."""
        self._hard.update(hard)
        return EasyLine(symbol, _(PICTURES[symbol]), (Text(sentences),))

    def _theirs(self, symbol: str, words: str) -> Iterator[EasyLine]:
        """Yield somebody's words between their marks, a sentence to a line if they are short."""
        note = _("These are my own words. They have not been made easier.")
        yield from lines_of(symbol, words, self._spoken, quoted, note)

    def _as_written(self, symbol: str, words: str, language: Language | None) -> Iterator[EasyLine]:
        """Yield what was written down and not said, a sentence to a line if it is short."""
        note = _("This line has not been made easier.")
        yield from lines_of(symbol, words, language, str.strip, note)
