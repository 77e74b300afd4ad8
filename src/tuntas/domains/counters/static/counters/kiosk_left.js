// Taken out of use while it had no network: who holds a number that it gave waits all the same.
import { now } from "./kiosk_clock.js";
import { settle, unsent } from "./kiosk_store.js";

const MOST_AT_ONCE = 50;
const { reconcile } = document.querySelector("[data-reconcile]").dataset;

async function tell() {
  const tickets = (await unsent()).slice(0, MOST_AT_ONCE);
  if (!tickets.length) return;
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  const body = JSON.stringify({ now: now().toISOString(), tickets });
  const answer = await fetch(reconcile, { method: "POST", headers, body });
  if (!answer.ok) return;
  const { kept, refused } = await answer.json();
  await settle(kept, refused);
  if (kept.length + refused.length) await tell();
}

const tellAll = () => tell().catch(() => {}); // no memory, or no network: when it is back
addEventListener("online", tellAll);
tellAll();
