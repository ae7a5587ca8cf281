/** What waits on this phone: shown to the person whose it is, and sent as soon as that is possible. */

import { alone, forget, isKept, keptFor } from "./kept.js";
import { decoded, sized, thumbnail } from "./pictures.js";
import { post } from "./post.js";

const AGAIN_SECONDS = 30;

class Item {
  constructor(list, upload) {
    this.list = list;
    this.upload = upload;
    this.node = list.section.querySelector("template").content.cloneNode(true).firstElementChild;
    this.describe();
    this.on("send", () => list.sendAll(this));
    this.on("delete", () => list.ask(this));
  }

  part(name) {
    return this.node.querySelector(`[data-kept-${name}]`);
  }

  on(name, act) {
    this.part(name).addEventListener("click", act);
  }

  describe() {
    const { files, at } = this.upload;
    // a bare "en" would write American days
    const language = document.documentElement.lang.replace(/^en$/, "en-GB");
    const when = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
    const size = sized(files.reduce((sum, { blob }) => sum + blob.size, 0));
    this.part("when").textContent = when.format(at);
    this.part("what").textContent = `${files[0].name}${files.length > 1 ? ` +${files.length - 1}` : ""} · ${size}`;
    this.picture();
  }

  async picture() {
    const picture = await decoded(this.upload.files[0].blob);
    if (!picture) return;
    this.node.querySelector(".upload-picture").replaceChildren(thumbnail(picture));
    picture.close();
  }

  say(name, sentence = this.list.words(name)) {
    this.state = name;
    this.part("state").textContent = sentence;
    for (const look of ["refused", "arrived"]) this.node.classList.toggle(`is-${look}`, look === name);
    const bar = this.node.querySelector("progress");
    bar.hidden = name !== "sending";
    bar.removeAttribute("value");
    this.part("send").hidden = this.part("delete").hidden = name === "sending" || name === "arrived";
    this.part("next").hidden = name !== "arrived";
  }

  get isWaiting() {
    return this.state === "waiting" || this.state === "away";
  }

  async send() {
    await alone(this.upload.key, () => this.attempt());
  }

  async attempt() {
    const { key, owner, action, files } = this.upload;
    // another tab has sent it, or it was deleted there
    if (!(await isKept(key))) return this.list.drop(this);
    this.say("sending");
    const body = new FormData();
    body.append("csrfmiddlewaretoken", this.list.section.querySelector("[name=csrfmiddlewaretoken]").value);
    for (const { name, blob } of files) body.append("files", blob, name);
    const bar = this.node.querySelector("progress");
    const { next, problem, elsewhere } = await post(action, body, { key, owner, onProgress: (share) => (bar.value = share) });
    if (next) await this.arrived(next);
    else if (problem) this.say("refused", problem);
    else this.say(elsewhere === undefined ? "waiting" : "away");
  }

  async arrived(next) {
    await forget(this.upload.key);
    this.part("next").href = next;
    this.say("arrived");
  }
}

class Waiting {
  constructor(section, uploads) {
    this.section = section;
    this.rows = section.querySelector("ul");
    this.dialog = section.querySelector("dialog");
    this.items = uploads.map((upload) => new Item(this, upload));
    this.rows.append(...this.items.map((item) => item.node));
    for (const item of this.items) item.say("waiting");
    this.count();
    this.dialog.querySelector("[data-kept-yes]").addEventListener("click", () => this.remove());
    window.addEventListener("online", () => this.sendAll());
    this.sendAll();
  }

  words(name) {
    return this.section.dataset[`text${name[0].toUpperCase()}${name.slice(1)}`];
  }

  count() {
    const number = this.items.filter((item) => item.state !== "arrived").length;
    const form = new Intl.PluralRules(document.documentElement.lang).select(number);
    const words = number ? this.words(form) ?? this.words("many") : this.words("none");
    this.section.querySelector("h2").textContent = words.replace("#", number);
    this.section.hidden = !this.items.length;
  }

  /** One after another: a weak connection is not shared. `first` is tried even if it was refused before. */
  async sendAll(first) {
    clearTimeout(this.timer);
    if (this.isSending) return;
    this.isSending = true;
    for (const item of [...this.items]) {
      if (item === first || item.isWaiting) await item.send();
      this.count();
    }
    this.isSending = false;
    if (this.items.some((item) => item.isWaiting)) this.timer = setTimeout(() => this.sendAll(), AGAIN_SECONDS * 1000);
  }

  drop(item) {
    this.items = this.items.filter((other) => other !== item);
    item.node.remove();
    this.count();
  }

  ask(item) {
    this.asked = item;
    this.dialog.showModal();
  }

  async remove() {
    this.dialog.close();
    const item = this.asked;
    await alone(item.upload.key, () => forget(item.upload.key));
    this.drop(item);
  }
}

const note = document.querySelector("[data-kept-leaving]");
const section = document.querySelector("[data-kept]");
const owner = note?.dataset.keptLeaving;
if (owner) {
  const uploads = await keptFor(owner);
  note.hidden = !uploads.length;
  if (section && uploads.length) new Waiting(section, uploads);
}
