// @ts-check
import { all, element, one } from './dom.js';

/** @typedef {import('./strings.js').Language} Language */

/**
 * The list of languages behind the button of the header, and the same list wherever a page shows it.
 * @param {Language[]} languages
 * @param {(language: Language) => void} choose
 */
export function createPicker(languages, choose) {
  const button = one('[data-picker-button]');
  const panel = one('[data-picker]');

  /** @param {boolean} open */
  const show = (open) => {
    panel.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
  };
  const close = () => {
    show(false);
    button.focus();
  };

  for (const list of all('[data-languages]')) {
    for (const language of languages) {
      const { code, endonym, direction } = language;
      const item = element('button', { type: 'button', lang: code, dir: direction, 'data-language': code }, endonym);
      item.addEventListener('click', () => {
        if (panel.contains(item)) close();
        choose(language);
      });
      list.append(element('li', {}, item));
    }
  }

  button.hidden = false;
  button.addEventListener('click', () => show(panel.hidden));
  one('[data-picker-close]').addEventListener('click', close);
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });

  return {
    /** @param {Language} language */
    setCurrent(language) {
      const current = one('[data-picker-current]');
      current.lang = language.code;
      current.dir = language.direction;
      current.textContent = language.endonym;
      for (const item of all('[data-language]')) {
        if (item.dataset.language === language.code) item.setAttribute('aria-current', 'true');
        else item.removeAttribute('aria-current');
      }
    },
  };
}
