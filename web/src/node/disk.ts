import { readFile } from 'node:fs/promises';
import { ParvisError, throwIfAborted } from '../errors.js';
import type { AssetSource, ReadOptions } from '../source.js';

/** Assets in a folder on disk. */
export class DiskSource implements AssetSource {
  readonly #base: string;

  /** @param assetsBase a `file:` address with a slash at its end */
  constructor(assetsBase: string) {
    this.#base = assetsBase;
  }

  async read(path: string, { signal, onBytes }: ReadOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
    throwIfAborted(signal);
    try {
      const file = await readFile(new URL(path, this.#base));
      onBytes?.(file.length);
      return new Uint8Array(file);
    } catch (cause) {
      throw new ParvisError('file-missing', { detail: path, cause });
    }
  }

  cachedAddress(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}
