// Presses the button or link that names this key; never while someone is typing or a key of the system is held.
// A key that would send a form goes to what is still missing in it.
const TYPING = "input:not([type=radio]):not([type=checkbox]):not([type=button]):not([type=submit]), select, textarea, [contenteditable]";

function wanted(key) {
  const matching = document.querySelectorAll(`[data-key="${CSS.escape(key.toLowerCase())}"]`);
  return [...matching].find((thing) => thing.getClientRects().length && thing.getAttribute("aria-disabled") !== "true");
}

function missing(thing) {
  if (thing.type !== "submit" || thing.formNoValidate || thing.form?.noValidate) return undefined;
  return [...(thing.form?.elements ?? [])].find((one) => one.willValidate && !one.validity.valid && one.getClientRects().length);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.(TYPING)) return;
  const thing = wanted(event.key);
  if (!thing) return;
  event.preventDefault();
  const lacking = missing(thing);
  if (lacking) return lacking.focus();
  if (thing.matches(TYPING)) return thing.focus();
  if (thing.matches("[type=radio]")) thing.focus(); // Enter sends from where one has chosen
  thing.click();
});
