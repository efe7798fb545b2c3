import { collapse, hasLetters, isAtom, isElement, isForeign, isInline, isOpaque, isText, MARK } from './dom.js';
import type { Container } from './dom.js';
import { serialise } from './inline.js';
import { visibleText } from './names.js';
import type { Written } from './write.js';

/** A run of inline content that is translated as one text. */
export interface TextUnit {
  readonly kind: 'text';
  /** The block it belongs to. */
  readonly container: Container;
  /** The parent of its nodes: the block, or an inline element that holds all of the text. */
  readonly parent: Container;
  readonly nodes: readonly ChildNode[];
  /** What the core gets. */
  readonly source: string;
  readonly markup: boolean;
  readonly elements: readonly Element[];
  /** White space around the text, which stays as it is. */
  readonly lead: string;
  readonly trail: string;
  /** False once the page changed it or it was given back. */
  live: boolean;
  written?: Written;
  /** The French shown beside it. */
  copy?: Element;
}

/** An attribute that is read out or shown. */
export interface AttributeUnit {
  readonly kind: 'attribute';
  readonly element: Element;
  readonly name: string;
  readonly source: string;
  /** For `aria-label`: the text that the element showed at the same time. */
  readonly visible: string;
  live: boolean;
}

export type Unit = TextUnit | AttributeUnit;

/** What was found in a part of the page. */
export interface Found {
  readonly units: Unit[];
  /** Text that stays French inside what becomes another language. */
  readonly islands: Element[];
  /** Fields that people type into. */
  readonly fields: Element[];
  readonly shadows: ShadowRoot[];
}

const ATTRIBUTES = [
  'title',
  'placeholder',
  'alt',
  'aria-label',
  'aria-description',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
];
/** Attributes that are text on some elements only. */
const SPECIAL: Readonly<Record<string, readonly string[]>> = {
  option: ['label'],
  optgroup: ['label'],
  track: ['label'],
  th: ['abbr'],
};
const BUTTONS = new Set(['button', 'submit', 'reset']);
const TYPED = new Set(['text', 'search', 'email', 'url', 'tel', 'number', 'password']);
const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'textarea', 'datalist']);

/** Every attribute that may be translated: what an observer listens to. */
export const WATCHED_ATTRIBUTES = [...ATTRIBUTES, 'label', 'abbr', 'value', 'translate'];

/** Finds what is to be translated. Blocks that are `known` already are not entered again. */
export class Collector {
  readonly #from: string;
  readonly #known = new WeakSet<Node>();

  constructor(from: string) {
    this.#from = from;
  }

  collect(container: Container): Found {
    const found: Found = { units: [], islands: [], fields: [], shadows: [] };
    this.#block(container, found);
    return found;
  }

  /** Looks at one block again, not at the known blocks inside it. */
  forget(node: Node): void {
    this.#known.delete(node);
  }

  /** Forgets all blocks inside a node that left the page. */
  forgetInside(node: Node): void {
    this.#known.delete(node);
    for (const child of node.childNodes) this.forgetInside(child);
    if (isElement(node) && node.shadowRoot) this.forgetInside(node.shadowRoot);
  }

  /** The attributes of one element, for when one of them changes. */
  attributes(element: Element): AttributeUnit[] {
    return namesOf(element).flatMap((name) => {
      const source = element.getAttribute(name);
      if (source === null || !hasLetters(source)) return [];
      const visible = name === 'aria-label' ? collapse(visibleText(element)).trim() : '';
      return [{ kind: 'attribute' as const, element, name, source, visible, live: true }];
    });
  }

  #block(container: Container, found: Found): void {
    if (this.#known.has(container)) return;
    this.#known.add(container);
    if (isElement(container)) this.#element(container, found);
    if (isElement(container) && container.localName === 'svg') {
      for (const text of container.querySelectorAll('title, desc')) this.#block(text, found);
      return;
    }
    let run: ChildNode[] = [];
    const flush = (): void => {
      this.#run(container, container, run, found);
      run = [];
    };
    for (const child of [...container.childNodes]) {
      if (!isElement(child)) run.push(child);
      else if (child.localName === 'br') flush();
      else if (isInline(child)) {
        run.push(child);
        this.#inline(child, found);
      } else {
        flush();
        if (!this.#leftAlone(child, found)) this.#block(child, found);
      }
    }
    flush();
  }

  /** Attributes and independent parts of something that stands in a sentence. */
  #inline(element: Element, found: Found): void {
    if (this.#leftAlone(element, found)) return;
    switch (element.localName) {
      case 'button':
      case 'select':
      case 'svg':
        this.#block(element, found);
        break;
      default:
        this.#element(element, found);
        for (const child of element.children) this.#inline(child, found);
    }
  }

  #element(element: Element, found: Found): void {
    found.units.push(...this.attributes(element));
    if (element.shadowRoot && !this.#known.has(element.shadowRoot)) {
      found.shadows.push(element.shadowRoot);
      this.#block(element.shadowRoot, found);
    }
    if (isTyped(element)) found.fields.push(element);
  }

  /** True for what must not be entered; text in it is noted as an island. */
  #leftAlone(element: Element, found: Found): boolean {
    if (element.localName === 'textarea' && element.getAttribute('translate') !== 'no') {
      this.#element(element, found);
      return true;
    }
    if (isForeign(element, this.#from)) return true;
    if (!isOpaque(element)) return false;
    const seen = !UNSEEN.has(element.localName) && element.getAttribute(MARK) !== 'source';
    if (seen && !element.hasAttribute('lang') && hasLetters(element.textContent)) found.islands.push(element);
    for (const inner of element.querySelectorAll('[translate="yes"]')) if (!isOpaque(inner)) this.#block(inner, found);
    return true;
  }

  #run(container: Container, parent: Container, run: readonly ChildNode[], found: Found): void {
    const nodes = trim(run, this.#from);
    const [only] = nodes;
    if (!only) return;
    if (nodes.length === 1 && isElement(only) && !isAtom(only, this.#from)) {
      this.#run(container, only, [...only.childNodes], found);
      return;
    }
    if (!nodes.some((node) => hasOwnLetters(node, this.#from))) return;
    const lead = isText(only) ? (/^[ \t\n\f\r]*/.exec(only.data)?.[0] ?? '') : '';
    const last = nodes.at(-1);
    const trail = isText(last) ? (/[ \t\n\f\r]*$/.exec(last.data)?.[0] ?? '') : '';
    const markup = nodes.some(isElement);
    const inline = markup ? serialise(nodes, this.#from) : undefined;
    const source = inline?.markup ?? collapse(nodes.map((node) => (isText(node) ? node.data : '')).join(''));
    found.units.push({
      kind: 'text',
      container,
      parent,
      nodes,
      source: source.replace(/^ +| +$/g, ''),
      markup,
      elements: inline?.elements ?? [],
      lead,
      trail,
      live: true,
    });
  }
}

/** Drops from both ends what has no words: white space, fields, icons, the asterisk of a required field. */
function trim(run: readonly ChildNode[], from: string): ChildNode[] {
  let start = 0;
  let end = run.length;
  while (start < end && !isSpoken(run[start], from)) start += 1;
  while (end > start && !isSpoken(run[end - 1], from)) end -= 1;
  return run.slice(start, end);
}

function isSpoken(node: Node | undefined, from: string): boolean {
  // The full stop after a link is part of the sentence; a colon or an asterisk at its edge is not.
  if (isText(node)) return /[\p{L}\p{N}.!?…»)]/u.test(node.data);
  if (!isElement(node)) return false;
  if (isOpaque(node) || isForeign(node, from)) return /[\p{L}\p{N}]/u.test(node.textContent) && !isUnseen(node);
  return !isAtom(node, from) && [...node.childNodes].some((child) => isSpoken(child, from));
}

/** True for text that the translator may read, unlike that of fields and protected parts. */
function hasOwnLetters(node: Node, from: string): boolean {
  if (isText(node)) return hasLetters(node.data);
  return isElement(node) && !isAtom(node, from) && [...node.childNodes].some((child) => hasOwnLetters(child, from));
}

function isUnseen(element: Element): boolean {
  return UNSEEN.has(element.localName) || element.getAttribute(MARK) === 'source';
}

function namesOf(element: Element): readonly string[] {
  const names = [...ATTRIBUTES, ...(SPECIAL[element.localName] ?? [])];
  const type = element.getAttribute('type')?.toLowerCase() ?? '';
  return element.localName === 'input' && BUTTONS.has(type) ? [...names, 'value'] : names;
}

function isTyped(element: Element): boolean {
  if (element.localName === 'textarea') return true;
  return element.localName === 'input' && TYPED.has(element.getAttribute('type')?.toLowerCase() ?? 'text');
}
