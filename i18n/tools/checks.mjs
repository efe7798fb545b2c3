/** What must hold for every entry of the phrasebook, in every language. */

import { selectorProblems, spellOut } from './messages.mjs';

export const LANGUAGES = 'en ar es pt it de tr ru uk ro pl zh fa ps vi sq'.split(' ');
export const STATUSES = ['drafted', 'cross-checked', 'reviewed'];
export const KINDS = ['label', 'hint', 'option', 'error', 'instruction', 'notice', 'counter', 'letter'];

/** A pattern that a text in the script of a language matches; languages in Latin letters have none. */
export const SCRIPT = {
  ...Object.fromEntries(['ar', 'fa', 'ps'].map((lang) => [lang, /\p{Script=Arabic}/u])),
  ...Object.fromEntries(['ru', 'uk'].map((lang) => [lang, /\p{Script=Cyrillic}/u])),
  zh: /\p{Script=Han}/u,
};
const VARIABLE = /\{[a-z]+\}/g;
// Capitalised French words and acronyms stay in Latin letters; these are never part of a translation.
const FRENCH = /(?:^|[ '(])(?:vous|votre|vos|veuillez|êtes|avez|n'est|d'une|pièce|dossier|démarche)(?=[ ,.;:)]|$)/iu;
const LENGTHS = { zh: [0.1, 2] };

const count = (text, pattern) => [...text.matchAll(pattern)].map(String).sort().join(' ');
const digits = (text) => [...text.matchAll(/[0-9]+/g)].map(String).sort().join(' ');

/** Length a translation may have, as a share of the French; short texts vary more. */
function lengthProblem(french, text, language) {
  const [low, high] = LENGTHS[language] ?? [0.3, 3.5];
  const slack = 25;
  return text.length < low * french.length - slack || text.length > high * french.length + slack;
}

/** A text, the French it stands for and the plural variable that this form may leave out, because it serves one number only. */
function formProblems(french, text, language, optional) {
  const found = [];
  const without = (source) => (optional === null || text.includes(optional) ? source : source.replaceAll(optional, ''));
  if (count(without(french), VARIABLE) !== count(text, VARIABLE)) found.push('has other variables than the French');
  if (/\p{Nd}/u.test(text.replace(/[0-9]/g, ''))) found.push('has digits other than 0-9');
  if (digits(french) !== digits(text)) found.push('has other numbers than the French');
  if (SCRIPT[language] && /\p{Ll}{2}/u.test(french) && !SCRIPT[language].test(text)) found.push('is in another script');
  if (FRENCH.test(text)) found.push('has French left in it');
  if (language === 'ro' && /[şţŞŢ]/u.test(text)) found.push('has a cedilla where Romanian has a comma');
  if (lengthProblem(french, text, language)) found.push('is much longer or shorter than the French');
  return found;
}

/** A message in its forms; null for what is none. */
function read(text) {
  try {
    return spellOut(text);
  } catch {
    return null;
  }
}

function translationProblems(entry, language) {
  const text = entry.t[language];
  if (typeof text !== 'string' || text.trim() === '') return ['is empty'];
  const message = read(text);
  const french = read(entry.fr)?.forms.at(-1).text ?? entry.fr;
  if (!message) return ['is no ICU message with one plural'];
  const found = selectorProblems(message, language);
  if (text !== text.trim() || text !== text.normalize('NFC')) found.push('has spaces around it or is not NFC');
  const problems = message.forms.flatMap((form) => formProblems(french, form.text, language, message.variable));
  return [...new Set([...found, ...problems])];
}

/** @returns {string[]} one line for each problem */
export function check(topics) {
  const problems = [];
  const french = new Map();
  const ids = new Set();
  for (const [topic, entries] of topics) {
    for (const entry of entries) {
      const say = (what) => problems.push(`${topic}: ${entry.id}: ${what}`);
      if (!new RegExp(`^${topic}\\.[a-z0-9-]+$`).test(entry.id ?? '')) say('the id is not <topic>.<slug>');
      if (ids.has(entry.id)) say('the id is used twice');
      ids.add(entry.id);
      if (!KINDS.includes(entry.kind)) say(`unknown kind ${entry.kind}`);
      if (!STATUSES.includes(entry.status)) say(`unknown status ${entry.status}`);
      const message = read(entry.fr ?? '');
      for (const what of message ? selectorProblems(message, 'fr') : ['is no ICU message']) say(`the French ${what}`);
      const key = (entry.fr ?? '').toLowerCase().replace(/\s*[:.*]+$/u, '');
      if (key === '') say('no French');
      if (french.has(key)) say(`the French stands in ${french.get(key)} already`);
      french.set(key, entry.id);
      if (Object.keys(entry.t ?? {}).join() !== LANGUAGES.join()) {
        say('the languages are not the sixteen, in order');
        continue;
      }
      for (const language of LANGUAGES) {
        for (const what of translationProblems(entry, language)) say(`${language} ${what}: ${entry.t[language]}`);
      }
    }
  }
  return problems;
}
