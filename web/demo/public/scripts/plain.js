// @ts-check

/** @typedef {import('./strings.js').Language} Language */

const LIBRARY = '/parvis/plain.js';

/**
 * Letters in plain French. Does nothing on pages without one.
 * @param {() => Promise<import('../../../src/index.js').Parvis>} engine the one that translates the page serves here too
 */
export function createPlain(engine) {
  /** @type {NodeListOf<import('../../../src/letter.js').ParvisPlain>} */
  const letters = document.querySelectorAll('parvis-plain');
  for (const letter of letters) letter.parvis = engine;
  if (letters.length > 0) import(LIBRARY).catch((error) => console.error(error));
  return {
    /** @param {Language} language */
    setLanguage({ code }) {
      for (const letter of letters) letter.setAttribute('lang-ui', code);
    },
  };
}
