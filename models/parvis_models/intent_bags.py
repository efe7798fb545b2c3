"""Texts as bags of known features, and their vectors."""

from collections.abc import Sequence

import numpy as np
import torch
from torch.nn import functional


class Bags:
    """For each text the rows of its known features in the table of vectors."""

    def __init__(self, vocabulary: np.ndarray, keys: Sequence[np.ndarray]) -> None:
        self._rows = []
        for one in keys:
            at = np.searchsorted(vocabulary, one)
            at[at == len(vocabulary)] = 0
            self._rows.append(at[vocabulary[at] == one])

    def __getitem__(self, text: int) -> np.ndarray:
        return self._rows[text]

    def __len__(self) -> int:
        return len(self._rows)


def normalised_sums(table: torch.nn.EmbeddingBag, bags: Bags, texts: Sequence[int], drop: float = 0, rng: np.random.RandomState | None = None) -> torch.Tensor:
    """The vectors of texts: sums of their features' vectors, brought to length one; `drop` is the share of features left out."""
    rows = [bags[int(text)] for text in texts]
    if rng is not None and drop > 0:
        rows = [one[rng.rand(len(one)) >= drop] if len(one) > 3 else one for one in rows]
    starts = np.cumsum([0, *(len(one) for one in rows[:-1])])
    return functional.normalize(table(torch.tensor(np.concatenate(rows), dtype=torch.long), torch.tensor(starts)), dim=1)
