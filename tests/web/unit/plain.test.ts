import { describe, expect, it } from 'vitest';
import { CoreError } from '../../../wasm/types.js';
import { Assets } from '../../../web/src/assets.js';
import { Engine } from '../../../web/src/engine.js';
import { openParvis } from '../../../web/src/parvis.js';
import { Service } from '../../../web/src/service.js';
import type { PlainLevel, Progress } from '../../../web/src/index.js';
import { FakeBackend, FakeCore, hash } from './support/core.js';
import { MemoryStore, Site } from './support/site.js';

const FILES = ['plain/french.bin', 'plain/lists.json', 'i18n/guards/fr.json'];

function open(site = new Site()) {
  const core = new FakeCore();
  const engine = new Engine({
    assets: new Assets(site.source(), new MemoryStore()),
    createCore: () => Promise.resolve(core),
    createBackend: () => new FakeBackend(),
  });
  return { site, core, engine, plain: core.plain };
}

async function start(site = new Site()) {
  const { engine, core } = open(site);
  const parvis = await openParvis(
    {
      assetsBase: 'https://example.test/assets/',
      assets: new Assets(site.source(), new MemoryStore()),
      language: 'ar',
      readText: () => Promise.resolve(''),
      spawn: ({ message }) => {
        const service = new Service(() => engine, message);
        message({ kind: 'ready' });
        return { post: (data) => service.handle(data), terminate: () => void service.close() };
      },
    },
    { assetsBase: '' },
  );
  return { parvis, site, core };
}

describe('plain French', () => {
  it('is loaded when it is first asked for, once, without any pack', async () => {
    const { parvis, site, core } = await start();
    expect(site.asked.filter((path) => FILES.includes(path))).toEqual([]);
    await Promise.all([parvis.simplify('Un'), parvis.simplify('Deux')]);
    await parvis.simplify('Trois');
    expect(site.asked.filter((path) => FILES.includes(path)).sort()).toEqual([...FILES].sort());
    expect(site.asked.filter((path) => /^(?:packs|ort|intent)\//.test(path))).toEqual([]);
    expect(core.plain.started).toEqual([FILES.map((path) => `content of ${path}`)]);
    parvis.close();
  });

  it('says the level and the version of everything that makes a difference', async () => {
    const { parvis, site, core } = await start();
    const digits = (path: string): string => hash(site.file(path)).slice(0, 8);
    const version = `fake+${['core/parvis-core.wasm', ...FILES].map(digits).join('.')}`;
    expect(await parvis.simplify('Un')).toMatchObject({ text: 'standard:Un', level: 'standard', version });
    expect(await parvis.simplify('<b>Un</b>', { level: 'light', markup: true })).toMatchObject({ level: 'light' });
    expect(core.plain.asked).toEqual([
      { level: 'standard', markup: false },
      { level: 'light', markup: true },
    ]);
    parvis.close();
  });

  it('tells syllables without the files of plain French', async () => {
    const { parvis, site } = await start();
    expect(await parvis.syllables('mot')).toEqual([3]);
    expect(site.asked.filter((path) => FILES.includes(path))).toEqual([]);
    parvis.close();
  });

  it('refuses a level that there is not', async () => {
    const { parvis } = await start();
    await expect(parvis.simplify('Un', { level: 'easy' as PlainLevel })).rejects.toMatchObject({
      code: 'options-invalid',
      detail: 'level: easy',
    });
    parvis.close();
  });

  it('tells every waiting request how far the loading has come', async () => {
    const { engine, site } = open();
    await engine.start();
    const seen: Progress[][] = [[], []];
    await Promise.all(seen.map((list) => engine.simplify('Un', {}, { onProgress: (one) => list.push(one) })));
    const bytes = FILES.reduce((sum, path) => sum + site.file(path).length, 0);
    for (const list of seen) {
      expect(list.filter(({ phase }) => phase === 'load').at(-1)).toMatchObject({ done: bytes, total: bytes });
      expect(list.at(-1)).toEqual({ phase: 'start', done: 1, total: 1 });
    }
    const later: Progress[] = [];
    await engine.simplify('Un', {}, { onProgress: (one) => later.push(one) });
    expect(later).toEqual([]);
  });

  it('leaves the files to others when one request is aborted', async () => {
    const { engine, plain } = open();
    const controller = new AbortController();
    const given = engine.simplify('Un', {}, { signal: controller.signal });
    const kept = engine.simplify('Deux', {});
    controller.abort();
    await expect(given).rejects.toMatchObject({ name: 'AbortError', code: 'aborted' });
    expect((await kept).text).toBe('standard:Deux');
    expect(plain.asked).toHaveLength(1);
    await expect(engine.simplify('Un', {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
  });

  it('names the file that is missing or damaged, and is tried again at the next request', async () => {
    const { engine, site, plain } = open();
    const whole = site.file('plain/lists.json');
    site.files.delete('plain/lists.json');
    await expect(engine.simplify('Un', {})).rejects.toMatchObject({ code: 'file-missing' });
    site.files.set('plain/lists.json', whole);
    site.tamper('plain/lists.json');
    await expect(engine.simplify('Un', {})).rejects.toMatchObject({
      code: 'file-hash-mismatch',
      detail: 'plain/lists.json',
    });
    site.files.set('plain/lists.json', whole);
    plain.refusal = new CoreError('lists-invalid', 'not of the form', 'verb-1');
    await expect(engine.simplify('Un', {})).rejects.toMatchObject({
      code: 'plain-invalid',
      detail: 'lists-invalid: verb-1',
    });
    expect((await engine.simplify('Un', {})).text).toBe('standard:Un');
  });

  it('is told in the reader’s language when its files cannot be read', async () => {
    const site = new Site();
    site.json('i18n/ui/ar.json', { 'error.plain-invalid': 'ملف تالف', 'error.internal': 'خطأ' });
    const { parvis, core } = await start(site);
    core.plain.refusal = new CoreError('analyser-invalid', 'cut short');
    await expect(parvis.simplify('Un')).rejects.toMatchObject({ message: 'ملف تالف', detail: 'analyser-invalid' });
    parvis.close();
  });
});

describe('translation by way of plain French', () => {
  it('translates the plain text and keeps both French texts', async () => {
    const { parvis, core } = await start();
    const [one, two] = await parvis.translate(['Un <b>mot</b>', 'simple'], { to: 'ar', plain: true, markup: true });
    expect(one).toMatchObject({
      text: 'ar:standard:Un <b>mot</b>',
      plain: { original: 'Un <b>mot</b>', text: 'standard:Un <b>mot</b>' },
    });
    expect(two?.text).toBe('ar:simple');
    expect(two).not.toHaveProperty('plain');
    expect(core.plain.asked).toEqual(Array(2).fill({ level: 'standard', markup: true }));
    parvis.close();
  });

  it('translates the text itself where its plain form is kept', async () => {
    const { parvis } = await start();
    const result = await parvis.translate('refused', { to: 'ar', plain: true });
    expect(result).toMatchObject({ text: 'ar:refused', status: 'translated' });
    expect(result).not.toHaveProperty('plain');
    parvis.close();
  });

  it('is asked for, and from French only', async () => {
    const { parvis, site } = await start();
    expect(await parvis.translate('Un', { to: 'ar' })).not.toHaveProperty('plain');
    expect(site.asked.filter((path) => path.startsWith('plain/'))).toEqual([]);
    await expect(parvis.translate('Un', { from: 'ar', to: 'fr', plain: true })).rejects.toMatchObject({
      code: 'direction-unsupported',
    });
    parvis.close();
  });
});
