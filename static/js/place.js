/** Asks the device where it is when a form that needs it is sent, and sends the form with the answer. */

const PATIENCE = { timeout: 20_000, maximumAge: 60_000 };
/** About a kilometre: more is nobody's business. */
const DIGITS = 2;

class Place {
  constructor(form) {
    this.form = form;
    this.text = form.querySelector(".place-text");
    form.addEventListener("submit", (event) => this.hold(event));
  }

  hold(event) {
    if (this.form.elements.latitude.value) return;
    event.preventDefault();
    this.tell("Asking");
    if (navigator.geolocation) navigator.geolocation.getCurrentPosition((found) => this.send(found.coords), () => this.tell("Unknown"), PATIENCE);
    else this.tell("Unknown");
  }

  tell(name) {
    this.text.hidden = false;
    this.text.textContent = this.form.dataset[`text${name}`];
  }

  send({ latitude, longitude }) {
    this.form.elements.latitude.value = latitude.toFixed(DIGITS);
    this.form.elements.longitude.value = longitude.toFixed(DIGITS);
    this.form.requestSubmit();
  }
}

for (const form of document.querySelectorAll("form[data-place]")) new Place(form);
