"""PDF pages in reading order: columns, tables, running heads, pages that are pictures."""

from __future__ import annotations

import shutil
import stat
import sys
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import pdf, pdf_file

from knowledge import importers
from knowledge.errors import Unreadable
from knowledge.importers import scans
from knowledge.importers.layout import in_reading_order

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.model import Document


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def import_file(path: Path) -> Document:
    """Read a file that is one document."""
    (document,) = importers.import_file(path)
    return document


LEFT = [
    "La cicatrice passe par trois temps. D’abord",
    "rouge et un peu épaisse, elle s’assouplit",
    "peu à peu. Elle pâlit ensuite pendant",
]
LEFT += ["plusieurs mois, selon la peau et la zone", "opérée."]
RIGHT = [
    "Le sport reprend par étapes. La marche est",
    "possible tôt, la course plus tard. Les",
    "efforts des bras attendent l’accord du",
]
RIGHT += ["chirurgien, parfois plusieurs semaines.", ""]
TABLE = """Calendrier de la reprise
  Étape          Quand           Consigne
  Douche         Dès le          Sans frotter, puis
                 lendemain       sécher en tamponnant

  Bain           Un mois         Plaie fermée
Chaque situation est particulière : suivez ce que votre chirurgien vous a dit."""


def side_by_side(*columns: list[str], width: int = 70) -> str:
    rows = max(map(len, columns))
    padded = [[*column, *[""] * (rows - len(column))] for column in columns]
    return "\n".join("".join(cell.ljust(width) for cell in row).rstrip() for row in zip(*padded, strict=True))


def positioned(lines: list[tuple[int, int, str]]) -> bytes:
    """Return a PDF of one page with each text at its place, in the order given."""
    shown = b"".join(
        b"BT /F1 10 Tf 1 0 0 1 %d %d Tm (%s) Tj ET\n" % (x, y, text.encode("cp1252").replace(b"(", b"\\("))
        for x, y, text in lines
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown)
    catalog, pages = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>"
    return pdf_file([catalog, pages, font, stream, page, b"<< >>"])


def scanned(
    filters: bytes, data: bytes, *, bits: int = 8, space: bytes = b"/DeviceGray", pages: int = 1
) -> bytes:
    """Return a PDF whose pages are one picture of 200 × 200 dots."""
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 200 /Height 200 /BitsPerComponent %d /ColorSpace %s "
        b"/Filter %s /Length %d >>\nstream\n%s\nendstream" % (bits, space, filters, len(data), data)
    )
    drawn = b"<< /Length 8 >>\nstream\n/Im0 Do \nendstream"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /Im0 3 0 R >> >> >>"
    kids = b" ".join(b"5 0 R" for _ in range(pages))
    catalog, tree = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
    )
    return pdf_file([catalog, tree, picture, drawn, page, b"<< >>"])


# --- Layout


def test_columns_come_one_after_the_other() -> None:
    title = "Conseils après une opération, en deux colonnes et sous un titre qui les couvre toutes les deux, largement"
    found = in_reading_order(f"{title}\n\n{side_by_side(LEFT, RIGHT)}")
    assert found is not None
    assert found.split() == " ".join([title, *LEFT, *RIGHT]).split()


def test_three_columns_come_one_after_the_other() -> None:
    columns = [
        [f"colonne {name} ligne {n} avec assez de mots" for n in range(6)] for name in ("un", "deux", "trois")
    ]
    found = in_reading_order(side_by_side(*columns, width=60))
    assert found is not None
    assert found.split() == " ".join(line for column in columns for line in column).split()


def test_table_becomes_rows_with_bars_and_its_wrapped_cells_are_whole() -> None:
    found = in_reading_order(TABLE)
    assert found is not None
    assert [line for line in found.split("\n") if line] == [
        "Calendrier de la reprise",
        "Étape | Quand | Consigne",
        "Douche | Dès le lendemain | Sans frotter, puis sécher en tamponnant",
        "Bain | Un mois | Plaie fermée",
        "Chaque situation est particulière : suivez ce que votre chirurgien vous a dit.",
    ]


@pytest.mark.parametrize(
    "grid",
    [
        "",
        "Une phrase.\nUne autre phrase.",
        "Une phrase   avec un trou\net une autre ligne sans rien de tel, tout du long de la page",
        "Texte justifié  avec  deux  blancs\npuis d’autres  lignes  encore  plus longues que la première",
    ],
)
def test_plain_page_is_left_alone(grid: str) -> None:
    assert in_reading_order(grid) is None


WORDS = st.text(alphabet="abcdeé", min_size=1, max_size=9)


@given(
    st.lists(st.lists(st.lists(WORDS, max_size=9), min_size=2, max_size=2), max_size=25), st.integers(2, 90)
)
def test_layout_loses_and_invents_no_word(rows: list[list[list[str]]], width: int) -> None:
    grid = "\n".join("".join(" ".join(cell).ljust(width) for cell in row) for row in rows)
    found = in_reading_order(grid)
    assert found is None or sorted(found.replace("|", " ").split()) == sorted(grid.split())


def test_pdf_with_two_columns_written_line_by_line_is_read_by_column(tmp_path: Path) -> None:
    both = [
        (x, 780 - 14 * n, text)
        for n, row in enumerate(zip(LEFT, RIGHT, strict=True))
        for x, text in zip((50, 320), row, strict=True)
    ]
    document = import_file(write(tmp_path / "deux.pdf", positioned([one for one in both if one[2]])))
    assert document.text.split() == " ".join(LEFT + RIGHT).split()


def test_pdf_table_keeps_its_rows(tmp_path: Path) -> None:
    rows = [
        ("Étape", "Quand", "Consigne"),
        ("Douche", "Le lendemain", "Sans frotter"),
        ("Bain", "Un mois", "Plaie fermée"),
    ]
    cells = [
        (x, 780 - 20 * n, text)
        for n, row in enumerate(rows)
        for x, text in zip((60, 200, 360), row, strict=True)
    ]
    document = import_file(write(tmp_path / "table.pdf", positioned(cells)))
    assert document.text.strip().split("\n") == [" | ".join(row) for row in rows]


def test_pdf_pages_lose_their_running_heads_and_join_their_sentences(tmp_path: Path) -> None:
    texts = ["La douche est possible dès", "le lendemain, sans frotter.", "Le bain attend un mois."]
    pages = [f"Livret de sortie\n{text}\nPage {n} / 3" for n, text in enumerate(texts, 1)]
    document = import_file(write(tmp_path / "livret.pdf", pdf(*pages)))
    assert (
        document.text == "La douche est possible dès le lendemain, sans frotter.\n\nLe bain attend un mois.\n"
    )
    assert [document.text[start:].split()[0] for start in document.about.pages] == ["le", "Le"]


@pytest.mark.parametrize(
    "title", ["untitled", "(anonymous)", "Microsoft Word - Consignes.docx", "notice.indd"]
)
def test_pdf_title_that_a_program_wrote_is_not_shown(tmp_path: Path, title: str) -> None:
    page = pdf("La douche\nLa douche est possible dès le lendemain.", title=title)
    assert import_file(write(tmp_path / "notice.pdf", page)).title == "La douche"


# --- Scans

FAKE = """#!{python}
import sys
if "--list-langs" in sys.argv:
    print("List of available languages (2):\\n{langs}")
    raise SystemExit(0)
picture = sys.stdin.buffer.read()
assert sys.argv[1:] == ["stdin", "stdout", "-l", "fra"], sys.argv
if {fails}:
    raise SystemExit(3)
print("La douche est possible dès le lendemain. Signature " + picture[:2].decode("latin-1"))
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Put a program named `tesseract` on the PATH, alone."""

    def put(langs: str = "eng\\nfra", *, fails: bool = False) -> None:
        program = tmp_path / "bin" / "tesseract"
        program.parent.mkdir()
        program.write_text(FAKE.format(python=sys.executable, langs=langs, fails=fails))
        program.chmod(program.stat().st_mode | stat.S_IEXEC)
        monkeypatch.setenv("PATH", str(program.parent))
        monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
        scans.tesseract.cache_clear()

    scans.tesseract.cache_clear()
    yield put
    scans.tesseract.cache_clear()


PICTURES = {
    "jpeg": (scanned(b"/DCTDecode", b"\xff\xd8\xff\xe0 une image"), "ÿØ"),
    "grey": (scanned(b"/FlateDecode", zlib.compress(b"\x80" * 40_000)), "P5"),
    "colours": (scanned(b"/FlateDecode", zlib.compress(b"\x80" * 120_000), space=b"/DeviceRGB"), "P6"),
    "bits": (scanned(b"/FlateDecode", zlib.compress(b"\x80" * 5_000), bits=1), "P4"),
    "fax": (scanned(b"/CCITTFaxDecode", b"\x00" * 200, bits=1), "II"),
}  # fmt: skip


@pytest.mark.parametrize("kind", PICTURES)
def test_scan_is_read_when_tesseract_is_there(tmp_path: Path, install: object, kind: str) -> None:
    content, signature = PICTURES[kind]
    install()  # type: ignore[operator]
    document = import_file(write(tmp_path / "scan.pdf", content))
    assert document.text == f"La douche est possible dès le lendemain. Signature {signature}\n"


@pytest.mark.parametrize("langs", ["eng", "eng\\nfrak"])
def test_scan_without_french_says_what_to_install(tmp_path: Path, install: object, langs: str) -> None:
    install(langs)  # type: ignore[operator]
    with pytest.raises(Unreadable, match="langue française"):
        import_file(write(tmp_path / "scan.pdf", PICTURES["jpeg"][0]))


def test_scan_that_tesseract_cannot_read_says_so(tmp_path: Path, install: object) -> None:
    install(fails=True)  # type: ignore[operator]
    with pytest.raises(Unreadable, match="a échoué sur une page"):
        import_file(write(tmp_path / "scan.pdf", PICTURES["jpeg"][0]))


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs the real tesseract with French")
def test_real_tesseract_answers() -> None:
    assert scans.tesseract() is not None


# --- Other clumsy files


def test_text_half_in_utf8_is_read_but_for_its_damaged_letters(tmp_path: Path) -> None:
    raw = ("La cicatrice récente se protège du soleil, même à l’ombre. " * 9).encode() + b"\xff fin."
    assert import_file(write(tmp_path / "a.txt", raw)).text.startswith(
        "La cicatrice récente se protège du soleil"
    )


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "mac-roman", "latin-1"])
def test_text_without_a_mark_is_read(tmp_path: Path, encoding: str) -> None:
    text = "Consignes d'été : la cicatrice récente se protège du soleil."
    assert import_file(write(tmp_path / "a.txt", text.encode(encoding))).text == f"{text}\n"


def test_file_of_headings_alone_holds_no_text(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="que des titres"):
        import_file(write(tmp_path / "a.md", "# Un titre qui est bien long\n\n## Un autre titre\n"))


@pytest.mark.parametrize(
    ("name", "hint"), [("a.zip", "Décompressez"), ("a.doc", "DOCX"), ("a.xlsx", "CSV"), ("a.eml", "courriel")]
)
def test_other_format_says_what_to_do(tmp_path: Path, name: str, hint: str) -> None:
    with pytest.raises(Unreadable, match=hint):
        import_file(write(tmp_path / name, b"x"))
