// @ts-check
import { plainText } from './beside.js';
import { all, element, one } from './dom.js';
import { answered, filesOf, visibleFields } from './form.js';
import { mark } from './strings.js';

/** @typedef {import('./strings.js').Strings} Strings */
/** @typedef {{ french: string, shown: string }} Wording what the site wrote, and what the reader saw */

/**
 * The answer to one field: words of the site in French, words of the person exactly as typed, and the French that they chose for them.
 * @param {HTMLElement} field
 * @param {(source: Element) => string} frenchOf
 * @param {(control: HTMLElement) => string | undefined} ownWords
 * @returns {Wording[]}
 */
function answers(field, frenchOf, ownWords) {
  return answered(field).map((control) => {
    const own = ownWords(control);
    if (own !== undefined) return { french: control.value, shown: own };
    if (control instanceof HTMLSelectElement) {
      const option = /** @type {HTMLOptionElement} */ (control.selectedOptions[0]);
      return { french: frenchOf(option), shown: option.text };
    }
    if (control instanceof HTMLInputElement && (control.type === 'radio' || control.type === 'checkbox')) {
      // A box that stands alone is its own question: the label is said already.
      if (!(field instanceof HTMLFieldSetElement)) return { french: '✓', shown: '✓' };
      const label = one(`label[for="${control.id}"]`);
      return { french: frenchOf(label), shown: plainText(label) };
    }
    if (control instanceof HTMLInputElement && control.type === 'date') {
      const date = control.value.split('-').reverse().join('/');
      return { french: date, shown: date };
    }
    const files = filesOf(control);
    const typed = files.length > 0 ? files.map((file) => file.name).join(', ') : control.value;
    return { french: typed, shown: typed };
  });
}

/**
 * Builds the summary of the answers: in French for the counter, with the reader's words under it.
 * @param {{ form: HTMLFormElement, strings: Strings, french: Strings, frenchOf: (source: Element) => string, ownWords: (control: HTMLElement) => string | undefined, onEdit: () => void }} options
 */
export function showRecap({ form, strings, french, frenchOf, ownWords, onEdit }) {
  const recap = one('[data-recap]');
  const { language } = strings;
  const foreign = language.code !== 'fr';

  /** @param {string} text */
  const inFrench = (text) => element('span', { lang: 'fr', dir: 'auto' }, text);
  /** @param {Wording} wording */
  const both = ({ french: source, shown }) => {
    if (!foreign || shown === source) return [inFrench(source)];
    const gloss = element('span', { class: 'gloss' }, shown);
    mark(gloss, language);
    return [inFrench(source), gloss];
  };
  /** @param {string} key */
  const ours = (key) => both({ french: french.text(key), shown: strings.text(key) });

  const parts = all('.part', form).map((part) => {
    const legend = one('legend', part);
    const rows = visibleFields(part).map((field) => {
      const title = one('label, legend', field);
      const given = answers(field, frenchOf, ownWords);
      const values =
        given.length > 0
          ? given.map((wording) => element('dd', {}, ...both(wording)))
          : [element('dd', {}, ...ours('form.recap.empty'))];
      return element(
        'div',
        { class: 'answer' },
        element('dt', {}, ...both({ french: frenchOf(title), shown: plainText(title) })),
        ...values,
      );
    });
    return rows.length === 0
      ? []
      : [
          element('h3', {}, ...both({ french: frenchOf(legend), shown: plainText(legend) })),
          element('dl', {}, ...rows),
        ];
  });

  const title = element('h2', { tabindex: '-1' }, ...ours('form.recap.title'));
  const edit = element('button', { type: 'button' }, strings.text('action.edit'));
  const print = element('button', { type: 'button', class: 'quiet' }, strings.text('action.print'));
  const actions = element('div', { class: 'actions' }, edit, print);
  mark(actions, language);
  edit.addEventListener('click', onEdit);
  print.addEventListener('click', () => window.print());

  recap.replaceChildren(title, element('p', {}, ...ours('form.recap.intro')), ...parts.flat(), actions);
  recap.lang = 'fr';
  recap.dir = 'ltr';
  recap.hidden = false;
  form.hidden = true;
  title.focus();
}

/** Puts the form back in the place of its summary. */
export function hideRecap() {
  const recap = document.querySelector('[data-recap]');
  if (!(recap instanceof HTMLElement) || recap.hidden) return;
  recap.hidden = true;
  recap.replaceChildren();
  one('[data-form]').hidden = false;
}
