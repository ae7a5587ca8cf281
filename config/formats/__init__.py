"""How Django writes days where a page does not say it itself."""
