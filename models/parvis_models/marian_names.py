"""Which Marian parameter is which of our tensors. Marian's names: marian-dev, src/models/transformer.h and src/rnn/cells.h.

Marian keeps matrices [inputs, outputs] and apart what we keep together: q, k and v; W and Wf of the SSRU. A layer normalisation before its block
(pre-norm) ends in ``_pre``; after it (post-norm) it has the same name without. The SSRU block alone is named differently in the two.
"""

from dataclasses import dataclass

from .config import Shape


@dataclass(frozen=True)
class Product:
    """One matrix of ours, its parts in Marian (stacked along the outputs), their biases, and the name of its input's scale."""

    name: str
    parts: tuple[str, ...]
    biases: tuple[str, ...]
    scale: str


def products(shape: Shape) -> list[Product]:
    """Every matrix but the embeddings, with the biases that Marian has for it."""
    out = []
    for i in range(shape.enc):
        layer, place = f"enc.{i}", f"encoder_l{i + 1}"
        out.append(_product(f"{layer}.qkv", f"{place}_self", "qkv"))
        out.append(_product(f"{layer}.o", f"{place}_self", "o"))
        out += _ffn(layer, place)
    for i in range(shape.dec):
        layer, place = f"dec.{i}", f"decoder_l{i + 1}"
        ssru = f"{place}_rnn"
        out.append(Product(f"{layer}.ssru", (f"{ssru}_W", f"{ssru}_Wf"), (), f"{layer}.ssru"))
        out.append(_product(f"{layer}.q", f"{place}_context", "q"))
        out.append(_product(f"{layer}.kv", f"{place}_context", "kv", "memory"))
        out.append(_product(f"{layer}.o", f"{place}_context", "o"))
        out += _ffn(layer, place)
    return out


def _product(name: str, place: str, letters: str, scale: str = "") -> Product:
    return Product(name, tuple(f"{place}_W{letter}" for letter in letters), tuple(f"{place}_b{letter}" for letter in letters), scale or name)


def _ffn(layer: str, place: str) -> list[Product]:
    return [_product(f"{layer}.ffn.up", f"{place}_ffn", "1"), _product(f"{layer}.ffn.down", f"{place}_ffn", "2")]


def norms(shape: Shape) -> dict[str, str]:
    """{our layer normalisation: Marian's name, with ``{}`` for scale or bias}"""
    pre = shape.pre_norm
    suffix = "_pre" if pre else ""
    out = {}
    for i in range(shape.enc):
        out[f"enc.{i}.n1"] = f"encoder_l{i + 1}_self_Wo_ln_{{}}{suffix}"
        out[f"enc.{i}.n2"] = f"encoder_l{i + 1}_ffn_ffn_ln_{{}}{suffix}"
    for i in range(shape.dec):
        out[f"dec.{i}.n0"] = f"decoder_l{i + 1}_rnn_ln_{{}}_pre" if pre else f"decoder_l{i + 1}_rnn_ffn_ln_{{}}"
        out[f"dec.{i}.n1"] = f"decoder_l{i + 1}_context_Wo_ln_{{}}{suffix}"
        out[f"dec.{i}.n2"] = f"decoder_l{i + 1}_ffn_ffn_ln_{{}}{suffix}"
    if pre:
        out |= {"en": "encoder_top_ln_{}", "dn": "decoder_top_ln_{}"}
    return out


def gates(shape: Shape) -> dict[str, str]:
    """{our bias of the forget gate: Marian's}"""
    return {f"dec.{i}.bf": f"decoder_l{i + 1}_rnn_bf" for i in range(shape.dec)}


OUTPUT_BIAS = "decoder_ff_logit_out_b"
ALPHA = "_QuantMultA"
OUTPUT_ALPHAS = ("Wemb_QuantMultA", "none_QuantMultA")  # without and with a shortlist
