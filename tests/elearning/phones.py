"""A course with pictures, a film and a file, and a phone on which its lessons are kept."""

from dataclasses import replace

from playwright.sync_api import Page, expect

from elearning.content import Lesson, Module, Video
from elearning.models import Course, Enrolment
from participants.models import Participant
from tests.builders.elearning import a_content, a_course, a_material, a_version, an_enrolment
from tests.builders.files import picture
from tests.elearning.packaged import sign_in

KEPT_LINE = "No signal. You are reading what is kept on this phone."
PDF = b"%PDF-1.4 a table"
RECORD = """async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 64 });
  const context = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: "video/webm" });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.start();
  for (let step = 0; step < 20; step += 1) {
    context.fillRect(step, step, 20, 20);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await new Promise((resolve) => { recorder.onstop = resolve; recorder.stop(); });
  return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
}"""


def a_film(page: Page) -> bytes:
    """A second of moving squares, filmed by the browser itself."""
    return bytes(page.evaluate(RECORD))


def a_course_to_keep(name: str = "Press fittings", *, film: bytes = b"", file: bytes = b"") -> Course:
    """Three lessons: one with a picture, one with a film if it is given, one with a PDF if it is given."""
    course = a_course(name)
    key = a_material(course, picture("one")).key
    cover = a_material(course, picture("two")).key
    video = Video(a_material(course, film, name="film.webm", kind="video").key) if film else None
    paper = a_material(course, file, name="table.pdf", kind="file").key if file else ""
    first = Lesson("l1", {"en": "Cutting"}, text={"en": f"Cut **straight**.\n\n![A cut pipe](material:{key})"})
    second = Lesson("l2", {"en": "Pressing"}, text={"en": "Press once."}, video=video)
    third = Lesson("l3", {"en": "Testing"}, text={"en": "Test with water."}, file=paper)
    content = a_content(name, cover=cover)
    a_version(course, replace(content, modules=(Module("m1", {"en": name}, (first, second, third)),)))
    return course


def begun(phone: Page, live_server, course: Course, participant: Participant) -> Enrolment:
    """The participant is on the way, and signed in on the phone."""
    enrolment = an_enrolment(course, participant)
    sign_in(phone, participant, live_server.url)
    return enrolment


def address(enrolment: Enrolment, lesson: str = "") -> str:
    """The page of the course, or of a lesson."""
    course = f"/learn/{enrolment.course.uuid}/"
    return f"{course}lessons/{lesson}/" if lesson else course


def keep(phone: Page, enrolment: Enrolment, *choices: str) -> None:
    """On the page of the course, until it is kept."""
    phone.goto(address(enrolment))
    for choice in choices:
        phone.get_by_label(choice).check()
    phone.get_by_role("button", name="Keep on this phone").click()
    expect(phone.locator("[data-keep-state]")).to_contain_text("Kept, ")


def caches_on(phone: Page) -> list[str]:
    """The names of what is kept."""
    names: list[str] = phone.evaluate("caches.keys()")
    return names


def done_on(enrolment: Enrolment) -> list[str]:
    """What the server knows."""
    return sorted(enrolment.lessons_done.values_list("lesson", flat=True))


def known_on(phone: Page) -> list[str]:
    """What the phone knows to be done, in the one course that it keeps."""
    known: list[str] = phone.evaluate(
        "caches.match('/kwit-about').then((about) => about.json()).then(({ done }) => done)"
    )
    return known
