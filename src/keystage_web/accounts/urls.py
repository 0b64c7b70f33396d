"""The addresses of the door and of one's own account."""

from django.urls import path

from keystage_web.accounts.door import (
    account,
    email,
    entry,
    factor,
    joining,
    links,
    second,
    steps,
)

app_name = "accounts"
urlpatterns = [
    path("go-on", steps.home, name="home"),
    path("role", steps.choose, name="choose"),
    path("terms", steps.terms, name="terms"),
    path("sign-in/leave", entry.leave, name="leave"),
    path("sign-in/stay", entry.stay, name="stay"),
    path("sign-in/out", entry.sign_out, name="sign-out"),
    path("sign-in/again", second.step_up, name="step-up"),
    path("sign-in/forgotten", links.forgotten, name="forgotten"),
    path("sign-in/forgotten/sent", links.sent, name="forgotten-sent"),
    path("sign-in/password/<slug:token>", links.reset, name="reset"),
    path("sign-in/asleep", links.asleep, name="asleep"),
    path("sign-in/wake/<slug:token>", links.wake, name="wake"),
    path("sign-in/not-known", links.not_known, name="not-known"),
    path("sign-in/invitation/<slug:token>", joining.invited, name="invited"),
    path("account", account.profile, name="profile"),
    path("account/name", account.name, name="name"),
    path("account/email", email.change, name="email"),
    path("account/email/left/<slug:token>", email.leave, name="email-left"),
    path("account/email/taken/<slug:token>", email.take, name="email-taken"),
    path("account/password", account.password, name="password"),
    path("account/session/<id:own>/end", account.end_session, name="end-session"),
    path("account/sessions/end", account.end_sessions, name="end-sessions"),
    path("account/browser/<id:own>/end", account.end_trust, name="end-trust"),
    path("account/factor", factor.choose, name="factor"),
    path("account/factor/app", factor.app, name="app"),
    path("account/factor/passkey", factor.passkey, name="passkey"),
    path("account/factor/codes", factor.codes, name="codes"),
    path("account/factor/<slug:kind>/remove", factor.remove, name="remove"),
    path(
        "account/factor/<slug:kind>/<int:number>/remove", factor.remove, name="remove"
    ),
]
