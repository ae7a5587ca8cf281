"""What every template may use: the program the reader is in."""

from typing import Any

from django.http import HttpRequest

from programs.current import current_program


def program(request: HttpRequest) -> dict[str, Any]:
    """`program`: the reader's program, or the only one, or None."""
    return {"program": current_program(request)}
