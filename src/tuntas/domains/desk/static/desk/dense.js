// The officer's page by keyboard: the cursor stands ready, Ctrl + Enter sends, Enter beside the search searches.
const form = document.querySelector("form[data-dense]");

function firstField() {
  const fields = form.querySelectorAll(".dense input:not([type=hidden]), .dense select, .dense textarea");
  return [...fields].find((one) => one.getClientRects().length);
}

if (form) {
  const faults = document.querySelector("[data-error-summary]");
  const found = form.querySelector(".found button");
  (faults ?? found ?? firstField())?.focus();

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.requestSubmit(document.querySelector("[data-send]"));
    } else if (event.target.matches("[data-enter] input")) {
      event.preventDefault();
      form.requestSubmit(form.querySelector(`[name="${event.target.closest("[data-enter]").dataset.enter}"]`));
    }
  });
}
