"""Addresses that bring people in, and those where a distributor hands over its sales."""

from django.urls import path

from distributors.views import api, doors, keys, links, sales, taking_part

app_name = "distributors"

urlpatterns = [
    path("join/<slug:code>/", doors.join, name="join"),
    path("join/<slug:code>/qr.svg", doors.join_qr, name="join-qr"),
    path("invited/<str:secret>/", doors.invited, name="invited"),
    path("sales/", sales.files, name="sales"),
    path("sales/sample.csv", sales.sample, name="sales-sample"),
    path("sales/forms/<slug:signature>/forget/", sales.forget_form, name="sales-forget-form"),
    path("sales/keys/", keys.keys, name="sales-keys"),
    path("sales/keys/<uuid:uuid>/revoke/", keys.revoke, name="sales-revoke-key"),
    path("sales/<uuid:uuid>/", sales.file, name="sales-file"),
    path("sales/<uuid:uuid>/columns/", sales.columns, name="sales-columns"),
    path("sales/<uuid:uuid>/progress/", sales.progress, name="sales-progress"),
    path("sales/<uuid:uuid>/left-out.csv", sales.left_out, name="sales-left-out"),
    path("partner/links/", links.links, name="links"),
    path("partner/links/<slug:code>/withdraw/", links.withdraw, name="link-withdraw"),
    path("partner/links/<slug:code>/<str:kind>-<str:language>.pdf", links.printed, name="link-printed"),
    path("partner/taking-part/", taking_part.choose, name="taking-part"),
    path("api/sales/", api.hand_over, name="api-sales"),
    path("api/sales/<uuid:uuid>/", api.state, name="api-sales-file"),
]
