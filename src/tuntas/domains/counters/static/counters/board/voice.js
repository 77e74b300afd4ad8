// Reads calls out from recorded units, one after the other. All of them are fetched when the sound is turned on, so that
// a board without a network can still speak.
const PATIENCE = 1500; // milliseconds until the browser lets sound be played, if it does without a tap

export class Voice {
  constructor({ units, words }) {
    this.units = units.split(" ");
    this.counters = JSON.parse(words);
    this.sounds = new Map();
  }

  get isOn() {
    return this.wanted === true && this.context.state === "running";
  }

  async turnOn() {
    this.context ??= new AudioContext();
    this.context.onstatechange = () => this.changed?.(); // the device itself may take the sound away
    this.wanted = true;
    await Promise.race([this.context.resume(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    if (this.isOn) for (const unit of this.units) this.sound(unit);
    else this.wanted = false;
    return this.isOn;
  }

  turnOff() {
    this.wanted = false;
  }

  // Whether the whole call was read out.
  async say([, , counter, , number]) {
    const units = ["gong", "nomor-antrean", ...number, "silakan-ke-loket", ...(this.counters[counter] || [])];
    const sounds = await Promise.all(units.map((unit) => this.sound(unit)));
    if (sounds.includes(null)) return false;
    for (const sound of sounds) await this.play(sound);
    return true;
  }

  sound(unit) {
    if (!this.sounds.has(unit)) this.sounds.set(unit, this.fetched(unit));
    return this.sounds.get(unit);
  }

  async fetched(unit) {
    try {
      const answer = await fetch(`/voice/${encodeURIComponent(unit)}/`);
      if (answer.ok) return await this.context.decodeAudioData(await answer.arrayBuffer());
    } catch {
      // Asked for again when it is needed.
    }
    this.sounds.delete(unit);
    return null;
  }

  play(sound) {
    const source = this.context.createBufferSource();
    source.buffer = sound;
    source.connect(this.context.destination);
    source.start();
    return new Promise((resolve) => {
      source.onended = resolve;
      setTimeout(resolve, sound.duration * 1000 + 2000); // where the browser stopped the sound, the line goes on
    });
  }
}
