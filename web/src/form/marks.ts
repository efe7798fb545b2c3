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
