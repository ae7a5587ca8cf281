"""The last day of points: after some days, with the end of a month, quarter or year, or for good."""

from datetime import date

import pytest

from programs.lasting import EndOf, Lasting
from tests.builders.programs import a_campaign, a_program

MAY_9 = date(2026, 5, 9)


@pytest.mark.parametrize(
    ("lasting", "day"),
    [
        (Lasting(), None),
        (Lasting(end_of=EndOf.YEAR), None),
        (Lasting(30), date(2026, 6, 8)),
        (Lasting(30, EndOf.MONTH), date(2026, 6, 30)),
        (Lasting(22, EndOf.MONTH), date(2026, 5, 31)),
        (Lasting(30, EndOf.QUARTER), date(2026, 6, 30)),
        (Lasting(60, EndOf.QUARTER), date(2026, 9, 30)),
        (Lasting(30, EndOf.YEAR), date(2026, 12, 31)),
        (Lasting(300, EndOf.MONTH), date(2027, 3, 31)),
        (Lasting(290, EndOf.MONTH), date(2027, 2, 28)),
    ],
)
def test_the_last_day(lasting, day):
    assert lasting.last_day(MAY_9) == day


def test_what_a_lot_keeps_of_a_policy_says_it_again():
    idle = Lasting(90, EndOf.MONTH, is_idle=True)

    assert Lasting.of_stretch(idle.stretch) == idle
    assert Lasting(90).stretch == Lasting(is_idle=True).stretch == ""


@pytest.mark.django_db
def test_a_campaign_without_days_lasts_as_its_program_says():
    program = a_program(points_last="idle", points_last_days=180, points_end_of="quarter")
    campaign = a_campaign(program)

    assert campaign.lasting == Lasting(730)
    campaign.points_last_days = None
    assert campaign.lasting == Lasting(180, EndOf.QUARTER, is_idle=True)
    campaign.points_last = "never"
    assert campaign.lasting == Lasting()
