// The slider over a day, and the one over the last days: while the hand moves, the newest moment is fetched as soon as
// the one before it has come. The heading says of when the figures are, not what was asked for.
import { fetchStates, take } from "./wall.js";

const slider = document.querySelector("[data-slider]");
const [day, hour] = ["date", "time"].map((kind) => slider?.querySelector(`[type=${kind}]`));
const [minutes, back] = ["minutes", "days"].map((id) => slider?.querySelector(`#${id}`));
const page = document.querySelector("[data-wall]");
const DAY_MS = 86_400_000;
const SETTLED_MS = 900;
const SLOW_MS = 300;
let settling;
let isAsking = false;
let isNewer = false;

const text = (count) => `${String(Math.floor(count / 60)).padStart(2, "0")}:${String(count % 60).padStart(2, "0")}`;
const today = Date.parse(page.dataset.day);

function say(word) {
  const line = document.querySelector("[data-on-its-way]");
  line.textContent = line.dataset[word] ?? "";
}

async function fetchMoment() {
  const slow = setTimeout(say, SLOW_MS, "asking");
  const answer = await fetchStates({ day: day.value, hour: hour.value }).catch(() => null);
  clearTimeout(slow);
  if (!answer) return say("failed");
  if (answer.at === null) return say("nothing");
  say();
  take(answer.offices);
  const title = document.querySelector("[data-title]");
  title.textContent = `${title.dataset.title}: ${answer.moment}`;
  document.querySelector("[data-kept]").hidden = false;
  document.querySelectorAll("[data-as-of]").forEach((one) => (one.hidden = true));
}

async function show() {
  isNewer = true;
  if (isAsking) return;
  isAsking = true;
  while (isNewer) {
    isNewer = false;
    await fetchMoment();
  }
  isAsking = false;
}

function tell() {
  minutes.setAttribute("aria-valuetext", text(Number(minutes.value)));
  back.setAttribute("aria-valuetext", day.value || page.dataset.day);
}

function follow(range) {
  range.addEventListener("input", () => {
    hour.value = text(Number(minutes.value));
    day.value = new Date(today + Number(back.value) * DAY_MS).toISOString().slice(0, 10);
    tell();
    page.dataset.isKept = ""; // what arrives live must not paint over it
    show();
  });
  // Resting there makes it the page's own moment, with its address; arrow keys change it at every step.
  range.addEventListener("change", () => {
    clearTimeout(settling);
    settling = setTimeout(() => slider.closest("form").requestSubmit(), SETTLED_MS);
  });
}

if (slider) {
  slider.querySelectorAll("[data-range]").forEach((one) => (one.hidden = false));
  const [hours, rest] = page.dataset.hour.split(":").map(Number);
  minutes.value = String(hours * 60 + rest);
  back.value = String(day.value ? (Date.parse(day.value) - today) / DAY_MS : 0);
  tell();
  [minutes, back].forEach(follow);
}
