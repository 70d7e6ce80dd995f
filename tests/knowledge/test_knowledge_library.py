"""The library that the crafts ask, over a small corpus."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from shelves import MemoryShelf, a_notice, add, write_corpus

from bot.drafting.ports import Craft, Kind, LibraryUnavailable
from knowledge.errors import Busy, CorpusError
from knowledge.library import IndexLibrary
from knowledge.lock import only_writer

if TYPE_CHECKING:
    from pathlib import Path


async def first(library: IndexLibrary, question: str) -> str:
    hits = await library.search(question)
    return hits.passages[0].source if hits.passages else ""


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("rhinoplastie", "topic:rhinoplastie"),
        ("je veux refaire mon nez", "topic:rhinoplastie"),
        ("RHINOPLASTIE", "topic:rhinoplastie"),
        ("rinoplasti", "topic:rhinoplastie"),
        ("combien de clopes avant l’opération", "topic:tabac"),
        ("bronzer avec une cicatrice", "topic:soleil"),
        ("la pub c'est interdit ?", "card:K03"),
        ("dire que c’est ma patiente", "card:K21"),
    ],
)
async def test_question_finds_its_document(library: IndexLibrary, question: str, source: str) -> None:
    assert await first(library, question) == source


async def test_passage_says_where_it_stands(library: IndexLibrary, shelf: MemoryShelf) -> None:
    found = (await library.search("forme du nez")).passages[0]
    document = shelf.documents["topic:rhinoplastie"]
    assert document.text[found.start : found.end] == found.text == "La rhinoplastie modifie la forme du nez."
    assert (found.section, found.kind, found.confidence, found.checked) == (
        "En bref",
        Kind.TOPIC,
        "V2",
        "2026-11-21",
    )
    assert (
        found.label
        == "Fiche «\u00a0La rhinoplastie\u00a0» (vérifiée le 21\u00a0nov. 2026, à relire par le chirurgien)"
    )
    assert found.url == "https://exemple.example/rhinoplastie"


async def test_card_is_labelled_with_its_number(library: IndexLibrary) -> None:
    found = (await library.search("secret professionnel", kinds=[Kind.DEONTOLOGY])).passages[0]
    assert (found.card, found.label) == ("K21", "Carte K21 — Le secret professionnel")


async def test_scores_fall_and_stay_between_nought_and_one(library: IndexLibrary) -> None:
    scores = [one.score for one in (await library.search("cicatrice du nez au soleil et tabac")).passages]
    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[-1] <= scores[0] <= 1


async def test_two_passages_of_a_document_at_most(library: IndexLibrary) -> None:
    notice = a_notice(
        "nez", "\n\n".join(f"## Nez {i}\n\n{'Le nez se mouche doucement. ' * 20}" for i in range(6))
    )
    await add(library, [notice])
    sources = [one.source for one in (await library.search("nez", limit=20)).passages]
    assert sources.count("practice:nez") == 2


@pytest.mark.parametrize(
    "question", ["recette de la tarte aux pommes", "zzzz qqqq", "météo demain à Brest", "12345"]
)
async def test_question_that_nothing_answers_is_not_covered(library: IndexLibrary, question: str) -> None:
    assert not (await library.search(question)).covered


@pytest.mark.parametrize("question", ["", "   ", "?!…", "😀😀", "de la les", "مرحبا كيف حالك", "\x00"])
async def test_question_without_words_finds_nothing(library: IndexLibrary, question: str) -> None:
    hits = await library.search(question)
    assert (hits.passages, hits.covered) == ((), False)


async def test_very_long_question_is_answered(library: IndexLibrary) -> None:
    hits = await library.search("Bonjour docteur, je fume depuis vingt ans et " * 2_000)
    assert hits.passages[0].source == "topic:tabac"


@pytest.mark.parametrize(
    "question", ['nez" OR "tabac', "nez*", "nez NEAR tabac", "nez'; DROP TABLE passage; --", "nez:\\"]
)
async def test_search_syntax_is_only_words(library: IndexLibrary, question: str) -> None:
    assert (await library.search(question)).passages


@pytest.mark.parametrize("kind", Kind)
async def test_kinds_are_a_hard_filter(library: IndexLibrary, kind: Kind) -> None:
    await add(library, [a_notice("tabac", "Le cabinet demande un arrêt du tabac avant toute opération.")])
    found = await library.search("tabac, secret et cicatrice", kinds=[kind], limit=20)
    assert {one.kind for one in found.passages} == {kind}


async def test_no_kind_at_all_finds_nothing(library: IndexLibrary) -> None:
    assert (await library.search("nez", kinds=[])).passages == ()


@pytest.mark.parametrize(("day", "count"), [(20190101, 0), (20201225, 1), (20261121, 1), (None, 1)])
async def test_day_leaves_out_what_is_not_in_force(
    library: IndexLibrary, day: int | None, count: int
) -> None:
    found = await library.search("communication et comparaison", kinds=[Kind.DEONTOLOGY], day=day)
    assert len([one for one in found.passages if one.card == "K03"]) == count


async def test_documents_of_another_practice_stay_out(
    shelf: MemoryShelf, corpus: Path, tmp_path: Path
) -> None:
    from dataclasses import replace

    notice = replace(a_notice("lyon", "La navette du cabinet part de la gare."), practice="lyon")
    lyon = IndexLibrary(shelf, tmp_path / "cache", corpus=corpus, practice="lyon")
    lille = IndexLibrary(shelf, tmp_path / "cache", corpus=corpus, practice="lille")
    await add(lyon, [notice])
    found = [(await one.search("la navette de la gare")).passages for one in (lyon, lille)]
    assert [len(one) for one in found] == [1, 0]
    await lyon.close()
    await lille.close()


async def test_added_document_is_found_and_forgotten_one_is_not(library: IndexLibrary) -> None:
    upkeep = await library.upkeep()
    await add(library, [a_notice("parking", "Le parking du cabinet est gratuit pendant la consultation.")])
    before = await first(library, "où est le parking ?")
    await upkeep.forget("practice:parking")
    assert (before, await first(library, "parking")) == ("practice:parking", "")


async def test_forgotten_words_leave_no_trace_in_the_caches(library: IndexLibrary, tmp_path: Path) -> None:
    upkeep = await library.upkeep()
    await add(library, [a_notice("secret", "La zygomatique inoubliable repose au troisième sous-sol. " * 9)])
    held = b"".join(path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file())
    await upkeep.forget("practice:secret")
    await library.close()
    left = b"".join(path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file())
    assert (b"zygomatique inoubliable" in held, b"zygomatiqu" in left, b"practice:secret" in left) == (
        True,
        False,
        False,
    )


async def test_changed_document_shows_its_new_words_only(library: IndexLibrary) -> None:
    await add(library, [a_notice("horaires", "Le secrétariat ouvre le mardi.")])
    await add(library, [a_notice("horaires", "Le secrétariat ouvre le jeudi.")])
    found = await library.search("quand ouvre le secrétariat", kinds=[Kind.PRACTICE])
    assert [one.text for one in found.passages] == ["Le secrétariat ouvre le jeudi."]


async def test_changed_shipped_sheet_is_read_again_at_the_next_start(
    shelf: MemoryShelf, corpus: Path, tmp_path: Path
) -> None:
    library = IndexLibrary(shelf, tmp_path / "cache", corpus=corpus)
    before = await library.search("navigation spatiale")
    await library.close()
    sheet = corpus / "topics" / "soleil.md"
    sheet.write_text(
        sheet.read_text("utf-8").replace("colore", "perturbe la navigation spatiale de"), "utf-8"
    )
    again = IndexLibrary(shelf, tmp_path / "cache", corpus=corpus)
    assert (before.covered, await first(again, "navigation spatiale")) == (False, "topic:soleil")
    await again.close()


async def test_sheet_is_whole_and_in_order(library: IndexLibrary) -> None:
    sheet = await library.sheet("topic:tabac")
    assert sheet is not None
    assert [one.section for one in sheet.passages] == ["En bref", "Risques et limites"]
    assert (sheet.names, sheet.hashtags, sheet.signed_off) == (
        ("fumer", "cigarette"),
        ("information",),
        False,
    )


@pytest.mark.parametrize("source", ["topic:absent", "card:K99", "", "practice:"])
async def test_absent_sheet_is_none(library: IndexLibrary, source: str) -> None:
    assert await library.sheet(source) is None


async def test_titles_are_sorted_without_regard_to_accents(library: IndexLibrary) -> None:
    await add(library, [a_notice(name, f"Document {name} du cabinet.") for name in ("Été", "zèbre", "avion")])
    assert await library.titles(Kind.PRACTICE) == ("avion", "Été", "zèbre")


async def test_pinned_cards_come_with_the_section_of_the_craft(library: IndexLibrary) -> None:
    pinned = await library.pinned(Craft.REVIEW)
    assert [(one.card, one.section) for one in pinned] == [
        ("K21", "Ce qu’il faut savoir"),
        ("K21", "Pour un avis"),
    ]
    assert {one.score for one in pinned} == {1.0}


async def test_card_of_a_fired_rule_comes_first(library: IndexLibrary) -> None:
    assert (await library.pinned(Craft.POST, ["AVI001"]))[0].card == "K21"


async def test_damaged_word_index_is_made_anew(library: IndexLibrary, tmp_path: Path) -> None:
    assert await first(library, "nez") == "topic:rhinoplastie"
    await library.close()
    for path in (tmp_path / "cache").glob("words.sqlite3*"):
        path.unlink()
    (tmp_path / "cache" / "words.sqlite3").write_bytes(os.urandom(50_000))
    library._looked = float("-inf")
    assert await first(library, "nez") == "topic:rhinoplastie"


async def test_damage_in_the_middle_of_the_file_is_mended(library: IndexLibrary, tmp_path: Path) -> None:
    await library.warm()
    await library.close()
    path = tmp_path / "cache" / "words.sqlite3"
    raw = path.read_bytes()
    path.write_bytes(raw[:4096] + b"\x5a" * (len(raw) - 8192) + raw[-4096:])
    assert await first(library, "bronzer") == "topic:soleil"
    assert (await (await library.upkeep()).verify()).faults == ()


async def test_verify_counts_what_every_place_holds(library: IndexLibrary) -> None:
    found = await (await library.upkeep()).verify()
    assert (found.passages, found.words, found.faults) == (12, 12, ())


async def test_verify_finds_and_mends_a_cache_that_lies(library: IndexLibrary, tmp_path: Path) -> None:
    await library.warm()
    await library.close()
    import sqlite3

    with sqlite3.connect(tmp_path / "cache" / "words.sqlite3") as connection:
        connection.execute("DELETE FROM passage WHERE row = 1")
    connection.close()
    upkeep = await library.upkeep()
    found = await upkeep.verify()
    assert found.faults == ("Index des mots\u00a0: 1 passages manquants, 0 en trop.",)
    assert found.words == 12


async def test_reader_notices_what_another_library_wrote(
    shelf: MemoryShelf, corpus: Path, tmp_path: Path
) -> None:
    reader = IndexLibrary(shelf, tmp_path / "cache", corpus=corpus)
    writer = IndexLibrary(shelf, tmp_path / "cache", corpus=corpus)
    await reader.warm()
    await add(writer, [a_notice("parking", "Le parking est derrière la clinique.")])
    assert await first(reader, "parking") == "practice:parking"
    await reader.close()
    await writer.close()


async def test_index_thrown_away_by_another_library_is_opened_anew(
    shelf: MemoryShelf, corpus: Path, tmp_path: Path
) -> None:
    reader = IndexLibrary(shelf, tmp_path / "cache", corpus=corpus)
    writer = IndexLibrary(shelf, tmp_path / "cache", corpus=corpus)
    await reader.warm()
    await (await writer.upkeep()).rebuild()
    await add(writer, [a_notice("parking", "Le parking est derrière la clinique.")])
    assert await first(reader, "parking") == "practice:parking"
    await reader.close()
    await writer.close()


async def test_search_goes_on_while_another_process_writes(
    library: IndexLibrary, shelf: MemoryShelf, tmp_path: Path
) -> None:
    await library.warm()
    await shelf.put([a_notice("parking", "Le parking est derrière la clinique.")])
    with only_writer(tmp_path / "cache" / "writing.lock", 0):
        assert await first(library, "bronzer") == "topic:soleil"


async def test_first_index_waits_for_nobody_and_says_so(library: IndexLibrary, tmp_path: Path) -> None:
    with (
        only_writer(tmp_path / "cache" / "writing.lock", 0),
        pytest.raises(LibraryUnavailable, match="Une autre commande"),
    ):
        await library.search("nez")


def test_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    with only_writer(tmp_path / "lock", 0), pytest.raises(Busy), only_writer(tmp_path / "lock", 0.1):
        pass


def test_lock_of_a_dead_process_is_free(tmp_path: Path) -> None:
    code = (
        "import os, pathlib\nfrom knowledge.lock import only_writer\n"
        f"with only_writer(pathlib.Path({str(tmp_path / 'lock')!r}), 0):\n    os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=False)
    with only_writer(tmp_path / "lock", 0):
        assert (tmp_path / "lock").exists()


async def test_many_questions_at_once_get_their_own_answers(library: IndexLibrary) -> None:
    wanted = {
        "nez": "topic:rhinoplastie",
        "fumer": "topic:tabac",
        "bronzer": "topic:soleil",
        "rinoplasti": "topic:rhinoplastie",
    }
    found = await asyncio.gather(*(first(library, question) for question in wanted for _ in range(10)))
    assert found == [source for source in wanted.values() for _ in range(10)]


async def test_broken_sheet_names_its_file(shelf: MemoryShelf, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    (corpus / "topics" / "vide.md").write_text(
        "---\nid: vide\ntitle: Vide\nsubject: le vide\n---\n", encoding="utf-8"
    )
    library = IndexLibrary(shelf, tmp_path / "cache", corpus=corpus)
    with pytest.raises(LibraryUnavailable, match=r"vide\.md"):
        await library.search("nez")
    await library.close()


BAD_SHEETS = {
    "sans en-tête": "## En bref\n\nTexte.\n",
    "pas du YAML": "---\n[: {\n---\n## A\n\nB.\n",
    "pas des champs": "---\n- liste\n---\n## A\n\nB.\n",
    "autre nom": '---\nid: autre\ntitle: "T"\nsubject: "s"\n---\n## A\n\nB.\n',
    "sans titre": '---\nid: nez\nsubject: "s"\n---\n## A\n\nB.\n',
    "noms en vrac": '---\nid: nez\ntitle: "T"\nsubject: "s"\nnames: un nez\n---\n## A\n\nB.\n',
    "sans section": '---\nid: nez\ntitle: "T"\nsubject: "s"\n---\nDu texte sans titre.\n',
}


@pytest.mark.parametrize("name", BAD_SHEETS)
def test_sheet_that_is_not_one_says_what_is_wrong(tmp_path: Path, name: str) -> None:
    from knowledge.corpus import load_shipped

    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "nez.md").write_text(BAD_SHEETS[name], encoding="utf-8")
    with pytest.raises(CorpusError, match=r"nez\.md"):
        load_shipped(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
async def test_protected_folder_says_what_to_do(shelf: MemoryShelf, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0o500)
    library = IndexLibrary(shelf, tmp_path / "home" / "cache", corpus=corpus)
    with pytest.raises(LibraryUnavailable, match="droits"):
        await library.search("nez")


async def test_file_in_place_of_the_folder_is_an_error_in_french(
    shelf: MemoryShelf, corpus: Path, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("un fichier")
    library = IndexLibrary(shelf, tmp_path / "cache", corpus=corpus)
    with pytest.raises(LibraryUnavailable, match="dossier"):
        await library.search("nez")


def test_library_costs_no_heavy_import() -> None:
    heavy = "('chromadb', 'numpy', 'Stemmer', 'sqlalchemy', 'langchain_core', 'httpx', 'lxml', 'pypdf', 'docx', 'yaml')"
    code = f"import sys, knowledge.library, knowledge.grounding, knowledge.citations; print([m for m in {heavy} if m in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "[]"
