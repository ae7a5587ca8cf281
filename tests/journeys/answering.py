"""A quiz answered on the phone as its participant would."""

from playwright.sync_api import Page

from elearning.content import Choose, Match, Number, Order
from elearning.models import Attempt
from elearning.quizzes import Drawn
from elearning.services import attempts
from tests.builders.elearning import right_answer


def answer_rightly(phone: Page) -> None:
    """Every question of the attempt that is under way, by touch."""
    for one in attempts.asked(Attempt.objects.get(handed_in_at=None)):
        _answer(phone, one, right_answer(one))


def answer_wrongly(phone: Page) -> None:
    """The same, of questions with one right answer, each with another one."""
    for one in attempts.asked(Attempt.objects.get(handed_in_at=None)):
        assert isinstance(one.question, Choose)
        wrong = next(option for option in one.question.options if not option.is_right)
        _answer(phone, one, (wrong.key,))


def _answer(phone: Page, one: Drawn, right: tuple[str, ...]) -> None:
    key = one.question.key
    match one.question:
        case Choose():
            for option in right:
                phone.locator(f"[id='{key}-{option}']").check()
        case Order():
            _order(phone, key, right)
        case Match():
            for number, side in enumerate(right):
                phone.locator(f"[id='{key}-{number}']").select_option(side)
        case Number(value=value):
            phone.locator(f"[name='{key}']").fill(str(value))
        case _:
            area, picture = one.question.areas[0], phone.locator(f".spot:has([name='{key}-x']) .spot-picture")
            box = picture.bounding_box() or {}
            x, y = float(area.left + area.width / 2), float(area.top + area.height / 2)
            picture.click(position={"x": box["width"] * x, "y": box["height"] * y})


def _order(phone: Page, key: str, right: tuple[str, ...]) -> None:
    """With the buttons: each thing up until it stands at its place."""
    for place, item in enumerate(right):
        row = phone.locator(f"li:has([id='{key}-{item}'])")
        while row.evaluate("one => [...one.parentElement.children].indexOf(one)") > place:
            row.get_by_role("button").first.click()
