// What every page does when script is on: start the components, and never fail in silence.
import { initAll } from "../vendor/govuk-frontend-6.3.0/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

const alertBox = document.getElementById("page-alert");

/** Say a sentence where it is seen and announced. */
function announce(sentence) {
  if (!alertBox) return;
  alertBox.textContent = "";
  // A new text in an emptied live region is announced even when it is the same as before.
  window.setTimeout(() => {
    alertBox.textContent = sentence;
  }, 50);
}

function reasonFor(status) {
  if (status === 401) return "signedOut";
  if (status === 403 || status === 404) return "refused";
  return "failed";
}

// htmx: settings stand in the page's head; here is what happens when an answer is not a page part.
document.body.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=csrf_token]");
  if (token) event.detail.headers["X-CSRFToken"] = token.value;
});
document.body.addEventListener("htmx:beforeRequest", () => {
  if (alertBox) alertBox.textContent = "";
});
document.body.addEventListener("htmx:responseError", (event) => {
  announce(alertBox.dataset[reasonFor(event.detail.xhr.status)]);
});
for (const lost of ["htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(lost, () => announce(alertBox.dataset.offline));
}
for (const broken of ["htmx:swapError", "htmx:onLoadError"]) {
  document.body.addEventListener(broken, () => announce(alertBox.dataset.failed));
}
document.body.addEventListener("htmx:afterSettle", (event) => {
  initAll({ scope: event.detail.elt });
  watchLimits(event.detail.elt);
});

// Length limits tell and never cut: what is too long stays on the screen.
function showLimit(field) {
  const note = document.querySelector(`[data-limit-for="${CSS.escape(field.id)}"]`);
  if (!note) return;
  note.dataset.room ??= note.textContent;
  // The server counts code points, after line breaks are one character each.
  const limit = Number(field.dataset.limit);
  const over = field.value.length > limit && [...field.value].length > limit;
  if (over === note.classList.contains("limit--over")) return;
  note.classList.toggle("limit--over", over);
  note.setAttribute("role", "status");
  note.textContent = over ? note.dataset.tooLong : note.dataset.room;
}

function watchLimits(scope) {
  for (const field of scope.querySelectorAll("textarea[data-limit]")) {
    showLimit(field);
    field.addEventListener("input", () => showLimit(field));
  }
}
watchLimits(document);

// A reason that is open by hover or focus goes away with Escape, and comes back with the next visit.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const words of document.querySelectorAll(".heard")) words.classList.add("is-dismissed");
});
for (const back of ["focusin", "mouseover"]) {
  document.addEventListener(back, (event) => {
    const words = event.target.closest?.(".heard");
    if (!words) return;
    words.classList.remove("is-dismissed");
    // A reason about words near the right edge opens towards the left.
    words.classList.toggle("heard--late", words.offsetLeft > words.offsetParent.clientWidth / 2);
  });
}
