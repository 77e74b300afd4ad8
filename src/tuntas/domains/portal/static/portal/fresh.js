// While an office works on the application the page is loaded anew now and then, but never under someone's hands.
const place = document.querySelector("[data-fresh-seconds]");

function inUse() {
  return document.hidden || document.activeElement?.matches("input, textarea, select") || document.querySelector("form[data-sent]");
}

if (place) {
  setInterval(() => inUse() || location.reload(), Number(place.dataset.freshSeconds) * 1000);
}
