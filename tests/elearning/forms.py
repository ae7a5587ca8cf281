"""Forms of the pages of a course, filled in as a browser does it."""

from django.urls import reverse

from elearning.services import editing


def at(course, name, *keys):
    return reverse(f"admin:course-{name}", args=[course.uuid, *keys])


def typed(client, place, /, **changed):
    """What a browser would send: the form as it stands, but for what was changed."""
    answer = client.get(place)
    assert answer.status_code == 200, answer.status_code
    context = answer.context
    form = context["form"]
    sent = {bound.html_name: bound.value() for bound in form}
    sent = {name: value for name, value in sent.items() if value not in (None, False)}
    sent |= {"key": context["part_key"]} if context.get("is_new") else {"mark": context["mark"]}
    return sent | ({"rows": form.count} if hasattr(form, "count") else {}) | changed


def save(client, place, /, **changed):
    return client.post(place, typed(client, place, **changed))


def now(course):
    return editing.written(course)
