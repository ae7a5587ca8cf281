/** Sending pictures: pages with thumbnails and hints, shrinking, progress, and patience with a bad connection. */

import { alone, forget, isKept, keep } from "./kept.js";
import { decoded, doubt, shrunk, sized, thumbnail } from "./pictures.js";
import { freshKey, post } from "./post.js";

const WAITS_SECONDS = [2, 4, 8, 15, 30, 60];

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
    this.owner = form.dataset.owner;
    this.key = form.elements.idempotency_key?.value || freshKey();
    this.box.classList.add("is-live");
    this.listen();
    this.inputs.forEach((input) => this.take(input));
  }

  listen() {
    for (const input of this.inputs) input.addEventListener("change", () => this.take(input));
    this.form.addEventListener("submit", (event) => this.onSubmit(event));
    this.again.addEventListener("click", () => this.send());
    window.addEventListener("online", () => this.isWaiting && this.send());
    window.addEventListener("beforeunload", (event) => this.isSending && !this.isKept && event.preventDefault());
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
    this.renew();
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
    this.renew();
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

  /** What is sent: each page as it is or made smaller, under a name that fits. */
  files() {
    return this.pages.map(({ file, blob }) => ({ blob, name: blob === file ? file.name : `${file.name.replace(/\.[^.]*$/, "")}.jpg` }));
  }

  body() {
    const body = new FormData(this.form);
    body.delete(this.name);
    for (const { name, blob } of this.files()) body.append(this.name, blob, name);
    return body;
  }

  /** Before the first attempt, so that a page that is closed or killed while it sends loses nothing. */
  async keep() {
    if (!this.owner || this.isKept) return;
    this.isKept = await keep({ key: this.key, owner: this.owner, action: this.form.action, at: Date.now(), files: this.files() });
  }

  async send() {
    clearTimeout(this.timer);
    this.isSending = true;
    this.isWaiting = false;
    this.tell("sending");
    await this.keep();
    const { next, problem, elsewhere } = await alone(this.key, () => this.attempt());
    if (next) this.leave(next);
    else if (problem) this.refuse(problem);
    else if (elsewhere === undefined) this.wait();
    else this.stop(elsewhere);
  }

  async attempt() {
    this.tries += 1;
    // sent from another tab: home shows the claim
    if (this.isKept && !(await isKept(this.key))) return { next: "/" };
    const bar = this.state.querySelector("progress");
    return post(this.form.action, this.body(), { key: this.key, owner: this.owner, onProgress: (share) => (bar.value = share) });
  }

  async leave(next) {
    if (this.isKept) await forget(this.key);
    this.isSending = false;
    location.assign(next);
  }

  refuse(sentence) {
    this.isSending = false;
    this.renew();
    this.tell(null, sentence);
  }

  /** Other pages, or another attempt after a refusal: under the key of an upload that arrived unnoticed they would be lost. */
  renew() {
    if (!this.tries && !this.isKept) return;
    if (this.isKept) forget(this.key);
    this.isKept = false;
    this.key = freshKey();
    if (this.form.elements.idempotency_key) this.form.elements.idempotency_key.value = this.key;
  }

  wait() {
    const seconds = WAITS_SECONDS[this.tries - 1];
    if (seconds) this.timer = setTimeout(() => this.send(), seconds * 1000);
    else this.isSending = false;
    this.isWaiting = Boolean(seconds) || this.isKept;
    if (this.isKept) this.tell("kept");
    else if (this.owner && seconds) this.tell("unkept");
    else this.tell(seconds ? "broken" : "gone");
  }

  /** Not taken because of who is signed in: what is kept waits for its person. */
  stop(elsewhere) {
    this.isSending = false;
    if (elsewhere) location.assign(elsewhere);
    else this.tell(this.isKept ? "kept" : "gone");
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

function prepare() {
  for (const form of document.querySelectorAll("form[data-upload]:not(:has(.upload.is-live))")) new Upload(form);
}

document.addEventListener("htmx:load", prepare);
prepare();
