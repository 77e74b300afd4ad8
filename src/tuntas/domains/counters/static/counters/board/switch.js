// One tap turns the sound on, as browsers want it; the board remembers it, and asks again where the browser forgot.
const MEMORY = "board sound";

export async function switchOf(button, voice) {
  const show = () => {
    button.setAttribute("aria-pressed", voice.isOn);
    button.querySelector("[data-on]").hidden = !voice.isOn;
    button.querySelector("[data-off]").hidden = voice.isOn;
  };
  voice.changed = show;
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (voice.isOn) voice.turnOff();
    else await voice.turnOn();
    localStorage.setItem(MEMORY, voice.isOn ? "on" : "off");
    show();
  });
  if (localStorage.getItem(MEMORY) === "on") await voice.turnOn();
  show();
}
