// The counter goes on without network: it calls from the list that the page has, keeps each step, and sends them later.
import { Line } from "./offline_line.js";
import { PATIENCE, tell } from "./offline_sending.js";
import { add, unsent } from "./offline_store.js";

const EVERY = 5000;
const page = document.querySelector("[data-tell]");
const template = document.querySelector("template[data-offline]");
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
const known = JSON.parse(document.querySelector("[data-line]")?.dataset.line || "null");
const session = known?.session;
let isAtIt = false;
let isLocal = false;

function list() {
  return JSON.parse(document.querySelector("[data-line]")?.dataset.line || "null") || known;
}

const line = async () => new Line(list(), await unsent(session));

async function press(form) {
  const verb = form.getAttribute("action").split("/").at(-2);
  if (navigator.onLine && !isLocal && !(await unsent(session)).length) {
    try {
      const headers = { Accept: "application/json" };
      const sent = { method: "POST", headers, body: new FormData(form), redirect: "manual", signal: AbortSignal.timeout(PATIENCE) };
      const answer = await fetch(form.action, sent);
      if (answer.type === "opaqueredirect") location.reload();
      else if (answer.ok) location.assign((await answer.json()).to);
      else form.submit();
      return;
    } catch {
      // No network, or its answer was lost: the same step is taken here, and told once.
    }
  }
  const step = (await line()).stepOf(verb);
  if (step) await add({ key: crypto.randomUUID(), session, at: Date.now(), ...step });
  await show(step ? "" : verb);
}

async function show(refused = "") {
  isLocal = true;
  const here = await line();
  const shown = template.content.cloneNode(true);
  const find = (name) => shown.querySelector(`[data-${name}]`);
  find("unsent").textContent = (await unsent(session)).length;
  for (const state of shown.querySelectorAll("[data-state]")) state.hidden = state.dataset.state !== here.state;
  for (const number of shown.querySelectorAll("[data-number]")) number.textContent = here.printed;
  find("calls").textContent = here.calls;
  find("nobody").hidden = Boolean(here.next());
  find("three").hidden = refused !== "absent";
  find("needs").hidden = !refused || ["absent", "next"].includes(refused);
  document.querySelector(".pane-content").replaceChildren(shown, template, page);
  const waiting = new Set(here.waiting.map(([id]) => id));
  for (const row of document.querySelectorAll("[data-live-queue] > li")) {
    row.hidden = !waiting.has(row.querySelector("[name=ticket]").value);
  }
}

// The office's own page is shown again only once the network answers.
async function send() {
  if (isAtIt) return;
  isAtIt = true;
  try {
    const told = await tell(page.dataset.tell, token);
    if (told || (isLocal && !(await unsent(session)).length && (await answers()))) location.reload();
  } catch {
    // The next turn tries again.
  }
  isAtIt = false;
}

const answers = async () => (await fetch(location.href, { method: "HEAD", signal: AbortSignal.timeout(PATIENCE) })).ok;

function listen() {
  let isPressed = false;
  document.addEventListener(
    "submit",
    async (event) => {
      const form = event.target;
      if (form.method !== "post" || !form.getAttribute("action").startsWith(location.pathname)) return;
      if (form.getAttribute("action").endsWith("/find/")) return;
      event.preventDefault();
      if (isPressed) return;
      isPressed = true;
      // A browser that keeps nothing writes no step down: then the page is one like any other.
      await press(form).catch(() => form.submit());
      isPressed = false;
    },
    { capture: true },
  );
}

if (page) {
  navigator.serviceWorker?.register(page.dataset.worker, { scope: location.pathname }).then(
    () => navigator.serviceWorker.ready.then(() => (page.dataset.kept = "")),
    () => {}, // without a worker the page goes on, as long as it is not loaded anew
  );
  if (known) listen();
  addEventListener("online", send);
  setInterval(send, EVERY);
  await send();
  if (known && (await unsent(session).catch(() => [])).length) await show();
}
