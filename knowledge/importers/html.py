"""HTML: what a person reads on the page, without menus, scripts, forms and footers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from knowledge.errors import Unreadable
from knowledge.importers import Read
from knowledge.importers.text import decode

if TYPE_CHECKING:
    from pathlib import Path

DROPPED: Final = (
    "script", "style", "noscript", "template", "nav", "footer", "header", "aside", "form", "button", "select", "iframe",
    "svg", "head", "dialog",
)  # fmt: skip
BLOCKS: Final = frozenset(
    ("address", "article", "blockquote", "body", "dd", "div", "dl", "dt", "figure", "figcaption", "main", "ol", "p", "pre",
     "section", "table", "tbody", "thead", "ul")
)  # fmt: skip
HEADINGS: Final = {"h1": "#", "h2": "##", "h3": "###", "h4": "####", "h5": "#####", "h6": "######"}
_DECLARED: Final = re.compile(rb"charset=[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_XML: Final = re.compile(r"^\s*<\?xml[^>]*\?>")


def read(path: Path) -> Read:
    """Return the title and the text of the page; a page that is all menus is empty."""
    from lxml import html
    from lxml.etree import LxmlError

    raw = path.read_bytes()
    declared = _DECLARED.search(raw[:4096])
    page = _XML.sub("", decode(raw, declared[1].decode("ascii") if declared else None))
    try:
        tree = html.document_fromstring(page)
    except (LxmlError, ValueError) as error:
        raise Unreadable("la page est vide ou n’est pas du HTML.") from error
    title = (tree.findtext(".//h1") or tree.findtext(".//title") or "").strip()
    for element in list(tree.iter(*DROPPED)):
        element.drop_tree()
    pieces: list[str] = []
    _walk(tree, pieces)
    return Read(title, _spaced("".join(pieces)))


def _walk(element: Any, pieces: list[str]) -> None:
    """Write `element` in document order: blocks between blank lines, items as «- …», cells between bars."""
    tag = element.tag if isinstance(element.tag, str) else ""
    before, after = _around(tag)
    pieces.append(before)
    if tag:
        pieces.append(re.sub(r"\s+", " ", element.text or ""))
        for child in element:
            _walk(child, pieces)
            pieces.append(re.sub(r"\s+", " ", child.tail or ""))
    pieces.append(after)


def _around(tag: str) -> tuple[str, str]:
    if tag in HEADINGS:
        return f"\n\n{HEADINGS[tag]} ", "\n\n"
    if tag in BLOCKS:
        return "\n\n", "\n\n"
    return {"li": ("\n- ", ""), "br": ("\n", ""), "tr": ("\n", ""), "td": ("", " | "), "th": ("", " | ")}.get(
        tag, ("", "")
    )


def _spaced(text: str) -> str:
    lines = [re.sub(r"[ \t]+", " ", line).strip().removesuffix(" |").strip() for line in text.split("\n")]
    return re.sub(r"^- *\n+(?=\S)", "- ", "\n".join(lines), flags=re.MULTILINE)
