"""Django's settings, all of them following from the one table in `config`.

Nobody imports this module: ask `django.conf.settings`, where `CONFIG` is the table's
values.
"""

import os
import time

from django.utils.csp import CSP

from keystage.transfer import page as transfer_page
from keystage_web import config, keys, logs
from keystage_web.accounts.signing.outside.provided import origins, provided
from keystage_web.config.reading import BEGAN as BEGAN_NAME
from keystage_web.database import opened

CONFIG = config.read(os.environ)
CLOCK = CONFIG.clock
BEGAN = float(os.environ.get(BEGAN_NAME) or time.time())
ENCRYPTED = CONFIG.https == "proxy"

DEBUG = False
SECRET_KEY = keys.read(CONFIG.data)
ALLOWED_HOSTS = list(CONFIG.hosts)
ROOT_URLCONF = "keystage_web.urls"
WSGI_APPLICATION = "keystage_web.wsgi.application"
DATABASES = {"default": opened(CONFIG.database, CONFIG.data)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "keystage_web.ui",  # before django.forms, whose templates it replaces
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "keystage_web.audit",
    "keystage_web.jobs",
    "keystage_web.notices",
    "keystage_web.accounts",
    "keystage_web.accounts.signing",
    # Not "allauth" itself: no page of its own is ever shown.
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "keystage_web.rolls",
    "keystage_web.files",
    "keystage_web.returns",
    "keystage_web.school",
    "keystage_web.authority",
]
AUTH_USER_MODEL = "accounts.Person"
CHOOSE_URL = "accounts:choose"
LOGIN_URL = "account_login"
SESSION_ENGINE = "keystage_web.accounts.signing.outside.sessions"
LOGIN_REDIRECT_URL = "accounts:home"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["keystage_web.accounts.signing.proofs.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "keystage_web.accounts.signing.proofs.passwords.Length"},
    {"NAME": "keystage_web.accounts.signing.proofs.passwords.Common"},
]

# allauth: which of it is used, docs/explanation/signing-in.md says.
ACCOUNT_ADAPTER = "keystage_web.accounts.signing.outside.adapter.Accounts"
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proved by its invitation
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_RATE_LIMITS = False  # they count in a cache, ours in the database
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # checked; nobody signs up
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
MFA_ADAPTER = "keystage_web.accounts.signing.outside.adapter.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = CONFIG.service
MFA_TOTP_TOLERANCE = 1  # half a minute that a telephone's clock is off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENCRYPTED
SOCIALACCOUNT_ADAPTER = "keystage_web.accounts.signing.outside.provider.Provider"
SOCIALACCOUNT_PROVIDERS = provided(CONFIG)
MIDDLEWARE = [
    "keystage_web.ui.middleware.headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "keystage_web.ui.middleware.methods",
    "keystage_web.ui.middleware.sizes",
    "keystage_web.ui.middleware.Signs",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "keystage_web.ui.middleware.FormSigns",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "keystage_web.accounts.signing.guard.Guard",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "keystage_web.ui.brand.context",
                "keystage_web.accounts.frame.context",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Whom the first page of a demonstration offers to be tried as.
FRONT = "keystage_web.accounts.demonstration.people"

# The checks of the health page; each app that must be well adds its own.
HEALTH = [
    "keystage_web.ui.health.stores",
    "keystage_web.ui.health.files",
    "keystage_web.files.health.sound",
    "keystage_web.returns.versions.guards.guarded",
    "keystage_web.jobs.queries.beating",
]

MAILERS = {
    "default": {
        "OPTIONS": {
            "host": CONFIG.mail_host,
            "port": CONFIG.mail_port,
            "use_tls": CONFIG.mail_tls == "starttls",
            "use_ssl": CONFIG.mail_tls == "tls",
            "username": CONFIG.mail_user,
            "password": keys.secret(CONFIG.mail_password_file),
            "timeout": 20,
        }
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"  # shown; stored in UTC
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [("verify", str(transfer_page.served()))]  # the library's own
STATIC_ROOT = CONFIG.data / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "keystage_web.assets.Named"},
}
MEDIA_ROOT = CONFIG.data / "tmp"
FILE_UPLOAD_TEMP_DIR = CONFIG.data / "tmp"
FILE_UPLOAD_HANDLERS = ["keystage_web.files.uploads.Handler"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000  # a year group's marksheet, without JavaScript

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "form-action": [CSP.SELF, *origins(CONFIG)],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
    "report-uri": ["/csp-report"],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = ENCRYPTED
SECURE_REDIRECT_EXEMPT = [r"^health$"]  # asked from inside, without the proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENCRYPTED else None
SECURE_HSTS_SECONDS = 31_536_000 if ENCRYPTED else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENCRYPTED
SECURE_HSTS_PRELOAD = ENCRYPTED
# A name that begins so is only taken over HTTPS, from this host and for all of it.
_PREFIX = "__Host-" if ENCRYPTED else ""
SESSION_COOKIE_NAME = f"{_PREFIX}session"
BROWSER_COOKIE_NAME = f"{_PREFIX}browser"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENCRYPTED
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = f"{_PREFIX}csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "keystage_web.ui.problems.stale_form"
# Judged by the table instead, which lets HTTPS be off on one machine alone.
SILENCED_SYSTEM_CHECKS = (
    []
    if ENCRYPTED
    else [f"security.{code}" for code in ("W004", "W008", "W012", "W016")]
)
LOGGING = logs.configured()
