"""Every address of the service, each audience under its own root."""

from django.contrib import admin
from django.urls import include, path

from config.health import healthz

urlpatterns = [
    path("healthz", healthz),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    path("", include("participants.urls")),
    path("", include("distributors.urls")),
    path("queue/", include("verification.urls")),
]
