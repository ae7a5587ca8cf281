"""Mail of the embedded service: printed and kept under var/mail, so that codes can be read without a mail server."""

import re
from collections.abc import Sequence
from uuid import uuid4

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.utils import timezone


class KeptMailBackend(BaseEmailBackend):
    """Writes each message to a file of its own, named by moment and receiver, and one line to the console."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        settings.MAIL_DIR.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            self._keep(message)
        return len(email_messages)

    def _keep(self, message: EmailMessage) -> None:
        receivers = ", ".join(message.to)
        moment = timezone.now().strftime("%Y%m%dT%H%M%S%f")
        name = f"{moment}-{re.sub(r'[^a-zA-Z0-9@.]', '_', receivers)[:60]}-{uuid4().hex[:6]}.eml"
        (settings.MAIL_DIR / name).write_bytes(message.message().as_bytes())
        print(f"Mail to {receivers}: {message.subject}", flush=True)
