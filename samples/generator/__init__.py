"""Draws the sample documents: what distributors of the demo program print, send and hand over the counter."""
