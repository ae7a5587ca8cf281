"""The participants' pages, one module for each place."""
