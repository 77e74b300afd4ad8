// The counter goes on without network: it calls from the list that the page has, keeps each step, and sends them later.
import { Line } from "./offline_line.js";
import { add, forget, unsent } from "./offline_store.js";

const EVERY = 5000;
const PATIENCE = 8000;
const template = document.querySelector("template[data-offline]");
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
const known = JSON.parse(document.querySelector("[data-line]")?.dataset.line || "null");
const session = known?.session;
let isAtIt = false;
let isLocal = false;

function list() {
  return JSON.parse(document.querySelector("[data-line]")?.dataset.line || "null") || known;
}

async function press(form) {
  const verb = form.getAttribute("action").split("/").at(-2);
  if (navigator.onLine && !isLocal && !(await unsent(session)).length) {
    try {
      const sent = { method: "POST", body: new FormData(form), redirect: "manual", signal: AbortSignal.timeout(PATIENCE) };
      const answer = await fetch(form.action, sent);
      if (answer.type === "opaqueredirect") location.reload();
      else form.submit();
      return;
    } catch {
      // No network, or its answer was lost: the same step is taken here, and told once.
    }
  }
  await here(verb);
}

async function here(verb) {
  const line = new Line(list(), await unsent(session));
  if (verb === "next") await call(line.next());
  else if (verb === "finish" && line.here) await step("finish", ...line.here);
  await show(!["next", "finish", "begin"].includes(verb));
}

const call = (next) => next && step("call", next[0], next[1], next[2]);

const step = (verb, ticket, printed, rank) =>
  add({ key: crypto.randomUUID(), session, verb, ticket, printed, rank, at: Date.now() });

async function show(needsNetwork = false, refused = "") {
  isLocal = true;
  const steps = await unsent(session);
  const line = new Line(list(), steps);
  const page = template.content.cloneNode(true);
  const find = (name) => page.querySelector(`[data-${name}]`);
  find("unsent").textContent = steps.length;
  find("serving").hidden = !line.here;
  find("free").hidden = Boolean(line.here);
  find("number").textContent = line.here?.[1] ?? "";
  find("nobody").hidden = Boolean(line.next());
  find("needs").hidden = !needsNetwork;
  find("refused").hidden = !refused;
  find("refused").textContent = refused;
  document.querySelector(".pane-content").replaceChildren(page, template);
}

async function send() {
  const steps = await unsent(session);
  if (!steps.length || isAtIt) return;
  isAtIt = true;
  try {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const body = JSON.stringify({ session, now: Date.now(), steps });
    const sent = { method: "POST", headers, body, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) };
    const answer = await fetch(template.dataset.send, sent);
    const { kept, refused } = await answer.json();
    await forget(steps.filter((one) => kept.includes(one.key)).map((one) => one.place));
    if (refused) await show(false, refused);
    else if (answer.ok) location.reload();
  } catch {
    // The next turn tries again.
  }
  isAtIt = false;
}

// Only once the network answers is the office's own page shown again; with nothing to send it may be at once.
async function back() {
  await send();
  if (isLocal && !isAtIt && !(await unsent(session)).length) location.reload();
}

if (known) {
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
      await press(form);
      isPressed = false;
    },
    { capture: true },
  );
  addEventListener("online", back);
  setInterval(send, EVERY);
  send();
}
