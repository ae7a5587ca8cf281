"""Rules and awards in words, in the reader's language: as the terms of a campaign would say them."""

from campaigns.wording.names import Names, names_for, names_of
from campaigns.wording.sentences import sentence, sentence_of
from campaigns.wording.whys import why

__all__ = ["Names", "names_for", "names_of", "sentence", "sentence_of", "why"]
