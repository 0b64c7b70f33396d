"""The list of rulebooks reads as a person would write it."""

import pytest

from keystage.cli.main import run


def test_the_list_counts_as_people_do_and_stands_in_columns(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rules", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    (cancelled,) = (line for line in lines if line.startswith("ks1-2020 "))
    assert cancelled.endswith("2020: cancelled, 1 rule, revision 1")
    assert not any(" 1 rules" in line for line in lines)
    titles = {len(line) - len(line.split(maxsplit=1)[1]) for line in lines}
    assert len(titles) == 1
