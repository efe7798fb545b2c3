import { readFileSync, readdirSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, catalogue, check, readProcedures, readSafetyLists, readUtterances } from '../../i18n/tools/demarches.mjs';

const json = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

const procedures = readProcedures();
const utterances = readUtterances();
const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
const valid = ajv.compile(json('i18n/demarches/schema.json'));

/** What the check says of the catalogue with one procedure changed. */
function spoiled(change) {
  const copy = structuredClone(procedures);
  const sayings = new Map(utterances);
  change(copy[0], sayings);
  return check(copy, sayings).join('\n');
}

describe('the catalogue of procedures', () => {
  it('holds together in all languages', () => {
    expect(check(procedures, utterances)).toEqual([]);
    expect(procedures).toHaveLength(199);
    expect(LANGUAGES).toHaveLength(17);
  });

  it.each([
    ['a title missing in a language', (one) => delete one.title.ps, /title\.ps is empty/],
    ['another script', (one) => (one.title.uk = 'Payer son loyer'), /title\.uk is in another script/],
    ['digits of another script', (one) => (one.title.fa += ' ۳'), /digits other than 0-9/],
    ['a Romanian cedilla', (one) => (one.title.ro += ' ş'), /cedilla/],
    ['an amount in a description', (one) => (one.description.en += ' It costs 25 €.'), /holds a figure/],
    ['a long description', (one) => (one.description.fr += ' et encore'.repeat(13)), /more than 25 words/],
    ['a procedure related to nothing', (one) => one.related.push('zzz.rien'), /related to zzz\.rien/],
    ['an address without https', (one) => (one.url = 'http://www.caf.fr/'), /not https/],
    ['an id of no theme', (one) => (one.id = 'Loyer'), /not <theme>/],
    ['too few utterances', (one, said) => said.set(one.id, { ...said.get(one.id), tr: ['evet'] }), /1 utterances in tr/],
    ['utterances of nothing', (one, said) => said.set('zzz.rien', {}), /zzz\.rien has utterances/],
  ])('is not taken with %s', (_, change, problem) => {
    expect(spoiled(change)).toMatch(problem);
  });

  it('refuses the same id twice', () => {
    expect(check([...procedures, procedures[0]], utterances).join()).toMatch(/an id is used twice/);
  });
});

describe('the schema of a catalogue file', () => {
  it.each(LANGUAGES)('fits the file that is built for %s, which holds that language alone', (language) => {
    const file = catalogue(procedures, utterances, language);
    expect(valid(file), JSON.stringify(valid.errors)).toBe(true);
    expect(file.procedures.flatMap(({ title, examples }) => [Object.keys(title), Object.keys(examples)]).flat()).toEqual(
      Array.from({ length: 2 * procedures.length }, () => language),
    );
    expect('url' in file.procedures[0]).toBe(language === 'fr');
  });

  it('fits the file of a town', () => {
    expect(valid(json('tests/data/intent/town/procedures.json')), JSON.stringify(valid.errors)).toBe(true);
  });

  it.each([
    ['no format', { procedures: [] }],
    ['another format', { format: 2, procedures: [] }],
    ['no title', { format: 1, procedures: [{ id: 'ville.a' }] }],
    ['an empty title', { format: 1, procedures: [{ id: 'ville.a', title: { fr: ' ' } }] }],
    ['a title without a language', { format: 1, procedures: [{ id: 'ville.a', title: 'A' }] }],
    ['a misspelt field', { format: 1, procedures: [{ id: 'ville.a', title: { fr: 'A' }, keyword: [] }] }],
    ['an unsafe address', { format: 1, procedures: [{ id: 'ville.a', title: { fr: 'A' }, url: 'javascript:a' }] }],
  ])('refuses %s', (_, file) => {
    expect(valid(file)).toBe(false);
  });
});

describe('emergency numbers', () => {
  const { categories, numbers, procedures: flagged } = json('i18n/safety/numbers.json');
  const known = ['danger', 'violence', 'suicide', 'child', 'homeless'];

  it('are there for every category, each with what it is for in every language', () => {
    expect(Object.keys(categories)).toEqual(known);
    expect(Object.values(categories).every((list) => list.length > 0)).toBe(true);
    expect([...new Set(Object.values(categories).flat())].sort()).toEqual(Object.keys(numbers).sort());
    expect(Object.keys(numbers).sort()).toEqual(['112', '114', '115', '119', '15', '17', '18', '3114', '3919'].sort());
    for (const [number, what] of Object.entries(numbers)) {
      expect(Object.keys(what).sort(), number).toEqual([...LANGUAGES].sort());
      expect(new Set(Object.values(what)).size, number).toBe(LANGUAGES.length);
      for (const text of Object.values(what)) expect(text.length, text).toBeLessThan(100);
    }
  });

  it('say what every procedure for people in danger stands for', () => {
    const safety = procedures.filter((one) => one.safety).map(({ id }) => id);
    expect(Object.keys(flagged).sort()).toEqual(safety.sort());
    expect(known).toEqual(expect.arrayContaining(Object.values(flagged).flat()));
  });

  it('go with lists of words in the languages that have a file', () => {
    const files = readdirSync(new URL('../../i18n/safety/', import.meta.url)).filter((name) => /^[a-z]{2}\.json$/.test(name));
    expect(readSafetyLists().map(({ language }) => `${language}.json`)).toEqual(files.sort());
    expect(files.length).toBeGreaterThan(0);
  });
});
