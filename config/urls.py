"""Every address of the service, each audience under its own root."""

from django.contrib import admin
from django.urls import include, path

from config.brand import stylesheet
from config.health import healthz
from config.styleguide import styleguide

urlpatterns = [
    path("healthz", healthz),
    path("brand/<slug:slug>.css", stylesheet, name="brand-css"),
    path("styleguide/", styleguide, name="styleguide"),
    path("styleguide/<slug:screen>/", styleguide, name="styleguide-screen"),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    path("", include("participants.urls")),
    path("", include("distributors.urls")),
    path("queue/", include("verification.urls")),
]
