"""The rows of claims, by noun."""

from claims.models.awards import Award, AwardLine
from claims.models.claims import Claim, ClaimEvent, ClaimLine, Correction
from claims.models.codes import CodeRedemption, WrongCodeTry
from claims.models.documents import Document, DocumentFile, DocumentPage, LooseFile, Reading
from claims.models.memory import LearnedFact, LearnedFrom

__all__ = [
    "Award",
    "AwardLine",
    "Claim",
    "ClaimEvent",
    "ClaimLine",
    "CodeRedemption",
    "Correction",
    "Document",
    "DocumentFile",
    "DocumentPage",
    "LearnedFact",
    "LearnedFrom",
    "LooseFile",
    "Reading",
    "WrongCodeTry",
]
