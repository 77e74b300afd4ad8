// Tells the office what was done here without network: session by session, also of an earlier day, each step once.
import { all, forget } from "./offline_store.js";

export const PATIENCE = 8000;
const others = new Set(); // of somebody else who works at this device: told when they are here

// How many steps were told; throws while the network does not answer.
export async function tell(address, token) {
  const steps = await all();
  let told = 0;
  for (const session of new Set(steps.map((step) => step.session))) {
    if (!others.has(session)) told += await tellOf(session, steps, address, token);
  }
  return told;
}

async function tellOf(session, all, address, token) {
  const steps = all.filter((step) => step.session === session);
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const body = JSON.stringify({ session, now: Date.now(), steps });
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(address, { method: "POST", headers, body, redirect: "manual", signal });
  if (answer.status === 404) others.add(session);
  if (answer.type === "opaqueredirect") location.reload(); // signed out meanwhile: nothing is lost by signing in again
  if (!answer.ok) return 0;
  const { kept } = await answer.json();
  await forget(steps.filter((one) => kept.includes(one.key)).map((one) => one.place));
  return kept.length;
}
