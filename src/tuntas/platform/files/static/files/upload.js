// Sends a chosen file in pieces and goes on where a broken connection stopped. Remembers the upload's id, never a name.
const WAITS = [1, 2, 4, 8, 15, 30, 30, 30, 30, 30].map((seconds) => seconds * 1000);
const pause = (time) => new Promise((done) => setTimeout(done, time));

class Refused extends Error {}

for (const place of document.querySelectorAll("[data-upload]")) attach(place);

function attach(place) {
  const input = place.querySelector("input[type=file]");
  const form = input.form;
  place.querySelector("button").remove(); // hidden, it would still be what Enter in another field presses
  const take = async () => {
    const file = input.files[0];
    if (!file) return;
    input.disabled = true;
    refuse(place, "");
    try {
      if (file.size > Number(place.dataset.maxBytes)) throw new Refused(place.dataset.tooLarge);
      received(place, await send(place, file, form.elements.csrfmiddlewaretoken.value));
    } catch (fault) {
      refuse(place, fault instanceof Refused ? `${fault.message} ${place.dataset.kept}` : place.dataset.failed);
    }
    input.value = "";
    input.disabled = false;
  };
  input.addEventListener("change", take);
  take(); // on a slow line a file may be chosen before this script arrives
  form.addEventListener("submit", (event) => { if (input.disabled) event.preventDefault(); });
}

async function send(place, file, token) {
  const ask = (path, options) => persist(place, place.dataset.upload + path, token, options);
  let state = await resumed(place, file, ask);
  const step = Number(place.dataset.pieceBytes);
  while (state.offset < file.size) {
    show(place, state.offset / file.size);
    const piece = await file.slice(state.offset, state.offset + step).arrayBuffer();
    const headers = { "Content-Type": "application/octet-stream", "Upload-Offset": state.offset };
    if (globalThis.crypto?.subtle) headers["Upload-Sha256"] = await hash(piece);
    state = { ...state, ...(await ask(`${state.upload}/pieces/`, { method: "POST", body: piece, headers })) };
  }
  show(place, 1);
  say(place, place.dataset.checking);
  const kept = await ask(`${state.upload}/file/`, { method: "POST" });
  sessionStorage.removeItem(memory(place));
  return kept;
}

async function resumed(place, file, ask) {
  const [upload, size, changed] = JSON.parse(sessionStorage.getItem(memory(place)) ?? "[]");
  if (upload && size === file.size && changed === file.lastModified) {
    const state = await ask(`${upload}/`).catch(() => null);
    if (state && state.state !== "refused") return state;
  }
  const body = new URLSearchParams({ target: place.dataset.target, size: file.size });
  const state = await ask("", { method: "POST", body });
  sessionStorage.setItem(memory(place), JSON.stringify([state.upload, file.size, file.lastModified]));
  return state;
}

async function persist(place, address, token, { headers = {}, ...options } = {}) {
  for (const wait of [...WAITS, null]) {
    const answer = await fetch(address, {
      ...options, credentials: "include", headers: { ...headers, "X-CSRFToken": token, Accept: "application/json" },
    }).catch(() => null);
    if (answer?.ok || answer?.status === 409) return answer.json();
    if (answer?.status === 422) { sessionStorage.removeItem(memory(place)); throw new Refused((await answer.json()).refused); }
    if (answer && answer.status < 500 && answer.status !== 408 && answer.status !== 400) break;
    if (wait === null) break;
    say(place, place.dataset.waiting);
    await pause(wait);
  }
  throw new Error("not sent");
}

function received(place, kept) {
  const list = place.closest("fieldset, form").querySelector("[data-upload-kept]");
  const row = list.appendChild(document.createElement("li"));
  const label = row.appendChild(document.createElement("label"));
  label.className = "choice";
  const tick = Object.assign(document.createElement("input"), { type: "checkbox", name: place.dataset.name, value: kept.file, checked: true });
  label.append(tick, ` ${place.dataset.new}`);
  const links = row.appendChild(document.createElement("span"));
  kept.pages.forEach((href, at) => links.append(
    Object.assign(document.createElement("a"), { href, target: "_blank", rel: "noopener", textContent: `${place.dataset.page} ${at + 1}` }), " "));
  place.querySelector("progress").hidden = true;
  say(place, place.dataset.received);
}

function show(place, part) {
  const bar = place.querySelector("progress");
  bar.hidden = false;
  bar.value = Math.round(part * 100);
  say(place, `${place.dataset.sending} ${bar.value} %`);
}

function refuse(place, text) {
  place.querySelector("progress").hidden = true;
  place.querySelector("[data-upload-refused]").textContent = text;
  if (text) say(place, "");
}

function say(place, text) { place.querySelector("[data-upload-status]").textContent = text; }

function memory(place) { return `upload ${location.pathname} ${place.dataset.key}`; }

async function hash(piece) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", piece));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
