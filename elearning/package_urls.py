"""Addresses of the packages' own host. The site does not know them, and that host knows no others."""

from django.urls import path

from elearning.views import package_files

urlpatterns = [
    path("play/<str:token>/", package_files.player, name="player"),
    path("files/<str:token>/<path:name>", package_files.file, name="file"),
]
