"""Files that can be rebuilt: only what is stale, and what is kept even then."""

from pathlib import Path

from visions.archive.derived import DerivedFiles


def bring(folder: Path, source: str, *, anew: bool = False, keep: bool = False) -> int:
    """Bring one file up to date from `source`; how many were built for it."""
    files = DerivedFiles(folder, folder / "built.json", anew=anew)
    is_current = files.is_current("picture.jpg", source, keep=keep)
    assert files.bring("picture.jpg", source, lambda: source.encode(), keep=keep)
    files.save()
    assert (folder / "picture.jpg").read_bytes() == source.encode()
    assert is_current is (files.built == 0)
    return files.built


def test_only_what_is_stale_missing_or_altered_is_built(tmp_path: Path) -> None:
    assert bring(tmp_path, "one") == 1
    assert bring(tmp_path, "one") == 0
    assert bring(tmp_path, "two") == 1
    (tmp_path / "picture.jpg").write_bytes(b"altered")
    assert bring(tmp_path, "two") == 1
    (tmp_path / "picture.jpg").unlink()
    assert bring(tmp_path, "two") == 1


def test_anew_builds_all_but_what_is_to_be_kept(tmp_path: Path) -> None:
    bring(tmp_path, "one")
    assert bring(tmp_path, "one", anew=True) == 1
    assert bring(tmp_path, "one", anew=True, keep=True) == 0


def test_what_is_kept_must_be_as_it_was_written_and_of_the_same_source(tmp_path: Path) -> None:
    bring(tmp_path, "one")
    assert bring(tmp_path, "two", anew=True, keep=True) == 1
    (tmp_path / "picture.jpg").write_bytes(b"altered")
    assert bring(tmp_path, "two", anew=True, keep=True) == 1
    (tmp_path / "built.json").unlink()
    assert bring(tmp_path, "two", anew=True, keep=True) == 1


def test_an_index_that_was_altered_counts_for_nothing(tmp_path: Path) -> None:
    bring(tmp_path, "one")
    index = tmp_path / "built.json"
    index.write_bytes(index.read_bytes().replace(b'"one"', b'"two"'))
    assert bring(tmp_path, "two") == 1


def test_what_is_retained_stays_and_anything_else_is_cleared_away(tmp_path: Path) -> None:
    def bring_all(*names: str) -> DerivedFiles:
        files = DerivedFiles(tmp_path, tmp_path / "built.json")
        for name in names:
            files.bring(name, "one", name.encode)
        return files

    bring_all("a", "b", "c").save()
    files = bring_all("a")
    files.retain("b")
    files.save()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "built.json"]
    files = bring_all()
    files.retain_all()
    files.save()
    assert bring_all("a", "b").built == 0
