// Shows one call after the other, never two at once: the next one waits until this one was read out.
const AT_LEAST = 1500; // milliseconds that a call stands alone while others wait and nothing is read out

export class Player {
  constructor({ show, voice, done }) {
    Object.assign(this, { show, voice, done, line: [], busy: false });
  }

  add(call, day) {
    this.line.push([call, day]);
    if (!this.busy) this.go();
  }

  async go() {
    this.busy = true;
    while (this.line.length) {
      const [call, day] = this.line.shift();
      this.show(call);
      const spoken = this.voice.isOn ? await this.voice.say(call) : false;
      if (!spoken && this.line.length) await new Promise((resolve) => setTimeout(resolve, AT_LEAST));
      this.done(call, day, spoken);
    }
    this.busy = false;
  }
}
