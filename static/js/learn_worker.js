/**
 * Makes kept lessons readable without signal. It reaches no further than the learning pages, asks the service first,
 * and answers with copies that were made for it, never with a page that was only looked at.
 */

const PREFIX = "kwit-learn:";
const PATIENCE = 4000;
const COURSE = /^\/learn\/([0-9a-f-]{36})\//;
const MATERIAL = /^\/learn\/[0-9a-f-]{36}\/materials\//;
const LOOK = /^\/(static|brand)\//;

/** Windows that show a copy, and which: what it looks like is kept with it, for the service may be renewed meanwhile. */
const readers = new Map();

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (MATERIAL.test(pathname)) event.respondWith(material(request, pathname));
  else if (LOOK.test(pathname)) event.respondWith(look(event, pathname));
  else if (request.mode === "navigate" && (pathname === "/learn/" || COURSE.test(pathname))) event.respondWith(page(event, pathname));
});

async function inCache(ending, pathname) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && (!ending || name.endsWith(`:${ending}`)));
  for (const name of names) {
    const found = await (await caches.open(name)).match(pathname, { ignoreVary: true });
    if (found) return found;
  }
  return undefined;
}

const isPage = (answer) => answer?.headers.get("content-type")?.startsWith("text/html");

/** The service's page; without signal, or when it takes too long, the copy; for what is not kept, a page that says so. */
async function page(event, pathname) {
  const asked = fetch(event.request).catch(() => null);
  const place = pathname === "/learn/" ? "home" : COURSE.exec(pathname)[1];
  const found = await inCache(place, pathname);
  const copy = isPage(found) ? found : undefined;
  const answer = await (copy ? Promise.race([asked, after(PATIENCE)]) : asked);
  // what stands before the service says so if it does not answer
  const isSilent = !answer || (copy && [502, 503, 504].includes(answer.status));
  if (!isSilent) return answer;
  const shown = copy ?? (await inCache("home", "/learn/"));
  if (!shown) return answer ?? Response.error();
  readers.set(event.resultingClientId, copy ? place : "home");
  return shown;
}

const after = (milliseconds) => new Promise((resolve) => setTimeout(() => resolve(null), milliseconds));

/** What one address gives never changes, so what is kept need not be fetched. */
async function material(request, pathname) {
  const found = await inCache(COURSE.exec(pathname)[1], pathname);
  if (!found) return fetch(request);
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get("range") ?? "");
  return range ? piece(found, range[1], range[2]) : found;
}

/** Players of films ask for pieces. */
async function piece(found, first, last) {
  const all = await found.blob();
  const begin = first ? Number(first) : Math.max(0, all.size - Number(last));
  const end = first && last ? Math.min(Number(last), all.size - 1) : all.size - 1;
  const headers = new Headers(found.headers);
  if (begin > end) return new Response(null, { status: 416, headers: { "content-range": `bytes */${all.size}` } });
  headers.set("content-range", `bytes ${begin}-${end}/${all.size}`);
  headers.set("content-length", end - begin + 1);
  return new Response(all.slice(begin, end + 1, all.type), { status: 206, headers });
}

async function look(event, pathname) {
  const place = readers.get(event.clientId);
  if (place) return (await inCache(place, pathname)) ?? fetch(event.request);
  try {
    return await fetch(event.request);
  } catch {
    return (await inCache("", pathname)) ?? Response.error();
  }
}
