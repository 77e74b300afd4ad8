// How many wait for each letter, on the buttons, and whether there is a network at all.
import { patience } from "./kiosk_asking.js";
import { heard } from "./kiosk_clock.js";

const EVERY_MS = 15_000;
const page = document.querySelector("[data-kiosk]");
const banner = page.querySelector("[data-offline]");

export function network(isThere) {
  banner.hidden = isThere;
  page.toggleAttribute("data-without", !isThere); // how many waited before is no longer true
}

async function look() {
  try {
    const answer = await fetch(page.dataset.queues, { signal: patience() });
    if (answer.status === 403) return location.reload();
    if (!answer.ok) throw new Error(answer.statusText);
    fill(heard(await answer.json()).queues);
    network(true);
  } catch {
    network(false);
  }
}

function fill(queues) {
  for (const choice of page.querySelectorAll("[data-letter]")) {
    const queue = queues[choice.dataset.letter];
    if (!queue) continue;
    const all = (name) => [...choice.querySelectorAll(`[data-${name}]`)];
    const show = (name, is) => all(name).forEach((one) => (one.hidden = !is));
    const write = (name, text) => all(name).forEach((one) => (one.textContent = text));
    write("waiting", queue.waiting);
    show("some", queue.waiting);
    show("none", !queue.waiting);
    show("shut", !queue.is_served);
    show("minutes", queue.minutes);
    if (queue.minutes) ["low", "high"].forEach((name, place) => write(name, queue.minutes[place]));
  }
}

export function follow() {
  setInterval(look, EVERY_MS);
  addEventListener("online", look);
  addEventListener("offline", look);
}
