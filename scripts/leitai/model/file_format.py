"""What there is to say about a kind of file: its place, its purpose, its columns or keys."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """A column or key; `meaning` is what the handbook prints."""

    name: str
    meaning: str
    required: bool = True


@dataclass(frozen=True)
class FileFormat:
    """A kind of file: where it lies, what it is for, its columns or keys in the usual order."""

    path: str
    title: str
    fields: tuple[Field, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields if field.required)

    @property
    def optional(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields if not field.required)
