// The kiosk: one press, one ticket, and back to the beginning.
import { ask } from "./kiosk_asking.js";
import { follow } from "./kiosk_queues.js";
import { keepSending, send } from "./kiosk_sending.js";
import { show } from "./kiosk_ticket.js";

const RENEW_EVERY_MS = 1_800_000;
const page = document.querySelector("[data-kiosk]");
const parts = Object.fromEntries(
  ["start", "ticket", "refused", "no-numbers"].map((name) => [name, page.querySelector(`[data-${name}]`)]),
);
const loaded = Date.now();
let isAsking = false;
let later = 0;

function open(name) {
  clearTimeout(later);
  for (const [one, part] of Object.entries(parts)) part.hidden = one !== name;
  scrollTo(0, 0);
  if (name !== "start") later = setTimeout(begin, Number(page.dataset.backSeconds) * 1000);
}

function begin() {
  parts.start.reset();
  open("start");
  // A page that stands for days learns of new letters and of a new release; offline the worker brings the old one.
  if (Date.now() - loaded > RENEW_EVERY_MS) location.reload();
}

function part(text) {
  const line = document.createElement("span");
  line.className = "kiosk-there";
  line.textContent = text;
  return line;
}

function refuse(refused) {
  for (const name of ["why", "then"]) {
    for (const part of page.querySelectorAll(`[data-${name}]`)) part.textContent = refused[name][part.dataset[name]];
  }
  const places = refused.places.map((place) => {
    const row = document.createElement("li");
    const name = document.createElement("strong");
    name.textContent = place.name;
    const far = place.kilometres ? ` ${place.kilometres.id} km` : "";
    row.append(name, `${far} `, part(place.address), part(`${place.queue.id} · ${place.queue.en}`));
    return row;
  });
  page.querySelector("[data-places]").replaceChildren(...places);
  open("refused");
}

parts.start.addEventListener("submit", async (event) => {
  event.preventDefault();
  const pressed = event.submitter;
  if (isAsking || !pressed?.hasAttribute("data-wish")) return;
  isAsking = true;
  page.dataset.asking = "";
  const wish = {
    of: pressed.dataset.of,
    letter: pressed.name === "letter" ? pressed.value : "",
    service: pressed.name === "service" ? pressed.value : "",
    elsewhere: pressed.name === "elsewhere" ? pressed.value : "",
    priority: parts.start.elements.priority.checked,
  };
  try {
    const told = await ask(wish);
    if (told.refused) refuse(told.refused);
    else open(told.ticket ? "ticket" : "no-numbers");
    if (told.ticket) await show(told.ticket);
  } finally {
    isAsking = false;
    delete page.dataset.asking;
  }
  send();
});

for (const button of page.querySelectorAll("[data-back]")) button.addEventListener("click", begin);
page.querySelector("[data-print]").addEventListener("click", () => window.print());
addEventListener("pageshow", () => open("start"));

follow();
keepSending();
navigator.serviceWorker?.register(page.dataset.worker, { scope: location.pathname }).then(
  () => navigator.serviceWorker.ready.then(() => (page.dataset.ready = "")),
  () => {}, // a browser without workers is a kiosk that needs its network
);
