"""The door: the verb asked for is run, and what goes wrong is one sentence."""

import io
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from types import ModuleType

import pytest

from keystage import __version__
from keystage.cli import main, terminal
from keystage.cli.verb import Verb
from keystage.core.errors import Refused, UsageError


def refuse(parser: ArgumentParser) -> None:
    parser.add_argument("--loud", action="store_true")


class Entry:
    """Stands for an installed entry point."""

    def __init__(self, verb: Verb) -> None:
        self.name = verb.name
        self._verb = verb
        self.loaded = 0

    def load(self) -> Verb:
        self.loaded += 1
        return self._verb


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Entry]:
    """Two verbs, `go` and `stay`; what `go` does is set by `does`."""
    found = {
        name: Entry(Verb(name, f"{name} now", refuse, "made_up", (f"keystage {name}",)))
        for name in ("go", "stay")
    }
    monkeypatch.setattr(main, "entry_points", lambda group: list(found.values()))
    return found


def does(monkeypatch: pytest.MonkeyPatch, outcome: int | BaseException) -> None:
    """Make the verbs return a code, or raise."""

    def run(_: object) -> int:
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    module = ModuleType("made_up")
    module.run = run  # type: ignore[attr-defined]  # modules are made by hand here
    monkeypatch.setitem(sys.modules, "made_up", module)


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize("code", [0, 1, 2])
def test_the_exit_code_is_the_verbs_own(
    monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    does(monkeypatch, code)
    assert main.run(["go"]) == code


@pytest.mark.usefixtures("entries")
def test_the_words_default_to_those_the_program_was_called_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    does(monkeypatch, 1)
    monkeypatch.setattr(sys, "argv", ["keystage", "go"])
    assert main.run() == 1


def test_only_the_verb_asked_for_is_loaded(
    monkeypatch: pytest.MonkeyPatch, entries: Mapping[str, Entry]
) -> None:
    does(monkeypatch, 0)
    main.run(["go"])
    assert [entry.loaded for entry in entries.values()] == [1, 0]


@pytest.mark.usefixtures("entries")
def test_help_names_every_verb_with_its_line_and_an_example(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main.run(["--help"]) == 0
    said = capsys.readouterr().out
    for word in ("go", "go now", "keystage go", "stay now", "exit codes: 0"):
        assert word in said


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize("words", [[], ["walk"], ["go", "--soft"]])
def test_bad_usage_is_told_and_ends_with_two(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(words) == 2
    assert "usage: keystage" in capsys.readouterr().err


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["go", "--lood"],
            "keystage go: error: there is no --lood here: did you mean ",
        ),
        (["go", "--soft"], "keystage go: error: there is no --soft here\n"),
    ],
)
def test_a_slip_in_an_option_is_answered_with_the_usage_of_its_verb(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(words) == 2
    error = capsys.readouterr().err
    assert error.startswith("usage: keystage go [-h] [--loud]")
    assert said in error
    assert ("--loud?" in error) is (words[1] == "--lood")


@pytest.mark.usefixtures("entries")
def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["--version"]) == 0
    assert capsys.readouterr().out == f"keystage {__version__}\n"


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize(
    ("error", "said"),
    [
        (UsageError("There is no such thing."), "There is no such thing."),
        (Refused("X", "It is a web page.", "Export it again."), None),
        (Refused("X", "It is a web page."), "It is a web page."),
        (FileNotFoundError(2, "No such file", "a.xml"), "a.xml: No such file."),
        (OSError("odd"), "odd."),
    ],
)
def test_what_goes_wrong_on_the_way_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    said: str | None,
) -> None:
    does(monkeypatch, error)
    assert main.run(["go"]) == 2
    sentence = said or "It is a web page. Export it again."
    assert capsys.readouterr().err == f"keystage: {sentence}\n"


@pytest.mark.usefixtures("entries")
def test_a_fault_of_our_own_says_where_it_lies_and_nothing_of_the_data(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    does(monkeypatch, ValueError("Costa, Mateus"))
    assert main.run(["go"]) == 2
    said = capsys.readouterr().err
    assert "(ValueError at test_main.py:" in said
    assert "Please report this" in said
    assert "Costa" not in said
    assert "Traceback" not in said


@pytest.mark.usefixtures("entries")
def test_being_stopped_is_quiet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    does(monkeypatch, KeyboardInterrupt())
    assert main.run(["go"]) == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("entries")
def test_a_reader_who_has_seen_enough_is_no_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closed: list[bool] = []
    monkeypatch.setattr(terminal, "close_stdout", lambda: closed.append(True))
    does(monkeypatch, BrokenPipeError())
    assert main.run(["go"]) == 0
    assert closed == [True]


def test_an_installation_without_verbs_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(main, "entry_points", lambda group: [])
    assert main.run(["check"]) == 2
    assert "python -m pip install ." in capsys.readouterr().err


class Broken(Entry):
    """An entry point of a package that is no longer whole."""

    def load(self) -> Verb:
        raise ModuleNotFoundError("No module named '100%'")


def test_a_verb_that_cannot_be_loaded_does_not_cost_the_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    verbs = [Entry(Verb("go", "go now", refuse, "made_up"))]
    broken = Broken(Verb("stay", "stay now", refuse, "made_up"))
    monkeypatch.setattr(main, "entry_points", lambda group: [*verbs, broken])
    does(monkeypatch, 0)
    assert main.run(["go"]) == 0
    assert main.run(["--help"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "go now" in told
    assert "stay not available (ModuleNotFoundError: No module named '100%')" in told
    assert main.run(["stay", "here"]) == 2
    assert "The verb 'stay' is not available (" in capsys.readouterr().err


@pytest.mark.usefixtures("entries")
def test_an_answer_that_cannot_be_written_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    does(monkeypatch, 0)

    class Full(io.StringIO):
        def flush(self) -> None:
            raise OSError(28, "No space left on device")

    settled: list[bool] = []
    monkeypatch.setattr(terminal, "settle", lambda: settled.append(True))
    monkeypatch.setattr(sys, "stdout", Full())
    assert main.run(["go"]) == 2
    assert "No space left" in capsys.readouterr().err
    assert settled == [True]
