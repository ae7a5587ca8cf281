"""Addresses of courses and certificates."""

from django.urls import include, path

from elearning.views import badges, certificates, courses, dates, firm, packages, public, quiz

app_name = "elearning"

urlpatterns = [
    path("learn/", include("elearning.kept_urls")),
    path("learn/firm/", firm.firm, name="firm"),
    path("learn/firm/people/<uuid:uuid>/", firm.colleague, name="colleague"),
    path("learn/firm/people/<uuid:uuid>/right/", firm.let_spend, name="let-spend"),
    path("learn/firm/wishes/<uuid:uuid>/", firm.answer, name="answer-wish"),
    path("learn/<uuid:uuid>/for-colleague/", firm.begin_for, name="begin-for"),
    path("learn/<uuid:uuid>/ask/", firm.ask, name="ask"),
    path("learn/<uuid:uuid>/", courses.course, name="course"),
    path("learn/<uuid:uuid>/enrol/", courses.enrol, name="enrol"),
    path("learn/<uuid:uuid>/give-back/", courses.give_back, name="give-back"),
    path("learn/<uuid:uuid>/lessons/<slug:key>/", courses.lesson, name="lesson"),
    path("learn/<uuid:uuid>/lessons/<slug:key>/done/", courses.finish, name="finish"),
    path("learn/<uuid:uuid>/lessons/<slug:key>/opened/", packages.opened, name="package-opened"),
    path("learn/<uuid:uuid>/lessons/<slug:key>/reported/", packages.reported, name="package-reported"),
    path("learn/<uuid:uuid>/dates/<uuid:date>/seat/", dates.take, name="seat"),
    path("learn/<uuid:uuid>/dates/<uuid:date>/give-up/", dates.give_up, name="give-up"),
    path("learn/<uuid:uuid>/dates/<uuid:date>/calendar.ics", dates.calendar, name="calendar"),
    path("learn/<uuid:uuid>/dates/<uuid:date>/here/", dates.here, name="here"),
    path("learn/<uuid:uuid>/materials/<slug:key>/", courses.material, name="material"),
    path("learn/<uuid:uuid>/quiz/", quiz.quiz, name="quiz"),
    path("learn/<uuid:uuid>/quiz/<uuid:attempt>/", quiz.result, name="result"),
    path("learn/<uuid:uuid>/quiz/<uuid:attempt>/answers/", quiz.attempt, name="attempt"),
    path("learn/<uuid:uuid>/quiz/<uuid:attempt>/save/", quiz.save, name="save"),
    path("learn/<uuid:uuid>/certificate/", certificates.newest, name="certificate"),
    path("learn/certificates/<slug:number>/name/", certificates.show_name, name="show-name"),
    path("learn/certificates/<slug:number>/<slug:form>/", certificates.download, name="download"),
    path("certificates/", public.check_form, name="check-form"),
    path("certificates/keys/<slug:key_id>/", badges.key, name="badge-key"),
    path("certificates/issuers/<slug:slug>/", badges.issuer, name="issuer"),
    path("certificates/issuers/<slug:slug>/status/<int:place>/", badges.status, name="badge-status"),
    path("certificates/courses/<uuid:uuid>/", badges.course, name="public-course"),
    path("certificates/courses/<uuid:uuid>/badge.png", badges.badge_picture, name="badge-picture"),
    path("certificates/courses/<uuid:uuid>/<int:number>/", badges.course, name="public-version"),
    path(".well-known/jwks.json", badges.keys, name="badge-keys"),
    path("certificates/<str:number>/", public.check, name="check"),
]
