/** Reads an on-pack code with the camera or from a photo, puts it into the field, and sends the form. */

const PAUSE_MILLISECONDS = 120;
const PROBE = 900;
const OPTIONS = { formats: ["QRCode", "DataMatrix", "EAN13", "EAN8", "UPCA", "Code128", "ITF", "Aztec", "PDF417"], tryHarder: true, maxNumberOfSymbols: 1 };

/** The decoder is large, so it comes only when somebody wants to scan. */
function loaded(address, wasm) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("error", reject);
    script.addEventListener("load", () => {
      const zxing = globalThis.ZXingWASM;
      zxing.prepareZXingModule({ overrides: { locateFile: (path, prefix) => (path.endsWith(".wasm") ? wasm : prefix + path) } });
      resolve(zxing);
    });
    document.head.append(script);
  });
}

class Scanner {
  constructor(root) {
    this.root = root;
    this.field = document.getElementById(root.dataset.target);
    this.view = root.querySelector(".scanner-view");
    this.video = root.querySelector("video");
    this.text = root.querySelector(".scanner-text");
    this.startButton = root.querySelector("[data-scan-start]");
    this.stopButton = root.querySelector("[data-scan-stop]");
    this.photo = root.querySelector("[type=file]");
    this.canvas = document.createElement("canvas");
    root.hidden = false;
    this.listen();
  }

  listen() {
    this.startButton.addEventListener("click", () => this.start());
    this.stopButton.addEventListener("click", () => this.stop());
    this.photo.addEventListener("change", () => this.readPhoto());
    document.addEventListener("visibilitychange", () => document.hidden && this.stop());
  }

  tell(name) {
    this.text.hidden = false;
    this.text.textContent = this.root.dataset[`text${name}`];
  }

  decoder() {
    this.loading ??= loaded(this.root.dataset.script, this.root.dataset.wasm);
    return this.loading;
  }

  async start() {
    this.startButton.disabled = true;
    try {
      // ideal, not exact: a laptop has no camera at the back
      const [stream] = await Promise.all([navigator.mediaDevices.getUserMedia({ video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 } } }), this.decoder()]);
      this.show(stream);
      await this.video.play();
      this.look();
    } catch {
      // no camera, no permission, no secure connection: the other ways stay open
      this.tell("NoCamera");
      this.stop();
    }
  }

  show(stream) {
    this.stream = stream;
    this.video.srcObject = stream;
    this.view.hidden = false;
    this.startButton.hidden = true;
    this.stopButton.hidden = false;
    this.tell("Looking");
  }

  stop() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.video.srcObject = null;
    this.view.hidden = true;
    this.startButton.hidden = this.startButton.disabled = false;
    this.stopButton.hidden = true;
  }

  async look() {
    while (this.stream) {
      const text = this.video.videoWidth ? await this.read(this.video, this.video.videoWidth, this.video.videoHeight) : "";
      if (text) return this.found(text);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    }
  }

  /** Camera frames are read at a size that keeps up with the hand; photos are read as they are. */
  async read(picture, width, height, longest = PROBE) {
    const share = Math.min(1, longest / Math.max(width, height));
    this.canvas.width = width * share;
    this.canvas.height = height * share;
    const context = this.canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(picture, 0, 0, this.canvas.width, this.canvas.height);
    const zxing = await this.decoder();
    const [symbol] = await zxing.readBarcodes(context.getImageData(0, 0, this.canvas.width, this.canvas.height), OPTIONS);
    return symbol?.text ?? "";
  }

  async readPhoto() {
    const [file] = this.photo.files;
    this.photo.value = "";
    if (!file) return;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const text = await this.read(picture, picture.width, picture.height, 2400);
      text ? this.found(text) : this.tell("NotFound");
    } catch {
      this.tell("NotFound");
    }
  }

  found(text) {
    this.stop();
    navigator.vibrate?.(60);
    this.tell("Found");
    this.field.value = text;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.field.form.requestSubmit();
  }
}

for (const root of document.querySelectorAll("[data-scan]")) new Scanner(root);
