// Keys on the screen for the code of an appointment: the device has no others, and its own would cover half the page.
export function keys(form) {
  const { code } = form.elements;
  code.inputMode = "none";
  const board = form.querySelector("[data-keys]");
  board.hidden = false;
  board.addEventListener("click", ({ target }) => {
    const key = target.closest("[data-key]");
    if (!key) return;
    const typed = code.value.replace(/\s/g, "");
    code.value = spaced(key.dataset.key ? typed + key.dataset.key : typed.slice(0, -1));
  });
}

// As it stands on the appointment: KMT 493.
const spaced = (typed) => [typed.slice(0, 3), typed.slice(3, 6)].filter(Boolean).join(" ");
