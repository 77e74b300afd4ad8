// Keeps the wall true: follows the live process, paints what changed, and says how old the figures are.
import { FIGURES, level, NOTHING, sum, told, troubled, urgency } from "./wall_rules.js";

const OLD_AFTER = 10; // seconds
const LOST_AFTER_MS = 10_000;
const WORST = 8;
const page = document.querySelector("[data-wall]");
const limits = JSON.parse(page.dataset.limits);
const units = JSON.parse(page.dataset.units);
const { measure, area, service, live } = page.dataset;
const states = new Map();
let heardAt = 0;

const regionOf = (code) => code.split("-")[0];
const liesIn = (code, within) => !within || regionOf(code) === within || regionOf(code).startsWith(`${within}.`);

function stateOf(element) {
  const code = element.dataset.shows;
  if (!("isArea" in element.dataset)) {
    const state = states.get(code) ?? NOTHING;
    return { state, worst: state, count: null };
  }
  const inside = [...states].filter(([one]) => liesIn(one, code)).map(([, state]) => state);
  const worst = inside.reduce((one, other) => (urgency(other, measure, limits) > urgency(one, measure, limits) ? other : one), NOTHING);
  return { state: inside.reduce(sum, NOTHING), worst, count: troubled(inside, measure, limits) };
}

function put(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

// Of the element itself, never of a tile inside it.
const own = (element, selector) => [...element.querySelectorAll(selector)].filter((one) => one.closest("[data-shows]") === element);

function paint(element) {
  const { state, worst, count } = stateOf(element);
  const shown = told(worst, measure, limits);
  if (element.matches(".tile")) {
    element.classList.remove("idle", "calm", "warn", "bad");
    element.classList.add(level(worst, measure, limits));
  }
  own(element, "[data-figure]").forEach((one) => put(one, String(count ?? state[FIGURES.indexOf(shown)])));
  own(element, "[data-unit]").forEach((one) => put(one, count === null ? units[shown] : units.offices));
  own(element, "[data-of]").forEach((one) => put(one, String(state[FIGURES.indexOf(one.dataset.of)])));
}

function paintWorst() {
  const list = document.querySelector("[data-worst]");
  const tiles = new Map([...document.querySelectorAll("[data-map] [data-shows]:not([data-is-area])")].map((one) => [one.dataset.shows, one]));
  const ranked = [...states]
    .filter(([code, state]) => liesIn(code, area) && tiles.has(code) && ["warn", "bad"].includes(level(state, measure, limits)))
    .sort(([, one], [, other]) => urgency(other, measure, limits) - urgency(one, measure, limits))
    .slice(0, WORST);
  const wanted = ranked.map(([code]) => code);
  const there = [...list.querySelectorAll("[data-shows]")].map((one) => one.dataset.shows);
  if (wanted.join() !== there.join() && !list.contains(document.activeElement)) {
    list.replaceChildren(...wanted.map((code) => lineOf(code, tiles.get(code))));
  }
  list.nextElementSibling.hidden = wanted.length > 0;
}

function lineOf(code, tile) {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.className = "tile";
  link.href = `${page.dataset.office}${code}/`;
  link.dataset.shows = code;
  link.append(...[...tile.childNodes].map((one) => one.cloneNode(true)));
  line.append(link);
  return line;
}

function paintAll(changed) {
  for (const element of document.querySelectorAll("[data-shows]")) {
    const { shows, isArea } = element.dataset;
    if (!changed || (isArea === undefined ? changed.has(shows) : [...changed].some((code) => liesIn(code, shows)))) paint(element);
  }
  paintWorst();
  document.querySelectorAll("[data-worst] [data-shows]").forEach(paint);
}

export async function fetchStates(query) {
  const answer = await fetch(`${page.dataset.state}?${new URLSearchParams({ service, ...query })}`, { cache: "no-store", signal: AbortSignal.timeout(LOST_AFTER_MS) });
  if (answer.redirected || answer.status === 404) return location.reload();
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

export const isKept = () => "isKept" in page.dataset;

function takeLive(offices) {
  // The slider was moved meanwhile: what arrives live must not paint over a moment.
  if (isKept()) return;
  heardAt = Date.now();
  take(offices);
}

export function take(offices) {
  states.clear();
  Object.entries(offices).forEach(([code, figures]) => states.set(code, figures));
  paintAll();
}

function hear(news) {
  const changed = new Set();
  for (const [topic, fresh] of Object.entries(news)) {
    const code = topic.split("/")[1];
    if (!states.has(code)) continue;
    const next = [...states.get(code)];
    if (topic.startsWith("office/")) {
      if (fresh.day > page.dataset.day) return location.reload();
      if (fresh.day < page.dataset.day) continue;
      [next[2], next[3]] = [fresh.waiting, fresh.counters_open];
    } else {
      [next[0], next[1], next[4]] = [fresh.late, fresh.at_risk, fresh.outages];
    }
    states.set(code, next);
    changed.add(code);
  }
  if (changed.size) paintAll(changed);
}

let asking;
let askedAt = 0;
// A service's own figures are not in what everybody follows: they are asked for at once, and once in a second.
function askAgain() {
  asking ??= setTimeout(async () => {
    askedAt = Date.now();
    try {
      takeLive((await fetchStates({})).offices);
    } catch {
      // The age of the figures says it.
    }
    asking = undefined;
  }, askedAt + 1000 - Date.now());
}

function follow() {
  const stream = new EventSource(`${live}/live/wall`, { withCredentials: true });
  stream.addEventListener("news", (event) => {
    if (isKept()) return;
    if (service) askAgain();
    else hear(JSON.parse(event.data));
  });
  // News of queues does not say that promises are heard of, too: how old the older half is, is told apart.
  stream.addEventListener("alive", (event) => {
    if (isKept()) return;
    if (service) return askAgain();
    heardAt = Math.max(heardAt, Date.now() - Number(event.data));
  });
  // Once it was refused it is not tried again by itself.
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(follow, 5000);
  });
}

function tellAge() {
  const line = document.querySelector("[data-as-of]");
  if (!line || line.hidden || !heardAt) return;
  const seconds = Math.max(0, Math.round((Date.now() - heardAt) / 1000));
  const isOld = seconds > OLD_AFTER;
  const at = new Date(heardAt).toLocaleTimeString("id-ID", { timeZone: "Asia/Jakarta", hour12: false });
  put(line, (isOld ? line.dataset.old : line.dataset.ago).replace("{at}", at).replace("{seconds}", String(seconds)));
  if (line.classList.toggle("is-old", isOld) !== line.wasOld) put(document.querySelector("[data-lost]"), isOld ? line.textContent : "");
  line.wasOld = isOld;
}

if (!isKept()) {
  fetchStates({})
    .then((answer) => takeLive(answer.offices))
    .catch(() => {})
    .finally(follow);
  setInterval(tellAge, 1000);
}
