import type { AssetEntry, Assets } from './assets.js';
import { ParvisError } from './errors.js';
import { Tally } from './tally.js';
import type { Progress, RequestOptions } from './types.js';

/** Files of the engine that several requests may wait for at the same time. All of these see how far the loading has come. */
export class EngineFiles {
  readonly #assets: Assets;
  readonly #entries: ReadonlyMap<string, AssetEntry>;
  readonly #watchers = new Set<(progress: Progress) => void>();

  constructor(assets: Assets, entries: ReadonlyMap<string, AssetEntry>) {
    this.#assets = assets;
    this.#entries = entries;
  }

  has(path: string): boolean {
    return this.#entries.has(path);
  }

  /** What `assets.json` says of a file. */
  entry(path: string): AssetEntry {
    const entry = this.#entries.get(path);
    if (!entry) throw new ParvisError('file-missing', { detail: path });
    return entry;
  }

  /** No signal: others may wait for the same files. */
  async fetch(paths: readonly string[]): Promise<Uint8Array<ArrayBuffer>[]> {
    const tally = new Tally(this.tell);
    const entries = paths.map((path) => this.entry(path));
    for (const { bytes } of entries) tally.expect(bytes);
    return Promise.all(entries.map((entry) => this.#assets.engineFile(entry, { tally })));
  }

  /** Tells all who wait. */
  readonly tell = (progress: Progress): void => {
    for (const watcher of this.#watchers) watcher(progress);
  };

  /** Work during which a request wants to know how far loading has come. */
  async watched<T>(onProgress: RequestOptions['onProgress'], work: () => Promise<T>): Promise<T> {
    if (onProgress) this.#watchers.add(onProgress);
    try {
      return await work();
    } finally {
      if (onProgress) this.#watchers.delete(onProgress);
    }
  }
}
