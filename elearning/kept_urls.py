"""Addresses for phones that keep lessons; all begin with learn/, which is as far as the worker reaches."""

from django.urls import path

from elearning.views import offline

urlpatterns = [
    path("offline.js", offline.worker, name="kept-worker"),
    path("kept/", offline.state, name="kept"),
    path("kept/page/", offline.home_page, name="kept-home"),
    path("<uuid:uuid>/kept/", offline.about, name="kept-course"),
    path("<uuid:uuid>/kept/page/", offline.course_page, name="kept-page"),
    path("<uuid:uuid>/kept/lessons/<slug:key>/", offline.lesson_page, name="kept-lesson"),
    path("<uuid:uuid>/kept/lessons/<slug:key>/done/", offline.done, name="kept-done"),
    path("<uuid:uuid>/kept/materials/<slug:key>/", offline.material, name="kept-material"),
]
