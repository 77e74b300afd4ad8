// One call in large figures; the one before it moves to the list.
const EARLIER = 5;

export function shower(board) {
  const find = (name) => board.querySelector(`[data-${name}]`);
  const latest = find("latest");
  return ([sequence, printed, counter, again]) => {
    if (!latest.hidden && find("number").textContent !== printed) before(find, board);
    find("number").textContent = printed;
    find("counter").textContent = counter;
    find("again").hidden = !again;
    find("first").hidden = again;
    latest.hidden = false;
    find("silent").hidden = true;
    latest.classList.add("new");
    setTimeout(() => latest.classList.remove("new"), 6000);
    log(board, "shown", sequence);
  };
}

// What was shown and spoken stands on the page, for whoever checks that it was each call once.
export function log(board, what, sequence) {
  const said = (board.dataset[what] || "").split(" ").filter(Boolean);
  board.dataset[what] = [...said, sequence].slice(-200).join(" ");
}

function before(find, board) {
  const row = find("call").content.cloneNode(true);
  row.querySelector("strong").textContent = find("number").textContent;
  row.querySelector("span").textContent = find("counter").textContent;
  const list = find("earlier");
  list.prepend(row);
  while (list.children.length > EARLIER) list.lastElementChild.remove();
  find("earlier-head").hidden = false;
}
