import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createParvis } from '../../../web/src/node.js';
import type { Parvis } from '../../../web/src/parvis.js';
import type { SegmentResult } from '../../../wasm/types.js';

const REPOSITORY = join(import.meta.dirname, '..', '..', '..');
const BUILT = join(REPOSITORY, 'build', 'assets');

const TEXTS = [
  'Nom de naissance',
  'Votre loyer est de 612,50 € par mois depuis le 3 mars 2024.',
  'Appelez le 06 12 34 56 78 ou écrivez à aide@exemple.fr.',
  'Première phrase. Deuxième phrase, n° 12.',
  '',
];

/** The compiled core and the true runtime with packs of random weights: the words are noise, everything around them is real. */
function assemble(): string {
  if (!existsSync(join(BUILT, 'core', 'parvis-core.wasm'))) throw new Error('The core is not built: npm run build');
  const folder = mkdtempSync(join(tmpdir(), 'parvis-assets-'));
  for (const name of ['core', 'ort', 'i18n']) symlinkSync(join(BUILT, name), join(folder, name));
  cpSync(join(BUILT, 'assets.json'), join(folder, 'assets.json'));
  cpSync(join(REPOSITORY, 'tests', 'data', 'tiny-packs'), join(folder, 'packs'), { recursive: true });
  return folder;
}

describe('the whole path with the compiled core', () => {
  let assets: string;
  let parvis: Parvis;

  beforeAll(async () => {
    assets = assemble();
    parvis = await createParvis({ assetsBase: assets, language: 'fr' });
  });

  afterAll(() => {
    parvis.close();
    rmSync(assets, { recursive: true });
  });

  const numbers = (text: string): string[] => (text.match(/\d+/g) ?? []).sort();

  it('lists the packs', async () => {
    const packs = await parvis.packs();
    expect(packs.map(({ languages }) => languages)).toEqual([
      ['fr', 'ar'],
      ['fr', 'es'],
    ]);
    expect(packs.every(({ bytes, sharedBytes }) => bytes > 0 && sharedBytes > 0)).toBe(true);
  });

  it('gives one result a text, keeps every number or the French, and does so again', async () => {
    const first = await parvis.translate(TEXTS, { to: 'ar' });
    expect(first).toHaveLength(TEXTS.length);
    first.forEach((result: SegmentResult, at) => {
      const source = TEXTS[at] ?? '';
      if (result.status === 'kept') expect([result.text, result.flags.length > 0]).toEqual([source, true]);
      else expect(numbers(result.text)).toEqual(numbers(source));
      expect(result.confidence).toBeGreaterThanOrEqual(0);
      expect(result.confidence).toBeLessThanOrEqual(1);
    });
    expect(await parvis.translate(TEXTS, { to: 'ar' })).toEqual(first);
  });

  it('changes language and direction', async () => {
    await parvis.translate('Nom', { to: 'es' });
    expect((await parvis.report()).pack).toMatch(/^fr-es-/);
    await parvis.translate('Nombre', { from: 'es', to: 'fr' });
    await parvis.translate('Nom', { to: 'ar' });
    expect((await parvis.report()).pack).toMatch(/^fr-ar-/);
  });

  it('keeps inline tags, or the French', async () => {
    const source = 'Lisez <x1>la notice</x1> et joignez <x2/> avant le <b>3 mars</b> &amp; signez.';
    const { text } = await parvis.translate(source, { to: 'ar', markup: true });
    const tags = (markup: string): string[] => (markup.match(/<[^>]+>/g) ?? []).sort();
    expect(tags(text)).toEqual(tags(source));
  });

  it('tells languages apart', async () => {
    expect(await parvis.detect('الاسم الكامل')).toMatchObject({ script: 'Arab', direction: 'rtl' });
    expect(await parvis.detect('Nom de naissance')).toMatchObject({ script: 'Latn', direction: 'ltr' });
  });

  it('translates a page in place and gives it back to the letter', async () => {
    const { document } = new JSDOM(
      '<form><label>Nom <b>de naissance</b> <input></label><p>Le 3 mars 2024, 612,50 €.</p><button title="Envoyer">Envoyer</button></form>',
    ).window;
    const before = document.documentElement.outerHTML;
    const page = await parvis.translateElement(document.body, { to: 'ar' });
    expect(page.segments).toHaveLength(4);
    expect(document.body.dir).toBe('rtl');
    expect(document.documentElement.outerHTML).not.toBe(before);
    expect(parvis.restore()).toBe(true);
    expect(document.documentElement.outerHTML).toBe(before);
  });

  it('stops when it is told to, and goes on afterwards', async () => {
    const stop = new AbortController();
    const before = (await parvis.report()).batches;
    const many = Array.from({ length: 600 }, (_, at) => `Document numéro ${String(at + 100)} à fournir.`);
    const request = parvis.translate(many, { to: 'ar', signal: stop.signal });
    setTimeout(() => {
      stop.abort();
    }, 30);
    await expect(request).rejects.toMatchObject({ name: 'AbortError' });
    await parvis.translate('Nom', { to: 'ar' });
    expect((await parvis.report()).batches - before).toBeLessThan(600 / 16);
  });

  it('refuses a pack with one flipped bit', async () => {
    const folder = assemble();
    try {
      const index = (await parvis.packs()).find(({ languages }) => languages.includes('es'));
      const file = join(folder, 'packs', index?.id ?? '', 'embeddings.bin');
      const bytes = readFileSync(file);
      bytes[100] = (bytes[100] ?? 0) ^ 1;
      writeFileSync(file, bytes);
      const other = await createParvis({ assetsBase: folder, language: 'fr' });
      await expect(other.translate('Nom', { to: 'es' })).rejects.toMatchObject({
        name: 'ParvisError',
        code: 'pack-hash-mismatch',
        detail: 'embeddings.bin',
      });
      expect((await other.translate('Nom', { to: 'ar' })).text).not.toBe('');
      other.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
