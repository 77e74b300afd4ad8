// The officer's page by keyboard: the cursor stands where something is missing, Enter goes on, Ctrl + Enter sends.
const form = document.querySelector("form[data-dense]");
const SEND = document.querySelector("[data-send]");

// Where Enter stops: each field that is shown, radios of one name once.
function stops() {
  const kept = new Map();
  for (const one of form.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    // What a closed list holds has a place on the page, but nobody can stand in it.
    if (!one.getClientRects().length || one.closest("details:not([open])")) continue;
    const name = one.type === "radio" ? one.name : one;
    if (!kept.has(name) || one.checked) kept.set(name, one);
  }
  return [...kept.values()];
}

function isEmpty(one) {
  if (one.closest("[data-enter]")) return false;
  if (one.type === "checkbox") return ![...one.closest(".question").querySelectorAll("input")].some((box) => box.checked);
  return one.type === "radio" ? !one.checked : !one.value;
}

const isMissing = (one) => isEmpty(one) && !one.closest(".question")?.querySelector(".optional");
const firstMissing = () => stops().find(isMissing) ?? SEND;

// To the next field that nobody has filled in yet; Tab goes through all of them.
function goOn(from) {
  const all = stops();
  const here = all.findIndex((one) => one === from || (one.type === "radio" && one.name === from.name));
  (all.slice(here + 1).find(isEmpty) ?? SEND).focus();
}

function enter(event) {
  const line = event.target.closest("[data-enter]");
  if (!event.target.matches("input, select")) return;
  event.preventDefault();
  if (!line) goOn(event.target);
  else if (line.querySelector("input").value.trim()) form.requestSubmit(line.querySelector(`[name="${line.dataset.enter}"]`));
  else firstMissing().focus();
}

if (form) {
  const faults = document.querySelector("[data-error-summary]");
  const cursor = form.querySelector(".found button, [data-cursor]");
  (faults ?? cursor ?? firstMissing()).focus();

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.requestSubmit(SEND);
    } else if (form.contains(event.target)) enter(event);
  });
}
