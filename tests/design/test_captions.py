"""What a browser makes of captions: cues with marks of their own, never elements of the page, never a request."""

import base64

import pytest

from elearning.captions import safe
from tests import browser as browsers

HOSTILE = """WEBVTT

STYLE
::cue { background-image: url(https://spy.example/style.gif) }

00:00.000 --> 00:05.000 line:90%
<v Marek>Cut <b>square</b>. <img src="https://spy.example/x.gif" onerror="window.hit = true">
<script>window.hit = true</script>

00:05.000 --> 00:09.000
<c.loud>Clean</c> <i>it</i>.
"""

CUES = """address => new Promise((resolve, reject) => {
  const film = document.createElement("video"), track = document.createElement("track");
  Object.assign(track, { kind: "captions", src: address, default: true });
  track.addEventListener("load", () => {
    const cues = [...track.track.cues];
    cues.forEach((cue) => document.body.append(cue.getCueAsHTML()));
    resolve(cues.map((cue) => [cue.startTime, cue.text]));
  });
  track.addEventListener("error", () => reject(new Error("no captions")));
  film.append(track);
  document.body.append(film);
  track.track.mode = "showing";
})"""


@pytest.mark.parametrize("cleaned", [True, False], ids=["cleaned", "as sent"])
def test_captions_show_words_and_ask_for_nothing(browser, cleaned):
    told = safe(HOSTILE.encode()) if cleaned else HOSTILE.encode()
    with browsers.opened(browser) as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        cues = page.evaluate(CUES, f"data:text/vtt;base64,{base64.b64encode(told or b'').decode()}")

        assert [start for start, _text in cues] == [0, 5]
        assert page.evaluate("window.hit === undefined && !document.querySelector('img, script')")
        assert [address for address in asked if "spy.example" in address] == []
        assert ("<img" in cues[0][1]) is not cleaned
        assert "<b>square</b>" in cues[0][1]
