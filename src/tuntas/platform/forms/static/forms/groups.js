// Adds and removes rows of a repeated group without a new page; without this script the same buttons post the form.

for (const group of document.querySelectorAll("[data-group]")) {
  group.addEventListener("click", (event) => {
    const add = event.target.closest("[data-add-row]");
    const remove = event.target.closest("[data-remove-row]");
    if (!add && !remove) return;
    event.preventDefault();
    if (add) addRow(group, add);
    if (remove) remove.closest("[data-row]").remove();
    refresh(group);
  });
  refresh(group);
}

function addRow(group, button) {
  const blank = group.querySelector(":scope > [data-blank-row]");
  const next = 1 + Math.max(-1, ...rowsOf(group).map((row) => Number(row.dataset.row)));
  const row = blank.content.cloneNode(true);
  for (const element of row.querySelectorAll("*")) {
    for (const attribute of [...element.attributes]) {
      if (attribute.value.includes("NEW")) attribute.value = attribute.value.replaceAll("NEW", next);
    }
  }
  button.before(row);
  rowsOf(group).at(-1).querySelector("input, select, textarea")?.focus();
}

function refresh(group) {
  const rows = rowsOf(group);
  rows.forEach((row, index) => {
    for (const number of row.querySelectorAll("[data-row-number]")) number.textContent = index + 1;
    const remove = row.querySelector("[data-remove-row]");
    if (remove) remove.hidden = rows.length <= Number(group.dataset.min);
  });
  const add = group.querySelector(":scope > [data-add-row]");
  if (add) add.hidden = rows.length >= Number(group.dataset.max);
  group.dispatchEvent(new Event("forms:rows", { bubbles: true }));
}

function rowsOf(group) {
  return [...group.querySelectorAll(":scope > [data-row]")];
}
