// A menu of the bar closes when one turns away from it, and by Escape, which then does nothing else.
const open = () => document.querySelector(".menu[open]");

function closeUnless(inside) {
  const menu = open();
  if (menu && !menu.contains(inside)) menu.open = false;
}

document.addEventListener("click", (event) => closeUnless(event.target));
document.addEventListener("focusin", (event) => closeUnless(event.target));
document.addEventListener("keydown", (event) => {
  const menu = open();
  if (event.key !== "Escape" || !menu) return;
  event.preventDefault();
  menu.open = false;
  menu.querySelector("summary").focus();
}, true);
