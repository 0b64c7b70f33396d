"""The page that verifies receipts, in a browser: alone in a file, and it asks nobody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from playwright.sync_api import Browser, FilePayload, Locator, expect

from keystage.transfer import Body, Code, Counts, Declared, sign
from keystage.transfer.messages import MESSAGES
from keystage.transfer.page import standing_alone
from tests.functional.conftest import Watched, watch
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

pytestmark = [pytest.mark.browser, pytest.mark.uncounted]
PROOF = sign(receipt(), KEY)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page, as `keystage verify --page` writes it."""
    path = tmp_path_factory.mktemp("page") / "verify.html"
    path.write_text(standing_alone(), encoding="utf-8")
    return path


@pytest.fixture
def watched(browser: Browser, file: Path) -> Iterator[Watched]:
    """The page, ready; it complains of nothing and asks for nothing but itself."""
    context = browser.new_context()
    found = watch(context, file)
    expect(found.page.locator("#verify")).to_have_attribute("data-ready", "")
    yield found
    assert found.complaints == []
    assert {url for url in found.requests if not url.startswith("blob:")} == {
        file.as_uri()
    }
    context.close()


def check(
    watched: Watched, proof: bytes, typed: str = "", other: bytes | None = None
) -> Locator:
    """Check a receipt as a person does; return what was found."""
    page = watched.page
    given: FilePayload = {
        "name": "receipt.json",
        "mimeType": "application/json",
        "buffer": proof,
    }
    page.get_by_label("The receipt", exact=True).set_input_files(given)
    page.get_by_label("The fingerprint your authority told you").fill(typed)
    if other is not None:
        sent: FilePayload = {"name": "sent", "mimeType": "text/plain", "buffer": other}
        page.get_by_label("What was sent, to compare").set_input_files(sent)
    page.get_by_role("button", name="Check the receipt").click()
    result = page.get_by_role("region", name="What was found")
    expect(result).to_be_focused()
    return result


def axe(watched: Watched) -> list[str]:
    found = Axe().run(watched.page).response["violations"]
    return [one["id"] for one in found]


def test_a_genuine_receipt_is_so_by_the_key_one_was_told(watched: Watched) -> None:
    result = check(watched, PROOF, NAMED.upper().replace(" ", "-"), SENT)
    expect(result).to_contain_text("This receipt is genuine")
    expect(result).to_contain_text("is what was sent, byte for byte")
    expect(result).to_contain_text("Zoë's Primary School")
    expect(result).to_contain_text("10 June 2026 at 10:00:05")
    assert axe(watched) == []


def test_without_a_fingerprint_it_says_which_to_compare(watched: Watched) -> None:
    result = check(watched, sign(untagged(), KEY))
    expect(result).to_contain_text("Nothing was changed: now compare the key")
    expect(result.locator(".verify__finger")).to_have_text(NAMED)
    expect(result.get_by_text("Collection")).to_be_hidden()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ((PROOF.replace(b"7KQ2", b"7KQ3"), NAMED, None), Code.ALTERED),
        ((PROOF.replace(b"\n", b"\r\n"), "", None), Code.ALTERED),
        ((PROOF[:-1], "", None), Code.ALTERED),
        ((PROOF.replace(b"receipt-1", b"receipt-2"), "", None), Code.NEWER),
        ((b"<CTfile/>", "", None), Code.NOT_A_RECEIPT),
        ((b"null", "", None), Code.NOT_A_RECEIPT),
        ((sign(receipt(), OTHER), NAMED, None), Code.OTHER_KEY),
        ((PROOF, STRANGE, None), Code.OTHER_KEY),
        ((PROOF, NAMED, SENT + b" "), Code.FILE_DIFFERS),
        ((sign(receipt(file=None), KEY), NAMED, DATA[1:]), Code.DATA_DIFFER),
        ((sign(receipt(file=None, data=None), KEY), NAMED, DATA), Code.NO_FILE),
    ],
)
def test_what_is_wrong_is_said_as_the_command_line_says_it(
    watched: Watched, given: tuple[bytes, str, bytes | None], code: Code
) -> None:
    result = check(watched, *given)
    expect(result).to_contain_text("There is a problem")
    expect(result).not_to_contain_text("genuine", use_inner_text=True)
    begins, _, _ = MESSAGES[code][0].partition("{")
    expect(result.get_by_role("listitem")).to_have_count(1)
    expect(result).to_contain_text(begins.strip())
    expect(result).to_contain_text(MESSAGES[code][1].partition("{")[0].strip())
    assert axe(watched) == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            '"\\/',
            "\b\f\n\r\t\x00\x1f\x7f",
            "\u2028\u2029\ufeff",
            "\u00e9\U0001f600",
        ),
        *("A\u030a", "\u212b", "\ufffe\uffff", "__proto__", "<script>&"),
    ],
)
def test_the_script_writes_json_as_python_does(watched: Watched, text: str) -> None:
    """Keys sorted by code points, numbers among them; texts in NFC, escaped alike."""
    codes = {
        "10": 1,
        "9": 2,
        "a": 3,
        "\uffee": 4,
        "\U0001f600": 5,
        "__proto__": 6,
        text: 7,
    }
    one = receipt(
        school=Body("9991234", text),
        counts=Counts(7, 0, {text: codes, "": {}}),
        declaration=Declared(text, (), text),
    )
    result = check(watched, sign(one, KEY), NAMED)
    expect(result).to_contain_text("This receipt is genuine")


def test_every_byte_counts(watched: Watched) -> None:
    """The script's own reading of JSON finds a change at any place, as Python's does."""
    told = watched.page.evaluate(
        """async ([text, step]) => {
          const bytes = new TextEncoder().encode(text);
          const page = document.getElementById("verify");
          const give = async (data) => {
            const box = page.querySelector('[data-part="file"]');
            const list = new DataTransfer();
            list.items.add(new File([data], "receipt.json"));
            box.files = list.files;
            page.querySelector('[data-part="result"]').hidden = true;
            page.querySelector("form").requestSubmit();
            while (page.querySelector('[data-part="result"]').hidden) {
              await new Promise((done) => setTimeout(done));
            }
            return !page.querySelector('[data-part="unchanged"]').hidden;
          };
          const passed = [await give(bytes)];
          for (let at = 0; at < bytes.length; at += step) {
            const altered = bytes.slice();
            altered[at] ^= 1;
            passed.push(await give(altered));
          }
          return passed;
        }""",
        [PROOF.decode(), 17],
    )
    assert told[0] is True
    assert len(told) > 80
    assert not any(told[1:])


def test_what_was_left_out_is_asked_for_beside_its_box(watched: Watched) -> None:
    page = watched.page
    page.get_by_role("button", name="Check the receipt").click()
    expect(page.get_by_text("Choose the .json file of the receipt.")).to_be_visible()
    expect(page.get_by_label("The receipt", exact=True)).to_be_focused()
    typed = page.get_by_label("The fingerprint your authority told you")
    typed.fill("1234")
    given: FilePayload = {
        "name": "r.json",
        "mimeType": "application/json",
        "buffer": PROOF,
    }
    page.get_by_label("The receipt", exact=True).set_input_files(given)
    page.get_by_role("button", name="Check the receipt").click()
    expect(typed).to_be_focused()
    expect(page.get_by_text("Enter all 40 digits")).to_be_visible()
    expect(page.get_by_text("Choose the .json file of the receipt.")).to_be_hidden()
    assert axe(watched) == []


def test_without_scripts_it_says_how_to_use_the_command_line(
    browser: Browser, file: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = watch(context, file).page
    expect(
        page.get_by_text("keystage verify RECEIPT.json --fingerprint")
    ).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    context.close()


def test_a_browser_without_such_signatures_is_told_so(
    browser: Browser, file: Path
) -> None:
    context = browser.new_context()
    context.add_init_script(
        "crypto.subtle.generateKey = () => Promise.reject(new Error('unknown'))"
    )
    page = watch(context, file).page
    expect(page.get_by_text("This browser cannot check signatures")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    context.close()


def test_it_fits_a_narrow_screen(watched: Watched) -> None:
    watched.page.set_viewport_size({"width": 320, "height": 640})
    check(watched, PROOF, NAMED, SENT)
    wide = watched.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 320
