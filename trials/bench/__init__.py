"""How fast it is: every measure beside a reference of the same run, and with a goal."""
