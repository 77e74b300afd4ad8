// Does this condition hold for these answers? The same rules stand in platform/forms/conditions.py;
// both are held together by tests/vectors/conditions.json.

const BLANK = /^[ \t\n\r\u00a0]*$/;
const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

export function holds(condition, answers, row = null) {
  if (condition === null || condition === undefined) return true;
  if (own(condition, "all")) return condition.all.every((one) => holds(one, answers, row));
  if (own(condition, "any")) return condition.any.some((one) => holds(one, answers, row));
  if (own(condition, "not")) return !holds(condition.not, answers, row);
  const answer = lookUp(condition.question, answers, row);
  const rows = Array.isArray(answer) ? answer.filter(isMap) : [];
  if (own(condition, "some")) return rows.some((one) => holds(condition.some, answers, one));
  if (own(condition, "every")) return rows.every((one) => holds(condition.every, answers, one));
  return compare(condition, answer, answers, row);
}

export function lookUp(path, answers, row = null) {
  let found = path.startsWith(".") ? row : answers;
  for (const part of path.replace(/^\./, "").split(".")) {
    if (!isMap(found) || !own(found, part)) return null;
    found = found[part];
  }
  return found;
}

export function isFilled(answer) {
  if (answer === null || answer === undefined) return false;
  if (typeof answer === "string") return !BLANK.test(answer);
  if (Array.isArray(answer)) return answer.length > 0;
  if (isMap(answer)) return Object.values(answer).some(isFilled);
  return true;
}

function compare(condition, answer, answers, row) {
  const operator = Object.keys(COMPARISONS).find((name) => own(condition, name));
  if (!operator) throw new Error(`no comparison in ${JSON.stringify(condition)}`);
  let wanted = condition[operator];
  if (isMap(wanted)) wanted = lookUp(wanted.question, answers, row);
  return COMPARISONS[operator](answer, wanted);
}

const own = (thing, name) => Object.prototype.hasOwnProperty.call(thing, name);
const isMap = (thing) => typeof thing === "object" && thing !== null && !Array.isArray(thing);
const scalar = (thing) => ["string", "number", "boolean"].includes(typeof thing);
const same = (one, other) => scalar(one) && one === other;
const numbers = (judge) => (one, other) => typeof one === "number" && typeof other === "number" && judge(one, other);
const isDay = (thing) => typeof thing === "string" && DAY.test(thing);
const days = (judge) => (one, other) => isDay(one) && isDay(other) && judge(one, other);

const COMPARISONS = {
  is: same,
  in: (answer, wanted) => Array.isArray(wanted) && wanted.some((one) => same(answer, one)),
  has: (answer, wanted) => Array.isArray(answer) && answer.some((one) => same(one, wanted)),
  filled: (answer, wanted) => isFilled(answer) === (wanted === true),
  greater: numbers((one, other) => one > other),
  less: numbers((one, other) => one < other),
  at_least: numbers((one, other) => one >= other),
  at_most: numbers((one, other) => one <= other),
  before: days((one, other) => one < other),
  after: days((one, other) => one > other),
};
