"""What a module imports is asked for by a name that a browser may keep for ever."""

import re
from pathlib import Path

from django.core.files.storage import FileSystemStorage

from keystage_web.assets import Named

GRID = 'import {\n  one,\n} from "./pure/one.mjs";\nimport * as two from "./two.mjs";\n'
ONE = 'import { two } from "../two.mjs";\nexport const one = two;\n'
FILES = {"grid.mjs": GRID, "pure/one.mjs": ONE, "two.mjs": "export const two = 2;\n"}


def test_modules_import_each_other_by_names_made_of_what_is_in_them(
    tmp_path: Path,
) -> None:
    (tmp_path / "pure").mkdir()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    storage = Named(location=tmp_path, base_url="/static/")
    there = FileSystemStorage(tmp_path)
    done = list(storage.post_process({name: (there, name) for name in FILES}))
    assert all(ended is True for *_, ended in done)
    for name in FILES:
        text = (tmp_path / storage.stored_name(name)).read_text()
        for found in re.findall('from "(.*)"', text):
            assert re.search(r"\.[0-9a-f]{12}\.mjs$", found)
            assert ((tmp_path / name).parent / found).exists()
    assert text.count("export") == 1
