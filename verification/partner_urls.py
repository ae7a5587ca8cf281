"""Addresses of a distributor's own pages: its figures, its points, its people."""

from django.urls import path

from verification.views import accounts, partner, team

app_name = "partner"

urlpatterns = [
    path("", partner.overview, name="overview"),
    path("figures.csv", partner.figures_csv, name="figures-csv"),
    path("points/", accounts.mine, name="points"),
    path("points/statement.csv", accounts.mine_csv, name="points-csv"),
    path("account/", accounts.firm, name="account"),
    path("account/statement.csv", accounts.firm_csv, name="account-csv"),
    path("team/", team.team, name="team"),
    path("team/invite/", team.invite, name="invite"),
    path("team/invitations/<uuid:uuid>/again/", team.send_again, name="invitation-again"),
    path("team/invitations/<uuid:uuid>/withdraw/", team.withdraw, name="invitation-withdraw"),
    path("team/<uuid:uuid>/", team.person, name="person"),
    path("team/<uuid:uuid>/dismiss/", team.dismiss, name="dismiss"),
    path("team/<uuid:uuid>/return/", team.bring_back, name="bring-back"),
]
