import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../i18n/tools/checks.mjs';
import { check, lists, readPlain, termList } from '../../i18n/tools/plain.mjs';

const data = readPlain();

/** What the check says of the data with one phrase and one term changed. */
function spoiled(change) {
  const copy = structuredClone(data);
  const noun = copy.replacements.find(({ kind }) => kind === 'noun');
  const term = copy.terms.find(({ kind, t }) => kind === 'term' && t);
  change({ phrase: copy.replacements[0], noun, term, copy });
  return check(copy).join('\n');
}

describe('the data of plain French', () => {
  it('hold together', () => {
    expect(check(data)).toEqual([]);
    expect(data.replacements.length).toBeGreaterThanOrEqual(600);
    expect(data.terms.length).toBeGreaterThanOrEqual(850);
    expect(data.frequent).toHaveLength(2000);
  });

  it.each([
    ['the id of a phrase twice', ({ phrase, copy }) => (copy.replacements[1].id = phrase.id), /the id is that of/],
    ['a phrase twice', ({ phrase, copy }) => copy.replacements.push({ ...phrase, id: 'again' }), /again: the phrase is that of/],
    ['a term twice', ({ term, copy }) => copy.terms.push({ ...term, id: 'again' }), /again: the French is that of/],
    ['the id of a term twice', ({ term, copy }) => copy.terms.push({ ...term, fr: 'autre' }), /the id is that of/],
    ['nothing to put in', ({ phrase }) => delete phrase.to, /to is no text/],
    ['a misspelt key', ({ phrase }) => (phrase.example = []), /unknown key example/],
    ['an unknown kind', ({ phrase }) => (phrase.kind = 'adverb'), /unknown kind adverb/],
    ['an unknown level', ({ phrase }) => (phrase.level = 'easy'), /unknown level easy/],
    ['no rule number', ({ phrase }) => (phrase.rule = 'short'), /the rule is no number/],
    ['no examples', ({ phrase }) => (phrase.examples = []), /no examples/],
    ['an example that changes nothing', ({ phrase }) => phrase.examples.push(['A.', 'A.']), /no pair of two/],
    ['a condition that the core does not know', ({ phrase }) => (phrase.when = { verb: ['a'] }), /unknown condition verb/],
    ['a condition of another form', ({ phrase }) => (phrase.when = { first: 'yes' }), /first is not of its form/],
    ['a noun without gender', ({ noun }) => delete noun.gender, /a noun without its gender/],
    ['a long explanation', ({ term }) => (term.explain += ' et encore'.repeat(13)), /more than 25 words/],
    ['no explanation', ({ term }) => (term.explain = ''), /explain is no text/],
    ['an acronym without words', ({ term }) => Object.assign(term, { kind: 'acronym', expand: null }), /stands for nothing/],
    ['fifteen languages', ({ term }) => delete term.t.ps, /neither the sixteen nor none/],
    ['an empty translation', ({ term }) => (term.t.en = ' '), /en is no text/],
    ['another script', ({ term }) => (term.t.uk = 'term'), /uk is in another script/],
    ['a Romanian cedilla', ({ term }) => (term.t.ro += ' ş'), /cedilla/],
    ['an unknown status', ({ term }) => (term.status = 'done'), /unknown status done/],
    ['a frequent word twice', ({ copy }) => copy.frequent.push(copy.frequent[0]), /a word stands there twice/],
    ['words around it as a text', ({ term }) => (term.when = 'loyer'), /when is no list/],
  ])('are not taken with %s', (_, change, problem) => {
    expect(spoiled(change)).toMatch(problem);
  });
});

describe('the file of the core', () => {
  const built = lists(data);

  it('holds every entry in order, without translations and examples', () => {
    expect(built.replacements.map(({ id }) => id)).toEqual(data.replacements.map(({ id }) => id));
    expect(built.terms.map(({ id }) => id)).toEqual(data.terms.map(({ id }) => id));
    const keys = new Set([...built.replacements, ...built.terms].flatMap((entry) => Object.keys(entry)));
    expect(built.frequent).toEqual(data.frequent);
    expect([...keys].filter((key) => ['t', 'examples', 'not', 'status', 'domain'].includes(key))).toEqual([]);
    expect(LANGUAGES.some((language) => keys.has(language))).toBe(false);
  });

  it('keeps a condition that says no', () => {
    const { when } = data.replacements.find(({ when }) => when?.first === false);
    expect(built.replacements.filter((entry) => entry.when?.first === false)).not.toEqual([]);
    expect(built.replacements).toContainEqual(expect.objectContaining({ when }));
  });

  it('keeps what makes a word a term only among its neighbours', () => {
    const shipped = new Map(built.terms.map((entry) => [entry.id, entry]));
    for (const { id, confusable, when } of data.terms) {
      expect([id, shipped.get(id).confusable ?? false, shipped.get(id).when]).toEqual([id, confusable, when]);
    }
  });
});

describe('the terms of a language', () => {
  const built = termList(data, 'uk');
  const shipped = new Map(built.terms.map((entry) => [entry.id, entry]));

  it('are those with equivalents, in order', () => {
    const translated = data.terms.filter(({ t }) => t);
    expect(built.language).toBe('uk');
    expect(built.terms.map(({ id, fr, to }) => [id, fr, to])).toEqual(translated.map(({ id, fr, t }) => [id, fr, t.uk]));
    expect(translated.length).toBeGreaterThanOrEqual(600);
  });

  it('keep what makes a word a term only among its neighbours', () => {
    for (const { id, confusable, when, t } of data.terms) {
      if (t) expect([id, shipped.get(id).when]).toEqual([id, confusable ? when : undefined]);
    }
  });

  it('guide where they are nouns with one sense', () => {
    expect(shipped.get('quotient-familial').guides).toBeUndefined();
    const noNoun = data.terms.find(({ t, kind, gender }) => t && kind === 'term' && gender === null);
    expect(shipped.get(noNoun.id).guides).toBe(false);
    const twoSenses = data.terms.find(({ t }) => t?.uk.includes(';'));
    expect(shipped.get(twoSenses.id).guides).toBe(false);
  });

  it('have no equivalent that is nothing but a gloss', () => {
    for (const language of LANGUAGES) {
      for (const { id, to } of termList(data, language).terms) {
        expect([language, id, to.replace(/[(（][^)）]*[)）]/gu, '').trim() === '']).toEqual([language, id, false]);
      }
    }
  });
});
