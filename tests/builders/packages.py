"""Packages as authoring tools make them, each with the manifest of another tool, and their pages that speak SCORM."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile

from elearning.content import Lesson, Module
from elearning.models import Course, Material
from elearning.services import packages
from tests.builders.elearning import a_content, a_course, a_version
from tests.builders.programs import NOON

LIKE_STORYLINE = """<?xml version="1.0" encoding="utf-8"?>
<manifest identifier="Press_6h2" version="1.2" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion>
    <lom xmlns="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"><general><title>
      <langstring xml:lang="x-none">Pressing</langstring></title></general></lom></metadata>
  <organizations default="ORG_2">
    <organization identifier="ORG_1"><title>Not this one</title></organization>
    <organization identifier="ORG_2"><title>Pressing pipes</title>
      <item identifier="M1"><title>Module</title>
        <item identifier="i1" identifierref="r1" isvisible="true" parameters="?mode=lms"><title>Pressing</title>
          <adlcp:masteryscore>80</adlcp:masteryscore><adlcp:datafromlms>colour=blue</adlcp:datafromlms></item>
      </item>
    </organization>
  </organizations>
  <resources xml:base="scormcontent/">
    <resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="Index_LMS.html" xml:base="story/">
      <file href="Index_LMS.html"/><dependency identifierref="d1"/></resource>
    <resource identifier="d1" type="webcontent" adlcp:scormtype="asset"/>
  </resources>
</manifest>"""

LIKE_ADL = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="com.example.pipes" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3"
  xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
  <organizations default="O"><organization identifier="O" adlseq:objectivesGlobalToSystem="false">
    <title>Pipes</title>
    <item identifier="I1" identifierref="R1"><title>Cutting</title>
      <imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="p" satisfiedByMeasure="true">
        <imsss:minNormalizedMeasure>0.7</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives>
      </imsss:sequencing><adlcp:dataFromLMS>level=2</adlcp:dataFromLMS></item>
    <item identifier="I2" identifierref="R2" parameters="page=2"><title>Bending</title>
      <adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.5"/></item>
    <item identifier="I3" identifierref="R3"><title>To read</title></item>
    <imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>
  </organization></organizations>
  <resources>
    <resource identifier="R1" type="webcontent" adlcp:scormType="sco" href="cut/sco.html?lang=en"/>
    <resource identifier="R2" type="webcontent" adlcp:scormType="sco" href="bend/sco.html"/>
    <resource identifier="R3" type="webcontent" adlcp:scormType="asset" href="read.html"/>
  </resources>
</manifest>"""

FIND = """function find(name) { var at = window;
  while (!at[name] && at.parent && at.parent !== at) at = at.parent; return at[name]; }"""
"""The search of the standard: upwards through the frames."""

PAGE_12 = """<!doctype html><html><head><meta charset="utf-8"><title>Pressing</title></head><body>
<p id="before"></p><p id="data"></p><button id="half" onclick="half()">Half</button>
<button id="end" onclick="end()">End</button><iframe src="deep.html" title="deep"></iframe><script>
FIND
var api = find("API"); api.LMSInitialize("");
document.getElementById("before").textContent = "before: " + api.LMSGetValue("cmi.suspend_data");
document.getElementById("data").textContent = api.LMSGetValue("cmi.core.student_name") + " " +
  api.LMSGetValue("cmi.launch_data") + " " + api.LMSGetValue("cmi.core.entry") + location.search;
function half() { api.LMSSetValue("cmi.core.lesson_status", "incomplete");
  api.LMSSetValue("cmi.core.lesson_location", "slide 5"); api.LMSSetValue("cmi.suspend_data", "seen=1,2,3");
  api.LMSSetValue("cmi.core.session_time", "0000:00:20.00"); api.LMSCommit(""); }
function end() { api.LMSSetValue("cmi.core.score.raw", "85"); api.LMSSetValue("cmi.core.lesson_status", "completed");
  api.LMSSetValue("cmi.core.session_time", "0000:00:30.00"); api.LMSFinish(""); }
</script></body></html>""".replace("FIND", FIND)

PAGE_2004 = """<!doctype html><html><head><meta charset="utf-8"><title>SCO</title></head><body>
<p id="before"></p><button id="half" onclick="half()">Half</button><button id="end" onclick="end()">End</button><script>
FIND
var api = find("API_1484_11"); api.Initialize("");
document.getElementById("before").textContent = "before: " + api.GetValue("cmi.suspend_data") + " " +
  api.GetValue("cmi.entry") + " " + api.GetValue("cmi.objectives._count") + location.search;
function half() { api.SetValue("cmi.suspend_data", "page=2"); api.SetValue("cmi.objectives.0.id", "cutting");
  api.SetValue("cmi.objectives.0.score.scaled", "0.5"); api.SetValue("cmi.progress_measure", "0.25");
  api.SetValue("cmi.completion_status", "incomplete"); api.SetValue("cmi.exit", "suspend"); api.Commit(""); }
function end() { api.SetValue("cmi.score.scaled", "0.75"); api.SetValue("cmi.progress_measure", "1");
  api.SetValue("cmi.completion_status", "completed"); api.SetValue("cmi.session_time", "PT30S"); api.Terminate(""); }
</script></body></html>""".replace("FIND", FIND)

READ = "<!doctype html><html><head><title>Read</title></head><body><p>Read this.</p></body></html>"


def a_zip(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file of these, always with the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def files_12(**more: str) -> dict[str, str]:
    """SCORM 1.2 as Storyline's are: one part, in a folder, below a module, a frame in its page."""
    there = {"imsmanifest.xml": LIKE_STORYLINE, "scormcontent/story/index_lms.html": PAGE_12}
    return there | {"scormcontent/story/deep.html": READ} | more


def files_2004(**more: str) -> dict[str, str]:
    """SCORM 2004 4th Edition as ADL's examples are: two parts that report and one to read, with sequencing."""
    there = {"imsmanifest.xml": LIKE_ADL, "cut/sco.html": PAGE_2004, "bend/sco.html": PAGE_2004}
    return there | {"read.html": READ} | more


def uploaded(content: bytes, name: str = "package.zip") -> SimpleUploadedFile:
    """As a form brings it."""
    return SimpleUploadedFile(name, content, content_type="application/zip")


def a_package(course: Course, files: Mapping[str, str | bytes] | None = None) -> Material:
    """The package is kept with the course."""
    upload = uploaded(a_zip(files_12() if files is None else files))
    return packages.add(course=course, upload=upload, by=None, now=NOON)


def a_package_course(files: Mapping[str, str | bytes] | None = None, *, name: str = "Pressing") -> Course:
    """Two lessons: the first one is the package, the second one a text."""
    course = a_course(name)
    lessons = (
        Lesson("pack", {"en": "Try it"}, package=a_package(course, files).key),
        Lesson("l2", {"en": "Lesson 2"}, text={"en": "Read."}),
    )
    a_version(course, a_content(name, modules=(Module("m1", {"en": name}, lessons),)))
    return course
