"""Puts new outputs in place of the earlier ones: all of them or none, whenever it is stopped."""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pipeline.core.problem import PipelineError, cannot_write

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_SWAP = ".swap"
_REDO = "redo.json"
_UNDO = "undo.json"
_PARTS = ("new", "removed", "fresh", "folders")
_DISK_FAULTS = {
    errno.EACCES,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EIO,
    errno.ENOSPC,
    errno.EPERM,
    errno.EROFS,
}


def staging_path(out: Path) -> Path:
    """Where the new outputs of `out` are made: `.NAME.new` beside it.

    Where `out` is a disk of its own, `.ita.new` in it: files move only within one disk.
    """
    whole = out.resolve()
    if os.path.ismount(whole):
        return whole / ".ita.new"
    return whole.with_name(f".{whole.name}.new")


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A fresh private folder to make new outputs in, for `replace`; it is gone after the block.

    Finishes first what a stopped run left. Raises PipelineError `cannot_write` where the disk is
    full or does not let us write, in the block too.
    """
    recover(out)
    staging = staging_path(out)
    made: list[Path] = []
    try:
        with _told(out):
            _make_folders(staging, made)
        yield staging
    except BaseException as error:
        with suppress(PipelineError):
            recover(out)
        _remove_folders(made)
        if _is_disk_fault(error):
            raise cannot_write(out) from error
        raise
    _drop(staging)


def replace(
    staging: Path,
    out: Path,
    last: str = "run.json",
    owned: Collection[str] = (),
) -> None:
    """Moves every file of `staging` into `out`, `last` after all others.

    Names are below the folder, with `/`. Files of `out` named in `owned` that `staging` lacks
    are removed; all others stay. Raises PipelineError: `output_open` where a target is open
    elsewhere, `cannot_write` where the disk does not allow it; `out` is then as it was.
    """
    swap = _plan(staging, out.resolve(), last, owned)
    _probe(swap)
    with _told(out):
        _prepare(swap)
    try:
        _redo(swap)
    except PipelineError:
        with suppress(OSError, PipelineError):
            swap.journal(_REDO).replace(swap.journal(_UNDO))
            _undo(swap)
            _drop(staging)
        raise
    _drop(staging)


def recover(out: Path) -> None:
    """Finishes, or undoes, a replacement that was stopped midway; drops one that never began.

    Raises PipelineError as `replace` does; the next call then tries again.
    """
    staging = staging_path(out)
    for journal, carry_on in ((_UNDO, _undo), (_REDO, _redo)):
        begun = _read_journal(staging, out.resolve(), journal)
        if begun is not None:
            carry_on(begun)
            break
    _drop(staging)


@dataclass(frozen=True, slots=True)
class _Swap:
    """What is to happen: `new` names move in their order, `removed` ones go.

    `fresh` are the new names that no earlier file has; `folders` those that `out` lacks, itself
    (`.`) included, outermost first.
    """

    staging: Path
    out: Path
    new: tuple[str, ...]
    removed: tuple[str, ...]
    fresh: tuple[str, ...]
    folders: tuple[str, ...]

    @property
    def earlier(self) -> tuple[str, ...]:
        """The names whose earlier file is kept until the end."""
        return tuple(name for name in (*self.new, *self.removed) if name not in self.fresh)

    def kept(self, name: str) -> Path:
        """Where the earlier file of that name is kept."""
        return self.staging / _SWAP / "kept" / name

    def journal(self, name: str) -> Path:
        """The journal; which of the two names it bears says where a stopped swap goes."""
        return self.staging / _SWAP / name


def _plan(staging: Path, out: Path, last: str, owned: Collection[str]) -> _Swap:
    found = sorted(
        path.relative_to(staging).as_posix() for path in staging.rglob("*") if path.is_file()
    )
    new = tuple(sorted(found, key=lambda name: name == last))
    taken = {os.path.normcase(name) for name in new}
    removed = tuple(
        name
        for name in sorted(owned)
        if _is_below(name) and os.path.normcase(name) not in taken and (out / name).is_file()
    )
    parents = {PurePosixPath(".")}.union(*(PurePosixPath(name).parents for name in new))
    folders = tuple(str(one) for one in sorted(parents) if not (out / one).is_dir())
    fresh = tuple(name for name in new if not os.path.lexists(out / name))
    return _Swap(staging, out, new, removed, fresh, folders)


def _is_below(name: str) -> bool:
    """Whether the name stays in its folder, wherever it was read from."""
    path = Path(name)
    return not path.anchor and ".." not in path.parts


def _probe(swap: _Swap) -> None:
    """Tries every target, so that a locked one is found before anything is changed."""
    for name in swap.earlier:
        with _told(swap.out, name), (swap.out / name).open("r+b"):
            pass
    for name in swap.folders:
        if os.path.lexists(swap.out / name):
            raise cannot_write(swap.out / name)
    for folder in sorted({(swap.out / name).parent for name in (*swap.new, *swap.removed)}):
        if folder.is_dir():
            with _told(folder), tempfile.TemporaryFile(dir=folder):
                pass


def _prepare(swap: _Swap) -> None:
    """Makes the new files outlast a power cut, keeps the earlier ones; the journal begins it."""
    for name in swap.new:
        (swap.staging / name).chmod(0o600)
        _sync(swap.staging / name)
    (swap.staging / _SWAP).mkdir(mode=0o700)
    for name in swap.earlier:
        _keep(swap.out / name, swap.kept(name))
    draft = swap.journal("draft.json")
    draft.write_text(json.dumps({part: getattr(swap, part) for part in _PARTS}), "ascii")
    _sync(draft)
    draft.replace(swap.journal(_REDO))
    _sync_folder(draft.parent)


def _keep(target: Path, kept: Path) -> None:
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        kept.hardlink_to(target)
    except OSError:  # not every disk knows links
        shutil.copy2(target, kept)


def _read_journal(staging: Path, out: Path, journal: str) -> _Swap | None:
    try:
        told = json.loads((staging / _SWAP / journal).read_bytes())
        parts = {part: tuple(filter(_is_below, told[part])) for part in _PARTS}
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError) as error:
        raise cannot_write(staging) from error
    return _Swap(staging, out, **parts)


def _redo(swap: _Swap) -> None:
    """Moves what still lies in the staging folder; the last file says that all are there."""
    for folder in swap.folders:
        with _told(swap.out):
            (swap.out / folder).mkdir(mode=0o700, exist_ok=True)
    for name in swap.new[:-1]:
        _move(swap.staging / name, swap.out, name)
    for name in swap.removed:
        with _told(swap.out, name):
            (swap.out / name).unlink(missing_ok=True)
    for name in swap.new[-1:]:
        _move(swap.staging / name, swap.out, name)
    _sync_folder(swap.out)


def _undo(swap: _Swap) -> None:
    """Puts the kept files back and takes the others away."""
    for name in swap.earlier:
        _move(swap.kept(name), swap.out, name)
    for name in swap.fresh:
        with _told(swap.out, name):
            (swap.out / name).unlink(missing_ok=True)
    _remove_folders([swap.out / folder for folder in swap.folders])
    _sync_folder(swap.out)


def _move(source: Path, out: Path, name: str) -> None:
    """Moves the file unless that was done before."""
    if os.path.lexists(source):
        with _told(out, name):
            source.replace(out / name)


def _drop(staging: Path) -> None:
    """Removes the folder, its journal first: without one the rest means nothing."""
    for journal in (_REDO, _UNDO):
        with suppress(OSError):
            (staging / _SWAP / journal).unlink(missing_ok=True)
    shutil.rmtree(staging, ignore_errors=True)


def _make_folders(folder: Path, made: list[Path]) -> None:
    for one in (*reversed(folder.parents), folder):
        if one == folder or not one.is_dir():
            one.mkdir(mode=0o700)
            made.append(one)


def _remove_folders(folders: list[Path]) -> None:
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()


def _sync(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Makes renames outlast a power cut, where the system can do that for folders."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _is_disk_fault(error: BaseException) -> bool:
    """Whether the disk stopped a writer; some libraries wrap the system's error in their own."""
    causes = (error, *error.args)
    return any(isinstance(one, OSError) and one.errno in _DISK_FAULTS for one in causes)


@contextmanager
def _told(out: Path, name: str | None = None) -> Iterator[None]:
    """Turns what the system reports into problems; `name` is the target being moved."""
    try:
        yield
    except OSError as error:
        if name is None or not isinstance(error, PermissionError):
            raise cannot_write(out) from error
        key = "output_open"
        raise PipelineError(key, {"file": name}) from error
