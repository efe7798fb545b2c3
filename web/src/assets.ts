import type { RuntimeCode } from './backend.js';
import { ParvisError, toParvisError } from './errors.js';
import type { AssetSource } from './source.js';
import type { FileStore } from './storage.js';
import type { Tally } from './tally.js';
import type { Notice } from './types.js';

const LATEST = 'latest';
const decoder = new TextDecoder();

export interface AssetEntry {
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

export interface FetchContext {
  readonly signal?: AbortSignal | undefined;
  readonly tally?: Tally | undefined;
  /** True to let the browser's own cache have the file as well. */
  readonly cacheable?: boolean | undefined;
}

/** Reads files from the source, keeps what was verified in the store and falls back on it when the server is out of reach. */
export class Assets {
  readonly #source: AssetSource;
  readonly store: FileStore;
  readonly #notify: (notice: Notice) => void;
  #full = false;

  constructor(source: AssetSource, store: FileStore, notify: (notice: Notice) => void = () => undefined) {
    this.#source = source;
    this.store = store;
    this.#notify = notify;
  }

  /** A small listing: the server's when it answers, else the one kept from last time. `accept` keeps it once it proved good. */
  async listing(
    path: string,
    signal?: AbortSignal,
  ): Promise<{ bytes: Uint8Array<ArrayBuffer>; accept: () => Promise<void> }> {
    try {
      const bytes = await this.#source.read(path, { signal });
      return { bytes, accept: () => this.keep(path, LATEST, bytes) };
    } catch (thrown) {
      const error = toParvisError(thrown);
      if (error.code !== 'network-lost') throw error;
      const kept = await this.store.get(path, LATEST);
      if (kept === undefined) throw error;
      return { bytes: kept, accept: () => Promise.resolve() };
    }
  }

  /** The bytes of a file, unverified, and whether they came from the store. */
  async fetch(entry: AssetEntry, context: FetchContext): Promise<{ bytes: Uint8Array<ArrayBuffer>; stored: boolean }> {
    const kept = await this.store.get(entry.path, entry.sha256);
    if (kept !== undefined) {
      context.tally?.advance(kept.length, true);
      return { bytes: kept, stored: true };
    }
    const bytes = await this.#source.read(entry.path, {
      signal: context.signal,
      bytes: entry.bytes,
      transient: this.store.persistent && !context.cacheable,
      onBytes: (count) => context.tally?.advance(count),
    });
    return { bytes, stored: false };
  }

  /** A file of the engine, verified here because the core that verifies packs is not there yet. */
  async engineFile(entry: AssetEntry, context: FetchContext): Promise<Uint8Array<ArrayBuffer>> {
    const first = await this.fetch(entry, context);
    try {
      await verify(entry, first.bytes);
      if (!first.stored) await this.keep(entry.path, entry.sha256, first.bytes);
      return first.bytes;
    } catch (error) {
      if (!first.stored) throw error;
    }
    // What was kept went bad on the device: drop it and ask the server.
    await this.store.delete(entry.path);
    const second = await this.fetch(entry, context);
    await verify(entry, second.bytes);
    await this.keep(entry.path, entry.sha256, second.bytes);
    return second.bytes;
  }

  /**
   * The code of the runtime. Once verified it is taken from the browser's cache where that has it, because browsers keep the compiled code
   * of what they cache themselves: that saves most of a start.
   */
  async runtime(entry: AssetEntry, context: FetchContext): Promise<RuntimeCode> {
    const kept = await this.store.has(entry.path, entry.sha256);
    const bytes = kept ? undefined : await this.engineFile(entry, { ...context, cacheable: true });
    const url = await this.#source.cachedAddress(entry.path);
    if (url === undefined) return { bytes: bytes ?? (await this.engineFile(entry, context)) };
    if (kept) context.tally?.advance(entry.bytes, true);
    return { url };
  }

  /** Keeps a verified file. A full store is told once and stops nothing. */
  async keep(path: string, tag: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.#full) return;
    try {
      await this.store.put(path, tag, bytes);
    } catch (thrown) {
      this.#full = true;
      const error = toParvisError(thrown, 'storage-full');
      this.#notify({ code: error.code, detail: error.detail });
    }
  }

  /** The engine's files by path, from `assets.json`. */
  async engineFiles(signal?: AbortSignal): Promise<ReadonlyMap<string, AssetEntry>> {
    const listing = await this.listing('assets.json', signal);
    const files = parseAssetList(listing.bytes);
    await listing.accept();
    const paths = new Set(files.map(({ path }) => path));
    await this.store.prune((path) => !/^(?:core|ort)\//.test(path) || paths.has(path));
    return new Map(files.map((file) => [file.path, file]));
  }
}

export function parseJson(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(decoder.decode(bytes)) as unknown;
  } catch (cause) {
    throw new ParvisError('assets-invalid', { detail: path, cause });
  }
}

function parseAssetList(bytes: Uint8Array): AssetEntry[] {
  const value = parseJson(bytes, 'assets.json') as { format?: unknown; files?: unknown } | null;
  if (value?.format !== 1 || !Array.isArray(value.files) || !value.files.every(isEntry)) {
    throw new ParvisError('assets-invalid', { detail: 'assets.json' });
  }
  return value.files;
}

function isEntry(value: unknown): value is AssetEntry {
  const entry = value as Partial<AssetEntry> | null;
  return typeof entry?.path === 'string' && typeof entry.bytes === 'number' && typeof entry.sha256 === 'string';
}

async function verify(entry: AssetEntry, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  if (bytes.length !== entry.bytes) throw new ParvisError('file-truncated', { detail: entry.path });
  // Without a secure origin there is no digest, and no more trust in this script than in the file: the size has to do.
  const digest = (globalThis.crypto as Crypto | undefined)?.subtle;
  if (!digest) return;
  const hash = new Uint8Array(await digest.digest('SHA-256', bytes));
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== entry.sha256) throw new ParvisError('file-hash-mismatch', { detail: entry.path });
}
