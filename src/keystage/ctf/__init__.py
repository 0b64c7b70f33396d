"""The Common Transfer File: read, write, and name.

`read` keeps every pupil, `stream` one at a time; both keep what they do not
understand. What is noticed on the way are findings; what cannot be read safely
is `Refused`, and nothing of it is taken.
"""

from keystage.ctf import names
from keystage.ctf.read import CtfStream, Reader, read, stream
from keystage.ctf.write import stream_out, write

__all__ = ["CtfStream", "Reader", "names", "read", "stream", "stream_out", "write"]
