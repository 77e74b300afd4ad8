// The same judgement as wall/rules.py, for figures that arrive while the page is open; a test holds the two together.
// A state is [late, at risk, waiting, counters open, outages].
export const FIGURES = ["late", "at_risk", "waiting", "counters", "outages"];
export const SINGLE = ["late", "outages", "counters", "waiting", "at_risk"];
export const LEVELS = ["idle", "calm", "warn", "bad"];
export const NOTHING = [0, 0, 0, 0, 0];

export const sum = (one, other) => one.map((figure, place) => figure + other[place]);

export function judged(state, measure) {
  const [, , waiting, counters] = state;
  if (measure === "waiting") return Math.ceil(waiting / Math.max(counters, 1));
  if (measure === "counters") return counters === 0 ? waiting : 0;
  return state[FIGURES.indexOf(measure)];
}

export function level(state, measure, limits) {
  if (measure === "now") {
    return LEVELS[Math.max(...SINGLE.map((one) => LEVELS.indexOf(level(state, one, limits))))];
  }
  const [warns, hurts] = limits[measure];
  const value = judged(state, measure);
  if (hurts && value >= hurts) return "bad";
  if (warns && value >= warns) return "warn";
  return state.some((figure) => figure) ? "calm" : "idle";
}

export function told(state, measure, limits) {
  if (measure !== "now") return measure;
  const worst = level(state, "now", limits);
  if (worst === "idle" || worst === "calm") return "waiting";
  return SINGLE.find((one) => level(state, one, limits) === worst);
}

// Of an area: how many offices are as bad as its worst; null where all is well.
export function troubled(states, measure, limits) {
  const levels = measure === "now" ? states.map((one) => LEVELS.indexOf(level(one, "now", limits))) : [];
  const worst = Math.max(0, ...levels);
  return worst >= LEVELS.indexOf("warn") ? levels.filter((one) => one === worst).length : null;
}

// One number, the most urgent highest.
export function urgency(state, measure, limits) {
  const shown = told(state, measure, limits);
  return LEVELS.indexOf(level(state, measure, limits)) * 1e8 + (9 - SINGLE.indexOf(shown)) * 1e7 + Math.min(judged(state, shown), 9e6);
}
