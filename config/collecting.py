"""How often Python looks for objects that nobody can reach any more."""

import gc

AFTER = 20_000
"""New objects until it looks. As it comes, it looks after 700, several times for one page or a few claims."""


def settle() -> None:
    """To be called once all is loaded: what is there now stays, and is never looked through again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(AFTER)
