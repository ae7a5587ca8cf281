/** Lessons done without signal: remembered on this phone for their person, and handed in one after another, once each. */

import { freshKey, post } from "./post.js";
import { alone, inStore, rowsOf, within } from "./store.js";

const DONE = { database: "kwit-learn", store: "done" };

/** Remember `{owner, course, enrolment, lesson, action}`; done twice is done once. False if this browser cannot. */
export async function remember(lesson) {
  const key = `${lesson.enrolment}:${lesson.lesson}`;
  try {
    // done again, it keeps its place
    await within(inStore(DONE, "readwrite", (rows) => rows.add({ ...lesson, key, at: Date.now() })));
  } catch (problem) {
    return problem?.name === "ConstraintError";
  }
  return true;
}

export const forget = ({ enrolment, lesson }) =>
  within(inStore(DONE, "readwrite", (rows) => rows.delete(`${enrolment}:${lesson}`))).catch(() => {});

/** One person's lessons that wait, in the order in which they were done. */
export const waitingFor = (owner) => rowsOf(DONE, owner);

/** Who has left the program has nothing to hand in. */
export const forgetAll = () => indexedDB.deleteDatabase(DONE.database);

/**
 * What the service says of the reader's courses: `{owner, token, courses}`; `{isAway: true}` if somebody has to sign in
 * first; null without signal.
 */
export async function asked(address) {
  try {
    const answer = await fetch(address, { redirect: "manual", cache: "no-store" });
    if (answer.ok) return await answer.json();
    return answer.status >= 500 ? null : { isAway: true };
  } catch {
    return null;
  }
}

/** Hands in what waits. Gives `{waits, isAway}`: how many still do, and whether somebody has to sign in first. */
export const handInAll = (owner, address) => alone(`kwit-lessons-${owner}`, () => handIn(owner, address));

async function handIn(owner, address) {
  const lessons = await waitingFor(owner);
  if (!lessons.length) return { waits: 0, isAway: false };
  const told = await asked(address);
  if (told === null) return { waits: lessons.length, isAway: false };
  if (told.isAway || told.owner !== owner) return { waits: lessons.length, isAway: true };
  let waits = lessons.length;
  for (const lesson of lessons) {
    const { next, problem, elsewhere } = await sent(lesson, told.token);
    // a course that was given back asks for nothing any more
    if (!next && !problem) return { waits, isAway: elsewhere !== undefined };
    await forget(lesson);
    waits -= 1;
  }
  return { waits, isAway: false };
}

/** One attempt; see `post`. */
export function sent({ action, enrolment }, token) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", token);
  body.append("enrolment", enrolment);
  return post(action, body, { key: freshKey() });
}
