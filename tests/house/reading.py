"""How the tests of the house read it: its files, its functions, its comments and its models."""

import ast
import io
import tokenize
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings

ROOT: Path = settings.BASE_DIR
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# What is made, fetched or somebody else's.
NOT_OURS = {".git", ".venv", "var", "node_modules", "build", "vendor", "__pycache__", "htmlcov"}


@dataclass(frozen=True)
class Function:
    """A function with its place and its length, and the line it begins on."""

    place: str
    name: str
    lines: int
    first_line: str
    node: ast.AST


def python_files(*folders):
    """Our Python files below these folders; what Django writes itself is left out."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def text_files():
    """Every file of ours that holds text."""
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT).parts
        if not path.is_file() or any(part in NOT_OURS or part.endswith("_cache") for part in inside):
            continue
        try:
            yield path, path.read_text()
        except UnicodeDecodeError:
            continue


def code_lines(text):
    """Lines that say something: neither empty nor only a comment."""
    return sum(1 for line in text.splitlines() if line.strip() and not line.strip().startswith("#"))


def functions(text, place="here.py"):
    """Every function of a file, methods and inner ones too."""
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, FUNCTIONS):
            length = node.end_lineno - node.lineno + 1
            yield Function(f"{place}:{node.lineno}", node.name, length, lines[node.lineno - 1], node)


def comments(text):
    """Every comment of a file, with its line number; text that only looks like one is left out."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def place(path):
    """A file as it is named in a failure."""
    return path.relative_to(ROOT).as_posix()


def our_models():
    """The models of the house; not Django's, and not those of its companions."""
    return [model for model in apps.get_models() if model.__module__.startswith("varv.")]
