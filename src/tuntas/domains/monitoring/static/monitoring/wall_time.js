// The slider over a day, and the one over the last days: each moment is fetched whole when the hand rests for a blink,
// and the newest asked for wins.
import { fetchStates, take, tellMoment } from "./wall.js";

const slider = document.querySelector("[data-slider]");
const [day, hour] = ["date", "time"].map((kind) => slider?.querySelector(`[type=${kind}]`));
const [minutes, back] = ["minutes", "days"].map((id) => slider?.querySelector(`#${id}`));
const page = document.querySelector("[data-wall]");
const DAY_MS = 86_400_000;
const SETTLED_MS = 900;
let waiting;
let settling;
let asked = 0;

const text = (count) => `${String(Math.floor(count / 60)).padStart(2, "0")}:${String(count % 60).padStart(2, "0")}`;
const today = Date.parse(page.dataset.day);

async function show() {
  const mine = ++asked;
  const answer = await fetchStates({ day: day.value, hour: hour.value }).catch(() => null);
  if (mine !== asked || !answer) return;
  if (answer.at === null) return slider.closest("form").requestSubmit();
  take(answer.offices);
  tellMoment(answer.at);
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
    clearTimeout(waiting);
    waiting = setTimeout(show, 120);
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
