import type { Classification } from '../classification.js';
import { element } from '../ui/dom.js';
import type { Wording } from '../ui/wording.js';

/**
 * Emergency numbers above everything else, without hiding anything. The box stands in the page from the start and is filled when needed,
 * because screen readers announce changes of an alert that they know; it is not filled again while the danger is the same.
 */
export class DangerBox {
  readonly box = element('div', { role: 'alert', class: 'parvis-finder-danger' });
  #shown = '';

  show({ safety, numbers }: Pick<Classification, 'safety' | 'numbers'>, wording: Wording): void {
    const shown = safety.length === 0 ? '' : JSON.stringify([wording.language, numbers]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    if (shown === '') {
      this.box.replaceChildren();
      return;
    }
    this.box.lang = wording.language;
    this.box.dir = wording.direction;
    this.box.replaceChildren(
      element('p', {}, element('strong', {}, wording.text('finder.danger'))),
      element(
        'ul',
        {},
        ...numbers.map(({ number, what }) =>
          element(
            'li',
            {},
            element('a', { href: addressOf(number), dir: 'ltr' }, number),
            ' ',
            element('span', {}, what),
          ),
        ),
      ),
    );
  }

  clear(): void {
    this.#shown = '';
    this.box.replaceChildren();
  }
}

/** 114 takes messages: it is for people who cannot speak. */
function addressOf(number: string): string {
  return `${number === '114' ? 'sms' : 'tel'}:${number}`;
}
