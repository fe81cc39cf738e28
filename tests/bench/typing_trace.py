"""What a browser's own trace says of a page that was typed in: its tasks, and what was script."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


CATEGORIES = ("toplevel", "devtools.timeline", "v8.execute")
_SCRIPT = ("FunctionCall", "EvaluateScript", "RunMicrotasks")
_TIDYING = ("MajorGC", "MinorGC")
_Event = dict[str, Any]


@dataclass(frozen=True)
class Task:
    """One stretch in which a page can do nothing else, in milliseconds of its own thread's work."""

    work: float
    script: float


def tasks_of(trace: bytes) -> list[Task]:
    """Return every task of the page's main thread while it was traced."""
    events = json.loads(trace)["traceEvents"]
    page = _typed_in(events)
    own = [e for e in events if (e["pid"], e["tid"]) == page and e.get("ph") == "X"]
    return list(_tasks(sorted(own, key=lambda e: (e["ts"], -e["dur"]))))


def _typed_in(events: list[_Event]) -> tuple[int, int]:
    """Return the process and thread in which most keys arrived."""
    keys = Counter(
        (e["pid"], e["tid"])
        for e in events
        if e["name"] == "EventDispatch" and e["args"]["data"]["type"] == "input"
    )
    ((page, _count),) = keys.most_common(1)
    return page


def _tasks(events: list[_Event]) -> Iterator[Task]:
    """Go through events that lie inside each other, each after what it lies in."""
    at = 0
    while at < len(events):
        task = events[at]
        at += 1
        if not task["name"].endswith("RunTask"):
            continue
        inside = []
        while at < len(events) and events[at]["ts"] < task["ts"] + task["dur"]:
            inside.append(events[at])
            at += 1
        script = _work(_outermost(inside, _SCRIPT)) - _work(_tidied_in_script(inside))
        yield Task(_work([task]), script)


def _outermost(events: list[_Event], names: tuple[str, ...]) -> list[_Event]:
    found: list[_Event] = []
    for event in events:
        is_inside = bool(found) and event["ts"] < found[-1]["ts"] + found[-1]["dur"]
        if event["name"] in names and not is_inside:
            found.append(event)
    return found


def _tidied_in_script(events: list[_Event]) -> list[_Event]:
    """Return where the browser cleared up its memory in the middle of script."""
    script = [(e["ts"], e["ts"] + e["dur"]) for e in _outermost(events, _SCRIPT)]
    tidying = _outermost(events, _TIDYING)
    return [e for e in tidying if any(start <= e["ts"] < end for start, end in script)]


def _work(events: list[_Event]) -> float:
    """Add up the work of the thread itself, in milliseconds; waiting for other programs is none."""
    return sum(float(event.get("tdur", 0)) for event in events) / 1000
