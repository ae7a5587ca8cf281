"""Sentences of Django's admin that our Polish catalogue says better: a model's name is not declined after a verb.

They are only marked for translation here; the admin's own pages say them.
"""

from django.utils.translation import gettext_noop

SENTENCES = (
    gettext_noop("Select %s"),
    gettext_noop("Select %s to change"),
    gettext_noop("Select %s to view"),
    gettext_noop("Add %s"),
    gettext_noop("Change %s"),
    gettext_noop("View %s"),
    gettext_noop("Add %(name)s"),
)
