"""Bytes on the disk: written so that they stay, found only if they are whole."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage_web.files.states import Act, Impossible, State, after, holds
from keystage_web.files.store import (
    Pieces,
    Place,
    Store,
    TooLarge,
    Unsound,
    durable,
    held,
)

ASH = "ash-999"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "tmp").mkdir()
    return Store(tmp_path)


def kept(store: Store, *parts: bytes) -> Place:
    arrival = store.begin(1_000_000)
    for part in parts:
        arrival.take(part)
    return store.keep(arrival, ASH)


def test_a_file_lies_under_its_hash_and_is_given_back(store: Store) -> None:
    place = kept(store, b"one ", b"two")
    sha256 = hashlib.sha256(b"one two").hexdigest()
    assert place.path == f"{ASH}/{sha256[:2]}/{sha256}"
    assert store.has(place, 7)
    assert not store.has(place, 8)
    assert b"".join(Pieces(store.opened(place, 7), sha256)) == b"one two"
    assert [found.place for found in store.everything()] == [place]
    assert store.top() == [ASH]
    assert list(store.unfinished()) == []
    store.remove(place)
    store.remove(place)
    assert not store.has(place, 7)


def test_nothing_is_kept_that_was_not_flushed_in_this_order(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(durable, "flush", lambda _: told.append("file"))

    def folder(path: Path) -> None:
        assert any(path.iterdir())  # what it is to keep has its name already
        told.append(path.relative_to(store.root).as_posix())

    monkeypatch.setattr(durable, "flush_folder", folder)
    place = kept(store, b"one")
    assert told == ["file", f"{ASH}/{place.sha256[:2]}", ASH, "."]


def test_one_byte_too_many_leaves_nothing(store: Store) -> None:
    arrival = store.begin(3)
    arrival.take(b"one")
    with pytest.raises(TooLarge):
        arrival.take(b"!")
    assert list(store.unfinished()) == []
    arrival.close()


def test_what_was_not_kept_is_gone_and_what_has_ended_takes_no_more(
    store: Store,
) -> None:
    arrival = store.begin(10)
    arrival.take(b"one")
    arrival.end()
    arrival.end()
    with pytest.raises(ValueError, match="nothing more"):
        arrival.take(b"!")
    arrival.close()
    arrival.close()
    assert list(store.unfinished()) == []


def test_a_flush_that_failed_is_not_tried_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: int) -> None:
        raise OSError(5, os.strerror(5))

    monkeypatch.setattr(durable, "flush", broken)
    arrival = store.begin(10)
    with pytest.raises(OSError, match="Input/output"):
        store.keep(arrival, ASH)
    assert list(store.unfinished()) == []
    assert list(store.everything()) == []


@pytest.mark.parametrize("wrong", ["", "..", "a/b", "../x", "a" * 65, ".hidden"])
def test_a_place_leads_nowhere_else(wrong: str) -> None:
    with pytest.raises(ValueError, match="a place is"):
        Place(wrong, "0" * 64)
    with pytest.raises(ValueError, match="a place is"):
        Place(ASH, wrong)


@given(st.binary(min_size=1, max_size=2000), st.data())
def test_any_byte_that_changed_is_seen_before_the_end_is_given(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("store")
    (folder / "tmp").mkdir()
    store = Store(folder)
    place = kept(store, content)
    at = data.draw(st.integers(0, len(content) - 1))
    bit = data.draw(st.integers(0, 7))
    path = store.at(place)
    changed = bytearray(content)
    changed[at] ^= 1 << bit
    opened = store.opened(place, len(content))
    path.write_bytes(changed)
    with pytest.raises(Unsound):
        store.opened(place, len(content))
    with pytest.raises(Unsound):
        list(Pieces(opened, place.sha256))


def test_links_and_strangers_are_no_files(store: Store, tmp_path: Path) -> None:
    place = kept(store, b"one")
    (tmp_path / "elsewhere").write_bytes(b"one")
    store.at(place).unlink()
    with pytest.raises(Unsound):
        store.opened(place, 3)
    store.at(place).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Unsound):
        store.opened(place, 3)
    (store.root / "strange").write_text("x")
    (store.root / "linked").symlink_to(tmp_path)
    assert [found.place for found in store.everything()] == [None, None, None]
    assert [one.path.name for one in store.everything("linked")] == ["linked"]
    assert [one.path.name for one in store.everything("strange")] == ["strange"]
    assert list(store.everything("nowhere")) == []


def test_who_would_be_alone_is_told_at_once_who_reads_shares(tmp_path: Path) -> None:
    with held(tmp_path, alone=False) as one, held(tmp_path, alone=False) as two:
        assert (one, two) == (True, True)
        with held(tmp_path, alone=True) as three:
            assert not three
    with held(tmp_path, alone=True) as alone:
        assert alone


@given(st.lists(st.sampled_from(list(Act)), max_size=12))
def test_whatever_is_tried_a_file_is_never_both_received_and_recalled(
    acts: list[Act],
) -> None:
    state, erased = after(None, Act.SEND), False
    been, given_out = {state}, False
    for act in acts:
        try:
            state = after(state, act, erased=erased)
        except Impossible:
            continue
        been.add(state)
        erased = erased or act is Act.ERASE
        given_out = given_out or act is Act.OPEN
        if act in {Act.OPEN, Act.FETCH}:
            assert state is not State.RECALLED
            assert not erased
    assert not {State.RECEIVED, State.RECALLED} <= been
    assert not (given_out and state is State.RECALLED)
    assert holds(state, erased=erased) == (state is not State.RECALLED and not erased)


def test_a_file_is_sent_once() -> None:
    for state in State:
        with pytest.raises(Impossible, match="send of what is"):
            after(state, Act.SEND)
    with pytest.raises(Impossible, match="recall of what is not there"):
        after(None, Act.RECALL)
