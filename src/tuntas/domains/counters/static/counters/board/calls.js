// Every call of the day, once and in order. The stream brings only the latest few: what is missing is asked for.
const AGAIN = 3000; // milliseconds until a question that got no answer is asked anew

export class Calls {
  constructor({ address, day, last, hand }) {
    Object.assign(this, { address, day, last, hand, until: last, known: [], busy: false });
  }

  news({ day, last_call, calls }) {
    if (day < this.day) return;
    if (day > this.day) Object.assign(this, { day, last: 0, until: 0 });
    this.until = Math.max(this.until, last_call);
    this.known = calls;
    this.catchUp();
  }

  async catchUp() {
    if (this.busy) return;
    this.busy = true;
    while (this.last < this.until) {
      if (this.take(this.known)) continue;
      const missed = await this.missed();
      if (missed && this.take(missed)) continue;
      if (missed) this.until = this.last; // there are no more, whatever was said
      else await new Promise((resolve) => setTimeout(resolve, AGAIN));
    }
    this.busy = false;
  }

  take(calls) {
    const before = this.last;
    for (const call of calls) {
      if (call[0] !== this.last + 1) continue;
      this.last = call[0];
      this.hand(call, this.day);
    }
    return this.last > before;
  }

  async missed() {
    try {
      const answer = await fetch(`${this.address}?after=${this.last}`, { cache: "no-store" });
      return answer.ok ? (await answer.json()).calls : null;
    } catch {
      return null;
    }
  }
}
