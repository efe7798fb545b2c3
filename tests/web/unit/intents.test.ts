import { describe, expect, it } from 'vitest';
import { Assets } from '../../../web/src/assets.js';
import { Engine } from '../../../web/src/engine.js';
import { ParvisError } from '../../../web/src/errors.js';
import { openParvis } from '../../../web/src/parvis.js';
import type { ParvisOptions } from '../../../web/src/parvis.js';
import { Service } from '../../../web/src/service.js';
import type { Notice, Progress } from '../../../web/src/types.js';
import { FakeBackend, FakeCore } from './support/core.js';
import { MemoryStore, Site } from './support/site.js';

function open(site = new Site(), procedures: string[] = []) {
  const core = new FakeCore();
  const notices: Notice[] = [];
  const store = new MemoryStore();
  const engine = new Engine({
    assets: new Assets(site.source(), store),
    createCore: () => Promise.resolve(core),
    createBackend: () => new FakeBackend(),
    procedures,
    notify: (notice) => notices.push(notice),
  });
  return { site, core, engine, notices, store, intents: core.intents };
}

const town = {
  format: 1,
  procedures: [{ id: 'ville.piscine', title: { fr: 'Aller à la piscine' }, url: 'https://ville.test/', safety: false }],
};

describe('classification', () => {
  it('says what, why, in which language, from what and how', async () => {
    const { engine, intents } = open();
    const found = await engine.classify('payer mon loyer cher', { language: 'ar', encoder: 'wait' });
    expect(found.choices[0]).toEqual({
      id: 'log.aid',
      probability: 0.8,
      title: 'دفع الإيجار',
      titleFr: 'Payer son loyer',
      description: 'Une aide.',
      descriptionFr: 'Une aide.',
      url: 'https://example.test/log.aid',
      theme: 'logement',
      safety: false,
      lexical: 1,
      semantic: 1,
      reasons: [
        { text: 'cher', start: 16, end: 20, weight: 3 },
        { text: 'payer', start: 0, end: 5, weight: 2 },
      ],
    });
    expect(found).toMatchObject({
      outcome: 'answer',
      semantic: true,
      version: 's+e',
      language: 'ar',
      safety: [],
      numbers: [],
    });
    expect(found.data).toEqual({
      procedures: 2,
      utterances: 5,
      checked: '2026-01-02',
      sources: ['intent/catalogue.fr.json', 'intent/catalogue.ar.json'],
    });
    expect(found.parameters).toEqual({ version: 's', answer: 0.5 });
    expect(found.operations).toContain('encoder');
    expect(intents.lists).toEqual([{ language: 'fr' }, { language: 'ar' }]);
  });

  it('joins words that stand side by side without a space', async () => {
    const { engine, intents } = open();
    const answer = intents.classify.bind(intents);
    intents.classify = (text) => ({
      ...answer(text),
      choices: [
        {
          id: 'log.aid',
          probability: 1,
          lexical: 1,
          semantic: 0,
          reasons: [
            { start: 0, end: 2, weight: 1 },
            { start: 2, end: 4, weight: 2 },
            { start: 4, end: 5, weight: -1 },
          ],
        },
      ],
    });
    const { choices } = await engine.classify('住房补助吗', {});
    expect(choices[0]?.reasons).toEqual([{ text: '住房补助', start: 0, end: 4, weight: 3 }]);
  });

  it('loads the catalogue once, no pack and no runtime', async () => {
    const { engine, site } = open();
    await Promise.all([engine.classify('a', { language: 'ar' }), engine.classify('b', { language: 'ar' })]);
    await engine.classify('c', { language: 'ar', encoder: 'wait' });
    expect(site.asked.filter((path) => path.startsWith('intent/')).sort()).toEqual([
      'intent/catalogue.ar.json',
      'intent/catalogue.fr.json',
      'intent/intent.bin',
      'intent/intent.json',
      'intent/numbers.json',
      'intent/safety.json',
    ]);
    expect(site.asked.filter((path) => /^(packs|ort)\//.test(path))).toEqual([]);
  });

  it('answers from words before the encoder is there, and without one', async () => {
    const { engine, site } = open();
    expect((await engine.classify('a', { encoder: 'never' })).semantic).toBe(false);
    expect(site.asked).not.toContain('intent/intent.bin');
    expect((await engine.classify('a', {})).semantic).toBe(false);
    expect((await engine.classify('a', { encoder: 'wait' })).semantic).toBe(true);
    const bare = new Site();
    const { files } = JSON.parse(new TextDecoder().decode(bare.file('assets.json'))) as { files: { path: string }[] };
    bare.json('assets.json', { format: 1, files: files.filter(({ path }) => path !== 'intent/intent.bin') });
    expect((await open(bare).engine.classify('a', { encoder: 'wait' })).semantic).toBe(false);
  });

  it('refuses a changed encoder, goes on with words, tells it, and tries again', async () => {
    const { engine, site, notices } = open();
    const whole = site.file('intent/intent.bin');
    site.tamper('intent/intent.bin');
    expect((await engine.classify('a', {})).semantic).toBe(false);
    await expect(engine.classify('a', { encoder: 'wait' })).rejects.toMatchObject({ code: 'file-hash-mismatch' });
    expect(notices).toEqual([{ code: 'file-hash-mismatch', detail: 'intent/intent.bin' }]);
    site.files.set('intent/intent.bin', whole);
    expect((await engine.classify('a', { encoder: 'wait' })).semantic).toBe(true);
  });

  it('works without a network after a first time', async () => {
    const site = new Site();
    const { engine, store } = open(site);
    await engine.classify('a', { language: 'ar', encoder: 'wait' });
    site.online = false;
    const core = new FakeCore();
    const again = new Engine({
      assets: new Assets(site.source(), store),
      createCore: () => Promise.resolve(core),
      createBackend: () => new FakeBackend(),
    });
    expect((await again.classify('a', { language: 'ar', encoder: 'wait' })).semantic).toBe(true);
  });

  it('answers in the language of the sentence when none is asked for, in French for one it has not', async () => {
    const { engine, core } = open();
    core.detect = () => ({ language: 'ar', script: 'Arab', direction: 'rtl', confidence: 1 });
    expect((await engine.classify('كيف', {})).language).toBe('ar');
    expect((await engine.classify('كيف', { language: 'de' })).language).toBe('fr');
    core.detect = () => ({ language: 'ar', script: 'Latn', direction: 'ltr', confidence: 1 });
    expect((await engine.classify('deux mots', {})).language).toBe('fr');
  });

  it('counts bytes on their way and stops waiting when told to', async () => {
    const seen: Progress[] = [];
    const { engine } = open();
    await engine.start();
    await engine.classify('a', { encoder: 'wait' }, { onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toMatchObject({ phase: 'load', done: 'encoder'.length + 2, total: 'encoder'.length + 2 });
    await expect(engine.classify('a', { encoder: 'wait' }, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('danger', () => {
  it('is told by lists, encoder and procedure alike, each category once, with whom to call in the reader’s language', async () => {
    const { engine, intents } = open();
    intents.safety = [{ category: 'danger', start: 0, end: 2 }];
    intents.alarms = [
      { category: 'danger', probability: 0.9 },
      { category: 'homeless', probability: 0.9 },
    ];
    const found = await engine.classify('au feu', { language: 'ar' });
    expect(found.safety).toEqual([{ category: 'danger', start: 0, end: 2 }, { category: 'homeless' }]);
    expect(found.numbers).toEqual([
      { number: '112', what: 'طوارئ' },
      { number: '15', what: 'طبيب' },
      { number: '115', what: 'مأوى' },
    ]);
    expect(found.choices).not.toEqual([]);
  });

  it('is told where the likeliest procedure is for people in danger, a site’s own included', async () => {
    const { engine, intents } = open();
    await engine.procedures('fr');
    intents.entries.delete('log.aid');
    expect((await engine.classify('a', {})).safety).toEqual([{ category: 'violence' }]);
    intents.outcome = 'outside';
    expect((await engine.classify('a', {})).safety).toEqual([]);
    intents.outcome = 'choices';
    intents.entries.clear();
    const own = { ...town, procedures: [{ ...town.procedures[0], safety: true }] };
    await engine.addProcedures(JSON.stringify(own));
    expect((await engine.classify('a', {})).numbers.map(({ number }) => number)).toEqual(['112', '15']);
  });
});

describe('procedures of a site', () => {
  it('are found, listed, and go before ours in every language', async () => {
    const { engine, intents } = open();
    await engine.addProcedures(JSON.stringify(town));
    const renamed = { format: 1, procedures: [{ id: 'log.aid', title: { ar: 'عنوان البلدية' } }] };
    await engine.addProcedures(JSON.stringify(renamed));
    expect((await engine.procedures('fr')).map(({ id }) => id)).toEqual(['log.aid', 'jus.violence', 'ville.piscine']);
    const found = await engine.classify('a', { language: 'ar' });
    expect(found.choices.map(({ title }) => title)).toEqual(['عنوان البلدية', 'Se protéger', 'Aller à la piscine']);
    expect(found.data).toMatchObject({ procedures: 3, sources: expect.arrayContaining(['site']) as string[] });
    expect(intents.started.at(-1)).toEqual(['log.aid', 'ville.piscine', 'log.aid']);
  });

  it('come back with a worker that replaces another', async () => {
    const site = new Site();
    const cores: FakeCore[] = [];
    let fail: (detail: string) => void = () => undefined;
    const options: ParvisOptions = { assetsBase: '', procedures: town };
    const parvis = await openParvis(
      {
        assetsBase: 'https://example.test/assets/',
        assets: new Assets(site.source(), new MemoryStore()),
        language: 'fr',
        readText: (file) =>
          Promise.resolve(String(file) === 'more.json' ? JSON.stringify(town).replace('piscine', 'stade') : ''),
        spawn: ({ message, crash }) => {
          fail = crash;
          const service = new Service(({ procedures = [] }) => {
            const core = new FakeCore();
            cores.push(core);
            return new Engine({
              assets: new Assets(site.source(), new MemoryStore()),
              createCore: () => Promise.resolve(core),
              createBackend: () => new FakeBackend(),
              procedures: [...procedures],
            });
          }, message);
          message({ kind: 'ready' });
          return { post: (data) => service.handle(data), terminate: () => void service.close() };
        },
      },
      options,
    );
    await parvis.addProcedures('more.json');
    fail('gone');
    const ids = (await parvis.procedures('fr')).map(({ id }) => id);
    expect(ids).toEqual(['log.aid', 'jus.violence', 'ville.piscine', 'ville.stade']);
    expect(cores).toHaveLength(2);
    await expect(parvis.classify('a', { language: 'French' })).rejects.toBeInstanceOf(ParvisError);
    parvis.close();
  });
});
