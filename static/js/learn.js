/** The learning pages with signal: what is kept stays right or goes, and a lesson that is done is never lost. */

import { aboutKept, allKept, keep, note, remove } from "./courses_kept.js";
import { Panel } from "./keep_panel.js";
import { asked, forget, remember, sent } from "./lessons.js";
import { reader, settle, stateAddress } from "./waiting_lessons.js";

const PATIENCE = 6000;

const way = document.querySelector("[data-way]")?.dataset;
const section = document.querySelector("[data-keep]");
const form = document.querySelector("form[data-finish]");

/** Courses that were given back or begun anew since go; gives those. */
async function prune() {
  const kept = await allKept(reader);
  if (!kept.length) return [];
  const told = await asked(stateAddress);
  if (!told || told.isAway || told.owner !== reader) return [];
  const standing = new Set(told.courses.map(({ enrolment }) => enrolment));
  const gone = kept.filter(({ enrolment }) => !standing.has(enrolment)).map(({ course }) => course);
  for (const course of gone) await remove(reader, course);
  return gone;
}

/** What was done on other devices is known here too; a renewed service gets its new looks kept, unasked: they are small. */
async function renew(about) {
  await navigator.serviceWorker.register(way.worker, { scope: "/learn/" });
  if (about.lessons === way.lessons && about.look !== way.look) {
    const answer = await fetch(way.about, { cache: "no-store", redirect: "manual" });
    if (answer.ok) await keep({ owner: reader, told: await answer.json(), wants: about.wants });
  } else if (about.done.join(" ") !== way.done) {
    await note(reader, { ...about, done: way.done.split(" ").filter(Boolean) });
  }
}

/** The signal may be gone when the lesson of a kept course is read: what is done is remembered first, then handed in. */
function finishSafely() {
  const lesson = { owner: reader, course: way.course, enrolment: way.enrolment, lesson: way.lesson, action: way.handIn };
  let isOnItsWay = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isOnItsWay) return;
    isOnItsWay = true;
    const about = await aboutKept(reader, way.course);
    if (!about?.isWhole || !(await remember(lesson))) return form.submit();
    const late = new Promise((resolve) => setTimeout(() => resolve({}), PATIENCE));
    const { next, problem } = await Promise.race([sent(lesson, form.elements.csrfmiddlewaretoken.value), late]);
    if (next || problem) await forget(lesson);
    // the next page may have no signal to learn it by
    if (next) await note(reader, { ...about, done: [...new Set([...about.done, way.lesson])].sort() });
    location.assign(next ?? way.following);
  });
  window.addEventListener("pageshow", () => (isOnItsWay = false));
}

async function begin() {
  const gone = await prune();
  const about = way && (await aboutKept(reader, way.course));
  if (section) new Panel({ section, way, about, reader, isGone: gone.includes(way.course) });
  if (!about?.isWhole) return;
  // without signal nothing is renewed, and what is kept is as right as before
  await renew(about).catch(() => {});
}

// with what was done meanwhile this page looks otherwise
settle(() => form || location.reload());
if (form && way?.handIn) finishSafely();
begin();
