import { directionOf, MARK } from '../dom.js';
import type { TextField } from './fields.js';
import { STYLE } from './style.js';

/** The wording of the reader's language: a key of `i18n/ui` with its values. */
export type Words = (key: string, values?: Readonly<Record<string, string>>) => string;

type Child = Node | string;
type Attributes = Readonly<Record<string, string | boolean | undefined>>;

let count = 0;

/**
 * What stands under a field. It lives in a shadow tree: neither the form nor the scripts and styles of the site see its fields, so that
 * what the site receives does not change.
 */
export class Panel {
  readonly host: HTMLElement;
  readonly root: HTMLElement;
  readonly #status: HTMLElement;
  readonly #document: Document;
  readonly #id = `parvis-answer-${String((count += 1))}`;

  constructor(document: Document, language: string) {
    this.#document = document;
    const direction = directionOf(language);
    this.host = this.make('div', { class: 'parvis-answer', translate: 'no', lang: language, dir: direction });
    this.host.setAttribute(MARK, 'answer');
    const shadow = this.host.attachShadow({ mode: 'open' });
    adopt(shadow, document);
    this.#status = this.make('p', { role: 'status', part: 'status' });
    this.root = this.make('div', { lang: language, dir: direction, part: 'panel' });
    shadow.append(this.root);
  }

  /** Puts the panel behind its field, or behind the label that holds it. */
  place(field: TextField): void {
    (field.closest('label') ?? field).after(this.host);
  }

  /** What the panel shows; the line of announcements stays the same element, as screen readers want it. */
  show(...content: readonly Child[]): void {
    for (const old of [...this.root.childNodes]) if (old !== this.#status) old.remove();
    if (!this.#status.isConnected) this.root.append(this.#status);
    for (const one of content) this.#status.before(one);
  }

  /** Tells what happened, to eyes and to screen readers. */
  tell(message: string): void {
    this.#status.textContent = message;
  }

  make<K extends keyof HTMLElementTagNameMap>(
    name: K,
    attributes: Attributes = {},
    ...children: readonly Child[]
  ): HTMLElementTagNameMap[K] {
    const made = this.#document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) made.setAttribute(key, '');
      else if (value !== false && value !== undefined) made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  button(text: string, name: string, act: () => void, main = false): HTMLButtonElement {
    const made = this.make(
      'button',
      { type: 'button', class: main ? 'main' : undefined, part: 'button', 'data-action': name },
      text,
    );
    made.addEventListener('click', act);
    return made;
  }

  /** A text with its heading, in its own language. */
  part(name: string, text: string, language: string): HTMLElement {
    const body = this.make('p', { class: 'text', lang: language, dir: 'auto' }, text);
    return this.make('div', { class: 'part' }, this.make('span', { class: 'name' }, name), body);
  }

  id(name: string): string {
    return `${this.#id}-${name}`;
  }

  /** True while the person is at work in it. */
  get focused(): boolean {
    return this.host.shadowRoot?.activeElement != null;
  }

  remove(): void {
    this.host.remove();
  }
}

function adopt(shadow: ShadowRoot, document: Document): void {
  const Sheet = document.defaultView?.CSSStyleSheet;
  // A strict content security policy forbids style elements and allows sheets made by scripts.
  if (typeof Sheet !== 'function' || !('replaceSync' in Sheet.prototype)) return;
  const sheet = new Sheet();
  sheet.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [sheet];
}
