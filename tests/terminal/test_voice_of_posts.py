"""`/voix` over posts that were really imported, in real processes: what breaks a rule is counted, never imitated."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.servers.running import bare

CONFRERE = str(Path(sys.executable).parent / "confrere")
SIGNED = "L’équipe du cabinet"
CLEAN = (
    f"Le tabac\n\nOn vous explique, pas à pas. Le tabac ralentit la cicatrisation.\n\n{SIGNED}",
    f"Le soleil\n\nOn vous explique pourquoi une cicatrice récente se protège du soleil.\n\n{SIGNED}",
    f"Le lipœdème\n\nOn vous explique ce que l’on sait. Les traitements ont des limites.\n\n{SIGNED}",
)
BROKEN = (
    "Résultat garanti ! Prenez vite rendez-vous, -20 % jusqu’à dimanche.",
    "Le plus beau nez de la ville, sans aucun risque. Réservez votre consultation gratuite !",
)


def _post(text: str, day: int) -> dict[str, object]:
    told = text.encode().decode("latin-1")  # as Meta writes it
    return {"media": [{"uri": "a.jpg", "creation_timestamp": 1_647_072_000 + day * 86_400, "title": told}]}


def _run(home: Path, *args: str, said: str = "") -> str:
    environ = bare(home)
    done = subprocess.run(
        [CONFRERE, *args], input=said, env=environ, capture_output=True, text=True, timeout=90, check=True
    )
    return " ".join(done.stdout.replace("\u00a0", " ").split())


def test_voice_is_learnt_from_imported_posts_and_written_with(tmp_path: Path) -> None:
    export = tmp_path / "posts_1.json"
    export.write_text(json.dumps([_post(text, day) for day, text in enumerate((*CLEAN, *BROKEN))]), "utf-8")
    _run(tmp_path, "index", "add", str(export))
    said = _run(tmp_path, "chat", said="/voix\nActiver ma voix\npost Facebook sur la rhinoplastie\n")
    assert "3 posts retenus sur 5 ; 2 écartés par le garde-fou" in said
    assert "« on vous explique »" in said
    assert f"{SIGNED} Information générale, qui ne remplace pas un avis médical." in said
    assert "garanti !" not in said
