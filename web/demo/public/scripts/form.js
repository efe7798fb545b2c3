// @ts-check
import { all, element, one } from './dom.js';

/** @typedef {import('./strings.js').Strings} Strings */
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */

const LARGEST_FILE = 10 * 1024 * 1024;

/** @param {string} value */
const digits = (value) => value.replace(/[\s.-]/g, '');

/** @param {string} value */
function validIban(value) {
  const compact = value.replace(/\s/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact)) return false;
  const moved = compact.slice(4) + compact.slice(0, 4);
  const numeric = moved.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(numeric) % 97n === 1n;
}

/** @param {Control} control */
export function filesOf(control) {
  return control instanceof HTMLInputElement && control.files ? [...control.files] : [];
}

/** What a filled-in value must look like, by `data-kind`. @type {Record<string, (value: string, control: Control) => boolean>} */
const RULES = {
  email: (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
  file: (_, control) => filesOf(control).every((file) => file.size <= LARGEST_FILE),
  fiscal: (value) => /^\d{13}$/.test(digits(value)),
  foreigner: (value) => /^\d{10}$/.test(digits(value)),
  iban: validIban,
  number: (value) => /^\d+([.,]\d{1,2})?$/.test(value.replace(/\s/g, '')),
  past: (value) => new Date(value).getTime() < Date.now(),
  phone: (value) => /^0[1-9]\d{8}$/.test(digits(value)),
  plate: (value) => /^[A-Z]{2}-?\d{3}-?[A-Z]{2}$/i.test(value.trim()),
  postal: (value) => /^\d{5}$/.test(value.trim()),
  social: (value) => /^[12]\d{4}[\dAB]\d{7}(\d{2})?$/i.test(digits(value)),
};

/**
 * The answers given to a field: values that were typed, chosen or ticked.
 * @param {HTMLElement} field
 * @returns {Control[]}
 */
export function answered(field) {
  return controls(field).filter((control) => (isChoice(control) ? control.checked : control.value.trim() !== ''));
}

/** @param {HTMLElement} field */
function controls(field) {
  return /** @type {Control[]} */ (all('input, select, textarea', field));
}

/**
 * @param {Control} control
 * @returns {control is HTMLInputElement}
 */
function isChoice(control) {
  return control instanceof HTMLInputElement && (control.type === 'radio' || control.type === 'checkbox');
}

/**
 * The error of a field (`missing`, `invalid`) or null.
 * @param {HTMLElement} field
 */
function fault(field) {
  const given = answered(field);
  const required = field.hasAttribute('data-required') || controls(field).some((control) => control.required);
  if (given.length === 0) return required ? 'missing' : null;
  const wrong = given.some((control) => {
    const rule = RULES[control.dataset.kind ?? ''];
    return rule !== undefined && !rule(control.value, control);
  });
  return wrong ? 'invalid' : null;
}

/**
 * Shows the error of a field, or none. Errors are on the page from the start, hidden, so that they are translated with the rest.
 * @param {HTMLElement} field
 * @returns {HTMLElement | null} the error shown
 */
function check(field) {
  const wrong = fault(field);
  let shown = null;
  for (const error of all('[data-error]', field)) {
    error.hidden = error.dataset.error !== wrong;
    if (!error.hidden) shown = error;
  }
  field.classList.toggle('invalid', shown !== null);
  for (const control of controls(field)) {
    const hint = `${field instanceof HTMLFieldSetElement ? '' : `${control.id}-aide`}`;
    const described = [document.getElementById(hint) ? hint : '', shown?.id ?? ''].filter(Boolean).join(' ');
    if (described) control.setAttribute('aria-describedby', described);
    else control.removeAttribute('aria-describedby');
    if (shown) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
  }
  return shown;
}

/**
 * Fields that are on screen, in their order.
 * @param {HTMLElement} form
 */
export function visibleFields(form) {
  return all('.field', form).filter((field) => !field.closest('[hidden]'));
}

/**
 * Shows the fields whose condition (`name=value`) holds.
 * @param {HTMLFormElement} form
 */
function showConditional(form) {
  const given = new FormData(form);
  for (const field of all('[data-shown-if]', form)) {
    const [name = '', value = ''] = (field.dataset.shownIf ?? '').split('=');
    field.hidden = !given.getAll(name).includes(value);
  }
}

/**
 * Puts a further group of fields into the form; its number makes names and ids unique.
 * @param {HTMLElement} button
 * @param {HTMLFormElement} form
 * @param {number} number
 */
function addPerson(button, form, number) {
  const template = /** @type {HTMLTemplateElement} */ (one(`#${button.dataset.add}`, form));
  const person = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  for (const target of person.querySelectorAll('*')) {
    for (const name of ['id', 'name', 'for', 'aria-describedby']) {
      const value = target.getAttribute(name);
      if (value) target.setAttribute(name, value.replaceAll('-N-', `-${number}-`));
    }
  }
  one('[data-people]', form).append(person);
  one('input', person).focus();
  return person;
}

/**
 * Validation, conditional fields and repeated groups of the page's form.
 * @param {{ strings: () => Strings, onAdded: (person: HTMLElement) => void, onComplete: (form: HTMLFormElement) => void }} options
 */
export function createForm({ strings, onAdded, onComplete }) {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector('[data-form]'));
  if (!form) return { relist() {} };
  const summary = one('[data-summary]');
  let people = 0;

  /** @param {HTMLElement[]} errors */
  const list = (errors) => {
    const items = errors.map((error) => {
      const field = /** @type {HTMLElement} */ (error.closest('.field'));
      const target = one('input, select, textarea', field);
      const link = element(
        'a',
        { href: `#${target.id}`, lang: error.lang || 'fr', dir: error.dir || 'ltr' },
        error.textContent ?? '',
      );
      link.addEventListener('click', (event) => {
        event.preventDefault();
        target.focus();
      });
      return element('li', {}, link);
    });
    summary.replaceChildren(
      element('h2', {}, strings().text('form.errors.title', { count: errors.length })),
      element('p', {}, strings().text('form.errors.intro')),
      element('ul', {}, ...items),
    );
    summary.hidden = errors.length === 0;
  };

  form.addEventListener('input', () => showConditional(form));
  form.addEventListener('change', (event) => {
    const field = /** @type {HTMLElement} */ (event.target).closest('.field');
    if (field instanceof HTMLElement && field.classList.contains('invalid')) check(field);
  });
  form.addEventListener('click', (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest('button');
    if (button?.dataset.add) onAdded(addPerson(button, form, ++people));
    if (button && 'remove' in button.dataset) {
      button.closest('[data-person]')?.remove();
      one('[data-add]', form).focus();
    }
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const errors = visibleFields(form).flatMap((field) => check(field) ?? []);
    list(errors);
    if (errors.length > 0) summary.focus();
    else onComplete(form);
  });

  return {
    /** Writes the summary of errors again, after the language of the page changed. */
    relist() {
      if (!summary.hidden) list(all('[data-error]', form).filter((error) => !error.hidden));
    },
  };
}
