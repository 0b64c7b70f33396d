"""The service's own page that verifies receipts, under its policy, by the key it lists."""

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from playwright.sync_api import FilePayload, expect

from keystage_web.audit import signing
from tests.functional.web.conftest import Visit
from tests.unit.transfer.receipts import SENT, receipt

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.uncounted]


def given(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/json", "buffer": data}


def test_a_receipt_of_the_service_is_genuine_by_the_key_it_lists(visit: Visit) -> None:
    reader = visit()
    page = reader.go("/keys")
    fingerprint = page.locator("main dd").first.inner_text().strip()
    page.get_by_role("main").get_by_role("link", name="Check a receipt").click()
    page.get_by_label("The fingerprint your authority told you").fill(fingerprint)
    proof = signing.signed(receipt())
    page.get_by_label("The receipt", exact=True).set_input_files(given("r.json", proof))
    page.get_by_label("What was sent, to compare").set_input_files(given("s.xml", SENT))
    page.get_by_role("button", name="Check the receipt").click()
    result = page.get_by_role("region", name="What was found")
    expect(result).to_contain_text("This receipt is genuine")
    expect(result).to_contain_text("is what was sent, byte for byte")
    assert Axe().run(page).violations_count == 0
    altered = given("r.json", proof.replace(b"Ada", b"Eve"))
    page.get_by_label("The receipt", exact=True).set_input_files(altered)
    page.get_by_role("button", name="Check the receipt").click()
    expect(result).to_contain_text("changed after it was signed")


def test_without_scripts_it_says_how_to_use_the_command_line(visit: Visit) -> None:
    page = visit(java_script_enabled=False).go("/verify")
    expect(
        page.get_by_text("keystage verify RECEIPT.json --fingerprint")
    ).to_be_visible()
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)
