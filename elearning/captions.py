"""Captions made safe: of a WebVTT file only its cues are kept, and of a cue only what WebVTT allows in one.

A browser makes no elements of HTML from cues, so nothing in them runs. Style blocks, regions and notes are left out:
a style sheet is the one part that could name an address. https://www.w3.org/TR/webvtt1/
"""

import re
from collections.abc import Iterator

HEAD = "WEBVTT"

_TIME = r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
_TIMING = re.compile(rf"\s*({_TIME})\s+-->\s+({_TIME})(.*)")
_SETTING = re.compile(r"(?:vertical|line|position|size|align):[A-Za-z0-9.,%-]+")
_TAG = re.compile(r"<[^<>]*>?|>")
_ALLOWED = re.compile(
    rf"</?(?:c|i|b|u|ruby|rt)(?:\.[\w-]+)*>|</(?:v|lang)>|<v(?:\.[\w-]+)*[ \t][^<>\n]*>|<lang [A-Za-z0-9-]+>|<{_TIME}>"
)


def safe(content: bytes) -> bytes | None:
    """The cues of a WebVTT file; None if it is none or has no cue. What is safe already stays as it is."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    except UnicodeDecodeError:
        return None
    blocks = re.split(r"\n[ \t]*\n+", text.strip("\n"))
    if blocks[0].split("\n")[0].split(maxsplit=1)[:1] != [HEAD]:
        return None
    cues = [cue for block in blocks[1:] if (cue := _cue(block.split("\n")))]
    return "\n\n".join([HEAD, *cues, ""]).removesuffix("\n").encode() if cues else None


def _cue(lines: list[str]) -> str:
    """One cue without its name; nothing for other blocks."""
    for place, line in enumerate(lines[:2]):
        if timing := _TIMING.fullmatch(line):
            settings = "".join(f" {one}" for one in _SETTING.findall(timing[3]))
            return "\n".join([f"{timing[1]} --> {timing[2]}{settings}", *_words(lines[place + 1 :])])
    return ""


def _words(lines: list[str]) -> Iterator[str]:
    for line in lines:
        kept = _TAG.sub(lambda tag: tag[0] if _ALLOWED.fullmatch(tag[0]) else "", line)
        if kept.strip():
            yield kept.replace("-->", "→").rstrip()
