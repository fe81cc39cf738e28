// Take visits along: put what is known of the chosen people on this tablet, locked, until it expires.
import { keepDirectory } from "./directory.js";
import { openHere } from "./opening.js";
import { isAble, isUsedBy, takePacks } from "./tablet.js";

const form = document.querySelector("form[data-form=take]");
const line = form?.querySelector("[data-say=take]");

const tell = (name) => {
  line.textContent = "";
  setTimeout(() => (line.textContent = line.dataset[name]), 50);
};

async function take(people) {
  const { staff } = document.body.dataset;
  if (!isAble || !(await isUsedBy(staff))) {
    location.assign("/visit/tablet"); // first a PIN, then the visits
    return;
  }
  if (!(await openHere(staff))) return tell("locked");
  await takePacks(people);
  await keepDirectory();
  tell("taken");
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const people = [...form.querySelectorAll("input[type=checkbox]:checked")].map(({ value }) => value);
  if (!people.length) return tell("none");
  tell("taking");
  take(people).catch(() => tell("failed"));
});
