"""Real files, good and bad, made on the fly."""

from __future__ import annotations

import os
import zipfile
from typing import TYPE_CHECKING

import pytest
from papers import pdf

from bot.drafting.ports import Kind
from knowledge import importers
from knowledge.errors import Unreadable
from knowledge.importers import LARGEST, READERS, source_id
from knowledge.importers.pdf import joined
from knowledge.importers.text import decode, normalise

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.model import Document

SENTENCE = "Après l’intervention, la douche est possible dès le lendemain."
BRIEF = "Apres l'operation, reposez-vous."


def import_file(path: Path) -> Document:
    """Read a file that is one document."""
    (document,) = importers.import_file(path)
    return document


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def locked_pdf(folder: Path) -> Path:
    from pypdf import PdfReader, PdfWriter

    plain = write(folder, "plain.pdf", pdf(SENTENCE.replace("’", "'")))
    writer = PdfWriter(clone_from=PdfReader(plain))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(folder / "locked.pdf")
    return folder / "locked.pdf"


def word(folder: Path) -> Path:
    import docx

    document = docx.Document()
    document.core_properties.title = "Consignes de sortie"
    document.add_heading("La douche", level=2)
    document.add_paragraph(SENTENCE)
    document.add_paragraph("Pas de bain", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Jour 1", "Pansement"
    document.add_heading("La suite", level=2)
    document.add_paragraph("Un contrôle a lieu après une semaine.")
    document.save(str(folder / "sortie.docx"))
    return folder / "sortie.docx"


PAGE = f"""<!DOCTYPE html><html><head><title>Suites · Cabinet</title><style>p {{}}</style></head><body>
<nav><a href="/">Accueil du site</a></nav><header>Bandeau</header><main><h1>Les suites</h1>
<p>{SENTENCE}<br>Sans frotter.</p><script>alert("script")</script>
<ul><li>Premier point</li><li><p>Second point</p></li></ul>
<table><tr><th>Quand</th><th>Quoi</th></tr><tr><td>Jour&nbsp;1</td><td>Pansement</td></tr></table></main>
<form><button>Envoyer</button></form><footer>Mentions du pied</footer><!-- caché --></body></html>"""


def test_markdown_keeps_headings_and_drops_links_and_emphasis(tmp_path: Path) -> None:
    text = f"---\ntitle: La douche\n---\n# Douche\n\n**{SENTENCE}**\n\n* voir [la page](https://exemple.example/a)\n<!-- non -->"
    document = import_file(write(tmp_path, "douche.md", text))
    assert (document.title, document.kind) == ("La douche", Kind.PRACTICE)
    assert document.text == f"# Douche\n\n{SENTENCE}\n\n- voir la page\n"


def test_markdown_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    document = import_file(write(tmp_path, "a.md", f"---\n\n# Douche\n\n{SENTENCE}\n\n---\nFin"))
    assert document.title == "Douche"
    assert SENTENCE in document.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    document = import_file(write(tmp_path, "consignes de-sortie.txt", SENTENCE.encode(encoding)))
    assert (document.text, document.title) == (SENTENCE + "\n", "consignes de sortie")


def test_html_keeps_what_is_read_on_the_page(tmp_path: Path) -> None:
    document = import_file(write(tmp_path, "page.html", PAGE))
    assert document.title == "Les suites"
    for kept in (
        SENTENCE,
        "Sans frotter.",
        "- Premier point",
        "- Second point",
        "Quand | Quoi",
        "| Pansement",
    ):
        assert kept in document.text.replace("\u00a0", " ")


@pytest.mark.parametrize("dropped", ["Accueil", "Bandeau", "alert", "Envoyer", "pied", "caché", "p {"])
def test_html_drops_menus_scripts_and_footers(tmp_path: Path, dropped: str) -> None:
    assert dropped not in import_file(write(tmp_path, "page.html", PAGE)).text


@pytest.mark.parametrize(
    "declared", ['<meta charset="iso-8859-15">', '<?xml version="1.0" encoding="iso-8859-15"?>']
)
def test_html_follows_the_encoding_it_declares(tmp_path: Path, declared: str) -> None:
    raw = f"{declared}<html><body><p>L'opération coûte en général 50 € de dépassement.</p></body></html>"
    name = "page.xhtml" if "xml" in declared else "page.htm"
    encoded = raw.replace("<?xml", '<?xml charset="iso-8859-15"').encode("iso-8859-15")
    assert "50 €" in import_file(write(tmp_path, name, encoded)).text


def test_pdf_gives_its_text_and_title(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "notice.pdf",
        pdf("Les suites opéra-\ntoires sont simples\net courtes.", BRIEF, title="Notice"),
    )
    document = import_file(path)
    assert document.title == "Notice"
    assert document.text == f"Les suites opératoires sont simples et courtes.\n\n{BRIEF}\n"


def test_pdf_lines_that_end_a_sentence_stay_apart() -> None:
    assert joined("Une phrase.\nUne autre\nqui suit") == "Une phrase.\nUne autre qui suit"


def test_scan_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"scan.*OCR"):
        import_file(write(tmp_path, "scan.pdf", pdf("", "")))


def test_locked_pdf_is_said_to_be_locked(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="mot de passe"):
        import_file(locked_pdf(tmp_path))


def test_word_document_keeps_its_order(tmp_path: Path) -> None:
    document = import_file(word(tmp_path))
    assert document.title == "Consignes de sortie"
    assert document.text.split("\n\n") == [
        "## La douche", SENTENCE, "- Pas de bain", "Jour 1 | Pansement", "## La suite",
        "Un contrôle a lieu après une semaine.\n",
    ]  # fmt: skip


GARBAGE = bytes(range(256)) * 40
BAD = {
    "vide.txt": (b"", "est vide"),
    "blanc.md": (b"  \n\n ", "ne contient pas de texte"),
    "binaire.txt": (GARBAGE, "n’est pas du texte"),
    "binaire.md": (GARBAGE, "n’est pas du texte"),
    "binaire.html": (GARBAGE, "n’est pas du texte"),
    "vide.html": (
        b"<html><body><nav>menu du site tout en haut</nav></body></html>",
        "ne contient pas de texte",
    ),
    "rien.html": (b"   ", "vide"),
    "faux.pdf": (b"%PDF-1.4\nrien de bon", "endommagé"),
    "binaire.pdf": (GARBAGE, "endommagé"),
    "coupe.pdf": (pdf(BRIEF)[:200], "endommagé|scan"),
    "binaire.docx": (GARBAGE, "Word est endommagé"),
    "ancien.doc": (GARBAGE, "n’est pas lu"),
    "image.png": (GARBAGE, "n’est pas lu"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_says_why_in_french(tmp_path: Path, name: str) -> None:
    content, reason = BAD[name]
    with pytest.raises(Unreadable, match=reason):
        import_file(write(tmp_path, name, content))


def test_zip_that_is_no_word_document_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "faux.docx", "w") as archive:
        archive.writestr("lisezmoi.txt", "rien")
    with pytest.raises(Unreadable, match="Word"):
        import_file(tmp_path / "faux.docx")


def test_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="n’existe pas"):
        import_file(tmp_path / "absent.md")


def test_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "enorme.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(Unreadable, match="40"):
        import_file(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_forbidden_file_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, "secret.md", SENTENCE)
    path.chmod(0)
    with pytest.raises(Unreadable, match="droit de le lire"):
        import_file(path)


def test_one_file_has_one_id_whatever_it_says(tmp_path: Path) -> None:
    ids = {
        import_file(write(tmp_path, "Été à la mer.md", f"{SENTENCE} {number}")).source for number in range(3)
    }
    assert ids == {source_id(tmp_path / "Été à la mer.md")}


def test_two_files_of_one_name_have_two_ids(tmp_path: Path) -> None:
    assert source_id(tmp_path / "a" / "notice.md") != source_id(tmp_path / "b" / "notice.md")
    assert source_id(tmp_path / "notice.md", "lyon") != source_id(tmp_path / "notice.md", "lille")


def test_chunks_are_slices_of_the_text(tmp_path: Path) -> None:
    document = import_file(
        write(tmp_path, "long.md", "\n\n".join(f"## Partie {i}\n\n{SENTENCE * 12}" for i in range(9)))
    )
    assert len(document.chunks) == 9
    assert all(document.text[one.start : one.end] == one.text for one in document.chunks)


def test_decomposed_accents_surrogates_and_controls_are_mended() -> None:
    assert (
        normalise("e\u0301te\u0301 \ud800\x07\u200bfin\r\n\r\n\r\n\r\nsuite  \x0cpage")
        == "été fin\n\nsuite\n\npage\n"
    )


def test_unknown_declared_encoding_does_not_stop_reading() -> None:
    assert decode("café".encode("cp1252"), "klingon-8") == "café"


@pytest.mark.parametrize("suffix", READERS)
def test_upper_case_suffix_is_read_too(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(Unreadable, match="est vide"):
        import_file(write(tmp_path, f"vide{suffix.upper()}", b""))
