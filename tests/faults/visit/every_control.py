"""What a keyboard finds on a page: which controls Tab comes to, and whether that is seen."""

from typing import Any

from playwright.sync_api import Page


# A group of radio buttons is one stop: the chosen one, or else the first.
_WATCH = """() => {
  const seen = (el) => el.checkVisibility({ visibilityProperty: true })
    && !el.disabled && !el.closest("[inert]");
  const modal = document.querySelector("dialog:modal");
  const fields = "input:not([type=hidden]), select, textarea";
  const stops = `a[href], button, summary, ${fields}, [tabindex="0"]`;
  const all = [...(modal ?? document).querySelectorAll(stops)].filter(seen);
  const group = (el) => all.filter((one) => one.type === "radio" && one.name === el.name);
  const isStop = (el) => el.type !== "radio"
    || el === (group(el).find((one) => one.checked) ?? group(el)[0]);
  const look = (el) => [el, ...(el.labels ?? [])].flatMap((one) => ["", "::before"].map((part) => {
    const style = getComputedStyle(one, part);
    return [style.outline, style.boxShadow, style.borderColor, style.backgroundColor].join();
  })).join();
  const name = (el) => el.id || el.name || el.innerText.trim() || el.outerHTML.slice(0, 80);
  const walk = (window.walk = { left: new Map(), unseen: [] });
  if (!modal) {
    const start = document.createElement("span");
    document.body.prepend(start);
    start.tabIndex = -1;
    start.focus();
    start.remove();
  }
  for (const el of all.filter(isStop)) walk.left.set(el, look(el));
  const arrive = (el) => {
    if (walk.left.get(el) === look(el)) walk.unseen.push(name(el));
    walk.left.delete(el);
  };
  if (walk.left.has(document.activeElement)) walk.left.delete(document.activeElement);
  document.addEventListener("focusin", ({ target }) => walk.left.has(target) && arrive(target));
  walk.faults = () => ({ unreached: [...walk.left.keys()].map(name), unseen: walk.unseen });
  return walk.left.size;
}"""


def check_keyboard(page: Page) -> None:
    """Press Tab from the top of the page: it comes to every control, and each shows that it did."""
    stops = int(page.evaluate(_WATCH))
    for _press in range(stops + 5):  # a part that scrolls is a stop as well
        page.keyboard.press("Tab")
    faults: dict[str, Any] = page.evaluate("window.walk.faults()")
    assert stops > 0, page.url
    assert faults == {"unreached": [], "unseen": []}, page.url
