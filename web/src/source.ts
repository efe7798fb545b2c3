import { aborted, ParvisError } from './errors.js';

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of bytes that just arrived. */
  readonly onBytes?: ((count: number) => void) | undefined;
  /** Announced size: reading stops one byte after it, so that a wrong server cannot fill the memory. */
  readonly bytes?: number | undefined;
  /** True when another store keeps the file, so that the browser need not keep it twice. */
  readonly transient?: boolean | undefined;
}

/** Where the assets come from: a server or a disk. Paths are relative to `assetsBase`. */
export interface AssetSource {
  /** Throws ParvisError `network-lost`, `file-missing` or `aborted`. */
  read(path: string, options?: ReadOptions): Promise<Uint8Array<ArrayBuffer>>;
  /** The address of a file that the browser's own cache holds for good, or undefined. */
  cachedAddress(path: string): Promise<string | undefined>;
}

/** Assets on the site's own server. */
export class HttpSource implements AssetSource {
  readonly #base: string;
  readonly #fetch: typeof fetch;

  constructor(assetsBase: string, fetcher: typeof fetch = globalThis.fetch.bind(globalThis)) {
    this.#base = assetsBase;
    this.#fetch = fetcher;
  }

  async read(path: string, options: ReadOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
    const { signal } = options;
    try {
      const response = await this.#fetch(this.#base + path, {
        signal: signal ?? null,
        credentials: 'same-origin',
        // Small listings have no announced size and must be current.
        cache: options.transient ? 'no-store' : options.bytes === undefined ? 'no-cache' : 'default',
      });
      if (!response.ok) {
        // A gateway answers 5xx when the server behind it is gone: the same thing as no network.
        throw new ParvisError(response.status >= 500 ? 'network-lost' : 'file-missing', {
          detail: `${path} (${String(response.status)})`,
        });
      }
      return await readBody(response, options);
    } catch (cause) {
      if (cause instanceof ParvisError) throw cause;
      if (signal?.aborted) throw aborted(signal);
      throw new ParvisError('network-lost', { detail: path, cause });
    }
  }

  async cachedAddress(path: string): Promise<string | undefined> {
    const url = this.#base + path;
    try {
      const response = await this.#fetch(url, { cache: 'only-if-cached', mode: 'same-origin' });
      await response.body?.cancel();
      // Anything less lasting would be fetched again, or be gone without a network.
      return response.ok && /max-age=[1-9]/.test(response.headers.get('cache-control') ?? '') ? url : undefined;
    } catch {
      return undefined;
    }
  }
}

async function readBody(response: Response, options: ReadOptions): Promise<Uint8Array<ArrayBuffer>> {
  const limit = options.bytes === undefined ? Infinity : options.bytes + 1;
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array(await response.arrayBuffer());
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
    options.onBytes?.(value.length);
    if (size >= limit) {
      await reader.cancel();
      break;
    }
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
