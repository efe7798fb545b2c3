import { element } from '../ui/dom.js';

/**
 * Shows the spoken word with boxes behind the text, and the reading ruler above it. Neither changes the text, which assistive
 * technology and the clipboard would notice.
 */
export class Overlay {
  /** What the text is put into. */
  readonly frame: HTMLElement;
  readonly #words = element('div', { class: 'parvis-plain-words', 'aria-hidden': 'true' });
  readonly #ruler = element('div', { class: 'parvis-plain-ruler', 'aria-hidden': 'true', hidden: true });
  readonly #body: HTMLElement;
  /** Pixels from the top of the frame. */
  #top = 0;

  constructor(body: HTMLElement) {
    this.#body = body;
    this.frame = element('div', { class: 'parvis-plain-frame' }, this.#words, body, this.#ruler);
    this.frame.addEventListener('pointermove', ({ clientY }) => {
      if (!this.#ruler.hidden) this.#move(clientY - this.frame.getBoundingClientRect().top - this.#line / 2);
    });
  }

  show(word: Range | undefined): void {
    const origin = this.frame.getBoundingClientRect();
    this.#words.replaceChildren(
      ...[...(word?.getClientRects() ?? [])].map(({ left, top, width, height }) => {
        const box = element('span', { class: 'parvis-plain-word' });
        // The object model, unlike a style attribute, is open under a strict policy.
        box.style.left = `${String(left - origin.left)}px`;
        box.style.top = `${String(top - origin.top)}px`;
        box.style.width = `${String(width)}px`;
        box.style.height = `${String(height)}px`;
        return box;
      }),
    );
    this.#words.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }

  set ruler(shown: boolean) {
    this.#ruler.hidden = !shown;
    if (shown) this.#move(this.#top);
  }

  /** Moves the ruler by lines. */
  step(lines: number): void {
    this.#move(this.#top + lines * this.#line);
    this.#ruler.scrollIntoView({ block: 'nearest' });
  }

  /** Height of a line of the text, in pixels. */
  get #line(): number {
    const { lineHeight, fontSize } = getComputedStyle(this.#body);
    const height = Number.parseFloat(lineHeight);
    return Number.isFinite(height) ? height : 1.5 * Number.parseFloat(fontSize);
  }

  #move(top: number): void {
    const line = this.#line;
    this.#top = Math.min(Math.max(0, top), Math.max(0, this.frame.clientHeight - line));
    this.#ruler.style.top = `${String(this.#top)}px`;
    this.#ruler.style.height = `${String(line)}px`;
  }
}
