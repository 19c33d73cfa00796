"""The project's own files as the house's tests read them: modules, imports, function lengths."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
OURS = ("pipeline", "schemas")


@dataclass(frozen=True)
class Import:
    """One imported module, in full; `type_only` where it stands under TYPE_CHECKING."""

    module: str
    line: int
    type_only: bool = False


@dataclass(frozen=True)
class Module:
    """A module of ours: its dotted name and its text."""

    name: str
    text: str

    @property
    def room(self) -> str:
        """`core`, `sheets` …; `schemas`, or the name of a module that stands in no room."""
        parts = self.name.split(".")
        return parts[0] if parts[0] == "schemas" or len(parts) == 1 else parts[1]

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def imports(self) -> tuple[Import, ...]:
        """Every import, wherever it stands, `from a import b` as both `a` and `a.b`."""
        return tuple(_imports(self.tree))

    @property
    def functions(self) -> tuple[ast.FunctionDef | ast.AsyncFunctionDef, ...]:
        nodes = ast.walk(self.tree)
        return tuple(
            one for one in nodes if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
        )


def our_modules() -> tuple[Module, ...]:
    """Every module of ours, by name."""
    paths = sorted(path for folder in OURS for path in (ROOT / folder).rglob("*.py"))
    return tuple(Module(_name(path), path.read_text("utf-8")) for path in paths)


def strings(module: Module) -> Iterator[tuple[int, str]]:
    """Line and value of every text in the code, docstrings left out."""
    tree = module.tree
    told = {id(node) for node in _docstrings(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(tree: ast.Module) -> Iterator[Import]:
    type_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test).endswith("TYPE_CHECKING")
        for part in block.body
        for node in ast.walk(part)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                yield Import(one.name, node.lineno, id(node) in type_only)
        elif isinstance(node, ast.ImportFrom):
            source = node.module or ""
            yield Import(source, node.lineno, id(node) in type_only)
            for one in node.names:
                yield Import(f"{source}.{one.name}", node.lineno, id(node) in type_only)


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, owners) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value
