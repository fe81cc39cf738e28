"""One service of Open Referral UK (the HSDS UK profile, 3.0) read as an entry. Pure.

Beyond the profile we read ``name_cy``, ``description_cy`` and the like, because the profile has one
language only, and attributes whose taxonomy term is one of our keys. What we do not know is passed
over: a file made for others loads too.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from app.directory import values
from app.directory.entries import Both, Cost, Entry, Ring, known_domains
from app.directory.solution_types import load_solution_types
from app.directory.values import RowRefused
from app.i18n import gettext as _


_OFFERED: Final = frozenset({"", "active"})
_WITHDRAWN: Final = frozenset({"inactive", "defunct", "temporarily closed"})

Raw = Mapping[str, Any]


def service_entry(raw: Raw) -> Entry:
    """Return the service as an entry, or refuse it with the reason."""
    codes = list(_codes(raw))
    places = list(_locations(raw))
    return Entry(
        key=values.key(raw.get("id")),
        name=values.named(_line(raw, "name")),
        about=_paragraph(raw, "description"),
        ring=Ring.SERVICES if "services" in codes else Ring.COMMUNITY,
        solution=next((code for code in codes if load_solution_types().find(code)), ""),
        domains=known_domains(codes),
        areas=_areas(raw, places),
        languages=values.languages(_languages(raw)),
        cost=_cost(raw),
        cost_words=_cost_words(raw),
        when=_when(raw),
        place=_address(places),
        phone=_phone(raw),
        email=values.email(raw.get("email")),
        website=values.website(raw.get("url")),
        access=_access(places),
        checked_on=values.day(raw.get("assured_date") or raw.get("last_modified")),
        is_offered=_is_offered(raw),
    )


def _line(raw: Raw, name: str) -> Both:
    return Both(values.line(raw.get(name)), values.line(raw.get(f"{name}_cy")))


def _paragraph(raw: Raw, name: str) -> Both:
    return Both(values.paragraph(raw.get(name)), values.paragraph(raw.get(f"{name}_cy")))


def _each(raw: Raw, name: str) -> Iterator[Raw]:
    found = raw.get(name)
    for item in found if isinstance(found, list) else ():
        if isinstance(item, Mapping):
            yield item


def _inside(raw: Raw, name: str) -> Raw:
    found = raw.get(name)
    return found if isinstance(found, Mapping) else {}


def _codes(raw: Raw) -> Iterator[str]:
    for attribute in _each(raw, "attributes"):
        term = _inside(attribute, "taxonomy_term")
        yield from (values.line(term.get(key)).lower() for key in ("code", "name"))


def _locations(raw: Raw) -> Iterator[Raw]:
    for held_at in _each(raw, "service_at_locations"):
        yield _inside(held_at, "location")


def _areas(raw: Raw, places: list[Raw]) -> tuple[str, ...]:
    named = [values.line(area.get("name")) for area in _each(raw, "service_areas")]
    towns = [values.line(a.get("city")) for place in places for a in _each(place, "addresses")]
    return tuple(dict.fromkeys(area for area in (*named, *towns) if area))


def _address(places: list[Raw]) -> str:
    parts = ("address_1", "address_2", "city", "postal_code")
    for place in places:
        for address in _each(place, "addresses"):
            lines = [values.line(address.get(part)) for part in parts]
            return ", ".join(line for line in lines if line)
    return ""


def _languages(raw: Raw) -> list[str]:
    keys = ("code", "name")
    return [values.line(each.get(key)) for each in _each(raw, "languages") for key in keys]


def _cost(raw: Raw) -> Cost:
    options = list(_each(raw, "cost_options"))
    amounts = [option.get("amount") for option in options]
    if any(isinstance(amount, int | float) and amount > 0 for amount in amounts):
        return Cost.SOME
    is_free = {values.line(option.get("option")).lower() for option in options} & {"free"}
    return Cost.FREE if is_free or 0 in amounts else Cost.UNKNOWN


def _cost_words(raw: Raw) -> Both:
    for option in _each(raw, "cost_options"):
        words = _line(option, "amount_description")
        if words:
            return words
    return _line(raw, "fees_description")


def _when(raw: Raw) -> Both:
    for schedule in _each(raw, "schedules"):
        words = _line(schedule, "description")
        if words:
            return words
    return Both()


def _access(places: list[Raw]) -> Both:
    for place in places:
        for each in _each(place, "accessibility"):
            words = _line(each, "description")
            if words:
                return words
    return Both()


def _phone(raw: Raw) -> str:
    for each in _each(raw, "phones"):
        return values.phone(each.get("number"))
    return ""


def _is_offered(raw: Raw) -> bool:
    status = values.line(raw.get("status")).lower()
    if status not in _OFFERED | _WITHDRAWN:
        raise RowRefused(_("Its status is none that Open Referral UK knows."))
    return status in _OFFERED
