"""Text <-> piece ids of the joint vocabulary."""

import sentencepiece

from .text import EOS, TAGS, lock, normalise, unlock

LONGEST_SOURCE = 200  # pieces; longer sources are cut here (the runtime splits them instead)


class Tokenizer:
    """SentencePiece with the model's conventions: the tag of the target language first, eos last."""

    def __init__(self, path, tag_in_source: bool = True):
        self.processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
        self.tag_in_source = tag_in_source

    def source(self, text: str, target: str, single_digits: bool = False) -> tuple[list[int], list[str]]:
        """-> (global ids, strings behind the placeholders)"""
        locked, kept = lock(normalise(text), single_digits)
        tag = [self.processor.piece_to_id(TAGS[target])] if self.tag_in_source else []
        return [*tag, *self.processor.encode(locked)[:LONGEST_SOURCE], EOS], kept

    def spell(self, piece: int) -> list[int]:
        """A piece written as the byte pieces of its text (a leading space mark is a space)."""
        text = self.processor.id_to_piece(piece).replace("\u2581", " ")
        return [self.processor.piece_to_id(f"<0x{byte:02X}>") for byte in text.encode("utf8")]

    def text(self, ids, kept=()) -> str:
        """Output ids up to the first eos -> text with the kept strings back in place."""
        ids = [int(i) for i in ids]
        return unlock(self.processor.decode(ids[: ids.index(EOS)] if EOS in ids else ids), kept)
