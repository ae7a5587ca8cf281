/** Copies that are read without signal: what was done is shown and remembered here, and handed in later. */

import { aboutKept, allKept } from "./courses_kept.js";
import { remember, waitingFor } from "./lessons.js";
import { reader, settle } from "./waiting_lessons.js";

const copy = document.querySelector("[data-copy]")?.dataset;
const form = document.querySelector("form[data-hand-in]");
const list = document.querySelector("[data-kept-courses]");

/** The lessons of a way that are done, and among them those that wait. */
async function doneOf({ course, enrolment }) {
  const about = await aboutKept(reader, course);
  const waiting = (await waitingFor(reader)).filter((one) => one.enrolment === enrolment).map(({ lesson }) => lesson);
  return { waiting: new Set(waiting), done: new Set([...(about?.done ?? []), ...waiting]) };
}

function mark(row, kind) {
  const pill = document.querySelector(`template[data-${kind}]`).content.cloneNode(true);
  row.querySelector(".row-side").replaceChildren(pill);
}

async function markRows() {
  const { waiting, done } = await doneOf(copy);
  for (const link of document.querySelectorAll(".row-link[href*='/lessons/']")) {
    const key = link.pathname.split("/").at(-2);
    if (done.has(key)) mark(link, waiting.has(key) ? "waits" : "done");
  }
}

async function prepareForm() {
  const { course, enrolment } = copy;
  const { lesson, handIn, following, wordDone, textUnkept } = form.dataset;
  let isDone = (await doneOf(copy)).done.has(lesson);
  if (isDone) form.querySelector("button span").textContent = wordDone;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    isDone ||= await remember({ owner: reader, course, enrolment, lesson, action: handIn });
    if (isDone) return location.assign(following);
    form.querySelector("[data-unkept]").textContent = textUnkept;
  });
  // before it is remembered here, nothing may be sent: there is no signal to send it by
  form.querySelector("button").disabled = false;
}

async function listCourses() {
  const isElsewhere = location.pathname !== "/learn/";
  const isQuiz = location.pathname.includes("/quiz/");
  document.querySelector("[data-not-here]").hidden = !isElsewhere || isQuiz;
  document.querySelector("[data-quiz]").hidden = !isQuiz;
  for (const about of await allKept(reader)) if (about.isWhole) list.append(await rowOf(about));
}

async function rowOf(about) {
  const row = document.querySelector("template").content.cloneNode(true).firstElementChild;
  const { done } = await doneOf(about);
  row.querySelector("a").href = about.pages[0].address;
  row.querySelector(".row-title").textContent = about.title;
  row.querySelector(".row-text").textContent = list.dataset.text.replace("##", about.count).replace("#", done.size);
  return row;
}

if (form) prepareForm();
else if (list) listCourses();
else markRows();
settle(() => !form && !list && markRows());
