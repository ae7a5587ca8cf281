"""A course of two lessons and two questions, and people on their way through it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.core.files.base import ContentFile

from elearning.content import Choose, Content, Lesson, Match, Module, Number, Option, Order, Pool, Quiz, Spot
from elearning.content.questions import Question
from elearning.models import Attempt, Course, Enrolment, Material
from elearning.quizzes import Drawn
from elearning.services import attempts, enrolments, materials, publishing
from elearning.versions import content_of
from ledger import services as ledger
from ledger.services import Leg, Owner
from participants.models import Company, Participant
from participants.services import enter_company
from programs.models import Program
from tests.builders.programs import NOON, a_company, a_participant, a_program


def a_choice(number: int, **changes: object) -> Choose:
    """A question whose answer is yes."""
    options = (Option("yes", {"en": "Yes"}, is_right=True), Option("no", {"en": "No"}))
    question = Choose(key=f"q{number}", text={"en": f"Question {number}?"}, why={"en": "So."}, options=options)
    return replace(question, **changes)  # type: ignore[arg-type]


def a_quiz(*questions: Question, **changes: object) -> Quiz:
    """One pool of these questions, or of two whose answer is yes."""
    pool = Pool("pool", {"en": "All"}, questions or (a_choice(1), a_choice(2)))
    return replace(Quiz((pool,)), **changes)  # type: ignore[arg-type]


def a_content(title: str = "Press fittings", **changes: object) -> Content:
    """Two lessons and the quiz of `a_quiz`, in English."""
    lessons = tuple(
        Lesson(f"l{number}", {"en": f"Lesson {number}"}, text={"en": "**Cut** straight."}) for number in (1, 2)
    )
    content = Content(
        languages=("en",),
        title={"en": title},
        summary={"en": "How to press."},
        modules=(Module("m1", {"en": title}, lessons),),
        quiz=a_quiz(),
    )
    return replace(content, **changes)  # type: ignore[arg-type]


def a_course(
    name: str = "Press fittings", *, program: Program | None = None, content: Content | None = None, **changes: object
) -> Course:
    """Free, published, two lessons, two questions, 80 per cent to pass; the same name is the same course."""
    program = program or a_program()
    if known := Course.objects.filter(program=program, name=name).first():
        return known
    course = Course.objects.create(program=program, name=name)
    a_version(course, content or a_content(name))
    Course.objects.filter(pk=course.pk).update(**changes)
    course.refresh_from_db()
    return course


def a_version(course: Course, content: Content) -> None:
    """The course says this from now on."""
    draft = publishing.begin_draft(course=course, by=None, now=NOON)
    publishing.save(draft=draft, content=content, by=None, now=NOON)
    publishing.publish(draft=draft, by=None, now=NOON)
    course.refresh_from_db()


def a_material(
    course: Course, content: bytes = b"\xff\xd8\xff a picture", *, name: str = "photo.jpg", kind: str = "picture"
) -> Material:
    """A picture or file of the course."""
    file = ContentFile(content)
    return materials.add(course=course, kind=Material.Kind(kind), content=file, name=name, by=None, now=NOON)


def give_credits(participant: Participant, amount: int) -> None:
    """Training credits as purchases would give them."""
    program = participant.program
    leg = Leg(
        unit="credits",
        debit=Owner.organizer(program.uuid),
        credit=Owner.participant(participant.uuid),
        amount=amount,
    )
    ledger.post(
        program=program, reference=f"test:{participant.uuid}:{amount}", legs=[leg], kind="grant", by=None, now=NOON
    )


def give_firm_credits(company: Company, amount: int, *, until: date | None = None) -> None:
    """Training credits as an admin grants them to a company."""
    program = company.program
    owner = Owner.company(company.uuid)
    leg = Leg(unit="credits", debit=Owner.organizer(program.uuid), credit=owner, amount=amount, expires_on=until)
    reference = f"test:{company.uuid}:{amount}:{until}"
    ledger.post(program=program, reference=reference, legs=[leg], kind="grant", by=None, now=NOON)


def of_the_firm(name: str = "Marek Nowak", *, spends_credits: bool = False, sees_account: bool = False) -> Participant:
    """Somebody of Marek's firm; `spends_credits=True` for who may spend its training credits."""
    participant = a_participant(name)
    enter_company(
        participant=participant,
        company=a_company(),
        now=NOON - timedelta(days=9),
        spends_credits=spends_credits,
        sees_account=sees_account,
    )
    return participant


def an_enrolment(
    course: Course | None = None, participant: Participant | None = None, *, now: datetime = NOON
) -> Enrolment:
    """Marek has begun the course."""
    course, participant = course or a_course(), participant or a_participant()
    return enrolments.enrol(participant=participant, course=course, language="en", by=participant.user, now=now)


def with_lessons_done(enrolment: Enrolment, *, now: datetime = NOON) -> Enrolment:
    """All lessons are worked through."""
    for lesson in content_of(enrolment.version).lessons():
        enrolments.finish_lesson(enrolment=enrolment, lesson=lesson.key, now=now)
    return Enrolment.objects.select_related("version", "course__program", "participant").get(pk=enrolment.pk)


def an_attempt(enrolment: Enrolment | None = None, *, now: datetime = NOON) -> Attempt:
    """Marek has begun the quiz."""
    return attempts.begin(enrolment=with_lessons_done(enrolment or an_enrolment(), now=now), now=now)


def right_answer(one: Drawn) -> tuple[str, ...]:
    """What is right for this question."""
    match one.question:
        case Choose(options=options):
            return tuple(option.key for option in options if option.is_right)
        case Order(items=items):
            return tuple(item.key for item in items)
        case Match(pairs=pairs):
            return tuple(pair.right_key for pair in pairs)
        case Number(value=value):
            return (str(value),)
        case Spot(areas=areas):
            return (str(areas[0].left), str(areas[0].top))


def right_answers(attempt: Attempt, *, wrong: int = 0) -> Mapping[str, tuple[str, ...]]:
    """All right, but none for the first `wrong` ones."""
    return {one.question.key: right_answer(one) for one in attempts.asked(attempt)[wrong:]}


def handed_in(enrolment: Enrolment, *, wrong: int = 0, now: datetime = NOON) -> Attempt:
    """The lessons are done and the quiz is handed in."""
    attempt = an_attempt(enrolment, now=now)
    answers = right_answers(attempt, wrong=wrong)
    return attempts.hand_in(attempt=attempt, answers=answers, by=enrolment.participant.user, now=now)


def a_pass(enrolment: Enrolment | None = None, *, now: datetime = NOON) -> Enrolment:
    """Marek has passed, and has the certificate."""
    attempt = handed_in(enrolment or an_enrolment(), now=now)
    return Enrolment.objects.get(pk=attempt.enrolment_id)
