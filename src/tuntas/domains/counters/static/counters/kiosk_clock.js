// The office's time: by how much the device's clock is wrong each answer says, and without network the last one did.
const MEMORY = "kiosk-clock";
let wrongBy = remembered();

function remembered() {
  try {
    return Number(localStorage.getItem(MEMORY)) || 0;
  } catch {
    return 0; // a browser that remembers nothing has no numbers of its own either
  }
}

export const now = () => new Date(Date.now() + wrongBy);

/** What the office answered; it says when. */
export function heard(answer) {
  const difference = Date.parse(answer.now) - Date.now();
  if (Number.isNaN(difference)) return answer;
  wrongBy = difference;
  try {
    localStorage.setItem(MEMORY, wrongBy);
  } catch {
    // as above
  }
  return answer;
}
