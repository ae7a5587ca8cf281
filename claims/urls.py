"""Addresses of the participants' claims. Home and points are named for themselves in the project's addresses."""

from django.urls import path

from claims.views import claim, codes, files, home, intake, offered, sent

app_name = "claims"

urlpatterns = [
    path("codes/", codes.enter, name="codes"),
    path("claims/", home.history, name="history"),
    path("claims/new/", intake.new, name="new"),
    path("claims/offered/", offered.listed, name="offered"),
    path("claims/offered/claim/", offered.claim, name="claim-offered"),
    path("claims/offered/decline/", offered.decline, name="decline-offered"),
    path("claims/<uuid:uuid>/", claim.claim, name="claim"),
    path("claims/<uuid:uuid>/reading/", claim.reading, name="reading"),
    path("claims/<uuid:uuid>/preview/", claim.preview, name="preview"),
    path("claims/<uuid:uuid>/save/", claim.save, name="save"),
    path("claims/<uuid:uuid>/send/", claim.send, name="send"),
    path("claims/<uuid:uuid>/withdraw/", sent.withdraw, name="withdraw"),
    path("claims/<uuid:uuid>/answer/", sent.answer, name="answer"),
    path("claims/<uuid:uuid>/appeal/", sent.appeal, name="appeal"),
    path("claims/<uuid:uuid>/files/", intake.add_files, name="add-files"),
    path("claims/<uuid:uuid>/files/<uuid:file>/", files.original, name="original"),
    path("claims/<uuid:uuid>/files/<uuid:file>/remove/", intake.remove_file, name="remove-file"),
    path("claims/<uuid:uuid>/files/<uuid:file>/replace/", intake.replace_file, name="replace-file"),
    path("claims/<uuid:uuid>/pages/<int:number>/", files.page, name="page"),
]
