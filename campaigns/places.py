"""Positions on the earth and how far apart they are. Pure."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS = 6371.0
"""Kilometres, on average: an error of half a per cent is none here."""


@dataclass(frozen=True, slots=True)
class Position:
    """Degrees, north and east positive."""

    latitude: float
    longitude: float


def kilometres(one: Position, other: Position) -> float:
    """Along the surface, by the haversine formula."""
    north, east = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    half = sin(north / 2) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(half)))
