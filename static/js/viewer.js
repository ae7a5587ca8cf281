/** The document: enlarge, move, turn, page through; the box of the fact under cursor or focus lights up, and back. */

const STEP = 1.35;
const LARGEST = 10;
const CLOSE = 2.5;
const NUDGE = 60;

const between = (value, least, most) => Math.min(Math.max(value, least), most);

class Viewer {
  constructor(root) {
    this.root = root;
    this.stage = root.querySelector(".viewer-stage");
    this.tools = root.querySelector(".viewer-tools");
    this.pages = [...root.querySelectorAll(".viewer-page")];
    this.turn = 0;
    this.fingers = new Map();
    this.show(0);
    root.classList.add("is-live");
    this.tools.hidden = false;
    this.tools.querySelector(".viewer-pages").hidden = this.pages.length < 2;
    this.listen();
  }

  listen() {
    this.tools.addEventListener("click", (event) => this.do(event.target.closest("[data-do]")?.dataset.do));
    this.stage.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
    for (const name of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) {
      this.stage.addEventListener(name, (event) => this.onPointer(event));
    }
    this.stage.addEventListener("click", (event) => this.onClick(event));
    this.stage.addEventListener("dblclick", (event) => this.onDouble(event));
    this.stage.addEventListener("keydown", (event) => this.onKey(event));
    // a dragged link would start the browser's own dragging of it
    this.stage.addEventListener("dragstart", (event) => event.preventDefault());
    for (const page of this.pages) page.querySelector("img").addEventListener("load", () => this.isWhole && this.whole());
    new ResizeObserver(() => (this.isWhole ? this.whole() : this.place())).observe(this.stage);
  }

  do(what) {
    const acts = { smaller: () => this.zoom(1 / STEP), larger: () => this.zoom(STEP), whole: () => this.flip(), turn: () => this.rotate() };
    if (what === "back") this.show(this.at - 1);
    else if (what === "next") this.show(this.at + 1);
    else acts[what]?.();
  }

  show(number) {
    if (!this.pages[number]) return;
    this.at = number;
    this.pages.forEach((page, index) => (page.hidden = index !== number));
    const output = this.tools.querySelector("output");
    if (output) output.textContent = `${number + 1} / ${this.pages.length}`;
    this.tools.querySelector("[data-do=back]").disabled = number === 0;
    this.tools.querySelector("[data-do=next]").disabled = number === this.pages.length - 1;
    this.whole();
  }

  /** Size of the page as it lies now, before enlarging. */
  get size() {
    const page = this.pages[this.at];
    const [width, height] = [page.offsetWidth, page.offsetHeight];
    return this.turn % 180 ? { page, width: height, height: width } : { page, width, height };
  }

  get fit() {
    const { width, height } = this.size;
    return Math.min(this.stage.clientWidth / width, this.stage.clientHeight / height) || 1;
  }

  whole() {
    this.scale = this.fit;
    this.isWhole = true;
    this.x = this.y = 0;
    this.place();
  }

  /** The whole page, or from there as near as reading needs. */
  flip(at) {
    if (this.isWhole) this.zoom(CLOSE, at);
    else this.whole();
  }

  rotate() {
    this.turn = (this.turn + 90) % 360;
    this.whole();
  }

  zoom(factor, at = { x: this.stage.clientWidth / 2, y: this.stage.clientHeight / 2 }) {
    const scale = between(this.scale * factor, this.fit, this.fit * LARGEST);
    const grown = scale / this.scale;
    this.x = at.x - (at.x - this.x) * grown;
    this.y = at.y - (at.y - this.y) * grown;
    this.scale = scale;
    this.isWhole = scale <= this.fit * 1.001;
    this.place();
  }

  /** Lay the page where it should lie; a side shorter than the stage is centred, a longer one never leaves a gap. */
  place(isGliding = false) {
    if (!this.pages.length) return;
    const { page, width, height } = this.size;
    const settle = (offset, long, room) => (long <= room ? (room - long) / 2 : between(offset, room - long, 0));
    this.x = settle(this.x, width * this.scale, this.stage.clientWidth);
    this.y = settle(this.y, height * this.scale, this.stage.clientHeight);
    const corner = { 0: [0, 0], 90: [width, 0], 180: [width, height], 270: [0, height] }[this.turn];
    page.classList.toggle("is-gliding", isGliding);
    // the boxes' lines are enlarged with the page and must not grow thick
    page.style.setProperty("--thin", 1 / this.scale);
    page.style.transform = `translate(${this.x}px, ${this.y}px) scale(${this.scale}) translate(${corner[0]}px, ${corner[1]}px) rotate(${this.turn}deg)`;
  }

  onWheel(event) {
    event.preventDefault();
    const frame = this.stage.getBoundingClientRect();
    this.zoom(Math.exp(-event.deltaY * 0.0016), { x: event.clientX - frame.left, y: event.clientY - frame.top });
  }

  onPointer(event) {
    if (event.type === "pointerdown") {
      this.fingers.set(event.pointerId, event);
      this.moved = 0;
      return;
    }
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    if (event.type !== "pointermove") {
      this.fingers.delete(event.pointerId);
      if (!this.fingers.size) this.stage.classList.remove("is-dragging");
      return;
    }
    this.fingers.size === 2 ? this.pinch(before, event) : this.drag(before, event);
    this.fingers.set(event.pointerId, event);
  }

  drag(before, event) {
    const [right, down] = [event.clientX - before.clientX, event.clientY - before.clientY];
    this.moved += Math.abs(right) + Math.abs(down);
    // captured only now: a mere click must still reach the box under it
    if (this.moved > 6 && !this.stage.hasPointerCapture(event.pointerId)) {
      this.stage.setPointerCapture(event.pointerId);
      this.stage.classList.add("is-dragging");
    }
    this.x += right;
    this.y += down;
    this.place();
  }

  pinch(before, event) {
    const other = [...this.fingers.values()].find((finger) => finger.pointerId !== event.pointerId);
    const apart = (finger) => Math.hypot(finger.clientX - other.clientX, finger.clientY - other.clientY);
    const frame = this.stage.getBoundingClientRect();
    this.moved = Infinity;
    const middle = { x: (event.clientX + other.clientX) / 2 - frame.left, y: (event.clientY + other.clientY) / 2 - frame.top };
    this.x += (event.clientX - before.clientX) / 2;
    this.y += (event.clientY - before.clientY) / 2;
    this.zoom(apart(event) / Math.max(apart(before), 1), middle);
  }

  onClick(event) {
    const box = event.target.closest("[data-box]");
    if (!box) return;
    event.preventDefault();
    if (this.moved <= 6) focusFact(box.dataset.box);
  }

  onDouble(event) {
    const frame = this.stage.getBoundingClientRect();
    this.flip({ x: event.clientX - frame.left, y: event.clientY - frame.top });
  }

  onKey(event) {
    const moves = { ArrowLeft: [NUDGE, 0], ArrowRight: [-NUDGE, 0], ArrowUp: [0, NUDGE], ArrowDown: [0, -NUDGE] };
    const acts = { "+": "larger", "=": "larger", "-": "smaller", 0: "whole", z: "whole", t: "turn", PageUp: "back", PageDown: "next" };
    // a page that is whole cannot be moved sideways: then the arrows turn over
    if (this.isWhole && this.pages.length > 1) Object.assign(acts, { ArrowLeft: "back", ArrowRight: "next" });
    if (event.ctrlKey || event.metaKey || !(event.key in moves || event.key in acts)) return;
    event.preventDefault();
    if (event.key in acts) return this.do(acts[event.key]);
    this.x += moves[event.key][0];
    this.y += moves[event.key][1];
    this.place();
  }

  /** Light the fact's box; with `isLed`, bring it before the reader's eyes. */
  point(fact, isLed) {
    for (const box of this.root.querySelectorAll("[data-box]")) box.classList.toggle("is-shown", box.dataset.box === fact);
    const box = fact && this.root.querySelector(`[data-box="${CSS.escape(fact)}"]`);
    if (!box || !isLed) return;
    const number = this.pages.indexOf(box.closest(".viewer-page"));
    if (number !== this.at) this.show(number);
    this.lead(box.querySelector("rect").getBoundingClientRect());
  }

  lead(frame) {
    const stage = this.stage.getBoundingClientRect();
    const wanted = between((stage.width * 0.6) / Math.max(frame.width, 1), this.fit / this.scale, (this.fit * 2.5) / this.scale);
    const middle = { x: frame.left + frame.width / 2 - stage.left, y: frame.top + frame.height / 2 - stage.top };
    this.x += stage.width / 2 - middle.x;
    this.y += stage.height / 2 - middle.y;
    const scale = this.scale * wanted;
    this.x = stage.width / 2 - (stage.width / 2 - this.x) * wanted;
    this.y = stage.height / 2 - (stage.height / 2 - this.y) * wanted;
    this.scale = scale;
    this.isWhole = scale <= this.fit * 1.001;
    this.place(true);
  }
}

const viewers = new Map();

function focusFact(name) {
  const fact = document.querySelector(`[data-fact="${CSS.escape(name)}"]`);
  if (!fact) return;
  if (fact.localName === "details") fact.open = true;
  const field = fact.querySelector("input:not([type=hidden]), select, textarea") ?? fact.querySelector("summary, a, button") ?? fact;
  field.focus();
  fact.scrollIntoView({ block: "nearest", behavior: "smooth" });
}

function point(event, isLed) {
  const fact = event.target.closest?.("[data-fact]");
  if (isLed) for (const shown of document.querySelectorAll("[data-fact].is-shown")) shown.classList.toggle("is-shown", shown === fact);
  if (isLed && fact) fact.classList.add("is-shown");
  // with the cursor elsewhere, the fact that has the focus keeps its box
  const lit = fact ?? document.activeElement.closest("[data-fact]") ?? document.querySelector("[data-fact].is-shown");
  for (const viewer of viewers.values()) viewer.point(lit?.dataset.fact, isLed && Boolean(fact));
}

/** On a phone the picture may have been scrolled away: a tap on a line brings it back, a tap into a field does not. */
function lookUp(event) {
  const fact = event.target.closest?.("a.fact, .fact > summary, .line[data-fact], tr[data-fact]")?.closest("[data-fact]");
  if (!fact) return;
  if (fact.localName === "a") event.preventDefault();
  point(event, true);
  for (const viewer of viewers.values()) {
    const hasPlace = viewer.root.querySelector(`[data-box="${CSS.escape(fact.dataset.fact)}"]`);
    if (hasPlace && viewer.root.getBoundingClientRect().bottom < 120) viewer.root.scrollIntoView({ behavior: "smooth" });
  }
}

function prepare() {
  for (const root of viewers.keys()) if (!root.isConnected) viewers.delete(root);
  for (const root of document.querySelectorAll("[data-viewer]")) {
    if (!viewers.has(root) && root.querySelector(".viewer-page")) viewers.set(root, new Viewer(root));
  }
}

document.addEventListener("focusin", (event) => event.target.closest?.("[data-fact]") && point(event, true));
document.addEventListener("pointerover", (event) => event.pointerType === "mouse" && !event.target.closest?.("[data-viewer]") && point(event, false));
document.addEventListener("click", lookUp);
document.addEventListener("htmx:load", prepare);
prepare();
