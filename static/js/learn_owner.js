/** Every page with a menu: of kept courses only those of whoever is signed in stay, and none after signing out. */

import { removeOthers } from "./courses_kept.js";
import { forgetAll, handInAll } from "./lessons.js";

const PATIENCE = 3000;

const { account, lessons } = document.querySelector("[data-account-menu]").dataset;
const leaving = document.querySelector("[data-forget-kept]");
const signOut = document.querySelector("form[data-sign-out]");

const soon = (work) => Promise.race([work, new Promise((resolve) => setTimeout(resolve, PATIENCE))]).catch(() => {});

/** While there is signal: what was done counts, and nothing stays for the next person. */
async function leave(event) {
  event.preventDefault();
  if (signOut.dataset.leaving) return;
  signOut.dataset.leaving = "yes";
  if (lessons) await soon(handInAll(account, lessons));
  await soon(removeOthers(""));
  signOut.submit();
}

signOut?.addEventListener("submit", leave);
if (leaving) {
  removeOthers("");
  if (leaving.dataset.forgetKept === "all") forgetAll();
} else if (account) {
  removeOthers(account);
  // the learning pages do so themselves, and say so
  if (lessons && !document.querySelector("[data-lessons-waiting]")) handInAll(account, lessons);
}
