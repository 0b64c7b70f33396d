"""Small files to send, of an invented pupil; nothing here needs the service."""

CTF = """<?xml version="1.0" encoding="UTF-8"?>
<CTfile><Header><DocumentName>Common Transfer File</DocumentName>
<CTFversion>24.0</CTFversion><SourceSchool><LEA>999</LEA><Estab>2001</Estab>
</SourceSchool></Header><CTFpupilData><Pupil><UPN>{upn}</UPN>
<Surname>Quince</Surname><Forename>Marigold</Forename><DOB>2018-05-04</DOB>
</Pupil></CTFpupilData></CTfile>
"""


def ctf(turn: int = 0) -> bytes:
    """Return a small file, another for each turn."""
    return CTF.format(upn=f"A004{turn:09d}").encode()
