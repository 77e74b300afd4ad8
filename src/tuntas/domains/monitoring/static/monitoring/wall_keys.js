// One key each way: arrows move over the map, Escape and Backspace go up, a name finds its tile.
const map = document.querySelector("[data-map]");
const find = document.querySelector("[data-find]");
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const TYPING = "input, select, textarea";

const tiles = () => [...(map?.querySelectorAll("a.tile") ?? [])].filter((one) => one.getClientRects().length);

function middle(element) {
  const box = element.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}

// The nearest in that direction; what lies aside counts double.
function next(from, [dx, dy]) {
  const [x, y] = middle(from);
  const reached = tiles().filter((one) => one !== from).map((one) => {
    const [u, v] = middle(one);
    const along = (u - x) * dx + (v - y) * dy;
    const aside = Math.abs((u - x) * dy) + Math.abs((v - y) * dx);
    return { one, along, cost: along + 2 * aside };
  });
  return reached.filter(({ along }) => along > 4).sort((a, b) => a.cost - b.cost)[0]?.one;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest?.(TYPING);
  if (event.key === "Escape" && typing) return typing.blur();
  if (typing) return;
  if (event.key === "Escape" || event.key === "Backspace") {
    const up = document.querySelector("[data-up]");
    if (!up) return;
    event.preventDefault();
    up.click();
  } else if (STEPS[event.key] && map) {
    const from = map.contains(document.activeElement) ? document.activeElement : null;
    const to = from ? next(from, STEPS[event.key]) : tiles()[0];
    if (!to) return;
    event.preventDefault();
    to.focus();
  }
});

// While a name is typed the rest of the map steps back.
find?.addEventListener("input", () => {
  const word = find.value.trim().toLowerCase();
  for (const tile of map.querySelectorAll("[data-shows]:not([data-is-area])")) {
    tile.classList.toggle("is-dim", Boolean(word) && !`${tile.title} ${tile.textContent}`.toLowerCase().includes(word));
  }
});
