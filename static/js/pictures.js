/** What can be done to a chosen picture before it is sent: decode, shrink, and judge whether it will be readable. */

const LONGEST = 2400;
const QUALITY = 0.85;
// Others are sent as they are: several pages would be lost, or the browser cannot decode them at all.
const SHRINKABLE = /^image\/(jpeg|png|webp|heic|heif)$/;

// Measured on 60 sharp receipts and invoices: sharpness 15 to 57; blurred by a thousandth of the page 8 to 22 (OCR reads
// them), by two thousandths 2 to 7, by three 1 to 4.
const DARKEST = 60;
const SOFTEST = 6.5;
const SMALLEST = 700;
const PROBE = 640;

/** The decoded picture the right way up, or null if this browser cannot decode the file. */
export async function decoded(file) {
  if (!SHRINKABLE.test(file.type)) return null;
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return null;
  }
}

function drawn(picture, longest) {
  const share = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(Math.round(picture.width * share), 1);
  canvas.height = Math.max(Math.round(picture.height * share), 1);
  const context = canvas.getContext("2d", { willReadFrequently: longest === PROBE });
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** The file, or a smaller JPEG of it where that saves anything. Never larger in pixels or bytes. */
export async function shrunk(file, picture) {
  if (Math.max(picture.width, picture.height) <= LONGEST) return file;
  const blob = await new Promise((resolve) => drawn(picture, LONGEST).toBlob(resolve, "image/jpeg", QUALITY));
  return blob && blob.size < file.size ? blob : file;
}

export const thumbnail = (picture) => drawn(picture, 160);

function greys(picture) {
  const canvas = drawn(picture, PROBE);
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const grey = new Float32Array(data.length / 4);
  for (let at = 0; at < grey.length; at += 1) grey[at] = 0.299 * data[at * 4] + 0.587 * data[at * 4 + 1] + 0.114 * data[at * 4 + 2];
  return { grey, width: canvas.width, height: canvas.height };
}

/** How hard the edges are: the strongest hundredth of brightness steps between neighbours, as a share of the range. */
export function sharpness({ grey, width, height }) {
  const steps = [];
  for (let row = 1; row < height - 1; row += 1) {
    for (let column = 1; column < width - 1; column += 1) {
      const at = row * width + column;
      steps.push(Math.abs(4 * grey[at] - grey[at - 1] - grey[at + 1] - grey[at - width] - grey[at + width]));
    }
  }
  steps.sort((one, other) => one - other);
  const sorted = Float32Array.from(grey).sort();
  const range = sorted[Math.floor(sorted.length * 0.98)] - sorted[Math.floor(sorted.length * 0.02)];
  return (100 * steps[Math.floor(steps.length * 0.98)]) / Math.max(range, 1) / 4;
}

/** `dark`, `blurred`, `small`, or "" when nothing speaks against it. A hint only: the person may send it all the same. */
export function doubt(picture) {
  if (Math.max(picture.width, picture.height) < SMALLEST) return "small";
  const probe = greys(picture);
  const mean = probe.grey.reduce((sum, value) => sum + value, 0) / probe.grey.length;
  if (mean < DARKEST) return "dark";
  return sharpness(probe) < SOFTEST ? "blurred" : "";
}

/** A size as people write it. */
export function sized(bytes) {
  const [number, unit] = bytes < 1e6 ? [Math.ceil(bytes / 1e3), "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, maximumFractionDigits: 1 }).format(number);
}
