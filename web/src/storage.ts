import { ParvisError } from './errors.js';

/**
 * Files that were verified, kept on the device. A file is known by its path and by a tag that says which content it is (its SHA-256, or
 * `latest` for small listings), so that a new version never meets an old one.
 */
export interface FileStore {
  get(path: string, tag: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Replaces whatever was kept under the path. Throws ParvisError `storage-full` where there is no room. */
  put(path: string, tag: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  has(path: string, tag: string): Promise<boolean>;
  delete(path: string): Promise<void>;
  /** Drops every file whose path is not wanted any more. */
  prune(wanted: (path: string) => boolean): Promise<void>;
  /** False where nothing can be kept, as in a page without a secure origin. */
  readonly persistent: boolean;
}

const CACHE = 'parvis-files-1';

/** Keeps files in the Cache Storage of the origin, under the addresses they were fetched from. */
export class CacheFileStore implements FileStore {
  readonly persistent = true;
  readonly #storage: CacheStorage;
  readonly #base: string;

  constructor(storage: CacheStorage, assetsBase: string) {
    this.#storage = storage;
    this.#base = assetsBase;
  }

  async get(path: string, tag: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const response = await (await this.#storage.open(CACHE)).match(this.#key(path, tag));
    return response === undefined ? undefined : new Uint8Array(await response.arrayBuffer());
  }

  async has(path: string, tag: string): Promise<boolean> {
    return (await (await this.#storage.open(CACHE)).match(this.#key(path, tag))) !== undefined;
  }

  async put(path: string, tag: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      const cache = await this.#storage.open(CACHE);
      await cache.delete(this.#key(path, tag), { ignoreSearch: true });
      await cache.put(this.#key(path, tag), new Response(bytes));
    } catch (cause) {
      throw new ParvisError('storage-full', { detail: path, cause });
    }
  }

  async delete(path: string): Promise<void> {
    await (await this.#storage.open(CACHE)).delete(this.#key(path, ''), { ignoreSearch: true });
  }

  async prune(wanted: (path: string) => boolean): Promise<void> {
    const cache = await this.#storage.open(CACHE);
    for (const { url } of await cache.keys()) {
      const path = url.slice(this.#base.length).split('?')[0] ?? '';
      if (url.startsWith(this.#base) && !wanted(path)) await cache.delete(url);
    }
  }

  #key(path: string, tag: string): string {
    return `${this.#base}${path}?parvis=${tag}`;
  }
}

/** Keeps nothing: Node reads its files from disk, and a page without Cache Storage fetches them again. */
export class NoFileStore implements FileStore {
  readonly persistent = false;
  get(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
  has(): Promise<boolean> {
    return Promise.resolve(false);
  }
  put(): Promise<void> {
    return Promise.resolve();
  }
  delete(): Promise<void> {
    return Promise.resolve();
  }
  prune(): Promise<void> {
    return Promise.resolve();
  }
}

/** The store for a page or worker: Cache Storage where the browser grants it. */
export function openStore(assetsBase: string): FileStore {
  // Reading `caches` throws in sandboxed frames, and it is absent without a secure origin.
  try {
    if (typeof caches === 'object') return new CacheFileStore(caches, assetsBase);
  } catch {
    return new NoFileStore();
  }
  return new NoFileStore();
}
