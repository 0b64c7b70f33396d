"""`keystage verify RECEIPT`, as a person runs it."""

import sys
from pathlib import Path

import pytest

from keystage.cli.main import run
from keystage.transfer import public_key, sign
from keystage.transfer.fingerprints import packed
from keystage.transfer.page import served, standing_alone
from tests.unit.transfer.receipts import (
    DATA,
    KEY,
    NAMED,
    OTHER,
    SENT,
    STRANGE,
    receipt,
    untagged,
)


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    """A receipt, with its data, its file and its key beside it."""
    for name, data in {
        "receipt.json": sign(receipt(), KEY),
        "data.json": DATA,
        "sent.xml": SENT,
        "keys.txt": f"# since June\n{packed(public_key(KEY))}\n".encode(),
    }.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path / "receipt.json"


@pytest.fixture
def beside(proof: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in the folder of the receipt."""
    monkeypatch.chdir(proof.parent)


def test_a_genuine_receipt_is_told_with_all_it_says(
    proof: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--data", proof.parent / "data.json", "--file", proof.parent / "sent.xml"]
    code = run(["verify", str(proof), "--fingerprint", NAMED, *map(str, words)])
    said = capsys.readouterr().out
    assert code == 0
    assert f"{proof}: genuine. A key you named signed it" in said
    assert "School                  Zoë's Primary School (9991234)" in said
    assert "10 June 2026, 10:00:05 UK time, on time" in said
    assert "By                      Ada Quill, Headteacher\n" in said
    assert "                        The headteacher and the staff responsible" in said
    assert run(["verify", str(proof), "--key", str(proof.parent / "keys.txt")]) == 0


def test_without_a_key_it_says_which_fingerprint_to_compare(
    proof: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["verify", str(proof)]) == 0
    said = capsys.readouterr().out
    assert "Compare this fingerprint" in said
    assert f"  {NAMED}\n" in said
    assert "genuine" not in said


def test_each_thing_that_is_wrong_is_said_with_what_to_do(
    proof: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = ["--data", proof.parent / "sent.xml", "--file", proof.parent / "data.json"]
    words = ["verify", str(proof), "--fingerprint", STRANGE, *map(str, wrong)]
    assert run(words) == 1
    said = capsys.readouterr().out
    assert "signed by another key than you expected" in said
    assert "These data are not the ones of the receipt." in said
    assert "The one that was sent has 9 bytes, this one 16." in said
    assert "Zoë" not in said
    proof.write_bytes(proof.read_bytes().replace(b"7KQ2", b"7KQ3"))
    assert run(["verify", str(proof), "--fingerprint", NAMED]) == 1
    assert "changed after it was signed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (SENT, "This is not a receipt"),
        (sign(untagged(), OTHER)[:-3], "This is not a receipt"),
        (sign(receipt(), KEY).replace(b"receipt-1", b"receipt-9"), "newer form"),
    ],
)
def test_what_cannot_be_read_as_a_receipt_is_a_sentence(
    proof: Path, data: bytes, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    proof.write_bytes(data)
    assert run(["verify", str(proof)]) == 2
    assert sentence in capsys.readouterr().err


def test_the_page_is_written_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "verify.html"
    assert run(["verify", "--page", str(page)]) == 0
    assert page.read_text("utf-8") == standing_alone()
    assert "needs no network" in capsys.readouterr().out
    assert run(["verify", "--page", str(tmp_path)]) == 2
    assert "is a folder" in capsys.readouterr().err


@pytest.mark.usefixtures("beside")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--file", "sent.xml"], "Name the receipt too"),
        (["receipt.json", "--fingerprint", "12"], "no fingerprint"),
        (["receipt.json", "--key", "receipt.json"], "no list of public keys"),
        (["receipt.json", "--format", "json"], "are for verifying the service itself"),
        (["nowhere.json"], "nowhere.json: No such file"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["verify", *words]) == 2
    assert sentence in capsys.readouterr().err


def test_without_cryptography_it_says_what_to_install(
    proof: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.startswith("cryptography")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    assert run(["verify", str(proof)]) == 2
    assert 'pip install "keystage[sign]"' in capsys.readouterr().err


def test_the_page_holds_the_very_style_and_script_the_service_serves() -> None:
    page = standing_alone()
    for name in ("verify.css", "verify.mjs"):
        assert (served() / name).read_text("utf-8") in page
    assert "http" not in page.replace("http-equiv", "")
