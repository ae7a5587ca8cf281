"""Every address of the service, each audience under its own root; they are tried from the top."""

from django.contrib import admin
from django.urls import include, path

from claims.views.points import points
from config.brand import stylesheet
from config.health import healthz
from config.home import home
from config.me import leave, left, my_data
from config.styleguide import styleguide
from elearning.views.courses import home as learn_home
from participants.views import choose_language

urlpatterns = [
    path("", home, name="home"),
    path("", include("claims.urls")),
    path("points/", points, name="points"),
    path("me/data/", my_data, name="my-data"),
    path("me/leave/", leave, name="leave"),
    path("left/", left, name="left"),
    path("healthz", healthz),
    path("brand/<slug:slug>.css", stylesheet, name="brand-css"),
    path("styleguide/", styleguide, name="styleguide"),
    path("styleguide/<slug:screen>/", styleguide, name="styleguide-screen"),
    path("accounts/", include("allauth.urls")),
    path("language/", choose_language, name="set_language"),
    path("admin/", admin.site.urls),
    path("", include("participants.urls")),
    path("", include("distributors.urls")),
    path("queue/", include("verification.urls")),
    path("partner/", include("verification.partner_urls")),
    path("learn/", learn_home, name="learn"),
    path("", include("elearning.urls")),
]
