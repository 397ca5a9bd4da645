"""What a paragraph's style says of it: heading, title, contents, bold, numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from leitai.read.documents.word.numbering import child, children, value
from leitai.read.files.containers import local
from leitai.read.files.word_parts import Element

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_NESTED = re.compile(r"list (?:bullet|number) ([2-5])", re.IGNORECASE)  # a list of its own, by Word's count
_TITLES = ("title", "标题")
_OFF = ("0", "false", "none", "off")


@dataclass(frozen=True)
class Styles:
    """The styles of a document by their id."""

    by_id: dict[str, Element] = field(default_factory=dict)

    @staticmethod
    def of(part: Element | None) -> Styles:
        return Styles({value(style, "styleId"): style for style in children(part, "style")})

    def level(self, properties: Element | None) -> int:
        """1 to 9 of a heading, 0 of anything else: by outline level, or by the style's name."""
        for element in self._chain(properties):
            outline = value(child(_paragraph(element), "outlineLvl"))
            if outline.isdigit():
                return int(outline) + 1 if int(outline) < 9 else 0
            match = _HEADING.fullmatch(_name(element))
            if match is not None:
                return int(match[1])
        return 0

    def is_title(self, properties: Element | None) -> bool:
        return any(_name(element).lower() in _TITLES for element in self._chain(properties))

    def is_contents(self, properties: Element | None) -> bool:
        return any(_name(element).lower().startswith("toc") for element in self._chain(properties))

    def is_bold(self, properties: Element | None) -> bool:
        """Whether the style of a paragraph or run makes it bold."""
        found = (child(child(element, "rPr"), "b") for element in self._chain(properties, own=False))
        return is_on(next((element for element in found if element is not None), None))

    def numbering(self, properties: Element | None) -> tuple[str, int, int] | None:
        """Number of the list, level in it and depth on the page, from 0; None of a paragraph that Word doesn't number."""
        for element in self._chain(properties):
            numbered = child(_paragraph(element), "numPr")
            if numbered is not None:
                number = value(child(numbered, "numId"))
                nested = _NESTED.fullmatch(_name(element))
                level = int(value(child(numbered, "ilvl")) or 0)
                depth = int(nested[1]) - 1 if nested else level
                return (number, level, depth) if number not in ("", "0") else None
        return None

    def _chain(self, properties: Element | None, own: bool = True) -> Iterator[Element]:
        """The properties themselves, then the style that they name, and each that it is based on."""
        if own and properties is not None:
            yield properties
        name = value(child(properties, "pStyle")) or value(child(properties, "rStyle"))
        seen = set[str]()
        while name in self.by_id and name not in seen:
            seen.add(name)
            yield self.by_id[name]
            name = value(child(self.by_id[name], "basedOn"))


def is_on(element: Element | None) -> bool:
    """Whether a switch like `<w:b/>` is there and isn't turned off."""
    return element is not None and value(element).lower() not in _OFF


def _paragraph(element: Element) -> Element | None:
    """The paragraph properties of a style; properties are their own."""
    return child(element, "pPr") if local(element.tag) == "style" else element


def _name(element: Element) -> str:
    return value(child(element, "name")) if local(element.tag) == "style" else ""
