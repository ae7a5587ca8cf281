"""The rows of claims, by noun."""

from claims.models.awards import Award, AwardLine, AwardTally, Reservation, SetPart, SetUse
from claims.models.claims import Claim, ClaimEvent, ClaimLine, Correction
from claims.models.codes import CodeAlarm, CodeRedemption, WrongCodeTry
from claims.models.documents import Document, DocumentFile, DocumentPage, LooseFile, Reading, UploadTrace
from claims.models.memory import LearnedFact, LearnedFrom
from claims.models.notices import ExpiryNotice
from claims.models.offered import DeclinedSale
from claims.models.returns import GoodsReturn, ReturnedGoods, TakenBack

__all__ = [
    "Award",
    "AwardLine",
    "AwardTally",
    "Claim",
    "ClaimEvent",
    "ClaimLine",
    "CodeAlarm",
    "CodeRedemption",
    "Correction",
    "DeclinedSale",
    "Document",
    "DocumentFile",
    "DocumentPage",
    "ExpiryNotice",
    "GoodsReturn",
    "LearnedFact",
    "LearnedFrom",
    "LooseFile",
    "Reading",
    "Reservation",
    "ReturnedGoods",
    "SetPart",
    "SetUse",
    "TakenBack",
    "UploadTrace",
    "WrongCodeTry",
]
