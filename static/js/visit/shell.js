// The shell of a visit: it stands wherever the worker puts it, reads its address, and shows that page.
import { fill } from "./fill.js";
import { tellWorker } from "./worker_link.js";

const main = document.getElementById("main-content");

/** Show one of the shell's pages. */
function show(id, data = {}) {
  main.replaceChildren(fill(id, data));
  const heading = main.querySelector("h1");
  document.title = `${heading.textContent} · ${document.querySelector(".top__name").textContent}`;
}

function route() {
  const path = window.location.pathname;
  if (path === "/safety") show("view-safety");
  else if (path === "/visit" || path === "/today" || path === "/") show("view-nothing");
  else show("view-elsewhere");
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-do]");
  if (button?.dataset.do === "again") window.location.reload();
  if (button?.dataset.do === "language") {
    await tellWorker({ language: button.value });
    window.location.reload();
  }
});
route();
