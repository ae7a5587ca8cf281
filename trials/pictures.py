"""The pictures of the README: a demo service with some days of life in it, seen by its participant and its clerk."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page

from samples.loading import DEMO_PASSWORD, load_program
from tests import browser as browsers
from trials import claiming, deciding
from trials.service import PROJECT, Service, end_in_good_order
from trials.web import Person

FOLDER = PROJECT / "docs" / "pictures"
SAMPLES = PROJECT / "samples" / "documents"
LARGEST = 150_000

WIDE = browsers.DESK | {"device_scale_factor": 1.5}

MAREK = "marek.nowak@example.com"
BARBARA = "barbara.sikora@zuraw-hurt.example.com"
JOANNA = "joanna.kurek@nurtia.example.com"
CONFIRMED = ((MAREK, "faktura-katownik.pdf"), (MAREK, "invoice-neisse-english.pdf"))
WAITING = (
    ("tomasz.bury@example.com", "faktura-zuraw-ksef-zdjecie.jpg"),
    (MAREK, "faktura-zuraw-dwie-strony.pdf"),
    ("agnieszka.wrona@example.com", "faktura-zuraw-ksef-wizualizacja.pdf"),
    ("piotr.zielinski@example.com", "faktura-zuraw-ubl.xml"),
)
DRAFT = (MAREK, "paragon-borek-wieczorem.webp")
ENGLISH = "from participants.models import User; User.objects.update(language='en')"


class Scene:
    """What was claimed, and by whom."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.told = load_program()
        self.people: dict[str, Person] = {}
        service.manage("shell", "-c", ENGLISH)
        self.desks = deciding.Desks(service.base, self.told)

    def prepare(self) -> None:
        """Two confirmed claims, a code, four claims at one desk, and a draft."""
        for email, name in CONFIRMED:
            _desk, clerk, page = self.desks.find(self.sent(email, name))
            deciding.confirm(clerk, page)
        marek, code = self.person(MAREK), (self.service.home / "demo-codes.csv").read_text().split()[0]
        marek.submit(marek.get("/codes/").form("/codes/"), code=code)
        self.waiting = [self.sent(email, name) for email, name in WAITING]
        self.draft = self.read(*DRAFT)

    def person(self, email: str) -> Person:
        """Somebody who is signed in."""
        if email not in self.people:
            self.people[email] = Person(self.service.base)
            self.people[email].sign_in(email, DEMO_PASSWORD)
        return self.people[email]

    def read(self, email: str, name: str) -> str:
        """The claim on this document, when it was read."""
        claim = claiming.upload(self.person(email), [SAMPLES / name])
        claiming.wait_until_read(self.person(email), claim)
        return claim

    def sent(self, email: str, name: str) -> str:
        """The claim on this document, sent."""
        claim = self.read(email, name)
        claiming.send(self.person(email), claim, self.told)
        return claim


class Studio:
    """Takes the pictures."""

    def __init__(self, scene: Scene, browser: Browser) -> None:
        self.scene = scene
        self.browser = browser

    def take(self) -> Iterator[tuple[str, Image.Image]]:
        """Each picture with its name."""
        with self.seen_by(MAREK, browsers.PHONE) as phone:
            home, draft = (
                self.shot(phone, "/"),
                self.shot(phone, f"/claims/{self.scene.draft}/", at="[data-fact=total]"),
            )
            yield "home", home
            yield "claim", self.shot(phone, f"/claims/{self.scene.waiting[1]}/")
            certificate = self.course(phone)
            yield "learn", self.shot(phone, "/learn/")
            yield "certificate", side_by_side([certificate], height=600)
        with self.seen_by(MAREK, browsers.PHONE, color_scheme="dark") as phone:
            yield "home-dark", self.shot(phone, "/")
        with self.seen_by(MAREK, WIDE) as wide:
            yield "draft", self.shot(wide, f"/claims/{self.scene.draft}/", at="[data-fact=line-0]")
        with self.seen_by(BARBARA, WIDE) as wide:
            desk = self.shot(wide, f"/queue/{self.scene.waiting[0]}/", at="[data-fact=line-2]")
            yield "desk", desk
            yield "overview", side_by_side([home, draft, desk], height=760)
            yield "partner", self.partner(wide)
        with self.seen_by(JOANNA, WIDE) as wide:
            yield from self.rule(wide)
            yield from self.writing(wide)

    @contextmanager
    def seen_by(self, email: str, size: dict[str, object], **more: object) -> Iterator[Page]:
        """A browser in which this person has signed in, in English."""
        look = {"reduced_motion": "reduce"} | size | more
        with browsers.opened(self.browser, base_url=self.scene.service.base, **look) as page:
            page.goto("/accounts/login/")
            page.get_by_label("Email").fill(email)
            page.get_by_label("Password").fill(DEMO_PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(lambda address: "login" not in address)
            yield page

    def partner(self, page: Page) -> Image.Image:
        """The distributor's figures after some answers, and the poster of its link."""
        for claim in self.scene.waiting[2:]:
            _desk, clerk, found = self.scene.desks.find(claim)
            deciding.confirm(clerk, found)
        figures = self.shot(page, "/partner/")
        page.goto("/partner/links/")
        address = page.get_by_role("link", name="Poster A4").first.get_attribute("href") or ""
        pdf = pypdfium2.PdfDocument(page.request.get(address).body())
        poster: Image.Image = pdf[0].render(scale=1.2).to_pil().convert("RGB")
        return side_by_side([figures, poster], height=760)

    def rule(self, page: Page) -> Iterator[tuple[str, Image.Image]]:
        """A rule is written, and tried on an example and on the claims so far."""
        page.goto("/admin/campaigns/rule/add/?kind=multiplier&campaign=1")
        page.get_by_label("Times").fill("2")
        page.get_by_text("How much at least", exact=True).click()
        page.get_by_label("From a purchase of").fill("300")
        page.get_by_text("2 times the points").wait_for()
        yield "rule-written", seen(page)
        page.get_by_role("button", name="Try it first").click()
        page.get_by_label("Bought on").fill("2026-11-26")
        page.get_by_role("button", name="Work it out").click()
        page.wait_for_load_state("networkidle")
        page.evaluate("window.scrollTo(0, document.querySelector('.basket').offsetTop - 80)")
        yield "rule-tried", seen(page)
        page.get_by_role("button", name="Try it on these claims").click()
        page.get_by_text("Would be given").wait_for()
        page.evaluate("window.scrollTo(0, document.querySelector('#past').offsetTop - 80)")
        yield "rule-past", seen(page)

    def writing(self, page: Page) -> Iterator[tuple[str, Image.Image]]:
        """A course as it is written: its page, a lesson, a question with places on a picture, the preview."""
        page.goto("/admin/elearning/course/")
        page.get_by_role("link", name="Write the course").filter(has_text="Złączki").click()
        page.get_by_role("heading", name="Versions").wait_for()
        yield "course-outline", seen(page)
        course = page.url
        page.goto(f"{course}parts/lesson-1/")
        page.locator(".looks img").first.wait_for()
        yield "course-lesson", seen(page)
        page.goto(f"{course}parts/window/")
        page.locator(".area").first.wait_for()
        page.evaluate("window.scrollTo(0, document.querySelector('[data-areas]').offsetTop - 120)")
        yield "course-spot", seen(page)
        yield "course-preview", self.shot(page, f"{course}versions/1/preview/quiz/")

    def shot(self, page: Page, address: str, *, at: str = "") -> Image.Image:
        """The page as it is first seen, the cursor on the fact or line `at`, whose place lights up."""
        page.goto(address)
        page.wait_for_load_state("networkidle")
        if at:
            page.locator(at).first.dispatch_event("pointerover", {"pointerType": "mouse", "bubbles": True})
            page.wait_for_timeout(400)
        return seen(page)

    def course(self, phone: Page) -> Image.Image:
        """The first course is passed; its certificate as a picture."""
        course = next(one for one in self.scene.told["courses"] if not one["credits_price"])
        phone.goto("/learn/")
        phone.get_by_role("link", name=course["title"]["en"]).click()
        phone.get_by_role("button", name="Begin").click()
        phone.get_by_role("link", name="Begin with the first lesson").click()
        for _lesson in course["lessons"]:
            phone.get_by_role("button", name="Done, next").click()
        phone.get_by_role("link", name="To the quiz").click()
        phone.get_by_role("button", name="Begin the quiz").click()
        for question in course["quiz"]:
            right = [choice["text"]["en"] for choice in question["choices"] if choice["right"]]
            asked = phone.get_by_role("group").filter(has_text=question["question"]["en"])
            for words in right:
                asked.get_by_label(words, exact=True).check()
        for question in course["practice"]["questions"]:
            practise(phone, question)
        phone.get_by_role("button", name="Hand in").click()
        with phone.expect_download() as begun:
            phone.get_by_role("link", name="Download the certificate").click()
        certificate: Image.Image = pypdfium2.PdfDocument(begun.value.path())[0].render(scale=1.2).to_pil()
        return certificate


def practise(phone: Page, question: dict[str, Any]) -> None:
    """Give the right answer to a question as a course file writes it."""
    key = question["key"]
    match question["kind"]:
        case "choose":
            for option in question["options"]:
                phone.locator(f"#{key}-{option['key']}").set_checked(option.get("is_right", False))
        case "order":
            for place, item in enumerate(question["items"], start=1):
                phone.locator(f"#{key}-{item['key']}").evaluate("(field, place) => { field.value = place; }", place)
        case "match":
            for number, pair in enumerate(question["pairs"]):
                phone.locator(f"#{key}-{number}").select_option(pair["right_key"])
        case "number":
            phone.locator(f"[name='{key}']").fill(question["value"])
        case "spot":
            touch(phone, key, question["areas"][0])


def touch(phone: Page, key: str, area: dict[str, str]) -> None:
    """The middle of the area."""
    for axis, low, size in (("x", "left", "width"), ("y", "top", "height")):
        middle = 100 * (float(area[low]) + float(area[size]) / 2)
        phone.locator(f"[name='{key}-{axis}']").fill(f"{middle:.1f}")


def seen(page: Page) -> Image.Image:
    """What stands on the screen."""
    return Image.open(io.BytesIO(page.screenshot(caret="initial"))).convert("RGB")


def side_by_side(pictures: Sequence[Image.Image], *, height: int, gap: int = 32) -> Image.Image:
    """On one ground, equally high, each with a thin line around it."""
    scaled = [
        one.resize((round(one.width * height / one.height), height), Image.Resampling.LANCZOS) for one in pictures
    ]
    ground = Image.new("RGB", (sum(one.width for one in scaled) + gap * (len(scaled) + 1), height + 2 * gap), "#dfe3e1")
    left = gap
    for one in scaled:
        ground.paste(one, (left, gap))
        ImageDraw.Draw(ground).rectangle((left - 1, gap - 1, left + one.width, gap + height), outline="#b9c0bd")
        left += one.width + gap
    return ground


def keep(name: str, picture: Image.Image) -> Path:
    """As WebP below LARGEST: a palette would turn the colours that mean something into greys."""
    FOLDER.mkdir(exist_ok=True)
    width = min(picture.width, 1600 if picture.width > picture.height else 640)
    small = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
    path = FOLDER / f"{name}.webp"
    for quality in (90, 80, 70, 60, 50):
        small.save(path, quality=quality, method=6)
        if path.stat().st_size < LARGEST:
            break
    return path


def main() -> int:
    """`bin/pictures`."""
    end_in_good_order()
    with Service() as service, browsers.chromium() as browser:
        scene = Scene(service)
        scene.prepare()
        for name, picture in Studio(scene, browser).take():
            path = keep(name, picture)
            print(f"{path.relative_to(PROJECT)}  {path.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
