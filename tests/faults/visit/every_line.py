"""What a page says, by eye or ear, in the language that it is said to be in."""

from playwright.sync_api import Page


# A line marked as another language is another language, as the name of one or words of a person.
_LINES = """() => {
  const own = document.documentElement.lang;
  const isOwn = (el) => el.closest("[lang]").lang === own;
  const shown = (el) => isOwn(el)
    && (el.closest("select") ?? el).checkVisibility({ visibilityProperty: true });
  const lines = [document.title];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { parentElement: el, data } = texts.currentNode;
    if (!el.closest("script, style, noscript") && shown(el)) lines.push(data);
  }
  for (const name of ["aria-label", "alt", "title", "placeholder"]) {
    for (const el of document.querySelectorAll(`[${name}]`)) {
      if (shown(el)) lines.push(el.getAttribute(name));
    }
  }
  return lines.map((line) => line.replace(/\\s+/g, " ").trim())
    .filter((line) => /\\p{L}/u.test(line));
}"""


def lines_of(page: Page) -> set[str]:
    """Return every line that holds a word."""
    return set(page.evaluate(_LINES))
