"""A person with a browser without scripts: pages, forms, files, cookies. Standard library and lxml."""

from __future__ import annotations

import http.client
import mimetypes
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit
from uuid import uuid4

from lxml import html

Fields = list[tuple[str, str]]

UNREACHABLE = (OSError, http.client.HTTPException)
"""What a request ends with when the service dies under it: nobody knows whether it was done."""


class NoForm(AssertionError):
    """The page has no such form: what a person would look for is not there."""


@dataclass(frozen=True)
class Form:
    """A form as the page shows it: its fields as they stand, and what its lists offer."""

    action: str
    fields: Fields
    offers: Mapping[str, list[str]]

    def filled(self, **values: str) -> Fields:
        """The fields with some changed; those that the form has not are added."""
        kept = [(name, value) for name, value in self.fields if name not in values]
        return kept + list(values.items())


@dataclass(frozen=True)
class Page:
    """An answer, after all redirects; `seconds` is from the first byte sent to the last byte received."""

    status: int
    url: str
    text: str
    seconds: float
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)

    @property
    def path(self) -> str:
        """The address without the host."""
        return urlsplit(self.url).path

    @property
    def tree(self) -> Any:
        """The page as elements."""
        return html.fromstring(self.text or "<html></html>")

    def form(self, action_ends: str) -> Form:
        """The form that posts to an address with this end."""
        if found := self.maybe_form(action_ends):
            return found
        raise NoForm(f"no form to …{action_ends} on {self.path} ({self.status}): {self.words()[:400]}")

    def maybe_form(self, action_ends: str) -> Form | None:
        """The same, or None."""
        for element in self.tree.forms:
            # A dialog's way to close itself asks the server nothing.
            if element.get("method") == "dialog":
                continue
            action = urljoin(self.url, element.get("action") or self.url)
            if urlsplit(action).path.endswith(action_ends):
                return _form(action, element)
        return None

    def words(self) -> str:
        """What a person reads."""
        tree = self.tree
        for hidden in tree.xpath("//script|//style|//noscript|//template"):
            hidden.drop_tree()
        return " ".join(tree.text_content().split())


def _form(action: str, element: Any) -> Form:
    fields = [(name, value) for name, value in element.form_values() if name]
    offers = {
        select.get("name"): [value for value in select.value_options if value] for select in element.iter("select")
    }
    return Form(action, fields, offers)


class Person:
    """Somebody with cookies of their own at one service."""

    def __init__(self, base: str, *, language: str = "en", timeout: float = 60) -> None:
        self.base = base
        self.timeout = timeout
        self.cookies = CookieJar()
        # Without proxies: a machine's settings for the world outside do not concern a trial.
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies)
        )
        self._headers = {"Accept-Language": language, "Accept": "text/html"}

    def get(self, path: str) -> Page:
        """Open an address."""
        return self._send(urllib.request.Request(urljoin(self.base, path), headers=self._headers))  # noqa: S310

    def submit(self, form: Form, **values: str) -> Page:
        """Send a form, some fields changed."""
        data = urlencode(form.filled(**values)).encode()
        return self._post(form.action, data, "application/x-www-form-urlencoded")

    def upload(self, form: Form, files: Iterable[Path], *, field: str = "files", **values: str) -> Page:
        """Send a form with files in this field."""
        body, kind = multipart(form.filled(**values), field, files)
        return self._post(form.action, body, kind)

    def sign_in(self, email: str, password: str) -> Page:
        """By password."""
        page = self.get("/accounts/login/")
        return self.submit(page.form("/accounts/login/"), login=email, password=password)

    def cookie_header(self) -> str:
        """The cookies as a browser sends them, for requests that are timed by hand."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)

    def _post(self, url: str, data: bytes, kind: str) -> Page:
        headers = self._headers | {"Content-Type": kind, "Referer": self.base}
        return self._send(urllib.request.Request(url, data=data, headers=headers, method="POST"))  # noqa: S310

    def _send(self, request: urllib.request.Request) -> Page:
        started = time.perf_counter()
        try:
            answer = self._opener.open(request, timeout=self.timeout)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            body = answer.read()
            return Page(
                status=answer.status or 0,
                url=answer.geturl(),
                text=body.decode("utf-8", "replace"),
                seconds=time.perf_counter() - started,
                headers=dict(answer.headers.items()),
                body=body,
            )


def multipart(fields: Fields, field_name: str, files: Iterable[Path]) -> tuple[bytes, str]:
    """A form body with files, and its content type."""
    mark = uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields
    ]
    for file in files:
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{field_name}"; filename="{file.name}"\r\n'
        parts.append(head.encode() + f"Content-Type: {kind}\r\n\r\n".encode() + file.read_bytes() + b"\r\n")
    return b"".join(parts) + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"
