"""What a version of a course says, as values: pure, kept as one JSON document, the same in files that are exchanged."""

from elearning.content.checking import Lack, Lacking, lacking
from elearning.content.questions import (
    Area,
    Choose,
    Match,
    Number,
    Option,
    Order,
    Pair,
    Pool,
    Question,
    Quiz,
    Spot,
)
from elearning.content.values import Captions, Content, Lesson, Module, Texts, Video, new_key, said
from elearning.content.wire import BadContent, from_json, to_json

__all__ = [
    "Area",
    "BadContent",
    "Captions",
    "Choose",
    "Content",
    "Lack",
    "Lacking",
    "Lesson",
    "Match",
    "Module",
    "Number",
    "Option",
    "Order",
    "Pair",
    "Pool",
    "Question",
    "Quiz",
    "Spot",
    "Texts",
    "Video",
    "from_json",
    "lacking",
    "new_key",
    "said",
    "to_json",
]
