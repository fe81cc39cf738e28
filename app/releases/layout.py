"""The fixed shapes of the release tables: their rows, columns and words, in both languages.

Shapes never depend on the data, so that a missing row or column can never tell anybody anything.
A new table, row or column is not released until it is listed here.
"""

import re
from dataclasses import dataclass

from app.i18n import Language


_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)


@dataclass(frozen=True)
class Wording:
    """One thing said in both languages."""

    en: str
    cy: str

    def __post_init__(self) -> None:
        if not self.en.strip() or not self.cy.strip():
            raise ValueError("Every wording in a release needs both English and Welsh.")

    def in_language(self, language: Language) -> str:
        """Return the wording in the language asked for."""
        return self.cy if language == "cy" else self.en


@dataclass(frozen=True)
class Label:
    """A row's lasting key and its name."""

    key: str
    name: Wording

    def __post_init__(self) -> None:
        check_key(self.key)


@dataclass(frozen=True)
class Column:
    """One column of counts: its heading, and what exactly is counted."""

    key: str
    heading: Wording
    meaning: Wording
    has_percentage: bool = False

    def __post_init__(self) -> None:
        check_key(self.key)


@dataclass(frozen=True)
class TableLayout:
    """Everything about a table but its numbers.

    ``rows_divide_total`` says that each thing counted stands in exactly one row, so that the rows
    add up to the total and a hidden row could be had by subtraction.
    """

    key: str
    title: Wording
    row_heading: Wording
    columns: tuple[Column, ...]
    note: Wording
    rows_divide_total: bool = False

    def __post_init__(self) -> None:
        check_key(self.key)
        if len({column.key for column in self.columns}) != len(self.columns):
            raise ValueError(f"Table {self.key} names a column twice.")


@dataclass(frozen=True)
class Dimensions:
    """The rows that come from the framework: its domains and its asset categories."""

    domains: tuple[Label, ...]
    assets: tuple[Label, ...]


def check_key(key: str) -> None:
    """Refuse a key that would not be safe as a file name or a column key."""
    if not _KEY.fullmatch(key):
        raise ValueError("A key in a release is made of plain letters, digits, - and _ only.")


HELD = Label("held", Wording("All conversations held", "Pob sgwrs a gynhaliwyd"))
CONFIRMED = Label(
    "confirmed",
    Wording("Conversations with a confirmed tag", "Sgyrsiau â thag wedi'i gadarnhau"),
)
EVERYONE = Label(
    "everyone",
    Wording(
        "Everyone whose conversation has a confirmed tag",
        "Pawb sydd â thag wedi'i gadarnhau yn eu sgwrs",
    ),
)
ANY_DOMAIN = Label(
    "any_or_none", Wording("In any domain or none", "Mewn unrhyw faes, neu heb faes")
)
ALL_HELD = Label("all", HELD.name)
# Two rows and no more: a row for each language would nearly always have a small one among them,
# which would hide them all.
IN_WELSH = Label(
    "in_welsh", Wording("Wholly or partly in Welsh", "Yn Gymraeg, yn llwyr neu'n rhannol")
)
NOT_IN_WELSH = Label(
    "not_in_welsh", Wording("Not in Welsh, or not recorded", "Nid yn Gymraeg, neu heb ei gofnodi")
)
# What a conversation's language may be recorded as; empty is "not asked yet".
LANGUAGE_ROWS = {
    "cy": IN_WELSH,
    "both": IN_WELSH,
    "en": NOT_IN_WELSH,
    "other": NOT_IN_WELSH,
    "": NOT_IN_WELSH,
}

_DOMAIN = Wording("Well-being domain", "Maes llesiant")
_PEOPLE = Wording("People", "Pobl")
_CONVERSATIONS = Wording("Conversations", "Sgyrsiau")

REACH = TableLayout(
    key="reach",
    title=Wording("People and conversations", "Pobl a sgyrsiau"),
    row_heading=Wording("Which conversations", "Pa sgyrsiau"),
    columns=(
        Column(
            "people",
            _PEOPLE,
            Wording(
                "Different people with at least one such conversation in the period.",
                "Gwahanol bobl a gafodd o leiaf un sgwrs o'r fath yn y cyfnod.",
            ),
        ),
        Column(
            "conversations",
            _CONVERSATIONS,
            Wording("Such conversations in the period.", "Sgyrsiau o'r fath yn y cyfnod."),
        ),
    ),
    note=Wording(
        "The other tables count only what a practitioner has confirmed in a conversation.",
        "Dim ond yr hyn y mae ymarferydd wedi'i gadarnhau mewn sgwrs sy'n cael ei gyfrif yn y "
        "tablau eraill.",
    ),
)
DOMAINS = TableLayout(
    key="domains",
    title=Wording(
        "What people talked about, by domain", "Yr hyn y soniodd pobl amdano, fesul maes"
    ),
    row_heading=_DOMAIN,
    columns=(
        Column(
            "people",
            _PEOPLE,
            Wording(
                "Different people with at least one confirmed tag in the domain.",
                "Gwahanol bobl ag o leiaf un tag wedi'i gadarnhau yn y maes.",
            ),
            has_percentage=True,
        ),
        Column(
            "conversations",
            _CONVERSATIONS,
            Wording(
                "Conversations with at least one confirmed tag in the domain.",
                "Sgyrsiau ag o leiaf un tag wedi'i gadarnhau yn y maes.",
            ),
        ),
        Column(
            "tags",
            Wording("Tags", "Tagiau"),
            Wording(
                "Confirmed tags on the domain or one of its outcome statements. A tag marks words; "
                "it does not count people.",
                "Tagiau wedi'u cadarnhau ar y maes neu ar un o'i ddatganiadau canlyniad. Nodi "
                "geiriau y mae tag; nid yw'n cyfrif pobl.",
            ),
        ),
    ),
    note=Wording(
        "One person can appear in several domains. The domains never add up to people.",
        "Gall un person ymddangos mewn sawl maes. Nid yw'r meysydd byth yn adio i nifer y bobl.",
    ),
)
ASSETS = TableLayout(
    key="assets",
    title=Wording("What people can draw on", "Yr hyn y gall pobl bwyso arno"),
    row_heading=Wording("Kind of asset", "Math o ased"),
    columns=(
        Column(
            "people",
            _PEOPLE,
            Wording(
                "Different people with at least one confirmed asset of this kind.",
                "Gwahanol bobl ag o leiaf un ased o'r math hwn wedi'i gadarnhau.",
            ),
            has_percentage=True,
        ),
        Column(
            "conversations",
            _CONVERSATIONS,
            Wording(
                "Conversations with at least one confirmed asset of this kind.",
                "Sgyrsiau ag o leiaf un ased o'r math hwn wedi'i gadarnhau.",
            ),
        ),
    ),
    note=Wording(
        "One person can have several kinds of asset. The kinds never add up to people. An asset "
        "not mentioned is not an asset that is missing.",
        "Gall fod gan un person sawl math o ased. Nid yw'r mathau byth yn adio i nifer y bobl. "
        "Nid yw ased na soniwyd amdano yn ased sydd ar goll.",
    ),
)


# The element's key in the framework, in the order shown: strengths come first.
ELEMENT_KEYS = ("STRENGTH", "OUTCOME", "BARRIER", "RISK")
ELEMENTS = TableLayout(
    key="elements",
    title=Wording(
        "People's strengths, outcomes, barriers and risks, by domain",
        "Cryfderau, canlyniadau, rhwystrau a risgiau pobl, fesul maes",
    ),
    row_heading=_DOMAIN,
    columns=(
        Column(
            "strengths",
            Wording("People with strengths", "Pobl â chryfderau"),
            Wording(
                "Different people with a confirmed strength in a passage about the domain.",
                "Gwahanol bobl â chryfder wedi'i gadarnhau mewn darn am y maes.",
            ),
        ),
        Column(
            "personal_outcomes",
            Wording("People with personal outcomes", "Pobl â chanlyniadau personol"),
            Wording(
                "Different people with a confirmed personal outcome in a passage about the domain.",
                "Gwahanol bobl â chanlyniad personol wedi'i gadarnhau mewn darn am y maes.",
            ),
        ),
        Column(
            "barriers",
            Wording("People with barriers", "Pobl â rhwystrau"),
            Wording(
                "Different people with a confirmed barrier in a passage about the domain.",
                "Gwahanol bobl â rhwystr wedi'i gadarnhau mewn darn am y maes.",
            ),
        ),
        Column(
            "risks",
            Wording("People with risks", "Pobl â risgiau"),
            Wording(
                "Different people with a confirmed risk in a passage about the domain. "
                "Nobody has been assessed as being at risk by this count.",
                "Gwahanol bobl â risg wedi'i gadarnhau mewn darn am y maes. "
                "Nid yw'r cyfrif hwn yn golygu bod neb wedi'i asesu fel un sy'n wynebu risg.",
            ),
        ),
    ),
    note=Wording(
        "A passage is the answer to one question. One person can appear in several rows and "
        "columns. They never add up to people.",
        "Darn yw'r ateb i un cwestiwn. Gall un person ymddangos mewn sawl rhes a cholofn. Nid "
        "ydyn nhw byth yn adio i nifer y bobl.",
    ),
)
LANGUAGES_TABLE = TableLayout(
    key="languages",
    title=Wording("Conversations in Welsh", "Sgyrsiau yn Gymraeg"),
    row_heading=Wording("Language", "Iaith"),
    columns=(
        Column(
            "conversations",
            _CONVERSATIONS,
            Wording(
                "Conversations held in the period, each counted once.",
                "Sgyrsiau a gynhaliwyd yn y cyfnod, pob un wedi'i chyfrif unwaith.",
            ),
            has_percentage=True,
        ),
    ),
    note=Wording(
        "Each conversation is in one row only, so if one row is hidden every row is hidden.",
        "Mewn un rhes yn unig y mae pob sgwrs, felly os yw un rhes wedi'i chuddio, mae pob rhes "
        "wedi'i chuddio.",
    ),
    rows_divide_total=True,
)
