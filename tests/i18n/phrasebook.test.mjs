import { describe, expect, it } from 'vitest';
import { LANGUAGES, check } from '../../i18n/tools/checks.mjs';
import { fromXliff, toTmx, toXliff } from '../../i18n/tools/exchange.mjs';
import { binary } from '../../i18n/tools/phrasebook.mjs';
import { numbersOf, spellOut } from '../../i18n/tools/messages.mjs';
import { readTopics } from '../../i18n/tools/topics.mjs';

const entries = [...readTopics().values()].flat();

/** The first entry of a topic that has variables, with one language changed. */
function spoiled(language, change) {
  const entry = structuredClone(entries.find((candidate) => candidate.fr.includes('{date}')));
  entry.t[language] = change(entry.t[language]);
  return check(new Map([[entry.id.split('.')[0], [entry]]]));
}

describe('the phrasebook', () => {
  it('is valid in all languages', () => {
    expect(check(readTopics())).toEqual([]);
    expect(entries.length).toBeGreaterThan(800);
  });

  it.each([
    ['a lost variable', 'uk', (text) => text.replace('{date}', ''), /other variables/],
    ['a changed number', 'tr', (text) => `${text} 7`, /other numbers/],
    ['another script', 'ar', () => 'before {date}', /another script/],
    ['French left over', 'pt', (text) => `${text} votre dossier`, /French left/],
    ['a Romanian cedilla', 'ro', (text) => `${text} ş`, /cedilla/],
    ['an empty text', 'zh', () => ' ', /empty/],
  ])('refuses %s', (_, language, change, problem) => {
    expect(spoiled(language, change).join('\n')).toMatch(problem);
  });

  it.each([
    ['a form that the language needs', 'uk', '{count, plural, one {# день} other {# дня}}', /lacks the plural form few/],
    ['a form that the language does not know', 'tr', '{count, plural, one {# gün} few {# gün} other {# gün}}', /few, which/],
    ['a form for many numbers without the number', 'ru', '{count, plural, one {день} few {# дня} many {# дней} other {# дня}}', /one, for several/],
    ['two plurals', 'en', '{count, plural, one {# day} other {# days}} {n, plural, one {#} other {#}}', /no ICU message/],
    ['a brace left open', 'de', '{count, plural, one {# Tag} other {# Tage}', /no ICU message/],
  ])('refuses %s', (_, language, text, problem) => {
    const fr = '{count, plural, one {# jour} other {# jours}}';
    const entry = { id: 'commun.days', kind: 'label', status: 'drafted', fr };
    entry.t = Object.fromEntries(LANGUAGES.map((code) => [code, entries[0].t[code]]));
    entry.t[language] = text;
    const mine = check(new Map([['commun', [entry]]])).filter((line) => line.includes(` ${language} `));
    expect(mine.join('\n')).toMatch(problem);
  });

  it('lets an Arabic dual do without its number', () => {
    const ar = '{count, plural, zero {بلا أيام} one {يوم واحد} two {يومان} few {# أيام} many {# يومًا} other {# يوم}}';
    expect(spellOut(ar).forms.map(({ selector }) => numbersOf('ar', selector).length === 1)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('refuses the same French twice', () => {
    const [entry] = entries;
    const twin = { ...structuredClone(entry), id: `${entry.id}-2` };
    expect(check(new Map([[entry.id.split('.')[0], [entry, twin]]])).join()).toMatch(/stands in/);
  });

  it('goes to a translator and comes back unchanged', () => {
    for (const language of LANGUAGES) {
      const back = fromXliff(toXliff(entries, language));
      expect(back.language).toBe(language);
      expect(back.units).toEqual(
        entries.map((entry) => ({ id: entry.id, source: entry.fr, target: entry.t[language] })),
      );
    }
  });

  it('is written as a translation memory that says how far a text was checked', () => {
    const entry = { ...structuredClone(entries[0]), status: 'drafted', checked: { ar: 'cross-checked' } };
    const status = (language) => /x-status">([^<]*)</.exec(toTmx([entry], language))?.[1];
    expect(status('ar')).toBe('cross-checked');
    expect(status('uk')).toBe('drafted');
    expect(toTmx([entry], 'ar')).toContain('<tuv xml:lang="ar">');
  });

  it('keeps each language under its budget', () => {
    for (const language of LANGUAGES) expect(binary(entries, language).length).toBeLessThan(400_000);
  });
});
