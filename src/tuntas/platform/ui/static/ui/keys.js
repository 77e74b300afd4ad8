// Presses the button or link that names this key; never while someone is typing or a key of the system is held.
const TYPING = "input:not([type=radio]):not([type=checkbox]):not([type=button]):not([type=submit]), select, textarea, [contenteditable]";

function wanted(key) {
  const matching = document.querySelectorAll(`[data-key="${CSS.escape(key.toLowerCase())}"]`);
  return [...matching].find((thing) => thing.getClientRects().length && thing.getAttribute("aria-disabled") !== "true");
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.(TYPING)) return;
  const thing = wanted(event.key);
  if (!thing) return;
  event.preventDefault();
  if (thing.matches("input:not([type=checkbox]), select, textarea")) thing.focus();
  else thing.click();
});
