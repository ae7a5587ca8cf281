"""Addresses of the desks."""

from django.urls import path

from verification.views import answered, beside, by_mail, decisions, desk, together

app_name = "verification"

urlpatterns = [
    path("", desk.queue, name="queue"),
    path("next/", desk.next_claim, name="next"),
    path("answered/", answered.page, name="answered"),
    path("together/", together.page, name="together"),
    path("mail/<str:secret>/", by_mail.answer, name="by-mail"),
    path("mail/<str:secret>/pages/<int:number>/", by_mail.picture, name="by-mail-picture"),
    path("<uuid:uuid>/", desk.claim, name="claim"),
    path("<uuid:uuid>/pages/<int:number>/", desk.picture, name="picture"),
    path("<uuid:uuid>/beside/<uuid:other>/", beside.side_by_side, name="beside"),
    path("<uuid:uuid>/skip/", desk.release, name="skip"),
    path("<uuid:uuid>/leave/", desk.leave, name="leave"),
    path("<uuid:uuid>/hold/", desk.hold, name="hold"),
    path("<uuid:uuid>/confirm/", decisions.confirm, name="confirm"),
    path("<uuid:uuid>/part/", decisions.confirm_in_part, name="part"),
    path("<uuid:uuid>/ask/", decisions.ask, name="ask"),
    path("<uuid:uuid>/refuse/", decisions.refuse, name="refuse"),
    path("<uuid:uuid>/over/", decisions.hand_over, name="over"),
    path("<uuid:uuid>/reverse/", decisions.take_back, name="reverse"),
    path("<uuid:uuid>/returned/", decisions.goods_came_back, name="returned"),
    path("<uuid:uuid>/undo/<uuid:decision>/", decisions.undo, name="undo"),
    path("<uuid:uuid>/correct/", decisions.correct, name="correct"),
]
