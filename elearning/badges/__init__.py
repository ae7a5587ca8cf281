"""Certificates as Open Badges 3.0: what they say, how they are signed, and the picture that carries them."""

from elearning.badges.documents import achievement, credential, issuer, status_list
from elearning.badges.pictures import baked, picture
from elearning.badges.signing import BadgeKeyMissing, Signer, as_jwt, read_key, thumbprint

__all__ = [
    "BadgeKeyMissing",
    "Signer",
    "achievement",
    "as_jwt",
    "baked",
    "credential",
    "issuer",
    "picture",
    "read_key",
    "status_list",
    "thumbprint",
]
