"""Personal data in job rows: identifiers, and what an error quotes."""

from common.keeping import Ground, Kept, NotPersonal, Term

DONE = Term("done-jobs", 30, "its end", "For whoever asks what happened.")
FAILED = Term("failed-jobs", 90, "its end", "A person has to look at it, and may try it again.")

KEPT = (
    Kept(
        "jobs.Job",
        ("kwargs", "key"),
        "Doing what was promised; the arguments are identifiers.",
        Ground.INTEREST,
        DONE,
        "deleted",
    ),
    Kept(
        "jobs.Job",
        ("last_error", "publish_after", "not_before", "run_until", "created_at", "finished_at"),
        "Finding out why something failed; an error may quote a document.",
        Ground.INTEREST,
        FAILED,
        "deleted",
    ),
)

NOT_PERSONAL = (NotPersonal("jobs.Job", ("task", "state"), "The name of a function, and a word of the runner."),)
