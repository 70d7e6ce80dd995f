"""Real processes, killed, starved of disk, doubled, their Chroma folder spoilt: after `verify` nothing is lost or wrong.

A few rounds of each; `CONFRERE_EXHAUSTIVE=1` plays 200 kills, 20 full disks, 20 double writers and 20 spoilt folders.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from shelves import write_corpus

if TYPE_CHECKING:
    from vector_server import Server

HERE = Path(__file__).parent
ALL = {"kill": 200, "full": 20, "double": 20, "corrupt": 20}
FEW = {"kill": 6, "full": 3, "double": 2, "corrupt": 3}
ROUNDS = ALL if os.environ.get("CONFRERE_EXHAUSTIVE") else FEW


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")
@pytest.mark.parametrize("play", ROUNDS)
def test_nothing_is_lost_or_wrong_after(play: str, tmp_path: Path, server: Server) -> None:
    write_corpus(tmp_path / "corpus")
    command = [
        sys.executable,
        str(HERE / "endurance.py"),
        play,
        str(ROUNDS[play]),
        "7",
        str(tmp_path),
        server.url,
    ]
    path = os.pathsep.join((str(HERE), str(HERE.parents[1])))
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": path}
    )
    rounds = [json.loads(line) for line in done.stdout.splitlines()]
    bad = [one for one in rounds if "failed" in one or one["lost"] or one["wrong"] or not one["whole"]]
    assert (done.returncode, len(rounds), bad) == (0, ROUNDS[play], []), done.stderr
    assert [said for one in rounds for said in one["said"] if said.startswith("!!")] == []
