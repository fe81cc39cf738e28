"""What somebody with a thumb, in the sun and on a small screen meets on a page."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


SMALLEST = 44
# A link in the middle of a sentence is as high as its line (WCAG 2.5.8 leaves it so); a radio
# button or a tick box is hit with its label.
_TOO_SMALL = """(least) => {
  const seen = (el) => el.checkVisibility({ visibilityProperty: true })
    && el.getBoundingClientRect().width > 1;
  const inSentence = (el) => {
    const block = el.closest("p, li, dd, td");
    return el.tagName === "A" && block !== null
      && block.innerText.trim().length > el.innerText.trim().length + 1;
  };
  const size = (el) => {
    const labels = el.matches("input[type=radio], input[type=checkbox]") ? [...el.labels] : [];
    const boxes = [el, ...labels].map((one) => one.getBoundingClientRect());
    const most = (side) => Math.max(...boxes.map((box) => box[side]));
    const low = (side) => Math.min(...boxes.map((box) => box[side]));
    return [most("right") - low("left"), most("bottom") - low("top")];
  };
  const targets = "a[href], button, summary, select, textarea, input:not([type=hidden])";
  return [...document.querySelectorAll(targets)]
    .filter((el) => seen(el) && !inSentence(el))
    .map((el) => [el.innerText || el.name, ...size(el)])
    .filter(([, width, height]) => Math.min(width, height) < least);
}"""
# The second says nothing about words that are too faint for the first.
_CONTRAST = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced"]},
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}


def too_small(page: Page) -> list[Any]:
    """Name what can be pressed and is smaller than a thumb, with its width and height."""
    found: list[Any] = page.evaluate(_TOO_SMALL, SMALLEST)
    return found


def too_wide(page: Page) -> int:
    """Return by how much the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def too_faint(page: Page) -> list[Any]:
    """Name the words that cannot be read in the sun, with their colours."""
    found = Axe().run(page, options=_CONTRAST).response["violations"]
    nodes = [node for fault in found for node in fault["nodes"]]
    return [(node["target"], node["any"][0]["data"]) for node in nodes]
