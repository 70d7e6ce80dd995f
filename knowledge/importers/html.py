"""HTML: what a person reads on a page of the site, without menus, banners, comments and footers; its date and its address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from knowledge.errors import Foreign, Unreadable
from knowledge.importers import Read
from knowledge.importers.dates import iso_date
from knowledge.importers.sitemap import listed
from knowledge.importers.text import decode
from knowledge.model import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterable
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
ROLES: Final = frozenset(
    ("navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog")
)
WHOLE: Final = 0.4  # share of a page's letters from which a block is the page, whatever its class says
CORE: Final = 200  # letters that a <main> or an <article> needs to stand for the page
_FURNITURE: Final = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menus?|footer|header|sidebar|breadcrumbs?|fil-d?-?ariane|cookies?|consent|rgpd|gdpr|"
    r"tarteaucitron|axeptio|banner|bandeau|social|shar(?:e|ing)|partage|related|comments?|commentaires?|respond|widgets?|popup|"
    r"modal|newsletter|skip-link|pagination|search-form|author-box|post-meta|entry-meta)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LISTS: Final = re.compile(
    r"(?:^|\s)(?:archive|search-results|error404|category|tag|author|blog)(?:$|\s)"
)  # classes that WordPress gives to a <body>
_LIST_PATH: Final = re.compile(
    r"/(?:tag|category|categorie|author|auteur|page/\d+|feed|wp-json|wp-login)(?:/|$)"
)
_META_EXPORT: Final = re.compile(r'class="[^"]*\b(?:_a6-[gpq]|_a706|uiBoxWhite)\b')
_DECLARED: Final = re.compile(rb"charset=[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_XML: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_PUBLISHED: Final = re.compile(r'"datePublished"\s*:\s*"([^"]+)"')
_SITE: Final = re.compile(r"\s+[|–—·-]\s+[^|–—·]+$")
_DATES: Final = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished' or @name='date' or @name='dcterms.date']/@content",
    "//time[contains(concat(' ', @class, ' '), ' published ') or contains(@class, 'entry-date')]/@datetime",
    "//article//time/@datetime",
)
_ADDRESSES: Final = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")


def read(path: Path) -> Read:
    """Return the title, the text, the date and the address of the page; a page that is all menus is empty.

    Raises:
        Foreign: it lists other pages, or it is a part of an export that only its JSON form can give.
        Unreadable: it is not HTML.
    """
    raw = path.read_bytes()
    declared = _DECLARED.search(raw[:4096])
    markup = _XML.sub("", decode(raw, declared[1].decode("ascii") if declared else None))
    if _META_EXPORT.search(markup):
        raise Foreign(
            "c’est un export d’Instagram ou de Facebook au format HTML. Redemandez-le au format JSON, puis recommencez."
        )
    tree = parsed(markup)
    address, moved = listed(path)
    url = _first(tree, _ADDRESSES) or address
    if _LISTS.search(_body_class(tree)) or _LIST_PATH.search(urlsplit(url).path):
        raise Foreign("c’est une page de liste du site (archives, étiquettes, recherche), sans texte propre.")
    published = iso_date(_first(tree, _DATES) or _told(markup)) or moved
    return Read(_title(tree), text_of(tree), nature=PAGE, published=published, url=url)


def parsed(markup: str) -> Any:
    """Return the tree of a page.

    Raises:
        Unreadable: it is empty, or not HTML.
    """
    from lxml import html
    from lxml.etree import LxmlError

    try:
        return html.document_fromstring(markup)
    except (LxmlError, ValueError) as error:
        raise Unreadable("la page est vide ou n’est pas du HTML.") from error


def text_of(tree: Any) -> str:
    """Return what is read on a page, its headings as Markdown headings; `tree` loses the rest."""
    for element in list(tree.iter(*DROPPED)):
        if element.getparent() is not None and not _holds_the_title(element):
            element.drop_tree()
    _drop_furniture(tree)
    pieces: list[str] = []
    _walk(_core(tree), pieces)
    return _spaced("".join(pieces))


def _drop_furniture(tree: Any) -> None:
    """Drop what its class, id or role says is no part of the text, unless it holds most of it."""
    whole = _letters(tree)
    for element in list(tree.iter("div", "section", "ul", "ol", "p", "span", "table")):
        if element.getparent() is None or not _is_furniture(element):
            continue
        if not _holds_the_title(element) and _letters(element) < WHOLE * whole:
            element.drop_tree()


def _is_furniture(element: Any) -> bool:
    if (
        element.get("role") in ROLES
        or element.get("aria-hidden") == "true"
        or element.get("hidden") is not None
    ):
        return True
    hidden = "display:none" in (element.get("style") or "").replace(" ", "")
    return hidden or any(_FURNITURE.search(element.get(name) or "") for name in ("class", "id"))


def _holds_the_title(element: Any) -> bool:
    return element.tag != "head" and element.find(".//h1") is not None and _letters(element) >= CORE


def _core(tree: Any) -> Any:
    """Return the <main>, or the only <article>, when it holds a text; else the whole."""
    for found in (tree.xpath("//main|//*[@role='main']"), tree.xpath("//article")):
        if len(found) == 1 and _letters(found[0]) >= CORE:
            return found[0]
    return tree


def _letters(element: Any) -> int:
    return sum(char.isalpha() for char in element.text_content())


def _title(tree: Any) -> str:
    """Return the first heading, else the title without the name of the site."""
    heading = next((one for one in tree.iter("h1") if one.text_content().strip()), None)
    if heading is not None:
        return " ".join(heading.text_content().split())
    return _SITE.sub("", " ".join((tree.findtext(".//title") or "").split()))


def _body_class(tree: Any) -> str:
    body = tree.find("body")
    return "" if body is None else body.get("class") or ""


def _first(tree: Any, paths: Iterable[str]) -> str:
    return next(
        (str(found).strip() for path in paths for found in tree.xpath(path) if str(found).strip()), ""
    )


def _told(markup: str) -> str:
    found = _PUBLISHED.search(markup)
    return found[1] if found else ""


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
