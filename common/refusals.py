"""Refusals: what a person may be told. Everything else that is raised is a bug and is not caught below the top."""


class Refused(Exception):
    """The action was not done, and the message is a sentence fit to show to the person who asked for it."""

    def __init__(self, message: object) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
