import { element } from '../ui/dom.js';
import { isBlock } from './markup.js';
import type { Leaf, Tag } from './markup.js';

/** Something put around a part of the text: `tag` stands for it, `make` gives its element each time it has to begin. */
export interface Wrap {
  readonly start: number;
  readonly end: number;
  readonly make: (isFirst: boolean) => HTMLElement;
}

/** Something put into the text, after what ends at `at`. */
export interface Insertion {
  readonly at: number;
  readonly make: () => HTMLElement;
}

export interface ShowOptions {
  readonly links: readonly string[];
  readonly wraps?: readonly Wrap[];
  readonly insertions?: readonly Insertion[];
  /** Elements around the text that are left out, outermost first: what the parts of a row have in common. */
  readonly without?: readonly Tag[];
}

type Step = Tag | Wrap;

interface Open {
  readonly step: Step;
  readonly node: HTMLElement;
}

/** Builds the elements of a text. Nothing is read as markup: each element has a name that is on a list, each text is a text. */
export function show(leaves: readonly Leaf[], target: HTMLElement, options: ShowOptions): void {
  const { wraps = [], insertions = [], without = [], links } = options;
  const cuts = [...wraps.flatMap(({ start, end }) => [start, end]), ...insertions.map(({ at }) => at)];
  const begun = new Set<Wrap>();
  const waiting = [...insertions].sort((a, b) => a.at - b.at);
  let stack: Open[] = [];

  const descend = (path: readonly Step[]): HTMLElement => {
    let shared = 0;
    while (shared < stack.length && shared < path.length && stack[shared]?.step === path[shared]) ++shared;
    stack = stack.slice(0, shared);
    for (const step of path.slice(shared)) {
      const node = 'make' in step ? step.make(!begun.has(step)) : elementOf(step, links);
      if ('make' in step) begun.add(step);
      (stack.at(-1)?.node ?? target).append(node);
      stack.push({ step, node });
    }
    return stack.at(-1)?.node ?? target;
  };
  const insert = (before: number, path: readonly Step[]): void => {
    for (let next = waiting[0]; next && next.at <= before; next = waiting[0]) {
      descend(path).append(next.make());
      waiting.shift();
    }
  };

  let path: readonly Step[] = [];
  for (const leaf of leaves.flatMap((one) => split(one, cuts))) {
    insert(leaf.start, path);
    path = leaf.path.filter((tag) => !without.includes(tag));
    const around = wraps.filter(({ start, end }) => start <= leaf.start && leaf.end <= end);
    if (leaf.text === '\n' && leaf.whole) descend(path).append(element('br'));
    else descend([...path, ...around]).append(leaf.text);
  }
  insert(Infinity, path);
}

/** What all leaves stand in. */
export function commonPath(leaves: readonly Leaf[]): readonly Tag[] {
  const [first, ...rest] = leaves.map(({ path }) => path.filter(isBlock));
  return first?.filter((tag, i) => rest.every((path) => path[i] === tag)) ?? [];
}

function split(leaf: Leaf, cuts: readonly number[]): Leaf[] {
  if (leaf.whole) return [leaf];
  const places = [...new Set([leaf.start, ...cuts.filter((at) => leaf.start < at && at < leaf.end), leaf.end])];
  places.sort((a, b) => a - b);
  return places.slice(1).map((end, i) => {
    const start = places[i] ?? leaf.start;
    return { ...leaf, start, end, text: leaf.text.slice(start - leaf.start, end - leaf.start) };
  });
}

function elementOf({ name, link }: Tag, links: readonly string[]): HTMLElement {
  if (name !== 'a') return element(name as keyof HTMLElementTagNameMap);
  const href = link === undefined ? undefined : links[link];
  return element('a', { href, rel: 'noopener noreferrer' });
}
