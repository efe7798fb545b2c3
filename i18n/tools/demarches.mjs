#!/usr/bin/env node
/**
 * The catalogue of procedures in i18n/demarches/*.jsonl: checked, and written as the files that the classifier reads.
 *
 *   demarches.mjs check            every procedure, every language, and its utterances in models/intent/train
 *   demarches.mjs build FOLDER     FOLDER/catalogue.<lang>.json, by i18n/demarches/schema.json
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { LANGUAGES as OTHERS, SCRIPT } from './checks.mjs';
import { readLines } from './lines.mjs';

/** French, then the languages that Parvis translates into. */
export const LANGUAGES = ['fr', ...OTHERS];

const PROCEDURES = new URL('../demarches/', import.meta.url);
const UTTERANCES = new URL('../../models/intent/train/', import.meta.url);
const SAFETY = new URL('../safety/', import.meta.url);

const LEAST_UTTERANCES = { fr: 12 };
const LEAST_UTTERANCES_ELSEWHERE = 5;
const MOST_WORDS = 25;
/** Figures age: a description tells what a procedure is for. The names of forms and the 0-9 of a name are no figures. */
const FIGURE = /[0-9]+(?:[ .,][0-9]+)*\s*(?:€|euros?|%|ans|mois|jours|heures|semaines)/iu;

/** @returns {object[]} the procedures in the order of the files */
export function readProcedures() {
  return readLines(PROCEDURES);
}

/** @returns {Map<string, Record<string, string[]>>} id -> what residents say who need it, by language */
export function readUtterances() {
  return new Map(readLines(UTTERANCES).flatMap(({ id, u }) => (id === undefined ? [] : [[id, u]])));
}

/** The safety lists of all languages: people mix them, so that a page loads them all. */
export function readSafetyLists() {
  const names = readdirSync(SAFETY).filter((name) => /^[a-z]{2}\.json$/.test(name));
  return names.sort().map((name) => JSON.parse(readFileSync(new URL(name, SAFETY), 'utf8')));
}

/** The file of one language. The French one holds what does not depend on the language; the others add their texts to it. */
export function catalogue(procedures, utterances, language) {
  const own = (field) => (field?.[language] === undefined ? {} : { [language]: field[language] });
  return {
    format: 1,
    procedures: procedures.map(({ id, title, description, ...rest }) => ({
      id,
      title: own(title),
      description: own(description),
      examples: own(utterances.get(id)),
      ...(language === 'fr' ? rest : {}),
    })),
  };
}

function textProblems(field, name, language) {
  const text = field?.[language];
  if (typeof text !== 'string' || text.trim() === '') return [`${name}.${language} is empty`];
  const found = [];
  if (text !== text.trim() || text !== text.normalize('NFC')) found.push('has spaces around it or is not NFC');
  if (SCRIPT[language] && !SCRIPT[language].test(text)) found.push('is in another script');
  if (/\p{Nd}/u.test(text.replace(/[0-9]/g, ''))) found.push('has digits other than 0-9');
  if (language === 'ro' && /[şţŞŢ]/u.test(text)) found.push('has a cedilla where Romanian has a comma');
  if (name === 'description' && FIGURE.test(text)) found.push('holds a figure');
  return found.map((what) => `${name}.${language} ${what}: ${text}`);
}

/** @returns {string[]} one line for each problem */
export function check(procedures, utterances) {
  const problems = [];
  const ids = new Set(procedures.map(({ id }) => id));
  if (ids.size !== procedures.length) problems.push('an id is used twice');
  for (const one of procedures) {
    const say = (what) => problems.push(`${one.id}: ${what}`);
    if (!/^[a-z]{3}\.[a-z0-9_]+$/.test(one.id)) say('the id is not <theme>.<short_name>');
    for (const language of LANGUAGES) {
      for (const name of ['title', 'description']) textProblems(one[name], name, language).forEach(say);
      const said = utterances.get(one.id)?.[language]?.length ?? 0;
      const least = LEAST_UTTERANCES[language] ?? LEAST_UTTERANCES_ELSEWHERE;
      if (said < least) say(`has ${said} utterances in ${language}, not ${least}`);
    }
    if ((one.description?.fr ?? '').split(/\s+/).filter((word) => /\p{L}/u.test(word)).length > MOST_WORDS)
      say(`the French description has more than ${MOST_WORDS} words`);
    for (const id of one.related) if (!ids.has(id) || id === one.id) say(`is related to ${id}, which is no other procedure`);
    if (!/^https:\/\/[^/]+\.[a-z]+(?:\/|$)/.test(one.url)) say(`the address is not https: ${one.url}`);
    if (!/^\d{4}-\d\d-\d\d$/.test(one.checked)) say('checked is no day');
    if (typeof one.safety !== 'boolean') say('safety is neither true nor false');
    if (one.audience.length === 0 || one.keywords.length === 0) say('has no audience or no keywords');
  }
  for (const id of utterances.keys()) if (!ids.has(id)) problems.push(`${id} has utterances and is no procedure`);
  return problems;
}

const commands = {
  check(procedures, utterances) {
    const problems = check(procedures, utterances);
    for (const problem of problems) console.error(problem);
    if (problems.length > 0) throw new Error(`the catalogue has ${problems.length} problem(s)`);
    const count = (language) => procedures.reduce((sum, { id }) => sum + utterances.get(id)[language].length, 0);
    console.log(`${procedures.length} procedures, ${LANGUAGES.length} languages, no problem`);
    console.log(`utterances: ${LANGUAGES.map((language) => `${language} ${count(language)}`).join(', ')}`);
  },
  build(procedures, utterances, folder) {
    mkdirSync(folder, { recursive: true });
    for (const language of LANGUAGES) {
      const file = join(folder, `catalogue.${language}.json`);
      writeFileSync(file, JSON.stringify(catalogue(procedures, utterances, language)));
    }
  },
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [command, ...args] = process.argv.slice(2);
  if (!Object.hasOwn(commands, command ?? '') || (command === 'build' && args.length !== 1)) {
    console.error(`usage: ${fileURLToPath(import.meta.url).split('/').pop()} check | build FOLDER`);
    process.exitCode = 2;
  } else {
    try {
      commands[command](readProcedures(), readUtterances(), ...args);
    } catch (error) {
      console.error(error.message);
      process.exitCode = 1;
    }
  }
}
