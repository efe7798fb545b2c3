import { directionOf, LEVEL, MARK } from './dom.js';

/** Attributes that were set on the page's elements, with what they were before, so that they can be put back to the letter. */
export class Marks {
  readonly #before = new Map<Element, Map<string, { original: string | null; written: string }>>();

  set(element: Element, name: string, value: string): void {
    let attributes = this.#before.get(element);
    if (!attributes) this.#before.set(element, (attributes = new Map()));
    const known = attributes.get(name);
    const current = element.getAttribute(name);
    // The page's own later change is its new original.
    const original = known && current === known.written ? known.original : current;
    attributes.set(name, { original, written: value });
    if (current !== value) element.setAttribute(name, value);
  }

  /** Puts one attribute back, unless the page changed it since. */
  restoreOne(element: Element, name: string): void {
    const attributes = this.#before.get(element);
    const known = attributes?.get(name);
    if (!attributes || !known) return;
    attributes.delete(name);
    if (attributes.size === 0) this.#before.delete(element);
    if (element.getAttribute(name) !== known.written) return;
    if (known.original === null) element.removeAttribute(name);
    else element.setAttribute(name, known.original);
  }

  restore(element: Element): void {
    // Last set, first put back: attributes that were added leave in the reverse order.
    for (const name of [...(this.#before.get(element)?.keys() ?? [])].reverse()) this.restoreOne(element, name);
  }

  restoreAll(): void {
    for (const element of [...this.#before.keys()]) this.restore(element);
  }

  /** Restores what lies inside a node that left the page. */
  restoreInside(node: Node): void {
    for (const element of [...this.#before.keys()]) if (node.contains(element)) this.restore(element);
  }
}

/** Marks that say what a text is: its language, where it comes from, how far it can be trusted. */
export class States extends Marks {
  mark(element: Element, language: string, state: 'machine' | 'phrase' | 'kept' | 'pending', level?: string): void {
    this.setLanguage(element, language);
    this.set(element, MARK, state);
    if (level !== undefined) this.set(element, LEVEL, level);
  }

  setLanguage(element: Element, language: string): void {
    this.set(element, 'lang', language);
    this.set(element, 'dir', directionOf(language));
  }

  /** What people type is theirs: it runs the way it is written, and addresses and numbers from left to right. */
  setFieldDirection(field: Element): void {
    if (field.hasAttribute('dir')) return;
    const type = field.getAttribute('type')?.toLowerCase() ?? 'text';
    const free = field.localName === 'textarea' || type === 'text' || type === 'search';
    this.set(field, 'dir', free ? 'auto' : 'ltr');
  }
}
