// How many wait for each letter, on the buttons, and whether there is a network at all.
import { patience } from "./kiosk_asking.js";

const EVERY_MS = 15_000;
const page = document.querySelector("[data-kiosk]");
const banner = page.querySelector("[data-offline]");

export function network(isThere) {
  banner.hidden = isThere;
}

async function look() {
  try {
    const answer = await fetch(page.dataset.queues, { signal: patience() });
    if (answer.status === 403) return location.reload();
    if (!answer.ok) throw new Error(answer.statusText);
    fill((await answer.json()).queues);
    network(true);
  } catch {
    network(false);
  }
}

function fill(queues) {
  for (const choice of page.querySelectorAll("[data-letter]")) {
    const queue = queues[choice.dataset.letter];
    if (!queue) continue;
    choice.querySelector("[data-waiting]").textContent = queue.waiting;
    choice.querySelector("[data-some]").hidden = !queue.waiting;
    choice.querySelector("[data-none]").hidden = Boolean(queue.waiting);
    choice.querySelector("[data-shut]").hidden = queue.is_served;
    choice.querySelector("[data-minutes]").hidden = !queue.minutes;
    if (queue.minutes) [choice.querySelector("[data-low]").textContent, choice.querySelector("[data-high]").textContent] = queue.minutes;
  }
}

export function follow() {
  setInterval(look, EVERY_MS);
  addEventListener("online", look);
  addEventListener("offline", look);
}
