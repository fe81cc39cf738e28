"""What a rule or a key is called on a page, and the sentence that says why it has stopped."""

from app.i18n import current_language
from app.i18n import gettext as _
from app.recording.models import SuggestionPause
from app.recording.track_record import MODEL, RULE
from outcome_mapping.framework import KINDS, load_framework


def tag_label(kind: str, key: str) -> str:
    """Return a tag's label, in the language being spoken."""
    known = next(name for name in KINDS if name == kind)
    if key not in load_framework().keys(known):
        return key  # of a framework that is no longer in force
    return load_framework().label(known, key, current_language())


def subject_label(kind: str, key: str) -> str:
    """Name what is judged: a tag, a rule, or what the model says of one tag."""
    if kind != RULE:
        return tag_label(kind, key)
    if key.startswith(MODEL):
        _version, kind, key = key.split(":")
        return _("The model, on “%(tag)s”") % {"tag": tag_label(kind, key)}
    return _("The rule %(rule)s") % {"rule": key}


def as_heading(label: str) -> str:
    """Begin a label with a capital, where it stands by itself."""
    return label[:1].upper() + label[1:]


def kind_label(kind: str) -> str:
    """Return what the tags of one kind are called together."""
    return {
        "asset": _("What helps"),
        "element": _("What it tells us"),
        "domain": _("Areas of well-being"),
        "statement": _("Well-being outcomes"),
    }[kind]


def pause_sentence(pause: SuggestionPause) -> str:
    """Say what has stopped, and the figures that stopped it."""
    figures = {"suggested": f"{pause.kept + pause.set_aside:,}", "kept": f"{pause.kept:,}"}
    if pause.kind != RULE:
        words = {"tag": tag_label(pause.kind, pause.key), **figures}
        return _of_a_key(words, pause.added)
    if pause.key.startswith(MODEL):
        _version, kind, key = pause.key.split(":")
        sentence = _(
            "The model in the tagger has stopped suggesting “%(tag)s”: "
            "of %(suggested)s suggestions %(kept)s were kept."
        )
        return sentence % {"tag": tag_label(kind, key), **figures}
    sentence = _(
        "The tagger has stopped using the rule %(rule)s: "
        "of %(suggested)s suggestions %(kept)s were kept."
    )
    return sentence % {"rule": pause.key, **figures}


def _of_a_key(words: dict[str, str], added: int) -> str:
    if not added:
        sentence = _(
            "The tagger has stopped suggesting “%(tag)s”: "
            "of %(suggested)s suggestions %(kept)s were kept."
        )
        return sentence % words
    sentence = _(
        "The tagger has stopped suggesting “%(tag)s”: of %(suggested)s suggestions "
        "%(kept)s were kept, and %(added)s more were added by hand."
    )
    return sentence % {**words, "added": f"{added:,}"}
