import { describe, expect, it } from 'vitest';
import { HttpSource } from '../../../web/src/source.js';
import { CacheFileStore, NoFileStore, openStore } from '../../../web/src/storage.js';

const BASE = 'https://example.test/assets/';
const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => new Uint8Array(values);

/** Cache Storage in memory, as much of it as is used; `full` makes it refuse. */
class FakeCaches {
  readonly entries = new Map<string, Uint8Array<ArrayBuffer>>();
  full = false;

  open(): Promise<unknown> {
    const { entries } = this;
    const bare = (url: string): string => url.split('?')[0] ?? '';
    return Promise.resolve({
      match: (url: string) => Promise.resolve(entries.has(url) ? new Response(entries.get(url) ?? null) : undefined),
      put: async (url: string, response: Response) => {
        if (this.full) throw new DOMException('no room', 'QuotaExceededError');
        entries.set(url, new Uint8Array(await response.arrayBuffer()));
      },
      delete: (url: string, options?: { ignoreSearch?: boolean }) => {
        for (const key of [...entries.keys()]) {
          if (key === url || (options?.ignoreSearch && bare(key) === bare(url))) entries.delete(key);
        }
        return Promise.resolve(true);
      },
      keys: () => Promise.resolve([...entries.keys()].map((url) => ({ url }))),
    });
  }
}

function open(): { caches: FakeCaches; store: CacheFileStore } {
  const caches = new FakeCaches();
  return { caches, store: new CacheFileStore(caches as unknown as CacheStorage, BASE) };
}

describe('files kept on the device', () => {
  it('are found by path and content only', async () => {
    const { store } = open();
    await store.put('packs/a/x.bin', 'hash1', bytes(1, 2));
    expect(await store.get('packs/a/x.bin', 'hash1')).toEqual(bytes(1, 2));
    expect(await store.get('packs/a/x.bin', 'hash2')).toBeUndefined();
    expect([await store.has('packs/a/x.bin', 'hash1'), await store.has('packs/b/x.bin', 'hash1')]).toEqual([
      true,
      false,
    ]);
  });

  it('are replaced by a newer content, never kept twice', async () => {
    const { store, caches } = open();
    await store.put('x', 'old', bytes(1));
    await store.put('x', 'new', bytes(2));
    expect([...caches.entries.keys()]).toEqual([`${BASE}x?parvis=new`]);
    await store.delete('x');
    expect(caches.entries.size).toBe(0);
  });

  it('are pruned without touching those of another folder', async () => {
    const { store, caches } = open();
    await store.put('packs/old/x', 'h', bytes(1));
    await store.put('packs/new/x', 'h', bytes(1));
    caches.entries.set('https://example.test/other/packs/old/x?parvis=h', bytes(1));
    await store.prune((path) => !path.startsWith('packs/old/'));
    expect([...caches.entries.keys()].sort()).toEqual([
      `${BASE}packs/new/x?parvis=h`,
      'https://example.test/other/packs/old/x?parvis=h',
    ]);
  });

  it('do not fit: a typed error', async () => {
    const { store, caches } = open();
    caches.full = true;
    await expect(store.put('x', 'h', bytes(1))).rejects.toMatchObject({ code: 'storage-full', detail: 'x' });
  });

  it('are not kept where there is no Cache Storage', async () => {
    expect(openStore(BASE)).toBeInstanceOf(NoFileStore);
    const store = new NoFileStore();
    await store.put();
    expect([store.persistent, await store.get(), await store.has()]).toEqual([false, undefined, false]);
  });
});

describe('files of the server', () => {
  const source = (answer: (init: RequestInit) => Response | Promise<Response>): HttpSource =>
    new HttpSource(BASE, async (_, init) => answer(init ?? {}));

  it('arrive with their bytes counted', async () => {
    const counts: number[] = [];
    const chunks = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes(1, 2));
        controller.enqueue(bytes(3));
        controller.close();
      },
    });
    const read = await source(() => new Response(chunks)).read('x', {
      bytes: 3,
      onBytes: (count) => counts.push(count),
    });
    expect(read).toEqual(bytes(1, 2, 3));
    expect(counts).toEqual([2, 1]);
  });

  it('are not read beyond their announced size', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(10));
      },
    });
    const read = await source(() => new Response(endless)).read('x', { bytes: 25 });
    expect(read.length).toBe(30);
    expect(sent).toBeLessThan(6);
  });

  it.each([
    [404, 'file-missing'],
    [502, 'network-lost'],
  ])('status %i is %s', async (status, code) => {
    await expect(source(() => new Response('', { status })).read('x')).rejects.toMatchObject({ code });
  });

  it('a connection that breaks on the way is a lost network', async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new TypeError('reset'));
      },
    });
    await expect(source(() => new Response(broken)).read('x')).rejects.toMatchObject({
      code: 'network-lost',
      detail: 'x',
    });
  });

  it('a cancelled one is an abort', async () => {
    const stop = new AbortController();
    const reading = source(({ signal }) => {
      stop.abort();
      throw signal?.reason;
    }).read('x', { signal: stop.signal });
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('are kept once: listings are revalidated, files of the store bypass the browser cache', async () => {
    const modes: unknown[] = [];
    const one = source(({ cache }) => {
      modes.push(cache);
      return new Response('{}');
    });
    await one.read('list.json');
    await one.read('x', { bytes: 2, transient: true });
    await one.read('x', { bytes: 2 });
    expect(modes).toEqual(['no-cache', 'no-store', 'default']);
  });
});
