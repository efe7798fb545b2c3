import { describe, expect, it } from 'vitest';
import { Assets } from '../../../web/src/assets.js';
import type { RuntimeCode } from '../../../web/src/backend.js';
import { Engine } from '../../../web/src/engine.js';
import type { Notice, Progress } from '../../../web/src/types.js';
import { FakeBackend, FakeCore } from './support/core.js';
import { BASE, MemoryStore, Site } from './support/site.js';

function open(site = new Site(), store = new MemoryStore()) {
  const core = new FakeCore();
  const backend = new FakeBackend();
  const notices: Notice[] = [];
  const runtimes: RuntimeCode[] = [];
  const engine = new Engine({
    assets: new Assets(site.source(), store, (notice) => notices.push(notice)),
    createCore: () => Promise.resolve(core),
    createBackend: (runtime) => {
      runtimes.push(runtime);
      return backend;
    },
  });
  return { site, store, core, backend, notices, runtimes, engine };
}

const text = (words: string): { text: string }[] => [{ text: words }];

describe('loading', () => {
  it('brings core, runtime, body and language together, and warms up', async () => {
    const { engine, core, backend } = open();
    const results = await engine.translate(text('Bonjour'), { to: 'ar' });
    expect(results.map((result) => result.text)).toEqual(['ar:Bonjour']);
    expect([core.icu > 0, core.profiles > 0]).toEqual([true, false]);
    await engine.detect('a');
    expect(core.profiles).toBeGreaterThan(0);
    expect(core.guards).toEqual(['content of i18n/guards/fr.json', 'content of i18n/guards/ar.json']);
    expect(backend.opened).toEqual([{ graph: 'fr-ar-1 graph.onnx'.length, external: ['body.bin', 'embeddings.bin'] }]);
    expect(backend.runs).toBe(2);
    expect(core.freed).toBe(core.jobs);
  });

  it('reports bytes on their way up to the announced total', async () => {
    const { engine } = open();
    await engine.start();
    const seen: Progress[] = [];
    await engine.prepare('fr', 'ar', { onProgress: (progress) => seen.push(progress) });
    const loads = seen.filter(({ phase }) => phase === 'load');
    const last = loads.at(-1);
    expect(last?.done).toBe(last?.total);
    expect(last?.stored).toBe(0);
    expect(loads.map(({ done }) => done)).toEqual(loads.map(({ done }) => done).sort((a, b) => a - b));
    expect(seen.slice(-2).map(({ phase, done }) => [phase, done])).toEqual([
      ['start', 0],
      ['start', 1],
    ]);
  });

  it('holds one language at a time and keeps what languages share', async () => {
    const { engine, core, backend, site } = open(new Site(), Object.assign(new MemoryStore(), { room: 0 }));
    await engine.translate(text('a'), { to: 'ar' });
    await engine.translate(text('a'), { to: 'es' });
    expect(backend.live).toBe(1);
    expect([...core.open.keys()].sort()).toEqual(['body-1', 'fr-es-1']);
    expect(site.asked.filter((path) => path === 'packs/body-1/body.bin')).toHaveLength(1);
  });

  it('translates into French with the same pack, from the language it was told or that it guesses', async () => {
    const { engine, backend } = open();
    await engine.translate(text('a'), { to: 'es' });
    expect((await engine.translate(text('hola'), { from: 'es', to: 'fr' }))[0]?.text).toBe('fr:hola');
    expect((await engine.translate(text('¿hola?'), { to: 'fr' }))[0]?.text).toBe('fr:¿hola?');
    expect(backend.opened).toHaveLength(1);
  });

  it('takes an answer into French and back with one pack, and a name without any', async () => {
    const { engine, backend } = open();
    expect(await engine.transliterate('a', 'ar')).toBe('ar:a');
    expect(backend.opened).toHaveLength(0);
    const { french, back, warnings } = await engine.answer('pago 300', { from: 'es' });
    expect([french, back, warnings]).toEqual(['fr:pago 300', 'es:fr:pago 300', []]);
    expect(backend.opened).toHaveLength(1);
    expect(await engine.answer('pago 300', { from: 'es', french: '200' })).toMatchObject({ level: 'check' });
  });

  it.each([
    ['a language without a pack', { to: 'de' }],
    ['two languages that are not French', { from: 'es', to: 'ar' }],
    ['French into French', { from: 'fr', to: 'fr' }],
    ['a text whose language cannot be told', { to: 'fr' }],
  ])('refuses %s', async (_, direction) => {
    const { engine } = open();
    await expect(engine.translate(text('hm'), direction)).rejects.toMatchObject({ code: 'direction-unsupported' });
  });

  it('refuses a direction that is switched off', async () => {
    const site = new Site();
    const manifest = JSON.parse(new TextDecoder().decode(site.file('packs/fr-ar-1/pack.json'))) as object;
    site.json('packs/fr-ar-1/pack.json', { ...manifest, status: { 'fr-ar': 'off', 'ar-fr': 'beta' } });
    const { engine } = open(site);
    await expect(engine.translate(text('a'), { to: 'ar' })).rejects.toMatchObject({ code: 'direction-off' });
    expect((await engine.translate(text('a'), { from: 'ar', to: 'fr' }))[0]?.text).toBe('fr:a');
  });

  it('gives the words that people wrote where a direction is switched off', async () => {
    const site = new Site();
    const manifest = JSON.parse(new TextDecoder().decode(site.file('packs/fr-ar-1/pack.json'))) as object;
    site.json('packs/fr-ar-1/pack.json', { ...manifest, status: { 'fr-ar': 'off', 'ar-fr': 'beta' } });
    const { engine, core, backend } = open(site);
    core.loadPhrasebook(new TextEncoder().encode('ar\nOui=نعم'));
    const results = await engine.translate([{ text: 'Oui' }, { text: 'Autre chose' }], { to: 'ar' });
    expect(results.map(({ text, status, flags }) => [text, status, flags])).toEqual([
      ['نعم', 'phrase', []],
      ['Autre chose', 'kept', ['direction-off']],
    ]);
    expect(backend.opened).toHaveLength(0);
  });

  it('finds phrases without a pack', async () => {
    const { engine, core, site } = open();
    core.loadPhrasebook(new TextEncoder().encode('ar\nOui=نعم'));
    const found = await engine.phrases([{ text: 'Oui' }, { text: 'Non' }], { to: 'ar' });
    expect(found.map(({ result }) => result?.text)).toEqual(['نعم', undefined]);
    expect(site.asked.filter((path) => path.startsWith('packs/'))).toEqual([]);
  });

  it('lists packs with their sizes and whether they are kept', async () => {
    const { engine } = open();
    await engine.prepare('fr', 'ar');
    const packs = await engine.packs();
    expect(packs.map(({ id, stored }) => [id, stored])).toEqual([
      ['fr-ar-1', true],
      ['fr-es-1', false],
    ]);
    expect(packs[0]?.bytes).toBe(
      ['graph.onnx', 'embeddings.bin', 'pieces.bin'].join('').length + 3 * 'fr-ar-1 '.length,
    );
    expect(packs[0]?.sharedBytes).toBe('body-1 body.bin'.length + 'body-1 tokenizer.model'.length);
  });

  it('takes the runtime from the browser’s cache where that has it, else from the bytes that were verified', async () => {
    const store = new MemoryStore();
    for (const [online, cached] of [
      [true, true],
      [false, true],
      [false, false],
    ] as const) {
      const { engine, site, runtimes } = open(new Site(), store);
      Object.assign(site, { online, cached });
      const loads: Progress[] = [];
      await engine.prepare('fr', 'ar', { onProgress: (one) => loads.push(one) });
      const path = 'ort/runtime.12345678.wasm';
      expect(runtimes).toEqual([cached ? { url: BASE + path } : { bytes: site.file(path) }]);
      const last = loads.filter(({ phase }) => phase === 'load').at(-1);
      expect(last?.done).toBe(last?.total);
    }
  });

  it('can start again after a failed start', async () => {
    const { engine, site } = open();
    site.online = false;
    await expect(engine.start()).rejects.toMatchObject({ code: 'network-lost', detail: 'assets.json' });
    site.online = true;
    await expect(engine.start()).resolves.toBeUndefined();
  });
});

describe('cancelling', () => {
  it('stops after the batch that is running, frees the job and can go on', async () => {
    const { engine, backend, core } = open();
    await engine.prepare('fr', 'ar');
    const stop = new AbortController();
    backend.onRun = () => {
      if (backend.runs === 3) stop.abort();
    };
    const many = Array.from({ length: 50 }, () => ({ text: 'a' }));
    await expect(engine.translate(many, { to: 'ar' }, { signal: stop.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(backend.runs).toBe(4);
    expect(core.freed).toBe(core.jobs);
    expect((await engine.translate(text('b'), { to: 'ar' }))[0]?.text).toBe('ar:b');
  });

  it('lets other work run between batches', async () => {
    const { engine, backend } = open();
    await engine.prepare('fr', 'ar');
    let runs = 0;
    setTimeout(() => {
      runs = backend.runs;
    }, 0);
    await engine.translate(
      Array.from({ length: 64 }, () => ({ text: 'a' })),
      { to: 'ar' },
    );
    expect(runs).toBeGreaterThan(0);
    expect(runs).toBeLessThan(backend.runs);
  });
});

describe('files that cannot be trusted', () => {
  it.each([
    [
      'tampered',
      'pack-hash-mismatch',
      (site: Site) => {
        site.tamper('packs/fr-ar-1/embeddings.bin');
      },
    ],
    [
      'truncated',
      'pack-file-truncated',
      (site: Site) => {
        site.files.set('packs/fr-ar-1/graph.onnx', new Uint8Array(3));
      },
    ],
    [
      'oversized',
      'pack-file-oversized',
      (site: Site) => {
        site.files.set('packs/fr-ar-1/graph.onnx', new Uint8Array(999));
      },
    ],
    [
      'absent',
      'file-missing',
      (site: Site) => {
        site.files.delete('packs/fr-ar-1/graph.onnx');
      },
    ],
    [
      'no manifest',
      'pack-json-invalid',
      (site: Site) => {
        site.files.set('packs/fr-ar-1/pack.json', new Uint8Array(3));
      },
    ],
  ])('a pack that is %s is refused and nothing of it is kept', async (_, code, damage) => {
    const site = new Site();
    damage(site);
    const { engine, store, core, backend } = open(site);
    await expect(engine.translate(text('a'), { to: 'ar' })).rejects.toMatchObject({ code });
    expect([...store.kept.keys()].filter((path) => path.startsWith('packs/fr-ar-1'))).toEqual([]);
    expect([...core.open.keys()]).not.toContain('fr-ar-1');
    expect(backend.live).toBe(0);
    expect((await engine.translate(text('a'), { to: 'es' }))[0]?.text).toBe('es:a');
  });

  it('a kept file that went bad is fetched again', async () => {
    const store = new MemoryStore();
    await open(new Site(), store).engine.prepare('fr', 'ar');
    for (const path of ['packs/fr-ar-1/embeddings.bin', 'core/icudt.dat']) {
      const kept = store.kept.get(path);
      store.kept.set(path, { tag: kept?.tag ?? '', bytes: new Uint8Array(kept?.bytes.length ?? 0) });
    }
    const second = open(new Site(), store);
    await second.engine.prepare('fr', 'ar');
    expect(second.site.asked).toContain('packs/fr-ar-1/embeddings.bin');
    expect(second.site.asked).toContain('core/icudt.dat');
    expect(store.kept.get('core/icudt.dat')?.bytes).toEqual(second.site.file('core/icudt.dat'));
  });

  it.each(['core/parvis-core.wasm', 'ort/runtime.12345678.wasm'])('a tampered %s is refused', async (path) => {
    const site = new Site();
    site.tamper(path);
    const { engine, store } = open(site);
    await expect(engine.translate(text('a'), { to: 'ar' })).rejects.toMatchObject({
      code: 'file-hash-mismatch',
      detail: path,
    });
    expect(store.kept.has(path)).toBe(false);
  });

  it('a new version replaces the old one in the store', async () => {
    const store = new MemoryStore();
    await open(new Site(), store).engine.prepare('fr', 'es');
    const site = new Site();
    site.json('packs/index.json', {
      format: 1,
      packs: [
        { id: 'body-1', pack: 'body-1/pack.json' },
        { id: 'fr-ar-1', pack: 'fr-ar-1/pack.json', languages: ['fr', 'ar'] },
      ],
    });
    await open(site, store).engine.prepare('fr', 'ar');
    const folders = new Set(
      [...store.kept.keys()].filter((path) => path.startsWith('packs/')).map((path) => path.split('/')[1]),
    );
    expect([...folders].sort()).toEqual(['body-1', 'fr-ar-1', 'index.json']);
  });
});

describe('without a network', () => {
  it('works a second time when the server is gone', async () => {
    const store = new MemoryStore();
    await open(new Site(), store).engine.prepare('fr', 'ar');
    for (const setUp of [
      (site: Site) => {
        site.online = false;
      },
      (site: Site) => {
        site.status = 503;
      },
    ]) {
      const second = open(new Site(), store);
      setUp(second.site);
      const progress: Progress[] = [];
      const [result] = await second.engine.translate(
        text('a'),
        { to: 'ar' },
        { onProgress: (one) => progress.push(one) },
      );
      expect(result?.text).toBe('ar:a');
      const last = progress.filter(({ phase }) => phase === 'load').at(-1);
      expect(last?.stored).toBe(last?.total);
      expect(second.site.asked.every((path) => path.endsWith('.json'))).toBe(true);
      await expect(second.engine.translate(text('a'), { to: 'es' })).rejects.toMatchObject({ code: 'network-lost' });
    }
  });

  it('asks the server for listings only, when everything is kept', async () => {
    const store = new MemoryStore();
    await open(new Site(), store).engine.prepare('fr', 'ar');
    const second = open(new Site(), store);
    await second.engine.prepare('fr', 'ar');
    expect(second.site.asked.sort()).toEqual([
      'assets.json',
      'packs/body-1/pack.json',
      'packs/fr-ar-1/pack.json',
      'packs/index.json',
    ]);
  });

  it('works without keeping anything where there is no room, and says so once', async () => {
    const store = new MemoryStore();
    store.room = 300;
    const { engine, notices } = open(new Site(), store);
    expect((await engine.translate(text('a'), { to: 'ar' }))[0]?.text).toBe('ar:a');
    expect(notices.map(({ code }) => code)).toEqual(['storage-full']);
  });
});
