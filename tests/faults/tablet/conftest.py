"""A real browser with the visit's own modules in it, and a server that answers as a test wants."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.faults.tablet.product import TabletServer, tablet_server
from tests.faults.tablet.tablet import Tablet
from tools.serving import PATIENCE


@pytest.fixture
def product() -> Iterator[TabletServer]:
    with tablet_server() as serving:
        yield serving


@pytest.fixture
def tablet(product: TabletServer, chromium: Browser) -> Iterator[Tablet]:
    """A tablet whose practitioner is signed in and whose store is open."""
    context = chromium.new_context(base_url=product.address)
    context.set_default_timeout(PATIENCE)
    made = Tablet(context.new_page(), product)
    made.open()
    made.sign_in()
    yield made
    context.close()
    assert made.faults == []


@pytest.fixture
def other_tablet(product: TabletServer, chromium: Browser) -> Iterator[Tablet]:
    """A second tablet, with nobody signed in yet."""
    context = chromium.new_context(base_url=product.address)
    context.set_default_timeout(PATIENCE)
    made = Tablet(context.new_page(), product)
    made.open()
    yield made
    context.close()
    assert made.faults == []
