"""From paths to files: folders, zips, limits, and what is left alone."""

import os
import pickle
import warnings
import zipfile
from pathlib import Path

import pytest

from keystage.core.errors import Refused, UsageError
from keystage.intake import sources
from keystage.intake.sources import Source, find

LIMIT = 1_000_000


def names(paths: list[Path], leave_out: tuple[Path, ...] = ()) -> list[str]:
    return [source.path.rpartition("/")[2] for source in find(paths, leave_out)[0]]


def packed(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def refusal(source: Source, limit: int = LIMIT) -> str:
    with pytest.raises(Refused) as caught:
        source.read(limit)
    return caught.value.code


def test_a_file_given_as_the_roll_and_to_be_checked_is_told_so(tmp_path: Path) -> None:
    roll, other = tmp_path / "roll.xml", tmp_path / "sent.xml"
    roll.write_bytes(b"<a/>")
    for paths in ([roll], [tmp_path], [roll, tmp_path]):
        with pytest.raises(UsageError, match="is given as a roll") as caught:
            find(paths, [roll])
        assert str(caught.value).count("roll.xml") == 1
    other.write_bytes(b"<a/>")
    assert names([roll, other], (roll,)) == ["sent.xml"]


def test_a_folder_is_walked_by_name_and_hidden_files_are_passed_over(
    tmp_path: Path,
) -> None:
    for name in (
        "b.xml",
        "a.XML",
        "sub/c.xml",
        "sub/d.ctf",
        ".hidden.xml",
        ".git/e.xml",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    assert names([tmp_path]) == ["a.XML", "b.xml", "c.xml", "d.ctf"]


def test_paths_keep_the_order_they_are_given_in_and_are_taken_once(
    tmp_path: Path,
) -> None:
    for name in ("a.xml", "b.xml"):
        (tmp_path / name).write_bytes(b"x")
    asked = [tmp_path / "b.xml", tmp_path, tmp_path / "b.xml"]
    assert names(asked) == ["b.xml", "a.xml"]


def test_what_is_plainly_no_return_is_skipped_with_the_reason(tmp_path: Path) -> None:
    for name in (
        "notes.TXT",
        "photo.jpg",
        "a.xml",
        "letter.pdf",
        "saved.html",
        "m.eml",
    ):
        (tmp_path / name).write_bytes(b"x")
    found, skipped = find([tmp_path])
    assert [source.path[-5:] for source in found] == ["a.xml"]
    reasons = {one.path.rpartition("/")[2]: one.reason for one in skipped}
    assert reasons["notes.TXT"] == "a document, not a results file"
    assert reasons["photo.jpg"] == "a picture, not a results file"
    assert len(reasons) == 5


def test_a_file_named_by_itself_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_bytes(b"<CTfile/>")
    (source,) = find([path])[0]
    assert source.read(LIMIT) == b"<CTfile/>"


def test_a_spreadsheet_in_a_folder_is_taken_up(tmp_path: Path) -> None:
    (tmp_path / "results.csv").write_bytes(b"UPN")
    (source,) = find([tmp_path])[0]
    assert source.read(LIMIT) == b"UPN"


def test_what_is_given_for_something_else_is_left_out(tmp_path: Path) -> None:
    for name in ("roll.csv", "a.xml"):
        (tmp_path / name).write_bytes(b"x")
    assert names([tmp_path], (tmp_path / "roll.csv",)) == ["a.xml"]


def test_a_path_that_is_not_there_is_told_to_the_person(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no file or folder called .*gone\.xml"):
        find([tmp_path / "gone.xml"])


def test_nothing_to_check_is_told_to_the_person(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"x")
    with pytest.raises(UsageError, match="nothing to check"):
        find([tmp_path])


def test_a_folder_that_links_to_itself_is_walked_once(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"x")
    (tmp_path / "round").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "again.xml").symlink_to(tmp_path / "a.xml")
    assert names([tmp_path]) == ["a.xml"]


def test_a_link_to_a_folder_is_not_followed_and_told(tmp_path: Path) -> None:
    (tmp_path / "sent").mkdir()
    (tmp_path / "more").mkdir()
    (tmp_path / "sent" / "a.xml").write_bytes(b"x")
    (tmp_path / "sent" / "more").symlink_to(tmp_path / "more")
    (skipped,) = find([tmp_path / "sent"])[1]
    assert skipped.path.endswith("sent/more")
    assert "link to a folder" in skipped.reason


def test_something_in_a_folder_that_is_no_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xml")
    (tmp_path / "lost.xml").symlink_to(tmp_path / "gone.xml")
    (tmp_path / "a.xml").write_bytes(b"x")
    assert names([tmp_path]) == ["a.xml"]
    told = {one.path.rpartition("/")[2]: one.reason for one in find([tmp_path])[1]}
    assert set(told) == {"pipe.xml", "lost.xml"}
    assert set(told.values()) == {"not an ordinary file, or a link to nothing"}
    assert not sources.takes(tmp_path, tmp_path / "pipe.xml")


def test_a_pipe_named_by_itself_is_refused_before_it_is_waited_for(
    tmp_path: Path,
) -> None:
    os.mkfifo(pipe := tmp_path / "pipe.xml")
    with pytest.raises(UsageError, match="may never end"):
        find([pipe])


def test_a_pipe_the_shell_made_is_read() -> None:
    end, start = os.pipe()
    os.write(start, b"<CTfile/>")
    os.close(start)
    (source,) = find([Path(f"/dev/fd/{end}")])[0]
    assert source.read(LIMIT) == b"<CTfile/>"
    os.close(end)


def test_the_files_of_a_zip_are_read_by_name(tmp_path: Path) -> None:
    members = {
        "b.xml": b"two",
        "in/a.xml": b"one",
        "__MACOSX/a.xml": b"",
        ".b.xml": b"",
    }
    archive = packed(
        tmp_path / "sent.zip", {**members, "notes.txt": b"", "folder/": b""}
    )
    found, skipped = find([archive])
    assert [source.read(LIMIT) for source in found] == [b"two", b"one"]
    assert found[1].path.endswith("/sent.zip/in/a.xml")
    assert [one.path.rpartition("/")[2] for one in skipped] == ["notes.txt"]


def test_members_of_one_name_are_all_read_and_told_apart(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "sent.zip", "w") as archive:
        for data in (b"one", b"two", b"three", b"four"):
            with warnings.catch_warnings(action="ignore"):
                archive.writestr("a.xml", data)
    found = find([tmp_path / "sent.zip"])[0]
    assert [source.read(LIMIT) for source in found] == [
        b"one",
        b"two",
        b"three",
        b"four",
    ]
    assert [source.path.rpartition("/")[2] for source in found] == [
        "a.xml",
        "a.xml (second of this name)",
        "a.xml (third of this name)",
        "a.xml (4th of this name)",
    ]


def test_a_zip_is_opened_once_for_all_its_members(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    members = {f"{n}.xml": str(n).encode() for n in range(20)}
    one = packed(tmp_path / "a.zip", members)
    two = packed(tmp_path / "b.zip", members)
    found = find([one, two])[0]
    opened: list[Path] = []
    plain = zipfile.ZipFile

    def counted(path: Path) -> zipfile.ZipFile:
        opened.append(path)
        return plain(path)

    monkeypatch.setattr(zipfile, "ZipFile", counted)
    assert len({source.read(LIMIT) for source in found}) == 20
    assert opened == [one, two]
    # Sent to another process, they share an opening there.
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own bytes
    assert again == found
    assert again[0].zips is again[-1].zips
    assert again[3].read(LIMIT) == found[3].read(LIMIT)


@pytest.mark.parametrize("way", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, 99])
def test_a_member_damaged_or_packed_in_an_odd_way_is_told(
    tmp_path: Path, way: int
) -> None:
    path = tmp_path / "sent.zip"
    usual = zipfile.ZIP_STORED if way == 99 else way
    with zipfile.ZipFile(path, "w", usual) as archive:
        archive.writestr("a.xml", os.urandom(400))
    data = bytearray(path.read_bytes())
    if way == 99:
        data[data.index(b"PK\x01\x02") + 10] = data[8] = way
    else:
        data[40:80] = b"\xff" * 40
    path.write_bytes(data)
    (source,) = find([path])[0]
    assert refusal(source) in {"ZIP-DAMAGED", "FILE-GONE"}


def test_a_zip_is_found_in_a_folder_too(tmp_path: Path) -> None:
    packed(tmp_path / "sent.ZIP", {"a.xml": b"one"})
    assert names([tmp_path]) == ["a.xml"]


def test_names_that_point_outside_a_zip_are_only_names(tmp_path: Path) -> None:
    archive = packed(
        tmp_path / "sent.zip", {"../../etc/a.xml": b"one", "C:\\b.xml": b"two"}
    )
    found = find([archive])[0]
    shown = [source.path.partition("sent.zip")[2] for source in found]
    assert shown == ["/etc/a.xml", "/C:/b.xml"]
    assert [source.read(LIMIT) for source in found] == [b"one", b"two"]
    assert list(tmp_path.iterdir()) == [archive]


def test_a_zip_inside_a_zip_is_not_opened(tmp_path: Path) -> None:
    archive = packed(tmp_path / "sent.zip", {"inner.zip": b"PK"})
    assert refusal(find([archive])[0][0]) == "ZIP-NESTED"


def test_a_spreadsheet_inside_a_zip_is_taken_up(tmp_path: Path) -> None:
    archive = packed(tmp_path / "sent.zip", {"results.xlsx": b"PK"})
    (source,) = find([archive])[0]
    assert source.read(LIMIT) == b"PK"


def test_a_member_packed_too_tight_is_not_opened(tmp_path: Path) -> None:
    archive = packed(tmp_path / "sent.zip", {"a.xml": bytes(4 << 20)})
    assert refusal(find([archive])[0][0], 8 << 20) == "ZIP-RATIO"


def test_a_member_with_a_password_is_not_opened(tmp_path: Path) -> None:
    archive = packed(tmp_path / "sent.zip", {"a.xml": b"one"})
    data = bytearray(archive.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    archive.write_bytes(data)
    assert refusal(find([archive])[0][0]) == "ZIP-ENCRYPTED"


def test_a_zip_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "sent.zip"
    path.write_bytes(b"<CTfile/>")
    assert refusal(find([path])[0][0]) == "ZIP-DAMAGED"


def test_a_damaged_member_is_told(tmp_path: Path) -> None:
    archive = packed(tmp_path / "sent.zip", {"a.xml": os.urandom(400)})
    data = bytearray(archive.read_bytes())
    data[60] ^= 0xFF
    archive.write_bytes(data)
    assert refusal(find([archive])[0][0]) == "ZIP-DAMAGED"


def test_a_zip_of_too_many_files_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MOST_IN_ZIP", 2)
    archive = packed(tmp_path / "sent.zip", {f"{n}.xml": b"" for n in range(3)})
    assert refusal(find([archive])[0][0]) == "ZIP-TOO-MANY"


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b"x" * 11)
    source = find([path])[0][0]
    assert len(source.read(11)) == 11
    assert refusal(source, 10) == "FILE-TOO-LARGE"


@pytest.mark.parametrize("member", ["", "a.xml"])
def test_a_file_that_grew_since_it_was_found_is_not_read_past_the_limit(
    tmp_path: Path, member: str
) -> None:
    data = b"x" * 50
    path = packed(tmp_path / "a.zip", {"a.xml": data}) if member else tmp_path / "a.xml"
    if not member:
        path.write_bytes(data)
    assert refusal(Source("a.xml", path, 5, member), 10) == "FILE-TOO-LARGE"


def test_a_file_that_is_gone_when_it_is_read_is_told(tmp_path: Path) -> None:
    assert refusal(Source("a.xml", tmp_path / "a.xml", 5)) == "FILE-GONE"


def test_a_system_that_gives_no_reason_is_answered_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(Refused, match="could not be opened: it is damaged"):
        Source("a.xml", tmp_path / "a.xml", 5).read(LIMIT)


def test_a_zip_of_ten_thousand_files_is_opened_and_one_of_more_is_not(
    tmp_path: Path,
) -> None:
    archive = packed(tmp_path / "sent.zip", {f"{n}.xml": b"" for n in range(10_000)})
    assert len(find([archive])[0]) == 10_000
    with zipfile.ZipFile(archive, "a") as more:
        more.writestr("more.xml", b"")
    assert refusal(find([archive])[0][0]) == "ZIP-TOO-MANY"


def test_the_members_of_a_zip_are_all_told_whatever_they_are(tmp_path: Path) -> None:
    packed = tmp_path / "sent.part"
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("a/one.xml", "<a/>")
        made.writestr("two.pdf", "%PDF")
        made.writestr(".hidden", "x")
        made.writestr("__MACOSX/one.xml", "x")
    found = sources.members(packed)
    assert [one.member for one in found] == ["a/one.xml", "two.pdf"]
    assert found[1].read(100) == b"%PDF"
    packed.write_bytes(b"PK no zip")
    [damaged] = sources.members(packed)
    assert damaged.member == ""
    with pytest.raises(Refused):
        damaged.read(100)
