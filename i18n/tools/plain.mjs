#!/usr/bin/env node
/**
 * The data of plain French, i18n/plain/replacements/*.jsonl, i18n/plain/frequent.txt, i18n/plain/hard_terms.json and i18n/terms/*.jsonl: checked, and written as the
 * one file that the core reads.
 *
 *   plain.mjs check            every entry of the phrase table and of the termbase
 *   plain.mjs build FILE       the lists as one JSON object, by core/include/parvis/simplify.h
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { LANGUAGES, SCRIPT, STATUSES } from './checks.mjs';
import { readLines } from './lines.mjs';

const REPLACEMENTS = new URL('../plain/replacements/', import.meta.url);
const TERMS = new URL('../terms/', import.meta.url);
const FREQUENT = new URL('../plain/frequent.txt', import.meta.url);
const HARD_TERMS = new URL('../plain/hard_terms.json', import.meta.url);

const PHRASE_KEYS = 'id kind from to rule level gender mood when examples not'.split(' ');
const PHRASE_KINDS = ['verb', 'noun', 'adj', 'fixed', 'nominal'];
const LEVELS = ['light', 'standard', 'strong'];
const CONDITIONS = {
  ...Object.fromEntries('object not_object subject not_subject next not_next prev not_prev'.split(' ').map((key) => [key, isWords])),
  number: (value) => value === 's' || value === 'p',
  first: (value) => typeof value === 'boolean',
};

const TERM_KEYS = 'id kind fr forms expand explain gender confusable when t domain status'.split(' ');
const TERM_KINDS = ['term', 'acronym', 'institution'];
const MOST_WORDS = 25;

/** What the core needs of an entry. */
const SHIPPED = {
  replacements: ['id', 'kind', 'from', 'to', 'gender', 'rule', 'level', 'mood', 'when'],
  terms: ['id', 'kind', 'fr', 'forms', 'expand', 'explain', 'confusable', 'when'],
};

/** @returns {{replacements: object[], terms: object[], frequent: string[], hardTerms: object}} in the order of the files */
export function readPlain() {
  const frequent = readFileSync(FREQUENT, 'utf8').split('\n').filter(Boolean);
  const hardTerms = JSON.parse(readFileSync(HARD_TERMS, 'utf8'));
  return { replacements: readLines(REPLACEMENTS), terms: readLines(TERMS), frequent, hardTerms };
}

/** The file of the core: entries without what only people and tests read, and without keys that say nothing. */
export function lists({ replacements, terms, frequent, hardTerms }) {
  const says = (value) => value !== undefined && value !== null && value !== false && value.length !== 0;
  const pick = (entry, keys) => Object.fromEntries(keys.flatMap((key) => (says(entry[key]) ? [[key, entry[key]]] : [])));
  return {
    replacements: replacements.map((entry) => pick(entry, SHIPPED.replacements)),
    terms: terms.map((entry) => pick(entry, SHIPPED.terms)),
    frequent,
    hard_terms: hardTerms,
  };
}

/**
 * The term list that translation reads, for one language: core/include/parvis/termbase.h, format in i18n/terms/README.md.
 *
 * A word that is no noun, or an equivalent that names several senses, is found and shown but not put in place of the French.
 */
export function termList({ terms }, language) {
  const says = (value) => value !== undefined && value !== null && value.length !== 0;
  const rows = terms
    .filter(({ t }) => t)
    .map(({ id, kind, fr, forms, when, confusable, gender, t }) => {
      const guides = (kind !== 'term' || gender !== null) && !t[language].includes(';') && !t[language].includes('；');
      return {
        id,
        ...(kind === 'term' ? {} : { kind }),
        fr,
        ...(says(forms) ? { forms } : {}),
        ...(confusable && says(when) ? { when } : {}),
        to: t[language],
        ...(guides && !(confusable && !says(when)) ? {} : { guides: false }),
      };
    });
  return { language, terms: rows };
}

function isText(value) {
  return typeof value === 'string' && value !== '' && value === value.trim() && value === value.normalize('NFC');
}

function isWords(value) {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}

const countWords = (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** Says what is wrong with the keys of an entry. */
function keyProblems(entry, allowed, required) {
  const unknown = Object.keys(entry).filter((key) => !allowed.includes(key));
  const missing = required.filter((key) => !isText(entry[key]));
  return [...unknown.map((key) => `unknown key ${key}`), ...missing.map((key) => `${key} is no text`)];
}

function exampleProblems({ examples, not = [] }) {
  const found = [];
  const sound = (pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isText) && pair[0] !== pair[1];
  if (!Array.isArray(examples) || examples.length === 0) found.push('no examples');
  else if (!examples.every(sound)) found.push('an example is no pair of two sentences');
  if (!Array.isArray(not) || !not.every(isText)) found.push('a counter-example is no sentence');
  return found;
}

function phraseProblems(entry) {
  const found = [...keyProblems(entry, PHRASE_KEYS, ['id', 'kind', 'from', 'to', 'rule']), ...exampleProblems(entry)];
  if (!PHRASE_KINDS.includes(entry.kind)) found.push(`unknown kind ${entry.kind}`);
  if (!LEVELS.includes(entry.level ?? 'light')) found.push(`unknown level ${entry.level}`);
  if (!/^\d+\.\d+$/.test(entry.rule)) found.push(`the rule is no number: ${entry.rule}`);
  if (entry.kind === 'noun' && !['m', 'f'].includes(entry.gender)) found.push('a noun without its gender');
  if (entry.from === entry.to) found.push('from and to are the same');
  for (const [key, value] of Object.entries(entry.when ?? {})) {
    if (!Object.hasOwn(CONDITIONS, key)) found.push(`unknown condition ${key}`);
    else if (!CONDITIONS[key](value)) found.push(`the condition ${key} is not of its form`);
  }
  return found;
}

function translationProblems(t) {
  if (t === undefined || t === null) return [];
  if ([...LANGUAGES].sort().join() !== Object.keys(t).sort().join()) return ['the languages are neither the sixteen nor none'];
  return LANGUAGES.flatMap((language) => {
    const text = t[language];
    if (!isText(text)) return [`${language} is no text`];
    if (SCRIPT[language] && !SCRIPT[language].test(text)) return [`${language} is in another script: ${text}`];
    if (language === 'ro' && /[şţŞŢ]/u.test(text)) return [`ro has a cedilla where Romanian has a comma: ${text}`];
    return [];
  });
}

function termProblems(entry) {
  const found = keyProblems(entry, TERM_KEYS, ['id', 'kind', 'fr', 'explain', 'domain', 'status']);
  if (!TERM_KINDS.includes(entry.kind)) found.push(`unknown kind ${entry.kind}`);
  if (!STATUSES.includes(entry.status)) found.push(`unknown status ${entry.status}`);
  if (!Array.isArray(entry.forms) || !entry.forms.every(isText)) found.push('forms is no list of texts');
  if (!['m', 'f', null].includes(entry.gender)) found.push(`unknown gender ${entry.gender}`);
  if (entry.expand !== null && !isText(entry.expand)) found.push('expand is neither text nor null');
  if (entry.kind === 'acronym' && entry.expand === null) found.push('an acronym that stands for nothing');
  if (typeof entry.confusable !== 'boolean') found.push('confusable is neither true nor false');
  if (entry.when !== undefined && !isWords(entry.when)) found.push('when is no list of words');
  if (isText(entry.explain) && countWords(entry.explain) > MOST_WORDS)
    found.push(`the explanation has more than ${MOST_WORDS} words`);
  return [...found, ...translationProblems(entry.t)];
}

/** @returns {string[]} one line for each problem */
export function check({ replacements, terms, frequent }) {
  const problems = frequent.every(isText) ? [] : ['frequent: a line is no word'];
  if (new Set(frequent).size !== frequent.length) problems.push('frequent: a word stands there twice');
  const once = (part, entries, key, name) => {
    const seen = new Map();
    for (const entry of entries) {
      const value = key(entry);
      if (seen.has(value)) problems.push(`${part}: ${entry.id}: ${name} is that of ${seen.get(value)}`);
      seen.set(value, entry.id);
    }
  };
  once('replacements', replacements, ({ id }) => id, 'the id');
  once('replacements', replacements, ({ kind, from, when }) => JSON.stringify([kind, from, when]), 'the phrase');
  once('terms', terms, ({ id }) => id, 'the id');
  once('terms', terms, ({ fr }) => fr, 'the French');
  for (const entry of replacements) for (const what of phraseProblems(entry)) problems.push(`replacements: ${entry.id}: ${what}`);
  for (const entry of terms) for (const what of termProblems(entry)) problems.push(`terms: ${entry.id}: ${what}`);
  return problems;
}

const commands = {
  check(data) {
    const problems = check(data);
    for (const problem of problems) console.error(problem);
    if (problems.length > 0) throw new Error(`the data of plain French have ${problems.length} problem(s)`);
    const { replacements, terms, frequent } = data;
    const translated = terms.filter(({ t }) => t).length;
    console.log(`${replacements.length} phrases, ${terms.length} terms, ${translated} of them in sixteen languages, no problem`);
    console.log(`${frequent.length} frequent words`);
  },
  build(data, file) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(lists(data)));
  },
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [command, ...args] = process.argv.slice(2);
  if (!Object.hasOwn(commands, command ?? '') || args.length !== (command === 'build' ? 1 : 0)) {
    console.error(`usage: ${fileURLToPath(import.meta.url).split('/').pop()} check | build FILE`);
    process.exitCode = 2;
  } else {
    try {
      commands[command](readPlain(), ...args);
    } catch (error) {
      console.error(error.message);
      process.exitCode = 1;
    }
  }
}
