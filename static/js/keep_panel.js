/** Keeping a course on this phone, from the offer to "Kept, 12 MB". */

import { aboutKept, canKeep, keep, remove } from "./courses_kept.js";
import { sized } from "./pictures.js";

export class Panel {
  constructor({ section, way, about, reader, isGone }) {
    Object.assign(this, { section, way, about, reader });
    this.words = section.dataset;
    this.begin = this.part("begin");
    this.bar = this.part("progress");
    this.choices = [...section.querySelectorAll("[type=checkbox]")];
    if (!canKeep()) return;
    for (const label of section.querySelectorAll("label")) this.nameSize(label);
    this.begin.addEventListener("click", () => this.keep());
    this.part("stop").addEventListener("click", () => this.stopping.abort());
    this.part("remove").addEventListener("click", () => this.remove());
    for (const choice of this.choices) choice.addEventListener("change", () => this.offerMore());
    this.show(isGone ? this.words.textChanged : "");
    section.hidden = false;
  }

  part(name) {
    return this.section.querySelector(`[data-keep-${name}]`);
  }

  nameSize(label) {
    label.textContent = label.textContent.replace("#", sized(Number(this.words[label.control.value])));
  }

  get hasChanged() {
    return this.about?.lessons !== this.way.lessons;
  }

  /** How it stands; `sentence` is what just happened. */
  show(sentence = "") {
    const { about, words } = this;
    this.section.classList.toggle("is-kept", Boolean(about?.isWhole));
    this.bar.hidden = this.part("stop").hidden = true;
    this.part("remove").hidden = !about;
    for (const choice of this.choices) {
      const isThere = Boolean(about?.isWhole && about.wants.includes(choice.value));
      choice.checked = Boolean(about?.wants.includes(choice.value));
      choice.closest(".choice").hidden = isThere && !this.hasChanged;
    }
    this.part("choices").hidden = false;
    this.part("state").textContent = [sentence, this.standing()].filter(Boolean).join(" ");
    this.say(!about ? words.wordKeep : !about.isWhole ? words.wordOn : this.hasChanged ? words.wordUpdate : words.wordMore);
    this.begin.hidden = false;
    if (about?.isWhole && !this.hasChanged) this.offerMore();
  }

  standing() {
    const { about, words } = this;
    if (!about) return words.textOffered.replace("#", sized(Number(words.least)));
    if (!about.isWhole) return words.textPart;
    return `${words.textKept.replace("#", sized(about.size))}${this.hasChanged ? ` ${words.textChanged}` : ""}`;
  }

  say(word) {
    this.begin.textContent = word;
  }

  get wants() {
    return this.choices.filter(({ checked }) => checked).map(({ value }) => value);
  }

  /** Kept already, there is something to begin only if more is wanted. */
  offerMore() {
    if (!this.about?.isWhole || this.hasChanged) return;
    this.begin.hidden = this.wants.every((group) => this.about.wants.includes(group));
  }

  async keep() {
    const { wants } = this;
    this.stopping = new AbortController();
    this.wait();
    const needed = [Number(this.words.least), ...wants.map((group) => Number(this.words[group]))].reduce((sum, one) => sum + one);
    const { quota, usage } = await navigator.storage.estimate().catch(() => ({}));
    if (quota - usage < needed) return this.fail("full", needed);
    try {
      await this.register();
      const told = await this.told();
      const onProgress = (share) => (this.bar.value = share);
      this.about = await keep({ owner: this.reader, told, wants, onProgress, signal: this.stopping.signal });
      this.show();
      this.part("state").focus();
      navigator.storage.persist?.().catch(() => {});
    } catch (problem) {
      await this.fail(problem.kind ?? "broken", needed);
    }
  }

  wait() {
    this.part("state").textContent = this.words.textKeeping;
    this.bar.hidden = this.part("stop").hidden = false;
    this.bar.removeAttribute("value");
    this.part("choices").hidden = this.begin.hidden = this.part("remove").hidden = true;
    this.part("stop").focus();
  }

  async register() {
    try {
      await navigator.serviceWorker.register(this.way.worker, { scope: "/learn/" });
    } catch (problem) {
      throw Object.assign(problem, { kind: navigator.onLine ? "cannot" : "broken" });
    }
  }

  async told() {
    const answer = await fetch(this.way.about, { cache: "no-store", redirect: "manual", signal: this.stopping.signal });
    if (!answer.ok) throw Object.assign(new Error("told"), { kind: answer.status >= 500 ? "broken" : "away" });
    return answer.json();
  }

  async fail(kind, needed) {
    const { quota, usage } = await navigator.storage.estimate().catch(() => ({}));
    const free = sized(Math.max(0, quota - usage) || 0);
    const text = this.words[`text${kind[0].toUpperCase()}${kind.slice(1)}`];
    this.about = await aboutKept(this.reader, this.way.course);
    this.show(text.replace("##", sized(needed)).replace("#", free));
    this.begin.focus();
  }

  async remove() {
    await remove(this.reader, this.way.course);
    this.about = undefined;
    this.show(this.words.textRemoved);
    this.begin.focus();
  }
}
