"""What a keyboard finds on a page: which controls Tab comes to, and whether that can be seen."""

from typing import Any

from playwright.sync_api import Page


# A group of radio buttons is one stop: the chosen one, or else the first. A ring is seen that was
# not there before, is two pixels wide and stands out from what it is drawn on (WCAG 1.4.11).
_WATCH = """() => {
  const shown = (el) => el.checkVisibility({ visibilityProperty: true })
    && !el.disabled && !el.closest("[inert]");
  const modal = document.querySelector("dialog:modal");
  const fields = "input:not([type=hidden]), select, textarea";
  const stops = `a[href], button, summary, ${fields}, [tabindex="0"]`;
  const all = [...(modal ?? document).querySelectorAll(stops)].filter(shown);
  const group = (el) => all.filter((one) => one.type === "radio" && one.name === el.name);
  const isStop = (el) => el.type !== "radio"
    || el === (group(el).find((one) => one.checked) ?? group(el)[0]);
  const name = (el) => el.id || el.name || el.innerText.trim() || el.outerHTML.slice(0, 80);

  const parts = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const alpha = (colour) => parts(colour)[3] ?? 1;
  const light = (colour) => parts(colour).slice(0, 3)
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, n) => sum + part * [0.2126, 0.7152, 0.0722][n], 0);
  const ground = (el) => {
    const colour = el ? getComputedStyle(el).backgroundColor : "rgb(255, 255, 255)";
    return alpha(colour) === 1 ? colour : ground(el.parentElement);
  };
  const standsOut = (colour, el) => {
    const [low, high] = [light(colour), light(ground(el.parentElement))].sort((a, b) => a - b);
    return alpha(colour) === 1 && (high + 0.05) / (low + 0.05) >= 3;
  };
  const SHADOW = /(rgba?\\([^)]*\\)) (-?[\\d.]+)px (-?[\\d.]+)px ([\\d.]+)px (-?[\\d.]+)px/g;
  const rings = (el) => [el, ...(el.labels ?? [])].flatMap((one) =>
    ["", "::before"].flatMap((part) => {
      const style = getComputedStyle(one, part);
      const isDrawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      const outline = isDrawn ? [style.outlineColor] : [];
      const shadows = [...style.boxShadow.matchAll(SHADOW)]
        .filter(([, , right, down, , spread]) => [right, down, spread].some((by) => by >= 2))
        .map(([, colour]) => colour);
      return [...outline, ...shadows].filter((colour) => standsOut(colour, one))
        .map((colour) => part + colour);
    }));
  const isCovered = (el) => {
    const own = [el, ...(el.labels ?? [])];
    const isOwn = (top) => top && own.some((one) => one.contains(top) || top.contains(one));
    const sides = [0.1, 0.5, 0.9];
    const points = [...el.getClientRects()].flatMap(({ x, y, width, height }) =>
      sides.flatMap((across) => sides.map((down) => [x + across * width, y + down * height])));
    return !points.some((point) => isOwn(document.elementFromPoint(...point)));
  };

  const walk = (window.walk = { left: new Map(), unseen: [], covered: [] });
  if (!modal) {
    const start = document.createElement("span");
    document.body.prepend(start);
    start.tabIndex = -1;
    start.focus();
    start.remove();
  } else document.activeElement.blur();
  for (const el of all.filter(isStop)) walk.left.set(el, rings(el));
  walk.size = walk.left.size;
  walk.look = () => {
    const el = document.activeElement;
    if (!walk.left.has(el)) return;
    const before = walk.left.get(el);
    if (rings(el).every((ring) => before.includes(ring))) walk.unseen.push(name(el));
    if (isCovered(el)) walk.covered.push(name(el));
    walk.left.delete(el);
  };
  walk.faults = () => ({
    unreached: [...walk.left.keys()].map(name), unseen: walk.unseen, covered: walk.covered,
  });
  return walk.size;
}"""
NONE: dict[str, list[str]] = {"unreached": [], "unseen": [], "covered": []}


def check_keyboard(page: Page) -> None:
    """Press Tab through the page: it comes to every control, and each can be seen to have it."""
    stops = int(page.evaluate(_WATCH))
    for _press in range(stops + 5):  # a part that scrolls is a stop as well
        page.keyboard.press("Tab")
        page.evaluate("window.walk.look()")
    faults: dict[str, Any] = page.evaluate("window.walk.faults()")
    assert stops > 0, page.url
    assert faults == NONE, (page.url, faults)
