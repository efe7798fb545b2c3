import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../i18n/tools/checks.mjs';
import { category, spellOut } from '../../i18n/tools/messages.mjs';
import { binary } from '../../i18n/tools/phrasebook.mjs';
import { readTopics } from '../../i18n/tools/topics.mjs';
import { createCore } from '../../wasm/core.js';
import type { Core } from '../../wasm/core.js';

interface Entry {
  readonly id: string;
  readonly fr: string;
  readonly t: Readonly<Record<string, string>>;
}

const assets = new URL('../../build/assets/core/', import.meta.url);
const read = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(new URL(name, assets)));
const entries = [...(readTopics() as Map<string, Entry[]>).values()].flat();

/** Those whose only variable is the number that the plural follows. */
const counted = entries.filter(({ fr }) => {
  const { variable, forms } = spellOut(fr);
  return variable !== null && forms.every(({ text }) => !/\{(?!count\})/.test(text));
});
/** One, two, few, many and hundreds in every language of ours. */
const NUMBERS = [0, 1, 2, 3, 5, 11, 12, 19, 20, 21, 22, 25, 100, 101, 102, 103, 111];

/** A message for a number, by the plural rules of this JavaScript engine. */
function said(message: string, language: string, number: number): string {
  const { forms } = spellOut(message);
  const selectors = [`=${String(number)}`, category(language, number), 'other'];
  const [form] = selectors.flatMap((wanted) => forms.find(({ selector }) => selector === wanted) ?? []);
  return form?.text.replaceAll('{count}', String(number)) ?? '';
}

describe('phrases', () => {
  let core: Core;
  beforeAll(async () => {
    core = await createCore({ url: assets, wasmBinary: read('parvis-core.wasm') });
    core.loadIcu(read('icudt.dat'));
    for (const language of LANGUAGES) core.loadPhrasebook(binary(entries, language));
  });

  const find = (text: string, to: string): string | undefined => core.findPhrases(to, [{ text }])[0]?.result?.text;

  it.each(LANGUAGES)('take the form that the plural rules of %s ask for', (language) => {
    expect(counted.length).toBeGreaterThanOrEqual(25);
    const heard = new Set<string>();
    for (const { fr, t } of counted) {
      for (const number of NUMBERS) {
        heard.add(category(language, number));
        const french = said(fr, 'fr', number);
        expect(find(french, language), `${language}: ${french}`).toBe(said(t[language] ?? '', language, number));
      }
    }
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    // What serves fractions and round millions alone cannot come out of these numbers.
    const whole = wanted.filter((name) => NUMBERS.some((number) => category(language, number) === name));
    expect([...heard].sort()).toEqual(whole.sort());
  });

  it('come without a pack, marked as written by people', () => {
    const [known, unknown] = core.findPhrases('uk', [{ text: 'Oui' }, { text: 'Xyzzy' }]);
    expect(known?.result).toMatchObject({ text: 'Так', status: 'phrase', level: 'phrase', confidence: 1 });
    expect(unknown).toEqual({ result: null, similar: [] });
    expect(core.findPhrases('fr', [{ text: 'Oui' }])).toEqual([{ result: null, similar: [] }]);
  });

  it('suggest what is alike, with how far it is alike', () => {
    const [found] = core.findPhrases('pt', [{ text: 'Quelle est votre date de naissance complète ?' }], { similar: 2 });
    expect(found?.result).toBeNull();
    expect(found?.similar.length).toBeGreaterThan(0);
    for (const one of found?.similar ?? []) {
      expect(one.similarity).toBeGreaterThanOrEqual(0.6);
      expect(entries.some(({ fr, t }) => fr === one.french && t['pt'] === one.text)).toBe(true);
    }
  });
});
