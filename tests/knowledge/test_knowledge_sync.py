"""Folders and the index: what is new is read, what vanished is forgotten, what is bad waits aside, and nothing is done twice."""

from __future__ import annotations

import asyncio
import json
import os
from typing import TYPE_CHECKING

import pytest
from homes import NOTICE, PATIENT, write
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.ports import Kind
from bot.guard import NOBODY
from bot.store.database import open_database
from bot.store.documents import Documents
from bot.store.files import Files
from knowledge import sync as sync_module
from knowledge.files import Why
from knowledge.folders import Emptied, Look, Seen, seen_in, vanished
from knowledge.sync import Sync
from knowledge.watch import watch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.store.database import Database
    from knowledge.sync import Harvest

OTHER = "# La douche\n\nLa douche est possible dès le lendemain, sans frotter.\n"
PAST = "La cicatrice évolue pendant un an, selon la peau et la zone opérée."
FAULTY = "Nous garantissons un résultat naturel, contrairement aux autres cabinets."


class Settled:
    """Counts how often the index was made to follow."""

    def __init__(self) -> None:
        self.times = 0

    async def settle(self) -> None:
        self.times += 1


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with await open_database(f"sqlite+aiosqlite:///{tmp_path / 'confrere.db'}") as database:
        yield database


@pytest.fixture
def files(database: Database) -> Files:
    return Files(database)


@pytest.fixture
def documents(database: Database) -> Documents:
    return Documents(database)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "dossier", "venir.md")
    write(tmp_path / "dossier", "sous/douche.md", OTHER)
    return tmp_path / "dossier"


@pytest.fixture
def settled() -> Settled:
    return Settled()


@pytest.fixture
def sync(files: Files, settled: Settled) -> Sync:
    return Sync(files, settled, NOBODY)


def aged(folder: Path) -> None:
    """Make every file look written an hour ago: what was written just now is always looked into again."""
    for path in folder.rglob("*"):
        found = path.stat()
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns - 3_600_000_000_000))


def holds(folder: Path, word: bytes, pattern: str = "*") -> bool:
    """Tell whether a file of `folder` holds `word`, as it is on disk."""
    return any(word in path.read_bytes() for path in folder.glob(pattern) if path.is_file())


def whys(harvest: Harvest) -> list[Why]:
    return [one.why for _, one in harvest.aside]


async def titles(documents: Documents) -> list[str]:
    return [one.title for one in await documents.listed(Kind.PRACTICE)]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of the files that are opened from now on."""
    found: list[str] = []
    digest = sync_module._digest

    def noted(path: str) -> str:
        found.append(path)
        return digest(path)

    monkeypatch.setattr(sync_module, "_digest", noted)
    return found


async def test_first_pass_reads_all(sync: Sync, documents: Documents, folder: Path, settled: Settled) -> None:
    harvest = await sync.sync([folder])
    assert (harvest.files, harvest.same, harvest.documents, harvest.changed, settled.times) == (2, 0, 2, 2, 1)
    assert await titles(documents) == ["La douche", "Venir au cabinet"]


async def test_second_pass_opens_no_file(
    sync: Sync, folder: Path, settled: Settled, opened: list[str]
) -> None:
    aged(folder)
    await sync.sync([folder])
    opened.clear()
    harvest = await sync.sync([folder])
    assert (harvest.same, harvest.documents, settled.times, opened) == (2, 0, 1, [])


async def test_file_touched_and_not_changed_is_opened_once_and_not_read(
    sync: Sync, folder: Path, settled: Settled, opened: list[str]
) -> None:
    await sync.sync([folder])
    aged(folder)
    opened.clear()
    harvests = [await sync.sync([folder]) for _ in range(2)]
    assert [(one.same, one.documents) for one in harvests] == [(2, 0), (2, 0)]
    assert (len(opened), settled.times) == (2, 1)


async def test_change_within_the_same_tick_and_size_is_seen(
    sync: Sync, documents: Documents, folder: Path
) -> None:
    await sync.sync([folder])
    path = folder / "venir.md"
    when = path.stat()
    write(folder, "venir.md", NOTICE.replace("Port", "Parc"))
    os.utime(path, ns=(when.st_atime_ns, when.st_mtime_ns))
    assert (await sync.sync([folder])).changed == 1
    whole = await documents.of_kind(Kind.PRACTICE)
    assert [one for one in whole if "rue du Parc" in one.text] != []


async def test_changed_file_takes_the_place_of_its_former_version(
    sync: Sync, documents: Documents, folder: Path
) -> None:
    await sync.sync([folder])
    write(folder, "venir.md", NOTICE + "\nUn second parking est payant.\n")
    harvest = await sync.sync([folder])
    assert (harvest.same, harvest.documents, harvest.changed) == (1, 1, 1)
    assert len(await documents.listed(Kind.PRACTICE)) == 2


async def test_vanished_file_is_forgotten_and_others_stay(
    sync: Sync, files: Files, documents: Documents, folder: Path, settled: Settled
) -> None:
    await sync.sync([folder])
    (folder / "venir.md").unlink()
    harvest = await sync.sync([folder])
    assert (harvest.gone, harvest.changed, settled.times) == ([str(folder / "venir.md")], 1, 2)
    assert await titles(documents) == ["La douche"]
    assert list(await files.states()) == [str(folder / "sous" / "douche.md")]


async def test_other_folder_is_left_alone(
    sync: Sync, documents: Documents, folder: Path, tmp_path: Path
) -> None:
    other = write(
        tmp_path / "dossier bis", "c.md", "# Le tabac\n\nLe tabac retarde la cicatrisation.\n"
    ).parent
    await sync.sync([folder, other])
    (other / "c.md").unlink()
    assert (await sync.sync([folder])).gone == []
    assert len(await titles(documents)) == 3
    assert (await sync.sync([other])).gone == [str(other / "c.md")]


async def test_folder_emptied_at_once_is_taken_for_an_unplugged_disk(
    sync: Sync, documents: Documents, tmp_path: Path
) -> None:
    paths = [write(tmp_path / "cle", f"n{n}.md", f"# Note {n}\n\n{PAST}\n") for n in range(6)]
    await sync.sync([tmp_path / "cle"])
    for path in paths:
        path.unlink()
    with pytest.raises(Emptied) as found:
        await sync.sync([tmp_path / "cle"])
    assert (found.value.known, len(await titles(documents))) == (6, 6)
    assert len((await sync.sync([tmp_path / "cle"], emptied=True)).gone) == 6
    assert await titles(documents) == []


async def test_bad_file_waits_aside_while_the_rest_goes_on_and_is_tried_again_when_it_changes(
    sync: Sync, documents: Documents, folder: Path, opened: list[str]
) -> None:
    bad = folder / "sous" / "faux.pdf"
    bad.write_bytes(b"%PDF-1.4 rien de bon, vraiment")
    aged(folder)
    first = await sync.sync([folder])
    opened.clear()
    second = await sync.sync([folder])
    assert (whys(first), whys(second), opened) == ([Why.UNREADABLE], [], [])
    assert [one.why for _, one in second.waiting] == [Why.UNREADABLE]
    bad.unlink()
    write(folder, "sous/faux.txt", PAST)
    assert whys(await sync.sync([folder])) == []
    assert len(await titles(documents)) == 3


async def test_file_that_breaks_keeps_its_last_good_version(
    sync: Sync, documents: Documents, folder: Path
) -> None:
    await sync.sync([folder])
    (folder / "venir.md").write_bytes(b"")
    assert whys(await sync.sync([folder])) == [Why.UNREADABLE]
    assert "Venir au cabinet" in await titles(documents)


async def test_patient_in_a_file_is_told_by_its_line_and_never_kept(
    sync: Sync, files: Files, documents: Documents, folder: Path, tmp_path: Path
) -> None:
    write(folder, "consigne.md", PATIENT)
    harvest = await sync.sync([folder])
    assert [(one.why, one.where) for _, one in harvest.aside] == [(Why.PATIENT, "ligne 5")]
    assert len(await titles(documents)) == 2
    assert not holds(tmp_path, b"Durand", "confrere.db*")


async def test_patient_in_one_post_leaves_the_others_in(
    sync: Sync, files: Files, documents: Documents, tmp_path: Path
) -> None:
    rows = [
        {"date": "2023-01-02", "platform": "instagram", "text": PAST},
        {"date": "2023-04-05", "platform": "instagram", "text": PATIENT.replace("\n", " ")},
    ]
    path = write(tmp_path / "posts", "posts.json", json.dumps(rows))
    harvest = await sync.sync([path.parent])
    (state,) = (await files.states()).values()
    assert len(await titles(documents)) == 1
    assert [one.where for one in state.remarks] == ["post Instagram du 5 avril 2023, ligne 1"]
    assert (harvest.aside[0][1].published, harvest.aside[0][1].platform) == ("2023-04-05", "instagram")


async def test_file_named_after_a_patient_is_not_even_remembered(
    sync: Sync, files: Files, documents: Documents, tmp_path: Path
) -> None:
    path = write(tmp_path / "d", "Mme Julie Durand.txt", PAST)
    harvest = await sync.sync([path.parent])
    assert [one.where for _, one in harvest.aside] == ["titre ou nom du fichier"]
    assert (await files.states(), await titles(documents)) == ({}, [])


async def test_file_whose_name_is_not_unicode_is_told_and_stops_nothing(
    sync: Sync, documents: Documents, folder: Path
) -> None:
    write(folder, os.fsdecode(b"caf\xe9.txt"), PAST)
    harvest = await sync.sync([folder])
    assert ["caractères illisibles" in one.notice for _, one in harvest.aside] == [True]
    assert len(await titles(documents)) == 2


async def test_post_taken_out_of_an_export_is_forgotten(
    sync: Sync, documents: Documents, tmp_path: Path
) -> None:
    rows = [{"date": f"2023-01-0{n}", "text": f"{PAST} Partie {n}."} for n in range(1, 4)]
    path = write(tmp_path / "posts", "posts.json", json.dumps(rows))
    await sync.sync([path.parent])
    write(path.parent, "posts.json", json.dumps(rows[:2]))
    harvest = await sync.sync([path.parent])
    assert (harvest.changed, len(await documents.listed(Kind.PRACTICE))) == (1, 2)


async def test_faulty_post_is_marked_whole_and_a_faulty_leaflet_where_it_errs(
    sync: Sync, documents: Documents, tmp_path: Path
) -> None:
    rows = [{"date": "2023-01-02", "text": FAULTY}, {"date": "2023-01-03", "text": PAST}]
    write(tmp_path / "d", "posts.json", json.dumps(rows))
    long = f"# Le nez\n\n## Un\n\n{PAST * 9}\n\n## Deux\n\n{FAULTY} {PAST * 9}\n"
    write(tmp_path / "d", "livret.md", long)
    harvest = await sync.sync([tmp_path / "d"])
    whole = {one.title: one for one in await documents.of_kind(Kind.PRACTICE)}
    marked = {title: [bool(one.broken(chunk)) for chunk in one.chunks] for title, one in whole.items()}
    assert (harvest.avoided, sorted(marked.values())) == (2, [[False], [False, True], [True]])


async def test_leaflet_may_prescribe_and_give_appointments(
    sync: Sync, documents: Documents, tmp_path: Path
) -> None:
    leaflet = (
        "# Après l’opération\n\nPrenez rendez-vous avec le secrétariat pour l’ablation des fils, au dixième jour. "
        "Prenez 1 g de paracétamol toutes les six heures en cas de douleur, sans dépasser 4 g par jour.\n"
    )
    write(tmp_path / "d", "consignes.md", leaflet)
    assert (await sync.sync([tmp_path / "d"])).avoided == 0


async def test_long_pass_stops_after_the_batch_at_hand(
    files: Files, settled: Settled, tmp_path: Path
) -> None:
    for number in range(120):
        write(tmp_path / "d", f"n{number:03}.md", f"# Note {number}\n\n{PAST}\n")
    told: list[tuple[int, int]] = []

    def tell(number: int, total: int, _name: str) -> None:
        told.append((number, total))

    sync = Sync(files, settled, NOBODY, tell=tell, stopped=lambda: len(told) >= 60)
    first = await sync.sync([tmp_path / "d"])
    assert (first.changed, settled.times, told[0], told[-1]) == (100, 1, (1, 120), (100, 120))
    assert (await sync.sync([tmp_path / "d"])).files == 120


async def test_adding_reads_again_what_did_not_change_and_forgets_nothing(
    sync: Sync, documents: Documents, folder: Path
) -> None:
    await sync.add([folder])
    (folder / "sous" / "douche.md").unlink()
    harvest = await sync.add([folder])
    assert (harvest.documents, harvest.changed, len(await titles(documents))) == (1, 0, 2)


# --- Folders


def test_look_leaves_hidden_files_links_to_folders_and_unknown_formats(folder: Path) -> None:
    for name in (".git/c.md", ".cache.md", "~$venir.docx", "photo.jpg"):
        write(folder, name)
    (folder / "boucle").symlink_to(folder)
    write(folder, "vieux.doc")
    look = Look()
    seen = [os.path.relpath(one.path, folder) for one in seen_in([folder, folder / "venir.md"], look)]
    assert seen == ["sous/douche.md", "venir.md"]
    assert look.elsewhere == [str(folder / "vieux.doc")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root lists everything")
def test_folder_that_may_not_be_listed_loses_nothing(folder: Path) -> None:
    (folder / "sous").chmod(0)
    look = Look()
    here = {one.path for one in seen_in([folder], look)}
    known = [*here, str(folder / "sous" / "douche.md")]
    (folder / "sous").chmod(0o700)
    assert vanished([folder], known, here, look, emptied=False) == []


def test_file_of_a_closed_folder_has_not_vanished(tmp_path: Path) -> None:
    look = Look(closed=[str(tmp_path / "ferme")])
    known = [str(tmp_path / name) for name in ("ferme/a.md", "ouvert/b.md", "ferme bis/c.md")]
    found = vanished([tmp_path], known, set(), look, emptied=False)
    assert found == known[1:]


NAMES = st.text(alphabet="ab/", min_size=1, max_size=6)


@given(st.sets(NAMES), st.sets(NAMES))
def test_vanished_is_what_was_known_under_the_root_and_is_not_there(known: set[str], here: set[str]) -> None:
    from pathlib import Path

    paths = {f"/racine/{name}" for name in known} | {f"/racine-bis/{name}" for name in known}
    there = {f"/racine/{name}" for name in here}
    found = vanished([Path("/racine")], sorted(paths), there, Look(), emptied=True)
    assert set(found) == {one for one in paths if one.startswith("/racine/")} - there


# --- Watching


class Worker:
    """Notes each call; gives the answers in order, then True."""

    def __init__(
        self, stop: asyncio.Event, calls: int, *answers: bool, between: Callable[[int], None]
    ) -> None:
        self.stop, self.calls, self.answers, self.between = stop, calls, list(answers), between
        self.called = 0

    async def __call__(self) -> bool:
        self.called += 1
        self.between(self.called)
        if self.called == self.calls:
            self.stop.set()
        return self.answers.pop(0) if self.answers else True


async def watched(worker: Worker, folder: Path) -> int:
    async with asyncio.timeout(20):
        await watch([folder], worker, worker.stop, 0.01)
    return worker.called


async def test_watch_works_at_once_and_again_after_a_change(folder: Path) -> None:
    def between(call: int) -> None:
        if call == 1:
            write(folder, "neuf.md")

    assert await watched(Worker(asyncio.Event(), 2, between=between), folder) == 2


async def test_watch_works_again_after_a_failure_although_nothing_changed(folder: Path) -> None:
    worker = Worker(asyncio.Event(), 3, False, False, between=lambda _call: None)
    assert await watched(worker, folder) == 3


async def test_watch_waits_until_a_file_rests(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that grows at each look is not read before it stops."""
    sizes = iter([1, 2, 3, 4, 4, 4, 4])
    looks: list[int] = []

    async def look(_roots: object) -> frozenset[Seen]:
        looks.append(next(sizes, 4))
        return frozenset({Seen("/a.md", looks[-1], 0)})

    monkeypatch.setattr("knowledge.watch._look", look)
    seen: list[int] = []
    worker = Worker(asyncio.Event(), 2, between=lambda _call: seen.append(looks[-1]))
    assert (await watched(worker, folder), seen) == (2, [1, 4])
