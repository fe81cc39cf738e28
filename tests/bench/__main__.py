"""``make bench``: how fast, beside a baseline in the same run; how good, beside its interval.

Nothing here passes or fails. Absolute times belong to the machine; the ratios travel.
"""

import gzip
import os
import statistics
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import spacy
from playwright.sync_api import sync_playwright
from sqlmodel import col, func, select

from app.database import Database
from app.encryption import use_keys
from app.jobs import Job
from app.plans.page_alone import page_alone
from app.practice.stories import load_stories
from app.settings import ROOT, Settings
from outcome_mapping.classifier import MODEL
from outcome_mapping.data import ROOT as DATA
from outcome_mapping.evaluation import compare
from outcome_mapping.mapper import OutcomeMapper, TooMuchToReadError
from outcome_mapping.rule_layer import find_by_rules
from tests.app.plans.plan_samples import long_plan, sheet, short_plan, short_plan_content
from tests.bench import typing
from tests.bench.visitor import Visitor
from tools.serving import CHROMIUM_FLAGS, Served, practice_room


GOLD = ROOT.parent / "shared" / "tagging" / "gold-dev.jsonl"
SAVES_PER_SECOND = 20
SECONDS = 10


def p95(times: list[float]) -> float:
    """Return the time that 19 of 20 stay within, in milliseconds."""
    return statistics.quantiles(times, n=20)[-1] * 1000


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Return how long each run of the work took, in seconds."""
    work()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return found


def line(what: str, figure: float, unit: str, baseline: str, other: float, goal: str) -> None:
    """Print one figure beside its baseline."""
    ratio = figure / other if other else float("nan")
    beside = f"x{ratio:7.1f} of {baseline} ({other:.2f} {unit})"
    print(f"{what:<50} {figure:8.1f} {unit}   {beside}; goal {goal}")


def spoken_words() -> list[str]:
    """Return the practice answers, English and Welsh, in one list."""
    return [
        answer.words
        for story in load_stories()
        for conversation in story.conversations
        for answer in conversation.answers.values()
        if answer.words
    ]


def bench_tagging() -> None:
    """Tag eleven answers of eighty words."""
    words = " ".join(spoken_words()).split()
    answers = [" ".join(words[n * 80 : n * 80 + 80]) for n in range(11)]
    before = memory()
    mapper, tokenizer = OutcomeMapper(), spacy.blank("en")
    tagged = p95(timed(lambda: [mapper.find(answer) for answer in answers], 40))
    line("memory that the tagger adds", memory() - before, "MB", "before", before, "<= 350 MB")
    split = p95(timed(lambda: [tokenizer(answer) for answer in answers], 40))
    ruled = p95(timed(lambda: [find_by_rules(answer) for answer in answers], 40))
    what = "a conversation tagged, 11 x 80 words, p95"
    line(what, tagged, "ms", "the rules alone", ruled, "<= 250 ms")
    line(what, tagged, "ms", "splitting it into words", split, "<= 250 ms")
    longest = (" ".join(words) * 20)[:20_000]
    stopped = []

    def read_longest() -> None:
        try:
            mapper.find(longest)
        except TooMuchToReadError:
            stopped.append(longest)

    taken = p95(timed(read_longest, 5))
    what = f"the longest answer, {'stopped' if stopped else 'read'}, p95"
    line(what, taken, "ms", "splitting it", p95(timed(lambda: tokenizer(longest), 5)), "<= 1400 ms")
    size = sum(path.stat().st_size for path in MODEL.iterdir()) / 1e6
    rules = sum(path.stat().st_size for path in DATA.rglob("*.yaml")) / 1e6
    line("model on disk", size, "MB", "lexicons and frameworks", rules, "<= 60 MB")


def memory() -> float:
    """Return what this process holds in memory, in megabytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def bench_plan() -> None:
    """Draw a plan, and the longest plan there can be."""
    words = p95(timed(short_plan_content, 20))
    short = p95(timed(short_plan, 20))
    line("a plan drawn as PDF, p95", short, "ms", "composing it", words, "<= 1000 ms")
    bench_plan_in_chromium(short)
    long = p95(timed(long_plan, 3))
    what = "11 answers of 20,000 characters as PDF"
    line(what, long, "ms", "an ordinary plan", short, "<= 5000 ms")


def bench_plan_in_chromium(ours: float) -> None:
    """Print the very same plan from its page, as a browser does it."""
    html = page_alone(sheet(short_plan_content()))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=list(CHROMIUM_FLAGS)
        )
        page = chromium.new_page()

        def printed_page() -> bytes:
            page.set_content(html)
            return page.pdf(format="A4", tagged=True)

        theirs = p95(timed(printed_page, 20))
        chromium.close()
    line(
        "a plan drawn as PDF, p95", ours, "ms", "its page printed by Chromium", theirs, "<= 1000 ms"
    )


def bench_pages_and_saves() -> None:
    """Open staff pages and save answers over HTTP, as 200 practitioners would."""
    with practice_room(WHATMATTERS_SIGN_IN_TRIES_PER_MINUTE="100") as room:
        wait_for_slow_work(room)
        with Visitor(room.address, "practitioner") as visitor:
            alive = p95(timed(lambda: visitor.open("/health"), 60))
            for path in visitor.pages():
                shown = p95(timed(partial(visitor.open, path), 40))
                line(
                    f"page {visitor.name_of(path)}, p95", shown, "ms", "/health", alive, "<= 300 ms"
                )
            weights = [len(gzip.compress(visitor.open(path))) / 1024 for path in visitor.pages()]
            what, least = "heaviest later page, compressed", min(weights)
            line(what, max(weights), "KB", "the lightest", least, "<= 20 KB")
        saved, refused = save_together(room.address)
        line(
            f"autosave at {SAVES_PER_SECOND}/s, p95",
            p95(saved),
            "ms",
            "/health",
            alive,
            "<= 300 ms",
        )
        print(f"{'':<50} {len(saved)} saved, {refused} errors; goal 0 errors")


def wait_for_slow_work(room: Served) -> None:
    """Wait until the slow work of a fresh practice room is done, which no working day has."""
    settings = Settings(mode="practice", data_dir=room.data_dir)
    use_keys(settings.master_keys())
    database = Database(settings.database_address)
    unfinished = select(func.count()).select_from(Job).where(col(Job.state) != "done")
    for _ in range(240):
        with database.reading() as session:
            if not session.exec(unfinished).one():
                break
        time.sleep(0.5)
    database.close()


def save_together(address: str) -> tuple[list[float], int]:
    """Save at a steady rate from eight browsers at once; return the times and the errors."""
    browsers = 8
    times: list[float] = []
    errors: list[float] = []
    visitors = [Visitor(address, "practitioner") for _ in range(browsers)]
    writers = [visitor.writer(number) for number, visitor in enumerate(visitors)]

    def write(save: Callable[[], bool]) -> None:
        gap = browsers / SAVES_PER_SECOND
        for _ in range(SAVES_PER_SECOND * SECONDS // browsers):
            start = time.perf_counter()
            (times if save() else errors).append(time.perf_counter() - start)
            time.sleep(max(0.0, gap - (time.perf_counter() - start)))

    threads = [threading.Thread(target=write, args=(save,)) for save in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for visitor in visitors:
        visitor.close()
    return times, len(errors)


def bench_typing() -> None:
    """Type in a long answer on a processor four times as slow."""
    with practice_room(WHATMATTERS_SIGN_IN_TRIES_PER_MINUTE="100") as room:
        wait_for_slow_work(room)
        found = typing.measure(room, " ".join(spoken_words() * 4))
    (bare_name, bare), *ours = found.items()
    for name, page in ours:
        line(f"typing {name}, longest task", page.worst, "ms", bare_name, bare.worst, "<= 50 ms")
        line(f"typing {name}, its script", page.script, "ms", bare_name, bare.script, "<= 50 ms")
        more, seen = page.long - bare.long, page.seen - bare.seen
        print(f"{'':<50} {more:+d} long tasks, {seen:+d} with other programs; goal +0")


def bench_quality(gold: Path) -> None:
    """Print the tagger's quality where the coded utterances are at hand."""
    if gold.exists():
        print("\n" + compare(gold).summary())
    else:
        print("\nNo coded utterances here; give them to: whatmatters evaluate GOLD.jsonl")


if __name__ == "__main__":
    bench_tagging()
    bench_plan()
    bench_pages_and_saves()
    bench_typing()
    bench_quality(GOLD)
