"""The papers are there, hang together, and say what the code does."""

import doctest
import re
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from tests.shape.tree import ROOT, project_files
from tools import reference

PAPERS = ("CONTRIBUTING.md", "GLOSSARY.md", "CHANGELOG.md", "SECURITY.md", "LICENSE")
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$", re.M | re.S)
COMMAND = re.compile(r"^(?:    )?(?:\$ )?keystage (\S+)(.*?)(?:#.*)?$", re.M)


def papers() -> list[Path]:
    """Return every Markdown page of the project."""
    return [path for path in project_files() if path.suffix == ".md"]


def anchors(text: str) -> set[str]:
    """Return the anchors of a page's headings, as code hosts make them."""
    heads = re.findall(r"^#+ (.+)$", FENCED.sub("", text), re.M)
    plain = (re.sub(r"[^\w\- ]", "", head.lower()) for head in heads)
    return {head.replace(" ", "-") for head in plain}


def links(page: Path) -> list[tuple[Path, str]]:
    """Return the files a page links to within the project, and the anchors in them."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    found = []
    for link in LINK.findall(text):
        if not re.match(r"[a-z]+:", link):
            path, _, anchor = link.partition("#")
            found.append(((page.parent / path).resolve() if path else page, anchor))
    return found


def broken(page: Path) -> list[str]:
    """Return the links of a page that lead nowhere."""
    lost = []
    for target, anchor in links(page):
        if not target.exists():
            lost.append(f"{page.name}: {target.name}")
        elif anchor and anchor not in anchors(target.read_text(encoding="utf-8")):
            lost.append(f"{page.name}: {target.name}#{anchor}")
    return lost


def reached(start: Path) -> set[Path]:
    """Return every page that can be walked to by links."""
    seen, todo = set[Path](), [start]
    while todo:
        page = todo.pop()
        if page in seen or page.suffix != ".md" or not page.exists():
            continue
        seen.add(page)
        todo += [target for target, _ in links(page)]
    return seen


def failing_examples(page: Path) -> int:
    """Run the examples written with >>> on a page; return how many fail."""
    text = re.sub(r"^```.*$", "", page.read_text(encoding="utf-8"), flags=re.M)
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    test = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    return doctest.DocTestRunner(optionflags=flags).run(test).failed


def unknown_commands(text: str, manual: str) -> list[str]:
    """Return the commands and options a page shows that the manual does not have."""
    found = []
    for verb, rest in COMMAND.findall(text):
        if not verb.startswith("-") and f"## keystage {verb}\n" not in manual:
            found.append(verb)
        found += [word for word in re.findall(r"--[\w-]+", rest) if word not in manual]
    return found


def test_the_papers_are_there() -> None:
    assert not [paper for paper in PAPERS if not (ROOT / paper).exists()]


def test_every_link_leads_somewhere() -> None:
    assert not [lost for page in papers() for lost in broken(page)]


def test_every_page_can_be_reached_from_the_readme() -> None:
    assert not set(papers()) - reached(ROOT / "README.md")


def test_the_examples_in_the_docs_run() -> None:
    assert not [page.name for page in papers() if failing_examples(page)]


def test_every_command_shown_is_one_the_manual_has() -> None:
    manual = (reference.FOLDER / "command-line.md").read_text(encoding="utf-8")
    pages = [page for page in papers() if reference.FOLDER not in page.parents]
    found = {page.name: unknown_commands(page.read_text(), manual) for page in pages}
    assert not {name: words for name, words in found.items() if words}


def test_every_verb_is_in_the_manual() -> None:
    manual = (reference.FOLDER / "command-line.md").read_text(encoding="utf-8")
    verbs = {entry.name for entry in entry_points(group="keystage.verbs")}
    assert verbs >= {"check", "name", "rules"}
    assert not [verb for verb in verbs if f"## keystage {verb}\n" not in manual]


def test_every_decision_has_a_number_and_a_status() -> None:
    pages = sorted((ROOT / "docs" / "adr").glob("0*.md"))
    numbers = [int(page.name[:4]) for page in pages]
    assert numbers == list(range(1, len(pages) + 1))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {page.name[:4]} ")
        assert re.search(r"^Status: (proposed|accepted|replaced by \d+)", text, re.M)


def test_a_planted_broken_link_is_caught(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A head, here\n[x](gone.md) [y](#a-head-here) [z](#no)\n")
    assert broken(page) == ["page.md: gone.md", "page.md: page.md#no"]


def test_a_planted_page_nobody_links_to_is_caught(tmp_path: Path) -> None:
    for name, text in {"a.md": "[b](b.md)", "b.md": "", "c.md": ""}.items():
        (tmp_path / name).write_text(text)
    assert {page.name for page in reached(tmp_path / "a.md")} == {"a.md", "b.md"}


def test_a_planted_wrong_example_is_caught(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text("```pycon\n>>> 1 + 1\n2\n```\n")
    assert failing_examples(page) == 0
    page.write_text("```pycon\n>>> 1 + 1\n3\n```\n")
    assert failing_examples(page) == 1
    assert "Expected" in capsys.readouterr().out


def test_a_planted_unknown_command_is_caught() -> None:
    manual = "## keystage check\n| `--year` |\n"
    assert not unknown_commands("    keystage check a --year 2026  # --so\n", manual)
    assert unknown_commands("$ keystage chekc a --yaer 1\n", manual) == [
        "chekc",
        "--yaer",
    ]


def test_a_planted_stale_page_is_caught_and_mended(tmp_path: Path) -> None:
    made = {"a.md": "# A\n", "deep/b.md": "# B\n"}
    reference.write(made, tmp_path)
    assert not reference.stale(made, tmp_path)
    (tmp_path / "a.md").write_text("# By hand\n")
    (tmp_path / "old.md").write_text("# Nothing makes me\n")
    assert reference.stale(made, tmp_path) == ["a.md", "old.md"]
    reference.write(made, tmp_path)
    assert not reference.stale(made, tmp_path)
