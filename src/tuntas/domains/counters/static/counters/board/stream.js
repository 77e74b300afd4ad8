// Follows one office. A line that says nothing for long is given up and made anew; until then somebody is asked.
const SILENT = 25000; // milliseconds; something is said every ten seconds

export function follow(address, { news, alive }) {
  let stream, heard;
  const touch = () => (heard = Date.now());
  const open = () => {
    stream?.close();
    touch();
    stream = new EventSource(address);
    stream.addEventListener("news", (event) => {
      touch();
      for (const state of Object.values(JSON.parse(event.data))) news(state);
    });
    stream.addEventListener("alive", (event) => {
      touch();
      alive(Number(event.data));
    });
  };
  open();
  window.addEventListener("online", open);
  setInterval(() => {
    const patience = stream.readyState === EventSource.CLOSED ? 3000 : SILENT;
    if (Date.now() - heard > patience) open();
  }, 1000);
}
