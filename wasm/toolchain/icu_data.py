"""Cuts ICU's data file down to the items that the product reads.

usage: icu_data.py FULL.dat SLICE.dat

The file is ICU's common data format: a header, a table of contents sorted by item name, then the items, each aligned to
16 bytes. Offsets count from the end of the header. The order of the items is kept, so a slice stays a valid data file.
"""

import struct
import sys
from pathlib import Path

LANGUAGES = ["ar", "de", "en", "es", "fa", "fr", "it", "pl", "ps", "pt", "ro", "ru", "sq", "tr", "uk", "vi", "zh"]
LOCALES = {"root", "res_index", *LANGUAGES}

# Folder of the data file ('' is its top) -> names kept there. Scripts, letter case and NFC are compiled into the library.
LOCALE_FILES = {f"{locale}.res" for locale in LOCALES}
KEPT = {
    # Names of months and patterns of dates, rules of plurals, and what ICU's formatters refuse to start without.
    "": {"pool.res", "numberingSystems.res", "pluralRanges.res", "plurals.res", "supplementalData.res"} | LOCALE_FILES,
    "curr": {"pool.res", "root.res"},
    # Rules for the boundaries of sentences, and the exceptions of single languages.
    "brkitr": {"sent.brk"} | LOCALE_FILES,
}
ALIGNMENT = 16
PADDING = b"\xaa"


def read_items(data: bytes) -> tuple[bytes, str, dict[str, bytes]]:
    """Returns the header, the name of the package and its items by name."""
    (header_size,) = struct.unpack_from("<H", data)
    if data[2:4] != b"\xda\x27" or data[8] != 0 or data[12:16] != b"CmnD":
        raise ValueError("not a little-endian ICU common data file")
    body = data[header_size:]
    (count,) = struct.unpack_from("<I", body)
    entries = [struct.unpack_from("<II", body, 4 + 8 * index) for index in range(count)]
    names = [body[at : body.index(b"\0", at)].decode() for at, _ in entries]
    starts = [start for _, start in entries]
    package = names[0].split("/", 1)[0]
    return data[:header_size], package, {
        name.removeprefix(f"{package}/"): body[start:end]
        for name, start, end in zip(names, starts, [*starts[1:], len(body)], strict=True)
    }


def is_kept(item: str) -> bool:
    folder, _, name = item.rpartition("/")
    return name in KEPT.get(folder, ())


def padded(block: bytes, offset: int = 0) -> bytes:
    return block + PADDING * (-(offset + len(block)) % ALIGNMENT)


def write_items(header: bytes, package: str, items: dict[str, bytes]) -> bytes:
    """Lays the items out again behind a new table of contents."""
    table_size = 4 + 8 * len(items)
    names = [f"{package}/{item}".encode() + b"\0" for item in items]
    name_offsets, blocks_at = [], table_size
    for name in names:
        name_offsets.append(blocks_at)
        blocks_at += len(name)
    name_block = padded(b"".join(names), len(header) + table_size)
    blocks = [padded(block) for block in items.values()]
    entries, start = [], table_size + len(name_block)
    for name_offset, block in zip(name_offsets, blocks, strict=True):
        entries.append(struct.pack("<II", name_offset, start))
        start += len(block)
    return b"".join([header, struct.pack("<I", len(items)), *entries, name_block, *blocks])


def main() -> None:
    source, target = map(Path, sys.argv[1:])
    header, package, items = read_items(source.read_bytes())
    kept = {item: block for item, block in items.items() if is_kept(item)}
    target.write_bytes(write_items(header, package, kept))
    print(f"{package}: {len(kept)} of {len(items)} items kept, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
