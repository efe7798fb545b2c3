import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SCRIPT } from '../../i18n/tools/checks.mjs';
import { readLines } from '../../i18n/tools/lines.mjs';

const folder = new URL('../../i18n/', import.meta.url);
const languages = 'en ar es pt it de tr ru uk ro pl zh'.split(' ');
const passages = { train: readLines(new URL('prose/train/', folder)), test: readLines(new URL('prose/test/', folder)) };
const all = [...passages.train, ...passages.test];
const figures = (text) => text.match(/[0-9]+/g) ?? [];
const words = (text) => text.replace(/<[^>]+>/g, '').replaceAll('&nbsp;', '\u00a0').replace(/[ \n]+/g, ' ');
const letterOf = ({ id }) => id.slice(0, 3);

describe('the prose passages', () => {
  it('stand in the twelve languages, each in its script', () => {
    expect(all).toHaveLength(294);
    for (const { id, t } of all) {
      expect(Object.keys(t), id).toEqual(['fr', ...languages]);
      for (const language of languages) expect(t[language], `${id} ${language}`).toMatch(SCRIPT[language] ?? /\p{Script=Latin}/u);
    }
  });

  it('keep every figure of the French', () => {
    for (const { id, t } of all) {
      for (const language of languages) {
        const kept = figures(t[language]);
        const lost = figures(t.fr).filter((figure) => !kept.includes(figure));
        expect(lost, `${id} ${language}: ${t[language]}`).toEqual([]);
      }
    }
  });

  it('hold letters apart for measuring', () => {
    const trained = new Set(passages.train.map(letterOf));
    expect(passages.test.filter((passage) => trained.has(letterOf(passage)))).toEqual([]);
    expect(passages.test.every((passage) => Number(letterOf(passage)) % 3 === 0)).toBe(true);
  });

  it('are those of our corpus', () => {
    const corpus = new URL('plain/corpus/', folder);
    const letters = new Map(
      readdirSync(corpus)
        .filter((name) => name.endsWith('.json'))
        .map((name) => [name.slice(0, 3), words(JSON.parse(readFileSync(new URL(name, corpus), 'utf8')).text)]),
    );
    for (const passage of all) expect(letters.get(letterOf(passage)), passage.id).toContain(passage.t.fr);
  });
});
