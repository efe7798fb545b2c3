// @ts-check
import { element, icon } from './dom.js';
import { mark } from './strings.js';

/** @typedef {import('./strings.js').Strings} Strings */

/** Elements that hold one text of the page. */
const BLOCKS = 'h1, h2, h3, legend, label, p, option, button';
/** Where Parvis writes how far a translated text can be trusted: `good`, `check` or `kept`. */
const LEVEL = 'data-parvis-level';

/**
 * Keeps the French of each text and shows it beside its translation, with the level of confidence.
 * Everything it adds to the page is taken out again by `remove`.
 */
export class Beside {
  /** @type {WeakMap<Element, string>} */
  #french = new WeakMap();
  /** Lines added, by the text or the field that they belong to. @type {Map<Element, HTMLElement>} */
  #lines = new Map();
  /** @type {Strings | null} */
  #strings = null;
  #levels = new MutationObserver((records) => {
    for (const { target } of records) this.#showLevel(/** @type {Element} */ (target));
  });

  /**
   * The French of a text, as the site wrote it, without the required mark.
   * @param {Element} source
   */
  frenchOf(source) {
    return this.#french.get(source) ?? plainText(source);
  }

  /**
   * Prepares a part of the page, still in French, for a reader's language: notes its French and puts it beside each text.
   * @param {HTMLElement} root
   * @param {Strings} strings
   */
  prepare(root, strings) {
    this.#strings = strings;
    for (const block of root.querySelectorAll(BLOCKS)) {
      if (block.closest('[translate="no"]') || plainText(block) === '') continue;
      this.#french.set(block, plainText(block));
      if (!block.matches('option')) this.#add(block, this.frenchOf(block));
    }
    for (const select of root.querySelectorAll('select')) {
      this.#add(select, '');
      this.#showSelected(select);
      select.addEventListener('change', this.#onSelect);
    }
    this.#levels.observe(root, { subtree: true, attributeFilter: [LEVEL] });
  }

  remove() {
    this.#levels.disconnect();
    for (const [owner, line] of this.#lines) {
      line.remove();
      owner.removeEventListener('change', this.#onSelect);
    }
    this.#lines.clear();
    this.#strings = null;
  }

  /**
   * @param {Element} owner
   * @param {string} text
   */
  #add(owner, text) {
    const french = element('span', { class: 'french', lang: 'fr', dir: 'ltr' }, text);
    const line = element('div', { class: 'beside', translate: 'no' }, french);
    if (this.#strings) mark(line, this.#strings.language);
    owner.after(line);
    this.#lines.set(owner, line);
  }

  /**
   * Beside a list stands the level of the option that is chosen.
   * @param {Element} block
   */
  #showLevel(block) {
    const option = block instanceof HTMLOptionElement ? block : null;
    if (option && !option.selected) return;
    const line = this.#lines.get(option?.closest('select') ?? block);
    const level = block.getAttribute(LEVEL);
    if (!line || !this.#strings) return;
    line.querySelector('.level')?.remove();
    if (level === null) return;
    const text = this.#strings.text(`level.${level}`);
    line.append(element('span', { class: `level level-${level}`, 'data-level': level }, icon(level), ` ${text}`));
  }

  /** @param {HTMLSelectElement} select */
  #showSelected(select) {
    const option = select.selectedOptions[0];
    const french = this.#lines.get(select)?.querySelector('.french');
    if (french) french.textContent = option ? this.frenchOf(option) : '';
    if (option) this.#showLevel(option);
  }

  #onSelect = (/** @type {Event} */ event) => {
    this.#showSelected(/** @type {HTMLSelectElement} */ (event.currentTarget));
  };
}

/**
 * The text of an element without the mark of a required field.
 * @param {Element} source
 */
export function plainText(source) {
  const copy = /** @type {Element} */ (source.cloneNode(true));
  copy.querySelector('.required')?.remove();
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
}
