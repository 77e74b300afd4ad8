// Who is next without network: the same rule as the office's (rules/calling.py), on the list that the page has.
const [APPOINTMENT, ORDINARY] = [2, 3];

export class Line {
  constructor({ here, waiting, passed, cap }, steps) {
    Object.assign(this, { here, waiting, passed, cap });
    for (const step of steps) this.took(step);
  }

  next(now = Date.now()) {
    const due = this.waiting.filter(([, , rank, placed]) => rank !== APPOINTMENT || placed <= now);
    const line = due.length ? due : this.waiting;
    const ordinary = line.find(([, , rank]) => rank === ORDINARY);
    return ordinary && this.passed >= this.cap ? ordinary : line[0];
  }

  took({ verb, ticket, printed, rank }) {
    if (verb === "finish") {
      this.here = null;
      return;
    }
    this.here = [ticket, printed];
    this.waiting = this.waiting.filter(([id]) => id !== ticket);
    const isPassedOver = this.waiting.some(([, , other]) => other === ORDINARY);
    this.passed = rank === ORDINARY ? 0 : this.passed + isPassedOver;
  }
}
