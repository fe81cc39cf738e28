"""Entries and files of entries to test with: invented groups, in real towns."""

import json
from typing import Any

from app.directory.entries import Both, Cost, Entry


def entry(key: str, **more: Any) -> Entry:
    name = more.pop("name", Both(f"Group {key}", f"Grŵp {key}"))
    values: dict[str, Any] = {
        "about": Both("We meet and talk.", "Rydym yn cwrdd a sgwrsio."),
        "domains": ("RELATE",),
        "areas": ("Caernarfon",),
        "languages": ("cy", "en"),
        "cost": Cost.FREE,
    }
    return Entry(key=key, name=name, **{**values, **more})


def service(key: str = "choir", **more: Any) -> dict[str, Any]:
    """Return one service as Open Referral UK writes it."""
    return {
        "id": key,
        "name": "The Menai choir",
        "name_cy": "Côr Menai",
        "description": "Singing for <b>anybody</b>.",
        "status": "active",
        "url": "https://choir.example",
        "email": "hello@choir.example",
        "phones": [{"id": "p", "number": "01632 960 123"}],
        "languages": [{"id": "l", "code": "cy", "name": "Welsh"}],
        "cost_options": [{"id": "c", "amount": 2.5, "amount_description": "£2.50 a night"}],
        "schedules": [{"id": "s", "description": "Thursdays at seven"}],
        "service_areas": [{"id": "a", "name": "Caernarfon"}],
        "attributes": [{"id": "t", "taxonomy_term": {"id": "x", "code": "RELATE", "name": "r"}}],
        "service_at_locations": [
            {
                "id": "at",
                "location": {
                    "id": "loc",
                    "addresses": [
                        {"address_1": "Salem", "city": "Bangor", "postal_code": "LL57 0ZZ"}
                    ],
                    "accessibility": [{"description": "Step-free"}],
                },
            }
        ],
        "assured_date": "2026-10-01",
        **more,
    }


def file_of(*services: Any) -> str:
    return json.dumps({"total_items": len(services), "contents": list(services)})
