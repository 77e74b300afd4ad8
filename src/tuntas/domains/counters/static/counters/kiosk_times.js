// An appointment that gives no number now: other times to choose from, and the one that was chosen.
const page = document.querySelector("[data-kiosk]");
const shown = page.querySelector("[data-anew]");

function both(said) {
  return ["id", "en"].map((language) => {
    const line = document.createElement("span");
    line.lang = language;
    line.textContent = said[language];
    return line;
  });
}

/** One button a time; none where nothing is offered. */
export function offer(times = []) {
  const buttons = times.map((time) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.starts = time.starts;
    button.append(...both(time.said));
    return button;
  });
  page.querySelector("[data-times]").replaceChildren(...buttons);
}

export function chosen(hand) {
  page.querySelector("[data-times]").addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-starts]");
    if (pressed) hand(pressed.dataset.starts);
  });
}

/** On screen, and on paper. */
export async function showAnew(anew) {
  shown.querySelector("[data-anew-said]").replaceChildren(...both(anew.said));
  shown.querySelector("[data-anew-code]").textContent = anew.code;
  const image = new Image(180, 180);
  image.alt = "";
  image.src = anew.picture;
  shown.querySelector("[data-anew-picture]").replaceChildren(image);
  await image.decode().catch(() => image.remove());
  window.print();
}
