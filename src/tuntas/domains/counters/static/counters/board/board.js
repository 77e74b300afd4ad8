// The board: calls by the stream, everything else fetched anew when something changed, sound by one tap.
import { follow } from "../stream.js";
import { Calls } from "./calls.js";
import { Freshness } from "./freshness.js";
import { Player } from "./player.js";
import { log, shower } from "./show.js";
import { switchOf } from "./switch.js";
import { Voice } from "./voice.js";

const EVERY = 2000; // milliseconds between two looks at the page, at least
const board = document.querySelector("[data-board]");
const { board: office, live, day, calls: address } = board.dataset;
const memory = `board ${office}`;
const freshness = new Freshness(board);
const voice = new Voice(board.dataset);
const player = new Player({ show: shower(board), voice, done });
const calls = new Calls({ address, day, last: resumed(), hand: (call, on) => player.add(call, on) });

// After a reload it goes on behind the last call that was finished; a board that was just hung up begins with now.
function resumed() {
  const last = Number(board.dataset.last);
  const kept = JSON.parse(sessionStorage.getItem(memory) || "{}");
  const from = kept.day === day ? Math.min(kept.last, last) : last;
  sessionStorage.setItem(memory, JSON.stringify({ day, last: from }));
  return from;
}

function done(call, on, spoken) {
  sessionStorage.setItem(memory, JSON.stringify({ day: on, last: call[0] }));
  if (spoken) log(board, "spoken", call[0]);
}

let waiting = null;
function renew() {
  waiting ??= setTimeout(look, EVERY);
}

async function look() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.ok) put(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // No network: the page says how old it is, and the next look comes by itself.
  }
  waiting = null;
}

function put(page) {
  for (const part of board.querySelectorAll("[data-part]")) {
    const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!fresh) continue;
    part.replaceChildren(...fresh.childNodes);
    if (part.dataset.part === "silent" && !player.busy) quiet(part, fresh.hidden);
  }
  const { day: on, last } = page.querySelector("[data-board]").dataset;
  calls.news({ day: on, last_call: Number(last), calls: [] });
  freshness.heard();
}

// Before opening and after closing no call of earlier hangs there.
function quiet(part, isOpen) {
  part.hidden = isOpen;
  if (!isOpen) board.querySelector("[data-latest]").hidden = true;
}

await switchOf(board.querySelector("[data-sound]"), voice);
calls.news({ day, last_call: Number(board.dataset.last), calls: [] });
follow(`${live}/live/office/${encodeURIComponent(office)}`, {
  // A line made anew brings what was known last, however old: how fresh this is, the page that is fetched says.
  news(state) {
    calls.news(state);
    renew();
  },
  alive: (age) => freshness.heard(age),
});
// A break ends and a day begins without anybody's doing; and while the stream is silent, the page itself is asked.
setInterval(() => (freshness.isStale || Date.now() % 60000 < 5000) && renew(), 5000);
