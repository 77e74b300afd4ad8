"""Where in a data file is the fault? YAML that remembers its lines, and a reader of fields that names file and place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from .texts import Text, text_fault


class DataFault(ValueError):
    """A data file says something that cannot be meant; the message names file, line and field."""


class _Map(dict[str, Any]):
    line = 0


class _Loader(yaml.SafeLoader):
    """Keeps lines, refuses double keys, and leaves dates as the text that was written."""


# YAML would turn 2022-10-27 into a date object, which JSON and conditions do not know.
_Loader.yaml_implicit_resolvers = {
    first: [rule for rule in rules if rule[0] != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _construct_map(loader: _Loader, node: yaml.MappingNode) -> Iterator[_Map]:
    found = _Map()
    found.line = node.start_mark.line + 1
    yield found
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node)
        if key in found:
            raise yaml.constructor.ConstructorError(
                None, None, f"“{key}” is written twice", key_node.start_mark
            )
        found[key] = loader.construct_object(value_node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _construct_map)


def read_yaml(path: Path) -> Node:
    """The file's top mapping as a Node; faults of YAML itself name file and line."""
    try:
        # The loader is a SafeLoader: it builds plain data only.
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise DataFault(f"{path.name}:{line}: {fault.problem}") from fault
    return Node(content, file=path.name)


class Node:
    """One mapping of a data file, read field by field; whatever is not read is a fault (`done`)."""

    def __init__(self, content: object, *, file: str = "", where: str = "", line: int = 0) -> None:
        self.file, self.where = file, where
        self.line = getattr(content, "line", line)
        self._read: set[str] = set()
        if not isinstance(content, Mapping):
            self.fail("wants fields with names here")
        self.content: Mapping[str, Any] = content  # type: ignore[assignment]

    def fail(self, message: str, field: str = "") -> None:
        place = ".".join(part for part in (self.where, field) if part)
        at = f"{self.file or 'form'}:{self.line}" if self.line else (self.file or "form")
        raise DataFault(f"{at}: {place}: {message}" if place else f"{at}: {message}")

    def has(self, field: str) -> bool:
        return field in self.content

    def raw(self, field: str, default: Any = None) -> Any:
        self._read.add(field)
        return self.content.get(field, default)

    def need(self, field: str, kind: type | tuple[type, ...] = str) -> Any:
        if self.content.get(field) is None:
            self.fail("is missing", field)
        return self.maybe(field, kind)

    def maybe(self, field: str, kind: type | tuple[type, ...] = str, default: Any = None) -> Any:
        value = self.raw(field)
        if value is None:
            return default
        wrong_bool = isinstance(value, bool) and kind is not bool
        if wrong_bool or not isinstance(value, kind):
            names = kind.__name__ if isinstance(kind, type) else "/".join(one.__name__ for one in kind)
            self.fail(f"wants {names}, not “{value}”", field)
        return value

    def text(self, field: str) -> Text:
        if self.content.get(field) is None:
            self.fail("is missing", field)
        found = self.maybe_text(field)
        assert found is not None  # noqa: S101
        return found

    def maybe_text(self, field: str) -> Text | None:
        value = self.raw(field)
        if value is None:
            return None
        if fault := text_fault(value):
            self.fail(fault, field)
        return Text(id=value["id"].strip(), en=value["en"].strip())

    def child(self, field: str) -> Node:
        value = self.raw(field)
        if value is None:
            self.fail("is missing", field)
        return Node(value, file=self.file, where=self._below(field), line=self.line)

    def children(self, field: str, *, at_least: int = 0) -> list[Node]:
        value = self.raw(field, [])
        if not isinstance(value, list) or len(value) < at_least:
            self.fail(f"wants a list of at least {at_least}", field)
        return [
            Node(one, file=self.file, where=f"{self._below(field)}[{number}]", line=self.line)
            for number, one in enumerate(value)
        ]

    def done(self) -> None:
        unknown = sorted(str(field) for field in set(self.content) - self._read)
        if unknown:
            self.fail(f"does not know the field {', '.join(unknown)}")

    def _below(self, field: str) -> str:
        return f"{self.where}.{field}" if self.where else field
