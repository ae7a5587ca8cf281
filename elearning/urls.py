"""Addresses of courses and certificates."""

from django.urls import path

from elearning.views import courses, public, quiz

app_name = "elearning"

urlpatterns = [
    path("learn/<uuid:uuid>/", courses.course, name="course"),
    path("learn/<uuid:uuid>/enrol/", courses.enrol, name="enrol"),
    path("learn/<uuid:uuid>/<int:number>/", courses.lesson, name="lesson"),
    path("learn/<uuid:uuid>/<int:number>/done/", courses.finish, name="finish"),
    path("learn/<uuid:uuid>/<int:number>/<slug:kind>/", courses.material, name="material"),
    path("learn/<uuid:uuid>/quiz/", quiz.quiz, name="quiz"),
    path("learn/<uuid:uuid>/quiz/<uuid:attempt>/", quiz.result, name="result"),
    path("learn/<uuid:uuid>/certificate/", quiz.certificate, name="certificate"),
    path("certificates/", public.check_form, name="check-form"),
    path("certificates/<str:number>/", public.check, name="check"),
]
