"""Sentences of free notes and the answers they go to: put after what is there, and taken out."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence


_STOPS = (".", "!", "?", "…")


def put_after(written: str, sentence: str) -> str:
    """Return what is written with the sentence on a line of its own; nothing is taken away."""
    return f"{written}\n{sentence}" if written else sentence


def stands_in(sentence: str, written: str) -> bool:
    """Say whether the sentence still stands there on a line of its own, unchanged."""
    return _place(sentence, written) is not None


def take_out(written: str, sentence: str) -> str:
    """Return what is written without the sentence, the last one where it stands there twice."""
    start = _place(sentence, written)
    if start is None:
        return written
    before, after = written[:start], written[start + len(sentence) :]
    # One line break goes with it: the one that came in with it, before, or else the one after.
    return before[:-1] + after if before else after[1:]


def still_to_sort(sentences: Sequence[str], in_answers: Iterable[str]) -> tuple[int, ...]:
    """Return the positions of the sentences that are in no answer yet.

    What was said twice is sorted twice: each sorted one takes the first that is left.
    """
    taken = Counter(in_answers)
    left: list[int] = []
    for position, sentence in enumerate(sentences):
        if taken[sentence]:
            taken[sentence] -= 1
        else:
            left.append(position)
    # A tablet without signal cuts notes into sentences by simpler rules than ours.
    cut_otherwise = tuple(taken.elements())
    return tuple(place for place in left if not _is_covered(sentences[place], cut_otherwise))


def is_cut_out(stretch: str, notes: str, sentences: Iterable[str]) -> bool:
    """Say whether a tablet may have cut it: from stop to stop, and never over a sentence's end."""
    if any(one.endswith(_STOPS) and one in stretch[:-1] for one in sentences):
        return False
    before, after = (
        r"(?:\A|[.!?…;:][\"'”’)\]]*\s+|\n\s*)",
        r"(?:(?<=[.!?…;:\"'”’)\]])\s|\s*(?:\n|\Z))",
    )
    return re.search(f"{before}{re.escape(stretch)}{after}", notes) is not None


def is_still_there(stretch: str, notes: str, in_answers: Iterable[str]) -> bool:
    """Say whether the notes hold the stretch more often than it stands in answers."""
    return notes.count(stretch) > Counter(in_answers)[stretch]


def _is_covered(sentence: str, pieces: Sequence[str]) -> bool:
    whole = re.compile(rf"(?<!\w){re.escape(sentence)}(?!\w)")
    if any(whole.search(piece) for piece in pieces):
        return True
    rest = sentence
    for piece in sorted(pieces, key=len, reverse=True):
        rest = rest.replace(piece, "", 1)
    return rest != sentence and not any(letter.isalnum() for letter in rest)


def _place(sentence: str, written: str) -> int | None:
    lines = f"\n{written}\n"
    start = lines.rfind(f"\n{sentence}\n")
    return None if not sentence or start < 0 else start
