// The list of those who wait follows the office: it is fetched anew when its day changes, and never under an open row.
const list = document.querySelector("[data-live-queue]");
const origin = list?.dataset.live;

async function renew() {
  const pane = document.querySelector(".pane-list");
  if (!pane || pane.querySelector("details[open]") || pane.contains(document.activeElement)) return;
  const answer = await fetch(pane.querySelector("[data-waiting]").dataset.waiting);
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  pane.replaceChildren(...fresh.body.childNodes);
}

if (list && origin) {
  const stream = new EventSource(`${origin}/live/office/${encodeURIComponent(list.dataset.liveQueue)}`);
  let first = true;
  stream.addEventListener("news", () => {
    if (first) first = false;
    else renew();
  });
}
