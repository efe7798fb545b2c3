// @ts-check
import { all } from './dom.js';

/** @typedef {{ code: string, endonym: string, direction: 'ltr' | 'rtl', status: string }} Language */
/** @typedef {{ language: Language, text: (key: string, values?: Record<string, string | number>) => string, has: (key: string) => boolean }} Strings */

const FOLDER = '/assets/i18n/';

/** @param {string} path */
async function fetchJson(path) {
  const response = await fetch(FOLDER + path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** @returns {Promise<Language[]>} French first */
export function loadLanguages() {
  return fetchJson('languages.json');
}

/**
 * The portal's own sentences in one language.
 * @param {Language} language
 * @returns {Promise<Strings>}
 */
export async function loadStrings(language) {
  /** @type {Record<string, string>} */
  const messages = await fetchJson(`ui/${language.code}.json`);
  return {
    language,
    has: (key) => Object.hasOwn(messages, key),
    text: (key, values = {}) =>
      (messages[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole)),
  };
}

/**
 * A size in megabytes, with the digits 0-9 as on the French form.
 * @param {number} bytes
 * @param {string} code
 */
export function megabytes(bytes, code) {
  const style = { style: 'unit', unit: 'megabyte', minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return new Intl.NumberFormat([`${code}-u-nu-latn`, 'fr'], /** @type {Intl.NumberFormatOptions} */ (style)).format(
    bytes / 1e6,
  );
}

/**
 * Marks an element with the language that it is written in.
 * @param {Element} target
 * @param {Language} language
 */
export function mark(target, language) {
  target.setAttribute('lang', language.code);
  target.setAttribute('dir', language.direction);
}

/**
 * Writes the portal's own sentences into the elements that ask for them.
 * @param {Strings} strings
 */
export function localise(strings) {
  for (const target of all('[data-chrome]')) mark(target, strings.language);
  for (const target of all('[data-ui]')) target.textContent = strings.text(target.dataset.ui ?? '');
  for (const target of all('[data-ui-label]'))
    target.setAttribute('aria-label', strings.text(target.dataset.uiLabel ?? ''));
}
