"""Which program a request is about: the person's own, else the one named by an invitation, else the only one."""

from django.http import HttpRequest

from programs.models import Program

SESSION_KEY = "program"


def current_program(request: HttpRequest) -> Program | None:
    """The reader's program; None where several exist and none is known yet."""
    if not hasattr(request, "_program"):
        request._program = _find(request)  # type: ignore[attr-defined]
    return request._program  # type: ignore[attr-defined,no-any-return]


def remember_program(request: HttpRequest, program: Program) -> None:
    """An invitation or the program's own address was opened: sign-up pages are about this program from now on."""
    request.session[SESSION_KEY] = program.slug


def _find(request: HttpRequest) -> Program | None:
    active = Program.objects.filter(is_active=True)
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        for mine in (
            active.filter(participants__user=user, participants__is_active=True),
            active.filter(distributors__clerks__user=user, distributors__clerks__is_active=True),
            active.filter(admins__user=user, admins__is_active=True),
        ):
            if program := mine.first():
                return program
    named = request.session.get(SESSION_KEY) if hasattr(request, "session") else None
    if named and (program := active.filter(slug=named).first()):
        return program
    few = list(active[:2])
    return few[0] if len(few) == 1 else None
