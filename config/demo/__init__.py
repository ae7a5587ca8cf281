"""The demo program: loaded once into an empty service, so that everybody sees at once what this is."""

from collections.abc import Iterator

from programs.models import Program
from samples.loading import DEMO_PASSWORD, load_program


def demo_sign_ins() -> Iterator[str]:
    """Lines that say who can sign in, if this service has the demo program."""
    told = load_program()
    if not Program.objects.filter(slug=told["program"]["slug"]).exists():
        return
    people = {
        "participant": told["participants"][0],
        "clerk": told["distributors"][0]["clerks"][0],
        "campaign admin": told["admins"][0],
    }
    yield f"Sign in with the password {DEMO_PASSWORD} as\n"
    for role, person in people.items():
        yield f"  {role:15} {person['email']}\n"
