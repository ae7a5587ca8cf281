"""Addresses that bring people in."""

from django.urls import path

from distributors import views

app_name = "distributors"

urlpatterns = [
    path("join/<slug:code>/", views.join, name="join"),
    path("join/<slug:code>/qr.svg", views.join_qr, name="join-qr"),
    path("invited/<str:secret>/", views.invited, name="invited"),
]
