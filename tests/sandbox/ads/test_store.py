"""What a local Ads API remembers, also of a process that was killed as it wrote."""

from __future__ import annotations

from pathlib import Path

from sandbox.ads.store import Store


def test_what_follows_a_line_that_was_cut_off_is_kept(tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    Store(journal).put("buy", "1", {"name": "first"})
    with journal.open("ab") as file:
        file.write('["buy", "2", {"name": "São'.encode()[:-1])
    Store(journal).put("buy", "3", {"name": "third"})
    assert [record["name"] for record in Store(journal).all("buy")] == ["first", "third"]
