"""Work on points and codes, killed (SIGKILL) at random moments, begun again, and judged by what was acknowledged."""
