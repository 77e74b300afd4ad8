// Hides the questions that the answers on this page do not call for. Nothing is emptied: the server ignores them.

import { answersOf } from "./answers.js";
import { holds } from "./conditions.js";

for (const root of document.querySelectorAll("[data-conditions]")) {
  const refresh = () => apply(root);
  for (const happening of ["input", "change", "forms:rows"]) root.addEventListener(happening, refresh);
  refresh();
}

function apply(root) {
  const answers = answersOf(root);
  for (const part of root.querySelectorAll("[data-when]")) {
    const around = part.parentElement.closest("[data-composite], [data-row]");
    const row = around && root.contains(around) ? answersOf(around) : null;
    part.hidden = !holds(JSON.parse(part.dataset.when), answers, row);
  }
}
