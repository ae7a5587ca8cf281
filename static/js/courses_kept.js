/** Courses kept on this phone (CacheStorage), one cache each, named by its person and the course. */

const PREFIX = "kwit-learn";
const HOME = "home";
const ABOUT = "/kwit-about";
/** Pages come last, and are small beside the rest. */
const ABOUT_PAGES = 300_000;
const HEADERS = ["content-type", "content-disposition", "content-security-policy", "x-content-type-options", "referrer-policy", "x-frame-options"];

const nameOf = (owner, course) => `${PREFIX}:${owner}:${course}`;
const isOurs = (name) => name.startsWith(`${PREFIX}:`);

/** Whether this browser can keep courses: over plain HTTP none does. */
export const canKeep = () => "caches" in window && "serviceWorker" in navigator && window.isSecureContext;

/** What is known of a kept course: what `told` said, and `wants`, `size`, `at`, `isWhole`. Undefined if it is not kept. */
export async function aboutKept(owner, course) {
  const name = nameOf(owner, course);
  // to open a cache would make it
  if (!canKeep() || !(await caches.has(name))) return undefined;
  const found = await (await caches.open(name)).match(ABOUT);
  return found?.json();
}

/** All courses that this person keeps. */
export async function allKept(owner) {
  if (!canKeep()) return [];
  const names = (await caches.keys()).filter((name) => name.startsWith(`${PREFIX}:${owner}:`) && !name.endsWith(`:${HOME}`));
  const found = await Promise.all(names.map((name) => aboutKept(owner, name.split(":")[2])));
  return found.filter(Boolean);
}

export async function note(owner, about) {
  const cache = await caches.open(nameOf(owner, about.course));
  await cache.put(ABOUT, new Response(JSON.stringify(about), { headers: { "content-type": "application/json" } }));
}

export async function remove(owner, course) {
  if (!canKeep()) return;
  await caches.delete(nameOf(owner, course));
  const isLast = (await caches.keys()).filter((name) => name.startsWith(`${PREFIX}:${owner}:`)).length <= 1;
  if (isLast) await removeOthers("");
}

/** What is not this person's goes; with "" everything does, and the worker with it. */
export async function removeOthers(owner) {
  if (!canKeep()) return;
  const ours = (await caches.keys()).filter(isOurs);
  const others = ours.filter((name) => name.split(":")[1] !== owner);
  await Promise.all(others.map((name) => caches.delete(name)));
  if (others.length && others.length === ours.length) await dismiss();
}

async function dismiss() {
  for (const one of await navigator.serviceWorker.getRegistrations()) {
    if (new URL(one.scope).pathname === "/learn/") await one.unregister();
  }
}

/** Why it could not go on: `kind` is broken, away, full or stopped. */
export class NotKept extends Error {
  constructor(kind) {
    super(kind);
    this.kind = kind;
  }
}

/**
 * Fetch everything that `told` names and put it beside what is there; a second time it fetches what is missing and all
 * pages anew. What belongs to nothing any more goes last, so that a page never lacks what it needs.
 */
export async function keep({ owner, told, wants, onProgress, signal }) {
  const fetching = new Fetching(owner, told, wants, onProgress, signal);
  try {
    return await fetching.all();
  } catch (problem) {
    if (problem instanceof NotKept) throw problem;
    if (signal?.aborted) throw new NotKept("stopped");
    throw new NotKept(problem?.name === "QuotaExceededError" ? "full" : "broken");
  }
}

class Fetching {
  constructor(owner, told, wants, onProgress = () => {}, signal = undefined) {
    Object.assign(this, { owner, told, wants, onProgress, signal });
    this.materials = told.materials.filter(({ group }) => group === "pictures" || wants.includes(group));
    this.size = 0;
    this.total = this.materials.reduce((sum, { bytes }) => sum + bytes, ABOUT_PAGES);
  }

  async all() {
    const { owner, told, wants } = this;
    if (!(await aboutKept(owner, told.course))) await note(owner, { ...told, wants, size: 0, at: Date.now(), isWhole: false });
    const cache = await caches.open(nameOf(owner, told.course));
    for (const one of this.materials) await this.material(cache, one);
    const names = await this.pages(cache, told.pages);
    await this.pages(await caches.open(nameOf(owner, HOME)), [told.home]);
    const about = { ...told, wants, size: this.size, at: Date.now(), isWhole: true };
    await note(owner, about);
    await tidy(cache, [ABOUT, ...names, ...this.materials.map(({ address }) => address)]);
    return about;
  }

  /** Once kept it stays as it is: other bytes have another address. */
  async material(cache, { address, copy, bytes }) {
    if (!(await cache.match(address))) {
      const answer = await this.fetched(copy);
      const counted = answer.body.pipeThrough(this.counter(bytes));
      await cache.put(address, kept(counted, answer.headers));
    } else this.count(bytes);
  }

  counter(bytes) {
    let came = 0;
    return new TransformStream({
      transform: (chunk, out) => {
        came += chunk.byteLength;
        this.count(chunk.byteLength);
        out.enqueue(chunk);
      },
      flush: () => {
        if (came !== bytes) throw new NotKept("broken");
      },
    });
  }

  count(bytes) {
    this.size += bytes;
    this.onProgress(Math.min(1, this.size / this.total));
  }

  /** First what pages look like, then they themselves. Gives the addresses of all that was put. */
  async pages(cache, pages) {
    const wants = this.wants.map((group) => `with=${group}`).join("&");
    const texts = await Promise.all(pages.map(({ copy }) => this.text(wants ? `${copy}?${wants}` : copy)));
    const looks = new Set(texts.flatMap(({ text }) => looksOf(text)));
    // a script may name others, which are looked at in their turn
    for (const address of looks) for (const more of await this.look(cache, address)) looks.add(more);
    for (const [place, { address }] of pages.entries()) await cache.put(address, kept(texts[place].text, texts[place].headers));
    return [...looks, ...pages.map(({ address }) => address)];
  }

  async text(address) {
    const answer = await this.fetched(address);
    const text = await answer.text();
    this.size += text.length;
    return { text, headers: answer.headers };
  }

  async look(cache, address) {
    const answer = await this.fetched(address, "default");
    const body = await answer.blob();
    this.size += body.size;
    await cache.put(address, kept(body, answer.headers));
    return address.endsWith(".js") ? imported(await body.text(), address) : [];
  }

  async fetched(address, cache = "no-store") {
    const answer = await fetch(address, { redirect: "manual", cache, signal: this.signal });
    if (answer.ok) return answer;
    throw new NotKept(answer.status >= 500 ? "broken" : "away");
  }
}

/** What is put: nothing of the answer but what the browser needs to show it safely. */
function kept(body, headers) {
  const taken = HEADERS.filter((name) => headers.has(name)).map((name) => [name, headers.get(name)]);
  return new Response(body, { headers: taken });
}

/** Sheets, scripts and signs of a page, without what follows a #. */
function looksOf(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const named = [...page.querySelectorAll("link[href], script[src], use[href]")];
  const addresses = named.map((one) => new URL(one.getAttribute("src") ?? one.getAttribute("href"), location.origin));
  return addresses.filter(({ origin }) => origin === location.origin).map(({ pathname }) => pathname);
}

function imported(script, address) {
  return [...script.matchAll(/\b(?:from|import)\s*"(\.[^"]+)"/g)].map(([, name]) => new URL(name, location.origin + address).pathname);
}

async function tidy(cache, wanted) {
  const names = new Set(wanted);
  for (const request of await cache.keys()) if (!names.has(new URL(request.url).pathname)) await cache.delete(request);
}
