// Lets a promise clock run between two visits to the server: office time, only while the office is open.
const FORTHCOMING = 60;

function reading(clock, loadedAt) {
  const { leftSeconds, stopsInSeconds, running } = clock.dataset;
  // The difference of two readings: a wrong clock in the phone does no harm.
  let gone = running === "true" ? Math.max(0, (Date.now() - loadedAt) / 1000) : 0;
  if (stopsInSeconds) gone = Math.min(gone, Number(stopsInSeconds));
  return Number(leftSeconds) - Math.floor(gone);
}

function stateOf(left, warn) {
  if (left < 0) return "late";
  return left <= warn ? "nearly_late" : "on_time";
}

function figureOf(left) {
  if (left < 0) return [Math.ceil(-left / 60), "over"];
  return left > 0 && left < 60 ? [left, "seconds"] : [Math.ceil(left / 60), "minutes"];
}

function show(clock, left) {
  const { totalSeconds, warnSeconds } = clock.dataset;
  const [figure, unit] = figureOf(left);
  clock.dataset.state = stateOf(left, Number(warnSeconds));
  clock.querySelector("[data-clock-figure]").textContent = figure;
  const words = clock.querySelector("[data-clock-unit]");
  if (words) words.textContent = clock.dataset[figure === 1 && clock.dataset[`${unit}One`] ? `${unit}One` : unit];
  const gone = Math.min(totalSeconds, Math.max(0, totalSeconds - left));
  clock.querySelector("[data-clock-ring]")?.setAttribute("stroke-dashoffset", gone);
}

// Heard at every change of state and every fifth minute, in the last five every minute: never more than once a minute.
function announce(clock, left, heard) {
  const minutes = Math.ceil(Math.abs(left) / 60);
  const state = clock.dataset.state;
  const due = state !== heard.state || ((minutes <= 5 || minutes % 5 === 0) && minutes !== heard.minutes);
  if (!due || Date.now() - heard.at < FORTHCOMING * 1000) return heard;
  const spoken = clock.querySelector("[data-clock-spoken]");
  if (spoken) {
    const word = clock.querySelector(`.clock-state [data-states~=${state}]`);
    const figure = clock.querySelector(".clock-figure");
    spoken.textContent = `${word?.textContent.trim()}: ${figure.textContent.trim().replace(/\s+/g, " ")}`;
  }
  return { state, minutes, at: Date.now() };
}

function run(clock) {
  const loadedAt = Date.now();
  let heard = { state: clock.dataset.state, minutes: null, at: loadedAt };
  const tick = () => {
    const left = reading(clock, loadedAt);
    show(clock, left);
    heard = announce(clock, left, heard);
  };
  tick();
  if (clock.dataset.running !== "true") return;
  // A clock whose row was taken from the page stops: a page that is left open all day brings in thousands.
  const timer = setInterval(() => (clock.isConnected ? tick() : clearInterval(timer)), 1000);
}

document.querySelectorAll("[data-clock]").forEach(run);
// Pages that bring rows in later let their clocks run with `run`.
export { run };
