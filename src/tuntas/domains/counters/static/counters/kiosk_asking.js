// A number for whoever stands here: from the office, or without network one of the kiosk's own.
import { heard, now } from "./kiosk_clock.js";
import { take } from "./kiosk_store.js";

const page = document.querySelector("[data-kiosk]");

export const patience = () => AbortSignal.timeout(Number(page.dataset.patienceSeconds) * 1000);

export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** {ticket}, {anew} or {refused}; without network a number of the kiosk's own, or {screen} that says why there is none. */
export async function ask(wish) {
  const key = newKey();
  const { of, priority, ...wanted } = wish;
  const { arrivalAddress, timeAddress } = page.dataset;
  const address = wish.code === undefined ? location.pathname : wish.starts ? timeAddress : arrivalAddress;
  try {
    const body = new URLSearchParams({ key, ...wanted, ...(priority && { priority: 1 }) });
    const headers = { Accept: "application/json" };
    const answer = await fetch(address, { method: "POST", body, headers, signal: patience() });
    if (answer.status === 403) return location.reload() ?? { screen: "start" };
    if (answer.ok || answer.status === 409) return heard(await answer.json());
  } catch {
    // no network, or none that answers in time: the office may have given a number that nobody holds
  }
  if (wish.code !== undefined) return { isOwn: true, screen: "no-appointments" };
  if (wish.elsewhere) return { isOwn: true, screen: "no-places" };
  return { isOwn: true, ...(await own(wish, key)) };
}

async function own(wish, insteadOf) {
  const at = now();
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: page.dataset.zone }).format(at);
  const ticket = {
    key: newKey(),
    at: at.toISOString(),
    service: wish.service ?? "",
    has_priority: wish.priority,
    instead_of: insteadOf,
  };
  const taken = await take(wish.of, day, ticket).catch(() => null);
  if (!taken) return { screen: "no-numbers" };
  const printed = `${taken.letter}${taken.digit} ${String(taken.number).padStart(3, "0")}`;
  return { ticket: { printed, ahead: null, has_priority: wish.priority, taken_at: ticket.at, squares: taken.code } };
}
