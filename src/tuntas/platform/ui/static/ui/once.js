// One press, one post: a second press is swallowed, and after 300 ms the page says that it is working.
const SLOW_AFTER_MS = 300;

function working(form) {
  const note = document.createElement("p");
  note.className = "slow";
  note.setAttribute("role", "status");
  note.textContent = form.dataset.slow || document.body.dataset.slow;
  form.append(note);
  return note;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("data-again") || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // Not `disabled`: the browser would then leave the pressed button out of what it sends.
  event.submitter?.setAttribute("aria-disabled", "true");
  setTimeout(() => form.dataset.sent && working(form), SLOW_AFTER_MS);
});

// The browser's back button may bring the page back as it was left: the form must work again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelector(".slow")?.remove();
    for (const button of form.querySelectorAll("button[aria-disabled]:not([data-refused])")) {
      button.removeAttribute("aria-disabled");
    }
  }
});

// A button that is refused stays in the tab order, so that its reason is heard; it does nothing.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-refused]")) event.preventDefault();
});
