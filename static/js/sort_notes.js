// Sorting notes by keyboard: inside a sentence, the number of a question puts it there; then the next
// sentence has the focus. Everything works without this, by buttons.
const KEYS = { 0: "10", "-": "11" };

function showHint() {
  const hint = document.getElementById("sort-keys");
  // Where there is only touch there are no keys to speak of.
  if (hint) hint.hidden = !window.matchMedia("(any-hover: hover)").matches;
}
showHint();

function isTyping(target) {
  return target.matches("input, textarea, select");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
  const form = event.target.closest?.("form[data-sort]");
  const button = form?.querySelector(`[data-number="${CSS.escape(KEYS[event.key] ?? event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

// The part was drawn afresh: go on with the sentence that is now the first.
document.body.addEventListener("htmx:afterSettle", (event) => {
  const part = document.getElementById("sorting");
  if (!part || !(event.detail.elt === part || part.contains(event.detail.elt))) return;
  showHint();
  const next = part.querySelector(".to-sort__suggested button, .to-sort summary, .sorted a");
  next?.focus();
});
