// Keeps a page of figures true: fetched anew every 20 seconds while somebody can see it, part by part,
// never a part in which somebody is typing, choosing or about to press.
import { run } from "../ui/clock.js";

const EVERY_MS = 20_000;
// A page whose other parts come by themselves takes these from a smaller one.
const from = document.querySelector("[data-refresh-from]")?.dataset.refreshFrom ?? location.href;

function inUse(part) {
  return part.contains(document.activeElement) || part.querySelector("details[open], form[data-sent]");
}

// Each answer has new hidden keys: they alone are no reason to move what somebody reads.
function shape(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("input[type=hidden]").forEach((field) => field.remove());
  return copy.innerHTML;
}

function put(fresh) {
  for (const part of document.querySelectorAll("[data-refresh]")) {
    const next = fresh.getElementById(part.id);
    if (!next || inUse(part) || shape(next) === shape(part)) continue;
    part.replaceChildren(...next.childNodes);
    part.querySelectorAll("[data-clock]").forEach(run);
  }
}

function say(lost) {
  const line = document.querySelector("[data-as-of]:has([data-lost-text])");
  if (!line) return;
  line.toggleAttribute("data-is-lost", lost);
  if (lost) line.querySelector("[data-lost-text]").textContent = line.dataset.lost;
}

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(from, { headers: { Accept: "text/html" }, cache: "no-store" });
    // Signed out, or no longer in charge: the page itself says so.
    if (answer.redirected || answer.status === 404) return location.reload();
    if (!answer.ok) throw new Error(String(answer.status));
    put(new DOMParser().parseFromString(await answer.text(), "text/html"));
    say(false);
  } catch {
    say(true);
  }
}

setInterval(refresh, EVERY_MS);
document.addEventListener("visibilitychange", refresh);
