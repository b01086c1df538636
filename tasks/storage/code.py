"""Which code made a shard: a hash over a module, all that it imports of this project, its data and its libraries."""

import ast
import hashlib
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

_PROJECT = ("tasks", "schemas")
_REQUIREMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
#: Two threads that parse at a time disturb each other in CPython 3.11: "AST constructor recursion depth mismatch".
_PARSING = Lock()


@cache
def code_version(module: str) -> str:
    """Return 16 hex digits that change when code, data or a library behind the module changes.

    What the module imports is read off its source, so nothing is run. A data file belongs to the modules whose source
    names it and to the one of its stem beside it; where there is none, to every module of its package.

    Raises:
        ModuleNotFoundError: this project has no such module.
    """
    modules = _closure(module)
    digest = hashlib.sha256(repr((sys.version_info[:2], sorted(_libraries(modules)))).encode())
    for path in sorted({_source(name) for name in modules} | _data_of(modules)):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _closure(module: str) -> set[str]:
    """Return the project's modules that are loaded with this one, itself among them."""
    found: set[str] = set()
    waiting = [module]
    _source(module)
    while waiting:
        name = waiting.pop()
        if name in found or not _path_of(name):
            continue
        found.add(name)
        waiting += [parent for parent in (name.rpartition(".")[0],) if parent]
        waiting += [other for other in _imports(_source(name)) if other.split(".")[0] in _PROJECT]
    return found


def _imports(path: Path) -> frozenset[str]:
    """Return every dotted name that the file may import; ``from a import b`` gives both ``a`` and ``a.b``."""
    return _imports_in(path.read_bytes())


@cache
def _imports_in(code: bytes) -> frozenset[str]:
    return frozenset(_imported_names(code))


def _imported_names(code: bytes) -> Iterator[str]:
    with _PARSING:
        tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call):
            yield from _package_read_by(node)


def _package_read_by(call: ast.Call) -> Iterator[str]:
    """Yield the package whose files the call opens: ``files("jieba")`` depends on jieba as an import does.

    So does ``find_spec("jieba")``, which finds them without the package.
    """
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", None)
    if name in {"files", "find_spec"}:
        yield from (part.value for part in call.args if isinstance(part, ast.Constant) and isinstance(part.value, str))


def _source(name: str) -> Path:
    path = _path_of(name)
    if path is None:
        raise ModuleNotFoundError(f"no module {name} in this project")
    return path


def _path_of(name: str) -> Path | None:
    """Return the module's file by its name alone: importing it to find out would run its package."""
    top, *below = name.split(".")
    spec = find_spec(top)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(spec.submodule_search_locations[0], *below)
    candidates = (path / "__init__.py", path.with_name(f"{path.name}.py"))
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def _data_of(modules: set[str]) -> set[Path]:
    """Return the data files that belong to one of the modules."""
    sources = {path: path.read_text(encoding="utf-8") for root in _roots() for path in root.rglob("*.py")}
    ours = {_source(name) for name in modules}
    return {data for data in _data() if ours & _owners(data, sources)}


def _owners(data: Path, sources: Mapping[Path, str]) -> set[Path]:
    named = {path for path, code in sources.items() if data.name in code}
    named |= {data.with_suffix(".py")} & sources.keys()
    if named:
        return named
    package = next(folder for folder in data.parents if folder / "__init__.py" in sources)
    return {path for path in sources if path.parent == package}


def _data() -> Iterator[Path]:
    for root in _roots():
        for path in root.rglob("*"):
            if path.is_file() and path.suffix not in (".py", ".pyc") and not path.name.startswith("."):
                yield path


def _roots() -> list[Path]:
    return [_source(name).parent for name in _PROJECT]


def _libraries(modules: set[str]) -> set[tuple[str, str]]:
    """Return name and version of each library that the modules import, and of what those require."""
    tops = {other.split(".")[0] for name in modules for other in _imports(_source(name))}
    waiting = [name for top in tops - set(_PROJECT) - sys.stdlib_module_names for name in _distributions_of(top)]
    found: dict[str, str] = {}
    while waiting:
        name = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found or not _is_installed(name):
            continue
        found[key] = metadata.version(name)
        waiting += [_required(line) for line in metadata.requires(name) or () if "extra ==" not in line]
    return set(found.items())


def _distributions_of(package: str) -> Sequence[str]:
    """Return what one installs to get the package: mostly a distribution of its name, else a slow search."""
    return [package] if _is_installed(package) else _all_distributions().get(package, ())


@cache
def _all_distributions() -> Mapping[str, list[str]]:
    return metadata.packages_distributions()


def _is_installed(name: str) -> bool:
    try:
        metadata.distribution(name)
    except (metadata.PackageNotFoundError, ValueError):
        return False
    return True


def _required(line: str) -> str:
    match = _REQUIREMENT.match(line)
    return match.group() if match else ""
