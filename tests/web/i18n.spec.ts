import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { scriptShare } from './support/portal.js';

const I18N = join(import.meta.dirname, '..', '..', 'i18n');
const read = (path: string): unknown => JSON.parse(readFileSync(join(I18N, path), 'utf8'));

interface Language {
  readonly code: string;
  readonly endonym: string;
  readonly direction: 'ltr' | 'rtl';
  readonly script: 'Latn' | 'Arab' | 'Cyrl' | 'Hans';
  readonly status: string;
}

const languages = read('languages.json') as Language[];
const strings = new Map(languages.map(({ code }) => [code, read(`ui/${code}.json`) as Record<string, string>]));
const french = strings.get('fr') ?? {};
const translations = languages.filter(({ code }) => code !== 'fr');

/** Arguments of a message; anything else that braces or apostrophes can mean in MessageFormat is refused. */
function variables(message: string): string[] {
  const names = [...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  expect(message.replace(/\{\w+\}/g, ''), message).not.toMatch(/[{}']/);
  return names.sort();
}

/** Words of French that no other of our languages writes this way. */
const FRENCH_WORDS =
  /(?<!\p{L})(?:une|votre|vos|vous|est|avec|pour|sur|dans|aucune|réessayez|langue|fichier|cette|appareil|français)(?!\p{L})/iu;

test.describe('interface strings', () => {
  test('seventeen languages are listed, each with its file, French first', () => {
    expect(languages).toHaveLength(17);
    expect(languages[0]?.code).toBe('fr');
    expect(readdirSync(join(I18N, 'ui')).sort()).toEqual(languages.map(({ code }) => `${code}.json`).sort());
    for (const { code, direction, script } of languages) {
      const { direction: expected } =
        new Intl.Locale(code).maximize().script === 'Arab' ? { direction: 'rtl' } : { direction: 'ltr' };
      expect(direction, code).toBe(expected);
      expect(new Intl.Locale(code).maximize().script, code).toBe(script);
    }
  });

  for (const { code, script } of translations) {
    const own = strings.get(code) ?? {};

    test(`${code} has the keys and the variables of the French`, () => {
      expect(Object.keys(own)).toEqual(Object.keys(french));
      for (const [key, message] of Object.entries(own)) {
        expect(message.trim(), key).not.toBe('');
        expect(message, key).toBe(message.trim().normalize('NFC'));
        expect(variables(message), key).toEqual(variables(french[key] ?? ''));
      }
    });

    test(`${code} is written in its script and leaves no French`, () => {
      for (const [key, message] of Object.entries(own)) {
        // Names of techniques and variables stay in Latin letters in every script.
        const text = message.replace(/\{\w+\}|WebAssembly|France services/g, '');
        expect(scriptShare(text, script === 'Hans' ? 'Hani' : script), `${key}: ${text}`).toBe(1);
        expect(message, key).not.toBe(french[key]);
        expect(message, key).not.toMatch(FRENCH_WORDS);
        expect(message, key).not.toMatch(/[٠-٩۰-۹]/);
      }
    });
  }

  test('letters that belong to one language only are not borrowed', () => {
    const all = (code: string): string => Object.values(strings.get(code) ?? {}).join(' ');
    expect(all('uk')).not.toMatch(/[ыэъё]/i);
    expect(all('ru')).not.toMatch(/[іїєґ]/i);
    expect(all('ro'), 'cedillas in the place of commas').not.toMatch(/[şţ]/i);
    expect(all('ar'), 'Persian letters').not.toMatch(/[پچژگکی]/);
    expect(all('fa'), 'Arabic letters').not.toMatch(/[كيى]/);
    expect(all('zh'), 'traditional characters').not.toMatch(/[頁語譯這請檔們]/);
  });
});
