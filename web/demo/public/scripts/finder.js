// @ts-check

/** @typedef {import('./strings.js').Language} Language */

const LIBRARY = '/parvis/finder.js';

/** Forms of this portal, by the procedure that they are for. */
const FORMS = {
  'log.apl': '/aide-logement.html',
  'pap.changement_adresse': '/changement-adresse.html',
  'fam.ecole_inscription': '/inscription-scolaire.html',
};

/**
 * The front door: from a sentence to a form of this portal, or to the official page. Does nothing on pages without it.
 * @param {() => Promise<import('../../../src/index.js').Parvis>} engine the one that translates the page serves here too
 */
export function createFinder(engine) {
  /** @type {import('../../../src/finder.js').ParvisFinder | null} */
  const finder = document.querySelector('parvis-finder');
  if (finder) {
    finder.parvis = engine;
    import(LIBRARY).catch((error) => console.error(error));
  }
  return {
    /** @param {Language} language */
    setLanguage({ code }) {
      if (!finder) return;
      const name = (/** @type {string} */ path) => (code === 'fr' ? path : `${path}?lang=${code}`);
      finder.pages = Object.fromEntries(Object.entries(FORMS).map(([id, path]) => [id, name(path)]));
      finder.lang = code;
    },
  };
}
