// The one corner that says whether words are safe, and the place beside a field that says why not.

const NOT_CONTENT = new Set(["operation_id", "version", "csrf_token", "switch_language"]);

/** The time of day, as both languages write it; a browser's own formatter keeps whoever types waiting. @param {number | Date} [at] */
export const clock = (at = Date.now()) => new Date(at).toTimeString().slice(0, 5);

/** The day as 2026-11-22. @param {Date} [at] */
export const dayOf = (at) => new Intl.DateTimeFormat("fr-CA").format(at);

/** @param {string} state @param {string} [time] when it was kept */
export function show(state, time = clock()) {
  const corner = document.getElementById("save-state");
  if (!corner) return;
  const sentence = corner.dataset[state.replace(/-./g, (part) => part[1].toUpperCase())] ?? "";
  const text = sentence.replace("{time}", time);
  corner.dataset.state = state;
  const line = corner.querySelector(".save-state__text");
  if (line.textContent !== text) line.textContent = text;
}

/** @param {HTMLFormElement} form @param {string} [message] @param {string} [fieldName] */
export function showMessage(form, message, fieldName) {
  const field = fieldName ? form.elements.namedItem(fieldName) : form.querySelector("textarea");
  const place = form.querySelector(`[data-error-for="${CSS.escape(field?.id ?? "")}"]`);
  if (!place) return;
  place.hidden = !message;
  place.textContent = message ?? "";
  place.closest(".govuk-form-group")?.classList.toggle("govuk-form-group--error", Boolean(message));
  field.ariaInvalid = message ? "true" : null;
}

/** What stands in a form, but for fields that are not content. @param {HTMLFormElement} form */
export function contentOf(form) {
  return JSON.stringify([...new FormData(form)].filter(([name]) => !NOT_CONTENT.has(name)));
}

/** Whether words were typed before a script was there to see it. @param {HTMLFormElement} form as the server sent it */
export function isTypedIn(form) {
  const sent = /** @type {HTMLFormElement} */ (form.cloneNode(true));
  sent.reset();
  return contentOf(form) !== contentOf(sent);
}
