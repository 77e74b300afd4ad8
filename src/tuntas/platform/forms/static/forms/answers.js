// What do the fields on this page say? Answers in the shape the server keeps, for the conditions only:
// what cannot be read here (a date in words) counts as not answered, and the server judges.

export function answersOf(root) {
  const answers = {};
  for (const question of questionsIn(root)) answers[question.dataset.question] = answerOf(question);
  return answers;
}

function questionsIn(root) {
  return [...root.querySelectorAll("[data-question]")].filter(
    (one) => (one.parentElement.closest("[data-composite], [data-row]") ?? null) === enclosing(root),
  );
}

const enclosing = (root) => (root.matches("[data-composite], [data-row]") ? root : null);

function answerOf(question) {
  const type = question.dataset.type;
  const group = question.querySelector(":scope > [data-group]");
  if (group) return [...group.querySelectorAll(":scope > [data-row]")].map(answersOf);
  const composite = question.querySelector(":scope > [data-composite]");
  if (composite) return answersOf(composite);
  const named = [...question.querySelectorAll("input, select, textarea")].filter(
    (one) => one.name === question.dataset.name,
  );
  const given = named.filter((one) => !["radio", "checkbox"].includes(one.type) || one.checked);
  const values = given.map((one) => one.value).filter((one) => one !== "");
  if (type === "many_of" || type === "file") return values;
  const typed = values.at(-1) ?? null;
  return typed === null ? null : (READERS[type] ?? ((text) => text))(typed);
}

const READERS = {
  yes_no: (code) => code === "yes",
  number: numberOf,
  date: dayOf,
};

function numberOf(text) {
  const compact = text.replaceAll(" ", "");
  if (/^-?\d{1,3}([.,]\d{3})+$/.test(compact)) return Number(compact.replace(/[.,]/g, ""));
  return /^-?\d+([.,]\d+)?$/.test(compact) ? Number(compact.replace(",", ".")) : null;
}

function dayOf(text) {
  const parts = text.trim().match(/^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/);
  if (!parts) return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null;
  return `${parts[3]}-${parts[2].padStart(2, "0")}-${parts[1].padStart(2, "0")}`;
}
