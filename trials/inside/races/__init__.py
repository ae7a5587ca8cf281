"""The same thing done by 64 hands at the same moment, run by run; and once more with the guard switched off."""
