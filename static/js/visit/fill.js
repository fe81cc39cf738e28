// Fills a <template> of the shell with what the journal holds. Text is only ever set as text.
//   data-text="name"       the text of the element      data-fill      {name} in the element's own text
//   data-if / data-unless  keep it or leave it out      data-each      once for each of a list
//   data-set="href:go …"   attributes and properties

const sentences = document.getElementById("visit-sentences")?.dataset ?? {};
const PROPERTIES = new Set(["value", "checked", "open"]);

/** A whole sentence in this page's language, with its {names} filled in. */
export function say(name, values = {}) {
  return put(sentences[name] ?? "", values);
}

const put = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const at = (data, path) => path.split(".").reduce((found, name) => found?.[name], data);

/** A copy of the template, filled. @param {string} id @param {object} data @returns {DocumentFragment} */
export function fill(id, data) {
  const part = document.getElementById(id).content.cloneNode(true);
  fillIn(part, data);
  return part;
}

function fillIn(root, data) {
  for (const element of [...root.children]) {
    const { each } = element.dataset;
    if (each) {
      delete element.dataset.each;
      for (const item of at(data, each) ?? []) {
        const copy = element.cloneNode(true);
        element.before(copy);
        fillOne(copy, { ...data, ...item });
      }
      element.remove();
    } else fillOne(element, data);
  }
}

function fillOne(element, data) {
  const { if: wanted, unless, text, fill: own, set } = element.dataset;
  if ((wanted && !at(data, wanted)) || (unless && at(data, unless))) {
    element.remove();
    return;
  }
  if (own !== undefined) element.textContent = put(element.textContent, data);
  else if (text) element.textContent = at(data, text) ?? "";
  else fillIn(element, data);
  // After its inside: a select takes its value from the options it has.
  for (const pair of set?.split(" ") ?? []) {
    const [name, path] = pair.split(":");
    const value = at(data, path) ?? "";
    if (PROPERTIES.has(name)) element[name] = name === "value" ? value : Boolean(value);
    if (name === "value" && element.tagName !== "TEXTAREA") element.setAttribute("value", value);
    else if (!PROPERTIES.has(name)) element.setAttribute(name, value);
  }
}
