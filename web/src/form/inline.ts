import { collapse, isAtom, isElement, isText } from './dom.js';

/**
 * Inline content as a string for the core and back. An element becomes `<x1>` ... `</x1>`, something that has no text of the sentence
 * (a field, an image, a part that must not be translated) becomes `<x1/>`; the numbers are places in `elements`, counted from 1.
 */
export interface Inline {
  readonly markup: string;
  readonly elements: readonly Element[];
}

export function serialise(nodes: readonly Node[], from: string): Inline {
  const elements: Element[] = [];
  const write = (node: Node): string => {
    if (isText(node)) return escape(collapse(node.data));
    if (!isElement(node)) return '';
    elements.push(node);
    const name = `x${String(elements.length)}`;
    if (isAtom(node, from) || !node.firstChild) return `<${name}/>`;
    return `<${name}>${[...node.childNodes].map(write).join('')}</${name}>`;
  };
  return { markup: nodes.map(write).join(''), elements };
}

/** Translated inline content: text and elements in their new order. */
export type Item = string | { readonly element: Element; readonly items: readonly Item[] | null };

/** Reads what the core gave back. Undefined when the tags do not nest or are not those of `elements`. */
export function parse(markup: string, elements: readonly Element[], from: string): Item[] | undefined {
  const root: Item[] = [];
  const open: { index: number; items: Item[] }[] = [];
  const seen = new Set<number>();
  for (const [token, close, number, empty] of markup.matchAll(/<(\/?)x(\d+)\s*(\/?)>|[^<]+|</g)) {
    const items = open.at(-1)?.items ?? root;
    if (number === undefined) {
      items.push(unescape(token));
      continue;
    }
    const index = Number(number);
    if (close) {
      if (open.pop()?.index !== index) return undefined;
      continue;
    }
    const element = elements[index - 1];
    if (!element || seen.has(index)) return undefined;
    seen.add(index);
    const children: Item[] | null = empty || isAtom(element, from) ? null : [];
    items.push({ element, items: children });
    if (!empty) open.push({ index, items: children ?? [] });
  }
  return open.length === 0 && seen.size === elements.length ? root : undefined;
}

/** The text alone. */
export function plain(items: readonly Item[]): string {
  return items.map((item) => (typeof item === 'string' ? item : plain(item.items ?? []))).join('');
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

function unescape(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
