"""How Django takes files from a form: into the store's own folder, under no name.

Django's own handler would write the ending of the given name to the disk, and never
say whether the bytes are there.
"""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from keystage_web.files.store import Arrival, Store, TooLarge

if TYPE_CHECKING:
    _Uploaded = UploadedFile[bytes]
else:
    _Uploaded = UploadedFile  # Django's own says nothing of what is in it


class Upload(_Uploaded):
    """A file of a form; `arrival` is what may be kept of it. Gone with the request."""

    def __init__(self, arrival: Arrival, **told: Any) -> None:
        super().__init__(file=arrival.path.open("rb"), size=arrival.length, **told)
        self.arrival = arrival

    def close(self) -> None:
        """Leave nothing of it, unless it was kept."""
        super().close()
        self.arrival.close()


class Handler(FileUploadHandler):
    """Takes each file of a form as an `Arrival`; raises for one beyond the limit.

    That is told once all of it has come, as a browser that is cut off while it sends
    shows no page.
    """

    file: Arrival  # Django closes what has this name when a request is broken off

    def new_file(self, *told: Any, **named: Any) -> None:
        """Begin to take a file."""
        super().new_file(*told, **named)
        self._large = False
        self.file = Store(settings.CONFIG.data).begin(settings.CONFIG.upload_limit)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take the next bytes of it."""
        del start
        if self._large:
            return
        try:
            self.file.take(raw_data)
        except TooLarge:
            self._large = True
        except OSError:  # Django would leave what was begun where it is
            self.file.close()
            raise

    def file_complete(self, file_size: int) -> Upload:
        """Return it whole; raises `RequestDataTooBig`, which is the page for that."""
        del file_size
        if self._large:
            raise RequestDataTooBig
        return Upload(
            self.file,
            name=self.file_name,
            content_type=self.content_type,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        """Leave nothing of a file that was broken off."""
        if hasattr(self, "file"):
            self.file.close()
