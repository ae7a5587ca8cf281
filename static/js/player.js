/**
 * The page around a package, on the packages' own host: it offers the interface that the package looks for, and tells
 * the lesson's page what is said there. It knows nobody, and only that page may open something here.
 */

const SILENT_AFTER_SECONDS = 20;
const TOGETHER_AFTER = 400;

const { site, files, for12, for2004 } = document.body.dataset;
const stage = document.querySelector("iframe");

const LANGUAGES = {
  "1.2": {
    script: for12, maker: "Scorm12API", name: "API",
    begin: "LMSInitialize", change: "LMSSetValue", keep: "LMSCommit", end: "LMSFinish",
    settings: { autoCompleteLessonStatus: true, mastery_override: true },
  },
  2004: {
    script: for2004, maker: "Scorm2004API", name: "API_1484_11",
    begin: "Initialize", change: "SetValue", keep: "Commit", end: "Terminate", settings: {},
  },
};

function tell(message) {
  window.parent.postMessage({ from: "kwit-player", ...message }, site);
}

function loaded(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src: address, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

/** `{core: {score: {raw: "80"}}}` becomes `{"cmi.core.score.raw": "80"}`; answers to single questions stay here. */
function flat(value, name, found = {}) {
  if (/^cmi\.(interactions|comments)/.test(name)) return found;
  if (value && typeof value === "object") {
    for (const [key, inner] of Object.entries(value)) flat(inner, `${name}.${key}`, found);
  } else if (value !== null && value !== undefined && value !== "") found[name] = String(value);
  return found;
}

function listen(api, language) {
  let due = 0;
  let hasSpoken = false;
  const say = (isOver = false) => {
    clearTimeout(due);
    hasSpoken = true;
    tell({ kind: "report", values: flat(api.renderCMIToJSONObject().cmi, "cmi"), isOver });
  };
  api.on(language.begin, () => say());
  api.on(language.keep, () => say());
  api.on(language.end, () => say(true));
  api.on(language.change, () => {
    clearTimeout(due);
    due = setTimeout(say, TOGETHER_AFTER);
  });
  setTimeout(() => hasSpoken || tell({ kind: "silent" }), SILENT_AFTER_SECONDS * 1000);
}

async function open({ standard, address, values }) {
  const language = LANGUAGES[standard];
  await loaded(language.script);
  const api = new window[language.maker]({ autocommit: false, lmsCommitUrl: false, logLevel: 5, ...language.settings });
  api.loadFromFlattenedJSON(values);
  window[language.name] = api;
  listen(api, language);
  const there = await fetch(files + address.replace(/[?#].*$/s, ""), { method: "HEAD" });
  if (!there.ok) throw new Error(String(there.status));
  stage.src = files + address;
  stage.hidden = false;
  tell({ kind: "open" });
}

let isOpen = false;

window.addEventListener("message", (event) => {
  if (event.source !== window.parent || event.origin !== site || event.data?.kind !== "open" || isOpen) return;
  isOpen = true;
  open(event.data).catch(() => tell({ kind: "failed" }));
});
tell({ kind: "ready" });
