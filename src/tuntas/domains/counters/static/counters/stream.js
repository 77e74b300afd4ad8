// Follows one office. A line that says nothing for long is given up and made anew; one that is refused is asked for later
// and later. `isUp` says whether there is a line at all: while there is none, somebody else must be asked.
const SILENT = 25_000; // milliseconds; something is said every ten seconds
const REFUSED = 3_000;
const REFUSED_OFTEN = 60_000;

export function follow(address, { news, alive = () => {} }) {
  let stream;
  let heard;
  let refused = REFUSED;
  const hear = () => {
    heard = Date.now();
    refused = REFUSED;
  };
  const open = () => {
    stream?.close();
    heard = Date.now();
    stream = new EventSource(address);
    stream.addEventListener("news", (event) => {
      hear();
      for (const state of Object.values(JSON.parse(event.data))) news(state);
    });
    stream.addEventListener("alive", (event) => {
      hear();
      alive(Number(event.data));
    });
  };
  open();
  window.addEventListener("online", open);
  setInterval(() => {
    const isRefused = stream.readyState === EventSource.CLOSED;
    if (Date.now() - heard <= (isRefused ? refused : SILENT)) return;
    if (isRefused) refused = Math.min(2 * refused, REFUSED_OFTEN);
    open();
  }, 1000);
  return { isUp: () => stream.readyState === EventSource.OPEN };
}
