// The list of those who wait follows the office: it is fetched anew when its day changed, at most every two seconds and
// never under an open row; every ten seconds while nobody would tell of a change.
import { follow } from "../counters/stream.js";

const LEAST_MS = 2000;
const NOT_TOLD_MS = 10000;
const list = document.querySelector("[data-live-queue]");
const origin = list?.dataset.live;
let isOld = false;
let asked = Date.now();

async function renew() {
  const pane = document.querySelector(".pane-list");
  if (!pane || pane.querySelector("details[open]") || pane.contains(document.activeElement)) return;
  isOld = false;
  asked = Date.now();
  const answer = await fetch(pane.querySelector("[data-waiting]").dataset.waiting).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  pane.replaceChildren(...fresh.body.childNodes);
}

if (list && origin) {
  // The first news too: somebody may have come between the page and the line.
  const line = follow(`${origin}/live/office/${encodeURIComponent(list.dataset.liveQueue)}`, {
    news() {
      isOld = true;
      if (Date.now() - asked > LEAST_MS) renew();
    },
  });
  setInterval(() => {
    if (isOld || (!line.isUp() && Date.now() - asked > NOT_TOLD_MS)) renew();
  }, LEAST_MS);
}
