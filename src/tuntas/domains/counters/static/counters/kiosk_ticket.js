// The ticket on screen and on paper.
const shown = document.querySelector("[data-ticket]");
const find = (name) => shown.querySelector(`[data-${name}]`);
const language = document.documentElement.lang;
// The office's own time, wherever the device thinks that it stands.
const written = { dateStyle: "full", timeStyle: "short", timeZone: document.querySelector("[data-kiosk]").dataset.zone };

export async function show(ticket) {
  find("printed").textContent = ticket.printed;
  find("priority").hidden = !ticket.has_priority;
  find("booked").hidden = !ticket.booked_at;
  find("booked-at").textContent = ticket.booked_at ?? "";
  find("ahead-line").hidden = ticket.ahead === null;
  find("ahead").textContent = ticket.ahead ?? "";
  find("taken").textContent = new Date(ticket.taken_at).toLocaleString(language, written);
  const code = ticket.code ? picture(ticket.code) : drawing(ticket.squares);
  find("code").replaceChildren(code);
  shown.hidden = false;
  await (code.decode?.().catch(() => code.remove()) ?? null); // without network the picture may not come
  window.print();
}

function picture(address) {
  const image = new Image(180, 180);
  image.alt = "";
  image.src = address;
  return image;
}

/** "29:base64": the side's length and the squares row by row, one bit each. */
function drawing(squares) {
  const [side, packed] = squares.split(":");
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const size = Number(side);
  let path = "";
  for (let at = 0; at < size * size; at++) {
    if (bytes[at >> 3] & (128 >> (at & 7))) path += `M${(at % size) + 2} ${Math.floor(at / size) + 2}h1v1h-1z`;
  }
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const around = size + 4;
  for (const [name, value] of [["viewBox", `0 0 ${around} ${around}`], ["width", 180], ["height", 180], ["aria-hidden", "true"]]) {
    svg.setAttribute(name, value);
  }
  const ink = document.createElementNS("http://www.w3.org/2000/svg", "path");
  ink.setAttribute("d", path);
  svg.append(ink);
  return svg;
}
