// Who is next without network, and who is here: the office's own rules (rules/calling.py, rules/workflow.py) on the list
// that the page has.
const [APPOINTMENT, ORDINARY] = [2, 3];
const CALLS_BEFORE_ABSENT = 3;
// What a button does, and in which state of the counter.
const STEPS = { next: "call", begin: "begin", again: "again", absent: "absent", park: "park", finish: "finish" };
const POSSIBLE = {
  free: ["next"],
  called: ["begin", "again", "absent"],
  serving: ["next", "park", "finish"],
};

export class Line {
  constructor({ here, waiting, passed, cap }, steps) {
    Object.assign(this, { waiting, passed, cap });
    if (here) [this.ticket, this.printed, this.state, this.calls] = here;
    else this.leave();
    for (const step of steps) this.took(step);
  }

  // The step that this button takes here and now; undefined when it takes none.
  stepOf(verb) {
    if (!POSSIBLE[this.state].includes(verb) || (verb === "absent" && this.calls < CALLS_BEFORE_ABSENT)) return undefined;
    const [ticket, printed, rank] = verb === "next" ? (this.next() ?? []) : [this.ticket, this.printed];
    return ticket && { verb: STEPS[verb], ticket, printed, rank };
  }

  next(now = Date.now()) {
    const due = this.waiting.filter(([, , rank, placed]) => rank !== APPOINTMENT || placed <= now);
    const line = due.length ? due : this.waiting;
    const ordinary = line.find(([, , rank]) => rank === ORDINARY);
    return ordinary && this.passed >= this.cap ? ordinary : line[0];
  }

  took({ verb, ticket, printed, rank }) {
    if (verb === "call") this.call(ticket, printed, rank);
    else if (verb === "begin") this.state = "serving";
    else if (verb === "again") this.calls += 1;
    else this.leave();
  }

  call(ticket, printed, rank) {
    Object.assign(this, { ticket, printed, state: "called", calls: 1 });
    this.waiting = this.waiting.filter(([id]) => id !== ticket);
    const isPassedOver = this.waiting.some(([, , other]) => other === ORDINARY);
    this.passed = rank === ORDINARY ? 0 : this.passed + isPassedOver;
  }

  leave() {
    Object.assign(this, { ticket: null, printed: "", state: "free", calls: 0 });
  }
}
