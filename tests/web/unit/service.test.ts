import { describe, expect, it } from 'vitest';
import { Assets } from '../../../web/src/assets.js';
import { Client } from '../../../web/src/client.js';
import { Engine } from '../../../web/src/engine.js';
import { ParvisError } from '../../../web/src/errors.js';
import { Messages } from '../../../web/src/messages.js';
import { folderUrl, openParvis } from '../../../web/src/parvis.js';
import type { Parvis } from '../../../web/src/parvis.js';
import { Service } from '../../../web/src/service.js';
import { FakeBackend, FakeCore } from './support/core.js';
import { MemoryStore, Site } from './support/site.js';

/** A client with a service on the other side of messages that take a turn, as those of a worker do. */
function connect(site = new Site()) {
  const backend = new FakeBackend();
  let started = 0;
  const assets = new Assets(site.source(), new MemoryStore());
  const spawn: ConstructorParameters<typeof Client>[0]['spawn'] = ({ message }) => {
    started += 1;
    let live = true;
    const service = new Service(
      () => new Engine({ assets, createCore: () => Promise.resolve(new FakeCore()), createBackend: () => backend }),
      (answer) => {
        const copy = structuredClone(answer);
        setTimeout(() => {
          if (live) message(copy);
        }, 0);
      },
    );
    return {
      post: (data) => {
        const copy = structuredClone(data);
        setTimeout(() => {
          if (live) service.handle(copy);
        }, 0);
      },
      terminate: () => {
        live = false;
      },
    };
  };
  return { site, backend, assets, spawn, workers: () => started };
}

async function open(site?: Site): Promise<ReturnType<typeof connect> & { parvis: Parvis }> {
  const connection = connect(site);
  const platform = {
    assetsBase: 'https://example.test/assets/',
    spawn: connection.spawn,
    assets: connection.assets,
    language: 'ar',
    readText: () => Promise.reject(new ParvisError('file-missing')),
  };
  return { ...connection, parvis: await openParvis(platform, { assetsBase: '' }) };
}

describe('the whole path with a fake model', () => {
  it('translates one text or several, and reports what was done', async () => {
    const { parvis } = await open();
    expect((await parvis.translate('Nom', { to: 'ar' })).text).toBe('ar:Nom');
    expect((await parvis.translate(['a', 'b'], { to: 'es' })).map(({ text }) => text)).toEqual(['es:a', 'es:b']);
    expect(await parvis.translate([], { to: 'es' })).toEqual([]);
    expect(await parvis.detect('¿qué?')).toMatchObject({ language: 'es' });
    expect((await parvis.packs()).map(({ id }) => id)).toEqual(['fr-ar-1', 'fr-es-1']);
    expect(await parvis.report()).toMatchObject({ core: 'fake', pack: 'fr-es-1', batches: 3, sentences: 3, pieces: 6 });
  });

  it('stops the model when the caller cancels', async () => {
    const { parvis, backend } = await open();
    await parvis.prepare({ to: 'ar' });
    const stop = new AbortController();
    const many = Array.from({ length: 2000 }, () => 'a');
    const request = parvis.translate(many, { to: 'ar', signal: stop.signal });
    setTimeout(() => {
      stop.abort();
    }, 5);
    await expect(request).rejects.toMatchObject({ name: 'AbortError' });
    expect((await parvis.translate('b', { to: 'ar' })).text).toBe('ar:b');
    expect(backend.runs).toBeLessThan(1000);
  });

  it('gets over a trap of the core without losing the requests behind it', async () => {
    const { parvis, workers } = await open();
    const outcomes = await Promise.allSettled([
      parvis.translate('trap', { to: 'ar' }),
      parvis.translate('Nom', { to: 'ar' }),
    ]);
    expect(
      outcomes.map((one) => (one.status === 'fulfilled' ? one.value.text : (one.reason as ParvisError).code)),
    ).toEqual(['worker-crashed', 'ar:Nom']);
    expect(workers()).toBe(3);
  });

  it('words errors in the reader’s language and keeps their code', async () => {
    const { parvis, site } = await open();
    site.online = false;
    await expect(parvis.translate('a', { to: 'es' })).rejects.toMatchObject({
      code: 'network-lost',
      message: 'انقطع الاتصال',
    });
  });

  it('refuses options that cannot be meant', async () => {
    const { parvis } = await open();
    await expect(parvis.translate('a', { to: 'Arabic' })).rejects.toMatchObject({ code: 'options-invalid' });
    await expect(parvis.prepare({ to: '' })).rejects.toMatchObject({ code: 'options-invalid' });
    expect(() => folderUrl('assets')).toThrow(ParvisError);
    expect(folderUrl('assets?x', 'https://example.test/a/b')).toBe('https://example.test/a/assets/');
  });
});

describe('wording', () => {
  it('falls back from the exact code to its family, to the general one, to English', async () => {
    const site = new Site();
    site.json('i18n/ui/es.json', {
      'error.pack-hash-mismatch': 'Archivo alterado',
      'error.internal': 'Error {detail}',
    });
    const messages = new Messages(new Assets(site.source(), new MemoryStore()));
    const word = (code: string): string => messages.toError({ code, detail: 'x', message: 'English' }).message;
    expect(word('pack-hash-mismatch')).toBe('English');
    await messages.load('es-MX');
    await messages.load('xx');
    expect(messages.language).toBe('es');
    expect(['pack-hash-mismatch', 'pack-file-oversized', 'nothing-known'].map(word)).toEqual([
      'Archivo alterado',
      'Archivo alterado',
      'Error x',
    ]);
    expect(messages.text('no.key')).toBeUndefined();
  });
});
