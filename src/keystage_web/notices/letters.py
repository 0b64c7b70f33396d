"""Draw a mail from its template: the first line is the subject, the rest the text."""

from dataclasses import dataclass

from django.conf import settings
from django.template import Context, Engine, TemplateDoesNotExist
from django.utils import translation

from keystage_web.config import Config
from keystage_web.notices import words
from keystage_web.notices.models import Mail

_FOOT = "notices/foot.txt"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent."""

    subject: str
    body: str


def exists(template: str) -> bool:
    """Return whether an app has a mail of this name (`app/name`)."""
    try:
        Engine.get_default().get_template(_file(template))
    except TemplateDoesNotExist:
        return False
    return True


def drawn(mail: Mail) -> Letter:
    """Return a mail in words, with whom to ask beneath it."""
    config: Config = settings.CONFIG
    told = {
        **words.shown(mail.authority, mail.values),
        "organisation": config.organisation,
        "service": config.service,
        "help_email": config.help_email,
        "help_telephone": config.help_telephone,
        "home": words.base(),
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject, _, body = _filled(_file(mail.template), told).strip().partition("\n")
        foot = _filled(_FOOT, told)
    return Letter(" ".join(subject.split()), f"{body.strip()}\n\n-- \n{foot.strip()}\n")


def _file(template: str) -> str:
    app, _, name = template.partition("/")
    return f"{app}/mail/{name}.txt"


def _filled(file: str, told: dict[str, object]) -> str:
    # Plain text: nothing of it is to be escaped as if it were a page.
    template = Engine.get_default().get_template(file)
    return template.render(Context(told, autoescape=False))
