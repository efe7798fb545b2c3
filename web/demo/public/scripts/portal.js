// @ts-check
import { Beside } from './beside.js';
import { all, one } from './dom.js';
import { createFinder } from './finder.js';
import { createForm } from './form.js';
import { watchConnection } from './offline.js';
import { createPanel } from './panel.js';
import { createPicker } from './picker.js';
import { createPlain } from './plain.js';
import { hideRecap, showRecap } from './recap.js';
import { loadLanguages, loadStrings, localise, mark } from './strings.js';
import { Translator } from './translator.js';

/** @typedef {import('./strings.js').Language} Language */
/** @typedef {import('./strings.js').Strings} Strings */

const languages = await loadLanguages();
const french = await loadStrings(/** @type {Language} */ (languages[0]));
const beside = new Beside();
const translator = new Translator(beside);
const title = document.title;

let strings = french;
let frenchShown = true;
let marksShown = true;

const panel = createPanel({
  onCancel: () => translator.cancel(),
  onRetry: () => void choose(strings.language),
  onFrench: () => void choose(french.language),
  onShowFrench: (shown) => {
    frenchShown = shown;
    document.body.classList.toggle('french-hidden', !shown);
  },
  onShowMarks: (shown) => {
    marksShown = shown;
    document.body.classList.toggle('marks-hidden', !shown);
  },
});
const picker = createPicker(languages, (language) => void choose(language));
const finder = createFinder(() => translator.engine());
const plain = createPlain(() => translator.engine());
const form = createForm({
  strings: () => strings,
  onAdded: (person) => translator.follow(person, strings),
  onComplete: (complete) =>
    showRecap({
      form: complete,
      strings,
      french,
      frenchOf: (source) => beside.frenchOf(source),
      ownWords: (control) => translator.ownWords(control),
      onEdit: hideRecap,
    }),
});

/** Puts the language into the address of the page and of the links to its neighbours, so that it survives a change of page. */
function carry(/** @type {Language} */ language) {
  const name = (/** @type {URL} */ url) => {
    if (language.code === 'fr') url.searchParams.delete('lang');
    else url.searchParams.set('lang', language.code);
    return url.pathname + url.search + url.hash;
  };
  history.replaceState(null, '', name(new URL(location.href)));
  for (const link of all('a[href^="/"]'))
    link.setAttribute('href', name(new URL(/** @type {HTMLAnchorElement} */ (link).href)));
}

/** The language of the page as a whole: the reader's once its texts are translated, French otherwise. */
function settle(/** @type {Strings} */ current) {
  mark(document.documentElement, current.language);
  document.title = current === french ? title : `${one('h1').textContent} – Parvis`;
  form.relist();
}

let choices = 0;

async function choose(/** @type {Language} */ language) {
  const choice = ++choices;
  const returned = strings !== french;
  translator.stop();
  hideRecap();
  settle(french);
  const chosen = language.code === 'fr' ? french : await loadStrings(language);
  if (choice !== choices) return;
  strings = chosen;
  picker.setCurrent(language);
  localise(strings);
  carry(language);
  finder.setLanguage(language);
  plain.setLanguage(language);
  if (strings === french) return panel.showFrench(french, returned);

  const outcome = await translator.translate(strings, panel.showWork(strings));
  if (outcome.kind === 'replaced') return;
  if (outcome.kind === 'failed') return panel.showFailed(strings, outcome.code);
  if (outcome.kind === 'cancelled') return panel.showCancelled(strings);
  settle(strings);
  panel.showTranslated(strings, {
    frenchShown,
    marksShown,
    onTrial: outcome.onTrial,
    levels: outcome.levels,
  });
}

watchConnection();
picker.setCurrent(french.language);
finder.setLanguage(french.language);
plain.setLanguage(french.language);
const wanted = new URL(location.href).searchParams.get('lang');
const asked = languages.find(({ code }) => code === wanted);
if (asked) await choose(asked);
