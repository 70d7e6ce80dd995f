"""A web site as one XML file: the export of WordPress (WXR), or a feed. Published pages and articles, never the comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from knowledge.errors import Foreign, Unreadable
from knowledge.importers import Read
from knowledge.importers.dates import iso_date
from knowledge.importers.html import parsed, text_of
from knowledge.model import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEAST: Final = 40  # letters of a page that says something
_NOT_PAGES: Final = frozenset(
    ("attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache", "elementor_library",
     "acf-field", "acf-field-group", "product_variation", "shop_order")
)  # fmt: skip
_SHORTCODE: Final = re.compile(r"\[/?[a-z][a-z0-9_-]*(?:\s[^\[\]]*)?/?\]")
_PLAN: Final = frozenset({"urlset", "sitemapindex"})


def read(path: Path) -> tuple[Read, ...]:
    """Return every page and article that is published, with its title, its day and its address.

    Raises:
        Foreign: it is the plan of a site, or no page of it is published.
        Unreadable: it is not such a file, or it is cut short.
    """
    found = tuple(_items(path))
    if not found:
        raise Foreign("aucune page ni article publié n’a été trouvé dans ce fichier XML.")
    return found


def _items(path: Path) -> Iterator[Read]:
    from lxml import etree

    root = None
    try:
        with path.open("rb") as file:
            for event, element in etree.iterparse(
                file, events=("start", "end"), resolve_entities=False, no_network=True, recover=True
            ):
                root = _checked(_local(element)) if root is None else root
                if event == "end" and _local(element) in {"item", "entry"}:
                    yield from _page(element)
                    element.clear()
    except etree.LxmlError as error:
        raise Unreadable("le fichier XML est endommagé. Exportez-le de nouveau.") from error
    if root is None:
        raise Unreadable("le fichier XML est endommagé. Exportez-le de nouveau.")


def _checked(root: str) -> str:
    if root in _PLAN:
        raise Foreign("c’est le plan du site\u00a0: il date les pages, et n’en contient pas.")
    if root not in {"rss", "feed", "RDF"}:
        raise Foreign("ce fichier XML n’est pas l’export d’un site (WordPress, flux RSS).")
    return root


def _page(item: Any) -> Iterator[Read]:
    said = {_local(child): child.text or "" for child in reversed(item)}  # the first of a name wins
    if said.get("status", "publish") != "publish" or said.get("post_password"):
        return
    if said.get("post_type", "page") in _NOT_PAGES:
        return
    markup = said.get("encoded") or said.get("content") or said.get("description") or ""
    text = text_of(parsed(_as_html(markup))) if markup.strip() else ""
    if sum(map(str.isalpha, text)) >= LEAST:
        url = said.get("link", "")
        day = iso_date(said.get("post_date") or said.get("pubDate") or said.get("published") or "")
        key = said.get("post_id") or url or said.get("title", "")
        yield Read(said.get("title", ""), text, key=f"page {key}", nature=PAGE, published=day, url=url)


def _as_html(markup: str) -> str:
    """Return the content of an item as a page: codes in brackets go, blank lines part paragraphs as WordPress does."""
    plain = re.sub(r"\n[ \t]*\n", "<br><br>", _SHORTCODE.sub(" ", markup))
    return f"<html><body>{plain}</body></html>"


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
