// The ticket follows its office: it asks for its own parts when the office's day changed, at most every two seconds, and
// by itself when it heard of nothing for long, sooner while nobody would tell it.
import { follow } from "./stream.js";

const LEAST_MS = 2000;
const TOLD_MS = 30000;
const NOT_TOLD_MS = 10000;
const ticket = document.querySelector("[data-ticket]");
let asking = false;
let again = false;
let asked = Date.now();
let sound = null;

function replace(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const part of ticket.querySelectorAll("[data-part]")) {
    const one = fresh.getElementById(part.id);
    // What somebody opened or is about to press stays under their hand.
    const inUse = part.contains(document.activeElement) || part.querySelector("details[open]");
    if (one && one.innerHTML !== part.innerHTML && !(inUse && part.querySelector("form"))) part.replaceChildren(...one.childNodes);
  }
}

async function renew() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  again = false;
  asked = Date.now();
  try {
    const answer = await fetch(ticket.dataset.now, { headers: { accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    show(await answer.json());
    document.querySelector("[data-old]").hidden = true;
  } catch {
    // What the page said stays, with its time, and it says that it may be old.
    document.querySelector("[data-old]").hidden = false;
  }
  setTimeout(() => {
    asking = false;
    if (again) renew();
  }, LEAST_MS);
}

function show({ state, calls, parts }) {
  const isCalled = state === "called" && (ticket.dataset.state !== "called" || calls > Number(ticket.dataset.calls));
  if (state !== ticket.dataset.state) document.querySelector(".word")?.toggleAttribute("hidden", state !== "waiting");
  Object.assign(ticket.dataset, { state, calls });
  replace(parts);
  if (isCalled) signal();
}

function signal() {
  if (!sound) return;
  navigator.vibrate?.([300, 150, 300, 150, 600]);
  [0, 0.35].forEach((after, number) => {
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    tone.frequency.value = number ? 660 : 880;
    volume.gain.setValueAtTime(0.25, sound.currentTime + after);
    volume.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + after + 0.6);
    tone.connect(volume).connect(sound.destination);
    tone.start(sound.currentTime + after);
    tone.stop(sound.currentTime + after + 0.6);
  });
}

function offerSignal() {
  const offer = document.querySelector("[data-signal-offer]");
  if (!offer || !window.AudioContext) return;
  offer.hidden = false;
  offer.querySelector("[data-signal]").addEventListener("click", () => {
    // Browsers let a page sound only after a tap.
    sound = new AudioContext();
    signal();
    navigator.wakeLock?.request("screen").catch(() => {});
    offer.hidden = true;
    document.querySelector("[data-signal-on]").hidden = false;
  });
}

if (ticket) {
  offerSignal();
  const { live, office } = ticket.dataset;
  const line = follow(`${live}/live/office/${encodeURIComponent(office)}`, { news: renew });
  setInterval(() => Date.now() - asked >= (line.isUp() ? TOLD_MS : NOT_TOLD_MS) && renew(), LEAST_MS);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && renew());
}
