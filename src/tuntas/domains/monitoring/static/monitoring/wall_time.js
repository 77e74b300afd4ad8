// The slider over a day: each moment is fetched whole when the hand rests for a blink, and the newest asked for wins.
import { fetchStates, take, tellMoment } from "./wall.js";

const slider = document.querySelector("[data-slider]");
const range = slider?.querySelector("[type=range]");
const day = slider?.querySelector("[type=date]");
const hour = slider?.querySelector("[type=time]");
const page = document.querySelector("[data-wall]");
let waiting;
let settling;
let asked = 0;
const SETTLED_MS = 900;

const text = (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

async function show() {
  const mine = ++asked;
  const answer = await fetchStates({ day: day.value, hour: hour.value }).catch(() => null);
  if (mine !== asked || !answer) return;
  if (answer.at === null) return slider.closest("form").requestSubmit();
  take(answer.offices);
  tellMoment(answer.at);
}

if (range) {
  slider.querySelector("[data-range]").hidden = false;
  const [hours, minutes] = page.dataset.hour.split(":").map(Number);
  range.value = String(hours * 60 + minutes);
  range.setAttribute("aria-valuetext", text(Number(range.value)));
  range.addEventListener("input", () => {
    day.value ||= page.dataset.day;
    hour.value = text(Number(range.value));
    range.setAttribute("aria-valuetext", hour.value);
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
