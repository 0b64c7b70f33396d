"""The page of `keystage conformance` in a browser, as a supplier passes it on."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from playwright.sync_api import Browser

from keystage.synth.conformance import telling
from tests.functional.conftest import watch
from tests.unit.synth.conformance.supplied import YEAR, everything, put, scored

pytestmark = pytest.mark.browser

WIDE, TALL = 1440, 1100
ZOOMED = 1280 // 4


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with faults of each sort."""
    folder = tmp_path_factory.mktemp("conformance")
    files = everything()
    for row in files[f"phonics-{YEAR}"].rows:
        row.results[0].method = "TA"
    files[f"eyfsp-{YEAR}"].rows[0].fields["Surname"] = "OHallorin"
    del files[f"ks2-{YEAR}"]
    put(folder / "out", files)
    (folder / "out" / "half.xml").write_bytes(b"<CTfile><Header>")
    page = folder / "report.html"
    page.write_text(telling.html(scored(folder / "out")), encoding="utf-8")
    return page


@pytest.mark.parametrize("width", [WIDE, ZOOMED])
def test_the_page_is_free_of_every_fault_axe_knows_and_fits_its_window(
    browser: Browser, saved: Path, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": TALL})
    seen = watch(context, saved)
    result = Axe().run(seen.page)
    assert result.violations_count == 0, result.generate_report()
    reach = seen.page.evaluate("() => document.documentElement.scrollWidth")
    assert reach <= width
    context.close()
    assert seen.complaints == []
    assert seen.requests == [saved.as_uri()]
