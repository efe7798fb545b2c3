"""The network as it is trained: rows hold several sentences, told apart by segment numbers.

Names of the weights are those of reference.py. Shapes: R rows of L cells, d model width; a segment number of 0 is an empty cell. Weights are
float32 and cast to ``dtype`` (bfloat16 on a GPU) where they are used.
"""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from .config import MASKED, Shape, position_table
from .scan import scan
from .text import EOS, PAD


@dataclass(frozen=True)
class Training:
    """What the loss and the dropout need beyond the shape of the network."""

    dropout: float = 0.05
    smoothing: float = 0.1
    chunk: int = 16384  # target cells whose logits are held at a time


class ListLoss(torch.autograd.Function):
    """Label-smoothed cross-entropy over the pieces that one language may use.

    h [N, d], table [K, d], bias [K], wanted [N] positions in the list (-1: not counted) -> (smoothed loss, log-likelihood loss), sums in nats.
    The gradients are made chunk by chunk in the forward pass, so that [N, K] is never held.
    """

    @staticmethod
    def forward(ctx, h, table, bias, wanted, smoothing, chunk):
        size = table.shape[0]
        cast, shift = table.to(h.dtype), bias.to(h.dtype)
        d_h, d_table, d_bias = torch.empty_like(h), torch.zeros_like(table), torch.zeros_like(bias)
        loss = torch.zeros((), device=h.device)
        nll = loss.clone()
        for at in range(0, len(h), chunk):
            rows, target = h[at : at + chunk], wanted[at : at + chunk, None]
            counted = (target >= 0).float()
            target = target.clamp_min(0)
            logits = F.linear(rows, cast, shift).float()
            total = torch.logsumexp(logits, -1, keepdim=True)
            of_target = (total - logits.gather(1, target)) * counted
            nll += of_target.sum()
            loss += (1 - smoothing) * of_target.sum() + (smoothing * (total - logits.mean(-1, keepdim=True)) * counted).sum()
            p = torch.exp_(logits.sub_(total)).sub_(smoothing / size)
            p.scatter_add_(1, target, torch.full_like(of_target, smoothing - 1)).mul_(counted)
            d_bias += p.sum(0)
            p = p.to(h.dtype)
            d_h[at : at + chunk] = p @ cast
            d_table += (p.t() @ rows).float()
        ctx.save_for_backward(d_h, d_table, d_bias)
        ctx.mark_non_differentiable(nll)
        return loss, nll

    @staticmethod
    def backward(ctx, gradient, _):
        d_h, d_table, d_bias = ctx.saved_tensors
        return d_h * gradient.to(d_h.dtype), d_table * gradient, d_bias * gradient, None, None, None


def _linear(x, layer):
    return F.linear(x, layer.weight.to(x.dtype), None if layer.bias is None else layer.bias.to(x.dtype))


def _norm(x, layer):
    return F.layer_norm(x, layer.normalized_shape, layer.weight.to(x.dtype), layer.bias.to(x.dtype), layer.eps)


def _additive(visible, dtype):
    """True = may look -> 0, else MASKED, which the softmax turns into exact zeros."""
    return torch.zeros(visible.shape, device=visible.device, dtype=dtype).masked_fill_(~visible, MASKED)


def _attend(q, k, v, heads, mask):
    q, k, v = (t.view(*t.shape[:2], heads, -1).transpose(1, 2) for t in (q, k, v))
    return F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).flatten(2)


def _positions(segments):
    """-> (position of each cell in its segment, whether it is the first one), both [R, L]."""
    first = F.pad(segments[:, 1:] != segments[:, :-1], (1, 0), value=True)
    cell = torch.arange(segments.shape[1], device=segments.device).expand_as(segments)
    return cell - torch.cummax(torch.where(first, cell, 0), 1)[0], first


class FeedForward(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.up, self.down = nn.Linear(shape.d, shape.ffn), nn.Linear(shape.ffn, shape.d)

    def forward(self, x):
        return _linear(F.relu(_linear(x, self.up)), self.down)


class EncoderLayer(nn.Module):
    def __init__(self, shape: Shape, dropout: float):
        super().__init__()
        self.heads, self.dropout = shape.heads, dropout
        self.n1, self.n2 = nn.LayerNorm(shape.d), nn.LayerNorm(shape.d)
        self.qkv, self.o, self.ffn = nn.Linear(shape.d, 3 * shape.d), nn.Linear(shape.d, shape.d), FeedForward(shape)

    def _drop(self, x):
        return F.dropout(x, self.dropout, self.training)

    def forward(self, x, mask):
        x = x + self._drop(_linear(_attend(*_linear(_norm(x, self.n1), self.qkv).chunk(3, -1), self.heads, mask), self.o))
        return x + self._drop(self.ffn(_norm(x, self.n2)))


class DecoderLayer(nn.Module):
    def __init__(self, shape: Shape, dropout: float):
        super().__init__()
        self.heads, self.dropout = shape.heads, dropout
        self.n0, self.n1, self.n2 = (nn.LayerNorm(shape.d) for _ in range(3))
        self.ssru, self.bf = nn.Linear(shape.d, 2 * shape.d, bias=False), nn.Parameter(torch.ones(shape.d))
        self.q, self.kv, self.o = nn.Linear(shape.d, shape.d), nn.Linear(shape.d, 2 * shape.d), nn.Linear(shape.d, shape.d)
        self.ffn = FeedForward(shape)

    def _drop(self, x):
        return F.dropout(x, self.dropout, self.training)

    def _gates(self, y):
        value, forget = _linear(_norm(y, self.n0), self.ssru).float().chunk(2, -1)
        forget = torch.sigmoid(forget + self.bf)
        return forget, (1 - forget) * value

    def _rest(self, y, k, v, mask):
        y = y + self._drop(_linear(_attend(_linear(_norm(y, self.n1), self.q), k, v, self.heads, mask), self.o))
        return y + self._drop(self.ffn(_norm(y, self.n2)))

    def keys_values(self, memory):
        return _linear(memory, self.kv).chunk(2, -1)

    def forward(self, y, memory, mask, same):
        forget, value = self._gates(y)
        y = y + self._drop(F.relu(scan(forget * same, value)).to(y.dtype))
        return self._rest(y, *self.keys_values(memory), mask)

    def step(self, y, cell, keys_values, mask):
        """One position: y and cell [B, 1, d] -> (y, cell)."""
        forget, value = self._gates(y)
        cell = forget * cell + value
        return self._rest(y + F.relu(cell).to(y.dtype), *keys_values, mask), cell


class Network(nn.Module):
    def __init__(self, shape: Shape, training: Training, dtype=torch.float32):
        super().__init__()
        self.shape, self.settings, self.dtype = shape, training, dtype
        self.E, self.bias = nn.Embedding(shape.vocab, shape.d), nn.Parameter(torch.zeros(shape.vocab))
        self.enc = nn.ModuleList(EncoderLayer(shape, training.dropout) for _ in range(shape.enc))
        self.dec = nn.ModuleList(DecoderLayer(shape, training.dropout) for _ in range(shape.dec))
        self.en, self.dn = nn.LayerNorm(shape.d), nn.LayerNorm(shape.d)
        self.register_buffer("positions", torch.from_numpy(position_table(shape.d)), persistent=False)
        self._initialise()

    def _initialise(self):
        depth = (2 * (self.shape.enc + self.shape.dec)) ** -0.5
        nn.init.normal_(self.E.weight, std=self.shape.d**-0.5)
        for name, p in self.named_parameters():
            if p.ndim == 2 and name != "E.weight":
                for block in p.data.split(self.shape.d if is_stacked(name) else len(p)):
                    nn.init.xavier_uniform_(block)
                if name.endswith((".o.weight", "down.weight")):
                    p.data.mul_(depth)
            elif name.endswith((".qkv.bias", ".q.bias", ".kv.bias", ".o.bias", ".up.bias", ".down.bias")):
                p.data.zero_()

    def _embed(self, ids, position, first=None):
        x = F.embedding(ids, self.E.weight, padding_idx=PAD).to(self.dtype) * math.sqrt(self.shape.d)
        if first is not None:
            x = x.masked_fill(first[..., None], 0)
        return F.dropout(x + self.positions.to(self.dtype)[position], self.settings.dropout, self.training)

    def encode(self, source, segments):
        # Empty cells look at empty cells, so that no row of the softmax is without a key.
        mask = _additive(segments[:, None, :, None] == segments[:, None, None, :], self.dtype)
        x = self._embed(source, _positions(segments)[0])
        for layer in self.enc:
            x = layer(x, mask)
        return _norm(x, self.en)

    def forward(self, source, target, source_segments, target_segments, groups, lists):
        """Loss of packed rows.

        groups: [(key, target language, first row, end row)]; lists: {language: (piece ids [K], position of each piece in them [vocab])}.
        -> (smoothed loss per target piece, {key: (nll sum, pieces)})
        """
        memory = self.encode(source, source_segments)
        position, first = _positions(target_segments)
        first |= target_segments == 0
        visible = target_segments[:, None, :, None] == source_segments[:, None, None, :]
        # A cell with nothing to look at looks everywhere; its loss is not counted.
        mask = _additive(visible | ~visible.any(-1, keepdim=True), self.dtype)
        y, same = self._embed(F.pad(target[:, :-1], (1, 0)), position, first), (~first).float()[..., None]
        for layer in self.dec:
            y = layer(y, memory, mask, same)
        y = _norm(y, self.dn)
        loss, tally = 0, {}
        for key, language, begin, end in groups:
            ids, place = lists[language]
            counted = target_segments[begin:end] > 0
            wanted = torch.where(counted, place[target[begin:end]], -1).flatten()
            table = F.embedding(ids, self.E.weight)
            smoothed, nll = ListLoss.apply(
                y[begin:end].flatten(0, 1), table, self.bias[ids], wanted, self.settings.smoothing if self.training else 0.0, self.settings.chunk
            )
            loss, tally[key] = loss + smoothed, (nll.detach(), counted.sum())
        return loss / (target_segments > 0).sum(), tally

    @torch.no_grad()
    def greedy(self, source, shortlist, max_length):
        """source [B, S] padded -> pieces [B, T], filled with eos after the end."""
        segments = (source != PAD).int()
        memory, batch = self.encode(source, segments), len(source)
        mask = _additive((segments > 0)[:, None, None, :], self.dtype)
        keys_values = [layer.keys_values(memory) for layer in self.dec]
        cells = [torch.zeros(batch, 1, self.shape.d, device=source.device) for _ in self.dec]
        table, bias, positions = self.E.weight[shortlist].to(self.dtype), self.bias[shortlist].to(self.dtype), self.positions.to(self.dtype)
        y, done, out = (
            torch.zeros(batch, 1, self.shape.d, device=source.device, dtype=self.dtype),
            torch.zeros(batch, dtype=torch.bool, device=source.device),
            [],
        )
        for t in range(min(max_length, len(positions))):
            y = y + positions[t]
            for i, layer in enumerate(self.dec):
                y, cells[i] = layer.step(y, cells[i], keys_values[i], mask)
            piece = shortlist[F.linear(_norm(y, self.dn)[:, 0], table, bias).argmax(-1)].masked_fill(done, EOS)
            out.append(piece)
            done = done | (piece == EOS)
            if t % 8 == 7 and bool(done.all()):  # asking the device for an answer every step would stall it
                break
            y = (F.embedding(piece, self.E.weight).to(self.dtype) * math.sqrt(self.shape.d))[:, None]
        return torch.stack(out, 1)


def is_stacked(name: str) -> bool:
    """Whether a matrix holds several square projections on top of each other."""
    return any(part in name for part in ("qkv", ".kv.", "ssru"))
