/** Sending pictures: pages with thumbnails and hints, shrinking, progress, and patience with a bad connection. */

import { decoded, doubt, shrunk, thumbnail } from "./pictures.js";

const WAITS_SECONDS = [2, 4, 8, 15, 30, 60];
const SILENCE_SECONDS = 60;

/** `crypto.randomUUID` is missing on plain HTTP, as on a phone in the same network. */
function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function sized(bytes) {
  const [number, unit] = bytes < 1e6 ? [Math.ceil(bytes / 1e3), "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, maximumFractionDigits: 1 }).format(number);
}

class Upload {
  constructor(form) {
    this.form = form;
    this.box = form.querySelector("[data-upload-box]");
    this.inputs = [...this.box.querySelectorAll("[type=file]")];
    this.name = this.inputs[0].name;
    this.list = this.box.querySelector("[data-upload-pages]");
    this.state = this.box.querySelector("[data-upload-state]");
    this.again = this.box.querySelector("[data-upload-again]");
    this.pages = [];
    this.tries = 0;
    this.key = form.elements.idempotency_key?.value || freshKey();
    this.box.classList.add("is-live");
    this.listen();
    this.inputs.forEach((input) => this.take(input));
  }

  listen() {
    for (const input of this.inputs) input.addEventListener("change", () => this.take(input));
    this.form.addEventListener("submit", (event) => this.onSubmit(event));
    this.again.addEventListener("click", () => this.send());
    window.addEventListener("online", () => this.timer && this.send());
    window.addEventListener("beforeunload", (event) => this.isSending && event.preventDefault());
  }

  words(name) {
    return this.box.dataset[`text${name[0].toUpperCase()}${name.slice(1)}`];
  }

  /** Move the chosen files from the input to the list; an emptied input takes the same file again. */
  take(input) {
    const files = [...input.files];
    input.value = "";
    input.required = false;
    const added = files.map((file) => this.add(file));
    if (added.length && this.form.dataset.upload === "now") this.goOn(added);
  }

  async goOn(added) {
    await Promise.all(added.map((page) => page.ready));
    if (added.every((page) => !page.doubt) && this.pages.length) this.form.requestSubmit();
  }

  add(file) {
    const item = this.box.querySelector("[data-upload-item]").content.cloneNode(true).firstElementChild;
    const page = { file, blob: file, item, doubt: "" };
    item.querySelector("small").textContent = `${file.name} · ${sized(file.size)}`;
    item.querySelector("[data-upload-remove]").addEventListener("click", () => this.remove(page));
    this.pages.push(page);
    this.list.append(item);
    page.ready = this.prepare(page);
    this.count();
    return page;
  }

  remove(page) {
    this.pages = this.pages.filter((other) => other !== page);
    page.item.remove();
    this.count();
    this.inputs[0].focus();
  }

  count() {
    this.list.hidden = !this.pages.length;
    this.pages.forEach((page, index) => (page.item.querySelector("strong").textContent = `${this.words("page")} ${index + 1}`));
    this.box.querySelector("[data-upload-first]").hidden = this.pages.length > 0;
    this.box.querySelector("[data-upload-more]").hidden = !this.pages.length;
    // another page is a side path once there is one: the main action is to go on
    this.inputs[0].labels[0].classList.toggle("button-main", !this.pages.length);
    this.inputs[0].labels[0].classList.toggle("button-plain", this.pages.length > 0);
    this.form.classList.toggle("has-pages", this.pages.length > 0);
  }

  async prepare(page) {
    const picture = await decoded(page.file);
    if (!picture) return;
    page.item.querySelector(".upload-picture").replaceChildren(thumbnail(picture));
    page.doubt = doubt(picture);
    if (page.doubt) {
      const hint = page.item.querySelector(".upload-hint");
      hint.lastElementChild.textContent = this.words(page.doubt);
      hint.hidden = false;
    }
    page.blob = await shrunk(page.file, picture);
    picture.close();
  }

  async onSubmit(event) {
    // nothing chosen: the form goes its plain way and the server says what is missing
    if (!this.pages.length) return;
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    this.tries = 0;
    this.tell("preparing");
    await Promise.all(this.pages.map((page) => page.ready));
    this.send();
  }

  body() {
    const body = new FormData(this.form);
    body.delete(this.name);
    for (const { file, blob } of this.pages) body.append(this.name, blob, blob === file ? file.name : file.name.replace(/\.[^.]*$/, "") + ".jpg");
    return body;
  }

  send() {
    clearTimeout(this.timer);
    this.timer = null;
    this.tell("sending");
    const request = new XMLHttpRequest();
    request.open("POST", this.form.action);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Idempotency-Key", this.key);
    this.watch(request);
    request.addEventListener("load", () => (request.status >= 500 ? this.wait() : this.answer(request)));
    for (const name of ["error", "timeout", "abort"]) request.addEventListener(name, () => this.wait());
    request.send(this.body());
  }

  /** A dead connection may stay silent for minutes: after a minute without a byte it counts as broken. */
  watch(request) {
    let silence = setTimeout(() => request.abort(), SILENCE_SECONDS * 1000);
    const bar = this.state.querySelector("progress");
    request.upload.addEventListener("progress", (event) => {
      clearTimeout(silence);
      silence = setTimeout(() => request.abort(), SILENCE_SECONDS * 1000);
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("loadend", () => clearTimeout(silence));
  }

  answer(request) {
    let said = {};
    try {
      said = JSON.parse(request.responseText);
    } catch {
      // a page instead of an answer: go where it stands
      said = { next: request.status < 400 ? request.responseURL : "" };
    }
    this.isSending = false;
    if (said.next) location.assign(said.next);
    else this.refuse(said.problem ?? this.words("gone"));
  }

  refuse(sentence) {
    // what comes next is another attempt with other pictures, not a repeat
    this.key = freshKey();
    if (this.form.elements.idempotency_key) this.form.elements.idempotency_key.value = this.key;
    this.tell(null, sentence);
  }

  wait() {
    const seconds = WAITS_SECONDS[this.tries];
    this.tries += 1;
    if (seconds) this.timer = setTimeout(() => this.send(), seconds * 1000);
    else this.isSending = false;
    this.tell(seconds ? "broken" : "gone");
  }

  tell(name, sentence = "") {
    const isUnderWay = name === "sending" || name === "preparing";
    this.state.hidden = false;
    this.state.querySelector("[data-upload-text]").textContent = name ? this.words(name) : sentence;
    const bar = this.state.querySelector("progress");
    bar.hidden = !isUnderWay;
    if (isUnderWay) bar.removeAttribute("value");
    this.again.hidden = isUnderWay || !name;
    for (const button of this.form.querySelectorAll("[type=submit], [data-upload-remove]")) button.disabled = isUnderWay;
    for (const button of document.querySelectorAll(`[form="${this.form.id}"]`)) button.disabled = isUnderWay;
  }
}

for (const form of document.querySelectorAll("form[data-upload]")) new Upload(form);
