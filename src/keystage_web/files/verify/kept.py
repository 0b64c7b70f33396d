"""Which tellings of the audit files that are still kept are held against."""

from keystage_web.files.models import File, Step
from keystage_web.files.states import Act


def kept(authority: str, first: int, last: int) -> bool:
    """Return whether one of these events tells of the sending of a file not yet erased.

    Its name is held against that alone: the seal that outlives it says nothing of names.
    """
    sent = Step.objects.filter(
        authority=authority, act=Act.SEND, number__range=(first, last)
    )
    files = File.of(authority).filter(erased=False)
    return sent.filter(file__in=files.values("id")).exists()
