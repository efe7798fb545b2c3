import type { Item } from './inline.js';
import { isElement, isText } from './dom.js';

/** What was done to a run of nodes, so that it can be undone. */
export interface Written {
  readonly texts: Map<Text, { readonly original: string; readonly written: string }>;
  /** The children of a parent in their first order, where elements had to move. */
  readonly orders: { readonly parent: Node; readonly nodes: readonly Node[] }[];
  readonly added: ChildNode[];
}

/**
 * Writes translated content over a run of sibling nodes. Text nodes keep their identity and only change their data; elements move only
 * where the translation has them in another order. Returns undefined, with nothing changed, when an element would have to change its parent.
 */
export function write(parent: Node, nodes: readonly Node[], items: readonly Item[]): Written | undefined {
  if (!fits(nodes, items)) return undefined;
  const written: Written = { texts: new Map(), orders: [], added: [] };
  place(parent, nodes, items, written);
  return written;
}

/** Puts everything back except what the page itself changed since. */
export function undo(written: Written): void {
  for (const node of written.added) node.remove();
  for (const { parent, nodes } of written.orders) {
    if (nodes.every((node) => node.parentNode === parent)) arrange(parent, nodes);
  }
  for (const [node, { original, written: data }] of written.texts) if (node.data === data) node.data = original;
}

function fits(nodes: readonly Node[], items: readonly Item[]): boolean {
  const have = nodes.filter(isElement);
  const want = items.filter((item) => typeof item !== 'string');
  if (have.length !== want.length) return false;
  return want.every(({ element, items: inner }) => {
    if (!have.includes(element)) return false;
    return inner === null || fits([...element.childNodes], inner);
  });
}

function place(parent: Node, nodes: readonly Node[], items: readonly Item[], written: Written): void {
  const have = nodes.filter(isElement);
  const want = items.filter((item) => typeof item !== 'string');
  const slots = slotsOf(nodes);
  const texts = textsBetween(items);

  const order: Node[] = [];
  slots.forEach((slot, at) => {
    const text = texts[at] ?? '';
    const [first, ...others] = slot.filter(isText);
    const made = !first && text !== '' ? ownerDocument(parent).createTextNode(text) : undefined;
    if (made) written.added.push(made);
    if (first) setData(first, text, written);
    for (const other of others) setData(other, '', written);
    order.push(...slot, ...(made ? [made] : []));
    const next = want[at];
    if (next) order.push(next.element);
  });

  const moves = have.some((element, at) => want[at]?.element !== element);
  const made = order.filter((node) => node.parentNode !== parent);
  for (const node of made) parent.insertBefore(node, successor(order, node, nodes));
  if (moves) {
    written.orders.push({ parent, nodes });
    arrange(parent, order);
  }
  for (const { element, items: inner } of want) {
    if (inner) place(element, [...element.childNodes], inner, written);
  }
}

/** The node of the run that follows `node`, or what follows the run. */
function successor(order: readonly Node[], node: Node, nodes: readonly Node[]): Node | null {
  const next = order.slice(order.indexOf(node) + 1).find((one) => nodes.includes(one));
  return next ?? nodes.at(-1)?.nextSibling ?? null;
}

/** Puts siblings into an order. What holds the focus stays in place, because moving it would take the focus away. */
function arrange(parent: Node, order: readonly Node[]): void {
  const focused = ownerDocument(parent).activeElement as Element | null;
  const held = order.findIndex((node) => focused !== null && node.contains(focused));
  const pivot = order[Math.max(held, 0)];
  if (!pivot) return;
  const at = order.indexOf(pivot);
  for (const node of order.slice(0, at)) parent.insertBefore(node, pivot);
  let last: Node = pivot;
  for (const node of order.slice(at + 1)) {
    if (last.nextSibling !== node) parent.insertBefore(node, last.nextSibling);
    last = node;
  }
}

/** The nodes before, between and after the elements of a run. */
function slotsOf(nodes: readonly Node[]): Node[][] {
  const slots: Node[][] = [[]];
  for (const node of nodes) {
    if (isElement(node)) slots.push([]);
    else slots.at(-1)?.push(node);
  }
  return slots;
}

function textsBetween(items: readonly Item[]): string[] {
  const texts = [''];
  for (const item of items) {
    if (typeof item === 'string') texts[texts.length - 1] += item;
    else texts.push('');
  }
  return texts;
}

function setData(node: Text, data: string, written: Written): void {
  if (node.data === data) return;
  written.texts.set(node, { original: node.data, written: data });
  node.data = data;
}

function ownerDocument(node: Node): Document {
  return node.ownerDocument ?? (node as Document);
}
