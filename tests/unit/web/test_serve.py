"""How the server is stood up: what it is told besides the settings."""

import sys
from types import SimpleNamespace
from typing import Any, cast

import pytest

from keystage_web.config import Config
from keystage_web.verbs.runs import serve


def test_a_process_that_does_not_end_when_told_is_not_waited_for_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: dict[str, Any] = {}

    def stand(_: str, **how: Any) -> SimpleNamespace:
        told.update(how)
        return SimpleNamespace(serve=lambda: told.update(served=True))

    monkeypatch.setitem(sys.modules, "granian", SimpleNamespace(Granian=stand))
    constants = SimpleNamespace(Interfaces=SimpleNamespace(WSGI="wsgi"))
    monkeypatch.setitem(sys.modules, "granian.constants", constants)
    chosen = SimpleNamespace(
        listen=SimpleNamespace(host="127.0.0.1", port=8000), threads=4
    )
    serve._serve(cast("Config", chosen))
    assert told["served"]
    assert 0 < told["workers_kill_timeout"] <= 60
