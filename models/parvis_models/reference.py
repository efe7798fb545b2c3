"""The model in plain torch, float32: what every other implementation is compared with.

Shapes: B sentences, S source pieces, T target pieces, K pieces of the shortlist, d model width, h heads.
The weights are a flat dictionary with the trainer's names: ``E.weight`` [vocab, d], ``bias`` [vocab], ``enc.i.{n1,qkv,o,n2,ffn.up,ffn.down}``,
``dec.i.{n0,ssru,bf,n1,q,kv,o,n2,ffn.up,ffn.down}``, ``en``, ``dn``; qkv = [Wq; Wk; Wv], kv = [Wk; Wv], ssru = [W; Wf] (no bias).
"""

import math

import torch
import torch.nn.functional as F

from .config import MASKED, POSITIONS, Shape, position_table
from .text import EOS, PAD


class Reference:
    """The network over a dictionary of float32 tensors.

    ``observe(name, tensor)``, when given, sees the input of every matrix product (that is what calibration measures).
    """

    def __init__(self, shape: Shape, tensors, observe=None):
        self.shape = shape
        self.w = {name: torch.as_tensor(tensor, dtype=torch.float32) for name, tensor in tensors.items()}
        self.positions = torch.from_numpy(position_table(shape.d))
        self.observe = observe or (lambda name, x: None)

    def _norm(self, x, name):
        return F.layer_norm(x, (self.shape.d,), self.w[f"{name}.weight"], self.w[f"{name}.bias"], self.shape.epsilon)

    def _around(self, x, name, block):
        """A block with its residual connection and its layer normalisation."""
        return x + block(self._norm(x, name)) if self.shape.pre_norm else self._norm(x + block(x), name)

    def _top(self, x, name):
        return self._norm(x, name) if self.shape.pre_norm else x

    def _linear(self, x, name, observed=None):
        self.observe(observed or name, x)
        return F.linear(x, self.w[f"{name}.weight"], self.w.get(f"{name}.bias"))

    def _heads(self, x):
        """[B, T, d] -> [B, h, T, d/h]"""
        return x.view(*x.shape[:2], self.shape.heads, -1).transpose(1, 2)

    def _attend(self, q, k, v, mask):
        """Head-split q [B,h,T,e], k, v [B,h,S,e]; mask [B,1,1,S] added. -> ([B,T,d], probabilities [B,h,T,S])"""
        p = torch.softmax(q @ k.mT * self.shape.head_size**-0.5 + mask, -1)
        return (p @ v).transpose(1, 2).flatten(2), p

    def _ffn(self, x, name):
        return self._linear(F.relu(self._linear(x, f"{name}.up")), f"{name}.down")

    def embed(self, ids):
        """Piece ids -> embeddings scaled by sqrt(d), without positions."""
        return self.w["E.weight"][ids] * math.sqrt(self.shape.d)

    def encode(self, source):
        """source int64 [B, S], padded. -> (memory [B, S, d], mask [B, 1, 1, S]: 0 or MASKED)"""
        mask = (source == PAD).float()[:, None, None] * MASKED
        x = self.embed(source) + self.positions[: source.shape[1]]
        for i in range(self.shape.enc):
            x = self._around(x, f"enc.{i}.n1", lambda n, name=f"enc.{i}": self._self_attention(n, name, mask))
            x = self._around(x, f"enc.{i}.n2", lambda n, name=f"enc.{i}.ffn": self._ffn(n, name))
        return self._top(x, "en"), mask

    def _self_attention(self, x, name, mask):
        q, k, v = map(self._heads, self._linear(x, f"{name}.qkv").chunk(3, -1))
        return self._linear(self._attend(q, k, v, mask)[0], f"{name}.o")

    def _ssru(self, x, name, cell):
        """-> (output, new cell)"""
        w, f = self._linear(x, f"{name}.ssru").chunk(2, -1)
        f = torch.sigmoid(f + self.w[f"{name}.bf"])
        new = f * cell + (1 - f) * w
        return F.relu(new), new

    def memory_heads(self, memory):
        """Keys and values of the cross-attention, one pair a decoder layer."""
        return [tuple(map(self._heads, self._linear(memory, f"dec.{i}.kv", "memory").chunk(2, -1))) for i in range(self.shape.dec)]

    def step(self, y, position, cells, keys_values, mask):
        """One target position: y [B, 1, d] embedding of the previous piece (zero at first), cells: SSRU states [B, 1, d].

        -> (output [B, d], new cells, attention of the last layer averaged over heads [B, S])
        """
        x = y + self.positions[position]
        new, probabilities = [], []

        def remember(n, name, cell):
            output, state = self._ssru(n, name, cell)
            new.append(state)
            return output

        def cross(n, name, keys_values):
            context, p = self._attend(self._heads(self._linear(n, f"{name}.q")), *keys_values, mask)
            probabilities.append(p)
            return self._linear(context, f"{name}.o")

        for i, cell in enumerate(cells):
            x = self._around(x, f"dec.{i}.n0", lambda n, name=f"dec.{i}", cell=cell: remember(n, name, cell))
            x = self._around(x, f"dec.{i}.n1", lambda n, name=f"dec.{i}", both=keys_values[i]: cross(n, name, both))
            x = self._around(x, f"dec.{i}.n2", lambda n, name=f"dec.{i}.ffn": self._ffn(n, name))
        return self._top(x, "dn")[:, 0], new, probabilities[-1].mean(1)[:, 0]

    def logits(self, output, shortlist):
        """output [B, d] -> [B, K] over the shortlist."""
        self.observe("logits", output)
        return F.linear(output, self.w["E.weight"][shortlist], self.w["bias"][shortlist])

    def start(self, batch):
        """-> (first decoder input, SSRU states)"""
        zero = torch.zeros(batch, 1, self.shape.d)
        return zero, [zero] * self.shape.dec

    def teacher_forced(self, source, target, shortlist):
        """Logits [B, T, K] when the previous pieces are those of target int64 [B, T]."""
        memory, mask = self.encode(source)
        keys_values = self.memory_heads(memory)
        y, cells = self.start(len(source))
        out = []
        for t in range(target.shape[1]):
            h, cells, _ = self.step(y, t, cells, keys_values, mask)
            out.append(self.logits(h, shortlist))
            y = self.embed(target[:, t])[:, None]
        return torch.stack(out, 1)

    @torch.no_grad()
    def greedy(self, source, shortlist, max_length):
        """Greedy decoding. source int64 [B, S], shortlist int64 [K].

        -> target int64 [T, B] (0 after the end), alignment int64 [T, B], score float32 [T, B] (nats, 0 after the end)
        """
        memory, mask = self.encode(source)
        keys_values = self.memory_heads(memory)
        y, cells = self.start(len(source))
        done = torch.zeros(len(source), dtype=torch.bool)
        target, alignment, score = [], [], []
        for t in range(min(max_length, POSITIONS)):
            h, cells, attention = self.step(y, t, cells, keys_values, mask)
            best, at = torch.log_softmax(self.logits(h, shortlist), -1).max(-1)
            piece = shortlist[at].masked_fill(done, EOS)
            target.append(piece)
            alignment.append(attention.argmax(-1))
            score.append(best.masked_fill(done, 0.0))
            done = done | (piece == EOS)
            if bool(done.all()):
                break
            y = self.embed(piece)[:, None]
        return torch.stack(target), torch.stack(alignment), torch.stack(score)
