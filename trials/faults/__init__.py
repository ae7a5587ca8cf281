"""Kills and races against real processes: what was acknowledged must be there afterwards, once."""
