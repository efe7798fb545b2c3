/** An element of the letter. Two with the same name are told apart by identity. */
export interface Tag {
  readonly name: string;
  /** Index of the address, for a link. */
  readonly link?: number;
}

/** A run of text, or a line break, with the elements around it, outermost first. */
export interface Leaf {
  /** UTF-16 units of the markup. */
  readonly start: number;
  readonly end: number;
  /** What is shown; "\n" for a line break. As long as its place in the markup, unless `whole`. */
  readonly text: string;
  /** True for what cannot be divided: a character reference, a line break. */
  readonly whole: boolean;
  readonly path: readonly Tag[];
}

const BLOCKS = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'ul', 'ol', 'li', 'blockquote']);
const INLINE = new Set(['a', 'b', 'em', 'i', 'strong', 'sub', 'sup', 'u']);
const ITEM = /<(\/?)([a-z][a-z0-9]*)([^>]*)>|&(#?[a-z0-9]+);|[^<&]+|[<&]/gi;
const REFERENCES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };

export function isBlock({ name }: Tag): boolean {
  return BLOCKS.has(name);
}

/** Reads markup of the letter, or what the rules made of it. Only names on the list become elements; attributes are not looked at. */
export function leavesOf(markup: string): Leaf[] {
  const leaves: Leaf[] = [];
  let path: readonly Tag[] = [];
  for (const { 0: whole, 1: slash, 2: name, 3: attributes, 4: reference, index: start } of markup.matchAll(ITEM)) {
    const end = start + whole.length;
    if (name === undefined) {
      const text = reference === undefined ? whole : characterOf(reference, whole);
      leaves.push({ start, end, text, whole: reference !== undefined, path });
    } else if (name === 'br') {
      leaves.push({ start, end, text: '\n', whole: true, path });
    } else if (slash === '/') {
      const at = path.findLastIndex((tag) => tag.name === name);
      if (at >= 0) path = path.slice(0, at);
    } else if (BLOCKS.has(name) || INLINE.has(name)) {
      const link = name === 'a' ? /href="(\d+)"/.exec(attributes ?? '')?.[1] : undefined;
      path = [...path, link === undefined ? { name } : { name, link: Number(link) }];
    }
  }
  return leaves;
}

function characterOf(reference: string, whole: string): string {
  const named = REFERENCES[reference.toLowerCase()];
  if (named !== undefined) return named;
  const [, hex, decimal] = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(reference) ?? [];
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** The innermost block around a leaf; nothing for text without one. */
function blockOf({ path }: Leaf): Tag | undefined {
  return path.findLast(isBlock);
}

/** Runs of leaves that stand in one block. */
export function blocksOf(leaves: readonly Leaf[]): Leaf[][] {
  const blocks: Leaf[][] = [];
  let open: Tag | undefined;
  for (const leaf of leaves) {
    const block = blockOf(leaf);
    if (blocks.length === 0 || block !== open) blocks.push([]);
    open = block;
    blocks.at(-1)?.push(leaf);
  }
  return blocks;
}

/** The part of the leaves from `start` to `end`. */
export function cut(leaves: readonly Leaf[], start: number, end: number): Leaf[] {
  return leaves.flatMap((leaf) => {
    const from = Math.max(start, leaf.start);
    const to = Math.min(end, leaf.end);
    if (from >= to) return [];
    if (leaf.whole || (from === leaf.start && to === leaf.end)) return [leaf];
    return [{ ...leaf, start: from, end: to, text: leaf.text.slice(from - leaf.start, to - leaf.start) }];
  });
}

/** The words of some leaves in one line. */
export function wordsOf(leaves: readonly Leaf[]): string {
  return leaves
    .map(({ text }) => text)
    .join('')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

/** Plain text: blocks apart by an empty line, items of lists by a line end and a dash. */
export function textOf(leaves: readonly Leaf[]): string {
  let text = '';
  let listBefore = false;
  for (const block of blocksOf(leaves)) {
    const own = block
      .map((leaf) => leaf.text)
      .join('')
      .trim();
    if (own === '') continue;
    const inList = block[0]?.path.some(({ name }) => name === 'li') ?? false;
    if (text !== '') text += inList && listBefore ? '\n' : '\n\n';
    text += inList ? `- ${own}` : own;
    listBefore = inList;
  }
  return text;
}
