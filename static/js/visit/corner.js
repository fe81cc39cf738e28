// The one corner that says whether words are safe, and the place beside a field that says why not.

/** @param {string} state @param {Record<string, string>} values */
export function show(state, values = {}) {
  const corner = document.getElementById("save-state");
  if (!corner) return;
  const sentence = corner.dataset[state.replace(/-./g, (part) => part[1].toUpperCase())] ?? "";
  const text = sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
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
  if (message) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}
