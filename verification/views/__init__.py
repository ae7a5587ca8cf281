"""Pages of the desks, where claims are decided."""
