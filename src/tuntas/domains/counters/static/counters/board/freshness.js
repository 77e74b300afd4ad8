// The clock on the board, and since when it has heard nothing: in words as well as in colour.
const STALE = 20000; // milliseconds

export class Freshness {
  constructor(board) {
    this.board = board;
    this.ahead = Date.parse(board.dataset.at) - Date.now(); // the house's clock before the screen's
    this.heardAt = Date.now();
    this.words = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit", timeZone: board.dataset.zone });
    setInterval(() => this.tick(), 1000);
  }

  get isStale() {
    return Date.now() - this.heardAt > STALE;
  }

  heard(age = 0) {
    this.heardAt = Math.max(this.heardAt, Date.now() - age);
    this.tick();
  }

  tick() {
    this.write("[data-time]", Date.now());
    this.write("[data-heard-at]", this.heardAt);
    this.board.querySelector("[data-stale]").hidden = !this.isStale;
    this.board.querySelector("[data-fresh]").hidden = this.isStale;
  }

  write(where, moment) {
    const text = this.words.format(moment + this.ahead).replace(":", ".");
    for (const one of this.board.querySelectorAll(where)) if (one.textContent !== text) one.textContent = text;
  }
}
