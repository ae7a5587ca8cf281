"""Addresses of pages about oneself."""

from django.urls import path

from participants import views

app_name = "participants"

urlpatterns = [
    path("p/<slug:slug>/", views.program_door, name="program"),
    path("join/", views.join, name="join"),
    path("me/", views.details, name="details"),
    path("terms/<slug:kind>/", views.terms, name="terms"),
]
