// The kiosk: one press, one ticket, and back to the beginning.
import { ask } from "./kiosk_asking.js";
import { keys } from "./kiosk_keys.js";
import { follow, network } from "./kiosk_queues.js";
import { keepSending, send } from "./kiosk_sending.js";
import { show } from "./kiosk_ticket.js";
import { chosen, offer, showAnew } from "./kiosk_times.js";

const RENEW_EVERY_MS = 1_800_000;
const page = document.querySelector("[data-kiosk]");
const names = ["start", "arrival", "ticket", "anew", "refused", "no-numbers", "no-appointments", "no-places"];
const parts = Object.fromEntries(names.map((name) => [name, page.querySelector(`[data-${name}]`)]));
const loaded = Date.now();
let asked = "start"; // the screen that the last question came from
let isAsking = false;
let later = 0;

function open(name) {
  for (const [one, part] of Object.entries(parts)) part.hidden = one !== name;
  scrollTo(0, 0);
  if (name === "arrival") parts.arrival.elements.code.focus();
  leaveLater();
}

/** Whoever goes away leaves the beginning to the next one; whoever reads or types is not sent away. */
function leaveLater() {
  clearTimeout(later);
  const seconds = parts.ticket.hidden ? page.dataset.readSeconds : page.dataset.backSeconds;
  if (parts.start.hidden) later = setTimeout(begin, Number(seconds) * 1000);
}

function begin() {
  parts.start.reset();
  parts.arrival.reset();
  asked = "start";
  open("start");
  // A page that stands for days learns of new letters and of a new release; offline the worker brings the old one.
  if (Date.now() - loaded > RENEW_EVERY_MS) location.reload();
}

function back(event) {
  event.preventDefault();
  const isOnceMore = asked === "arrival" && parts.refused.contains(event.target);
  if (isOnceMore) open("arrival"); // one letter was wrong: what was typed is still there
  else begin();
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
  offer(refused.times);
  open("refused");
}

async function answer(wish, from) {
  if (isAsking) return;
  isAsking = true;
  asked = from;
  page.dataset.asking = "";
  try {
    const told = await ask(wish);
    if (told.isOwn) network(false);
    if (told.refused) refuse(told.refused);
    else open(told.ticket ? "ticket" : told.anew ? "anew" : told.screen);
    if (told.ticket) await show(told.ticket);
    if (told.anew) await showAnew(told.anew);
  } finally {
    isAsking = false;
    delete page.dataset.asking;
  }
  send();
}

parts.start.addEventListener("submit", (event) => {
  event.preventDefault();
  const pressed = event.submitter;
  if (!pressed?.hasAttribute("data-wish")) return;
  const wish = { of: pressed.dataset.of, priority: parts.start.elements.priority.checked };
  answer({ ...wish, [pressed.name]: pressed.value }, "start");
});

parts.arrival.addEventListener("submit", (event) => {
  event.preventDefault();
  const { code, priority } = parts.arrival.elements;
  answer({ code: code.value, priority: priority.checked }, "arrival");
});

chosen((starts) => answer({ code: parts.arrival.elements.code.value, starts }, "arrival"));

const toArrival = page.querySelector("[data-to=arrival]");
toArrival.hidden = false;
toArrival.addEventListener("click", () => {
  parts.arrival.elements.priority.checked = parts.start.elements.priority.checked;
  open("arrival");
});
keys(parts.arrival);
for (const button of page.querySelectorAll("[data-back]")) button.addEventListener("click", back);
for (const done of ["pointerdown", "keydown"]) page.addEventListener(done, leaveLater);
for (const button of page.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
addEventListener("pageshow", () => open("start"));
open("start");

follow();
keepSending();
navigator.serviceWorker?.register(page.dataset.worker, { scope: location.pathname }).then(
  () => navigator.serviceWorker.ready.then(() => (page.dataset.ready = "")),
  () => {}, // a browser without workers is a kiosk that needs its network
);
