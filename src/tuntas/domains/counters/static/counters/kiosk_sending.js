// When there is a network: tell which tickets were given without it, and keep numbers in store for the next time.
import { patience } from "./kiosk_asking.js";
import { heard, now } from "./kiosk_clock.js";
import { network } from "./kiosk_queues.js";
import { blocks, hold, settle, unsent } from "./kiosk_store.js";

const EVERY_MS = 5_000;
const STORE_EVERY_MS = 300_000;
const FEW = 10;
const MOST_AT_ONCE = 50;
const page = document.querySelector("[data-kiosk]");
let isAtIt = false;
let stored = 0;

async function post(address, told) {
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(told), signal: patience() });
  if (!answer.ok) throw new Error(answer.statusText);
  network(true);
  return heard(await answer.json());
}

/** Whether the office knows all of them. */
async function tell() {
  const tickets = (await unsent()).sort((one, other) => one.at.localeCompare(other.at) || one.number - other.number);
  count(tickets.length);
  if (!tickets.length) return true;
  const told = { now: now().toISOString(), tickets: tickets.slice(0, MOST_AT_ONCE) };
  const { kept, refused } = await post(page.dataset.reconcile, told);
  await settle(kept, refused);
  const rest = (await unsent()).length;
  count(rest);
  stored = 0;
  return !rest;
}

async function store() {
  if (Date.now() - stored < STORE_EVERY_MS) return;
  // What is used up is told by now and is given back, so that there is room for more.
  const held = (await blocks()).filter((block) => block.next <= block.last);
  const left = {};
  for (const block of held) left[block.letter] = (left[block.letter] ?? 0) + block.last + 1 - block.next;
  const short_of = Object.keys(left).filter((letter) => left[letter] < FEW);
  const told = await post(page.dataset.blocks, { known: held.map((block) => block.id), short_of });
  await hold(told.blocks, told.held);
  page.dataset.stored = told.held.length;
  stored = Date.now();
}

function count(number) {
  page.querySelector("[data-unsent]").textContent = number;
  page.querySelector("[data-unsent-line]").hidden = !number;
}

export async function send() {
  if (isAtIt) return;
  isAtIt = true;
  try {
    if (await tell()) await store();
  } catch {
    // the next turn tries again
  } finally {
    isAtIt = false;
  }
}

export function keepSending() {
  setInterval(send, EVERY_MS);
  addEventListener("online", send);
  send();
}
