import type { Core, PackInfo } from '../../wasm/types.js';
import { parseJson } from './assets.js';
import type { Assets, FetchContext } from './assets.js';
import { ParvisError, throwIfAborted, toParvisError } from './errors.js';
import type { PackSummary } from './types.js';

const INDEX = 'packs/index.json';

/** A line of `packs/index.json`. */
interface IndexEntry {
  readonly id: string;
  /** Path of the manifest, relative to `packs/`. */
  readonly pack: string;
  readonly languages?: readonly string[];
}

/** A manifest that was read, not yet its files. */
export interface Manifest {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly info: PackInfo;
  /** Folder of the pack relative to `assetsBase`, with a slash at its end. */
  readonly folder: string;
  readonly accept: () => Promise<void>;
}

/** A pack whose files were verified and that is open in the core. */
export interface OpenPack {
  readonly info: PackInfo;
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** Finds packs, fetches their files, has the core verify them and keeps only what proved good. */
export class PackLoader {
  readonly #assets: Assets;
  readonly #core: Core;

  constructor(assets: Assets, core: Core) {
    this.#assets = assets;
    this.#core = core;
  }

  async summaries(signal?: AbortSignal): Promise<PackSummary[]> {
    const index = await this.#index(signal);
    const manifests = await Promise.all(index.map((entry) => this.#manifest(entry, signal)));
    const byId = new Map(manifests.map((manifest) => [manifest.info.id, manifest]));
    const summaries: PackSummary[] = [];
    for (const manifest of manifests) {
      const { info } = manifest;
      if (info.kind !== 'language') continue;
      const shared = info.needs.flatMap((id) => byId.get(id) ?? []);
      summaries.push({
        id: info.id,
        version: info.version,
        languages: info.languages,
        bytes: size(info),
        sharedBytes: shared.reduce((sum, body) => sum + size(body.info), 0),
        stored: (await Promise.all([manifest, ...shared].map((one) => this.#isStored(one)))).every(Boolean),
        status: info.status,
        scores: info.scores,
        licence: info.licence,
      });
    }
    return summaries;
  }

  /** The manifests for a pair of languages: what it needs first, the language pack last. */
  async find(from: string, to: string, signal?: AbortSignal): Promise<Manifest[]> {
    const index = await this.#index(signal);
    const entry = index.find(({ languages }) => languages?.includes(from) && languages.includes(to) && from !== to);
    if (!entry) throw new ParvisError('direction-unsupported', { detail: `${from}-${to}` });
    const language = await this.#manifest(entry, signal);
    if (language.info.status[`${from}-${to}`] === 'off') {
      throw new ParvisError('direction-off', { detail: `${from}-${to}` });
    }
    const needed = await Promise.all(
      language.info.needs.map((id) => {
        const found = index.find((one) => one.id === id);
        if (!found) throw new ParvisError('pack-body-missing', { detail: id });
        return this.#manifest(found, signal);
      }),
    );
    return [...needed, language];
  }

  /** The files of a pack, not verified yet. */
  async fetch(manifest: Manifest, context: FetchContext): Promise<Fetched> {
    const files = manifest.info.files.map(async ({ path, bytes, sha256 }) => {
      const entry = { path: manifest.folder + path, bytes, sha256 };
      return [path, await this.#assets.fetch(entry, context)] as const;
    });
    return new Map(await Promise.all(files));
  }

  /** Opens a pack that was fetched. Nothing is kept of a pack that fails verification. */
  async open(manifest: Manifest, fetched: Fetched, context: FetchContext): Promise<OpenPack> {
    throwIfAborted(context.signal);
    try {
      return await this.#verified(manifest, fetched);
    } catch (thrown) {
      const error = toParvisError(thrown);
      const suspect = [...fetched].filter(([, file]) => file.stored);
      if (!error.code.startsWith('pack-') || suspect.length === 0) throw error;
      // A kept file went bad on the device: ask the server once for all of them.
      await Promise.all(suspect.map(([path]) => this.#assets.store.delete(manifest.folder + path)));
    }
    return this.#verified(manifest, await this.fetch(manifest, context));
  }

  async #verified(manifest: Manifest, fetched: Fetched): Promise<OpenPack> {
    const files = new Map([...fetched].map(([path, file]) => [path, file.bytes]));
    const info = this.#core.openPack(manifest.bytes, files);
    for (const { path, sha256 } of info.files) {
      const file = fetched.get(path);
      if (file && !file.stored) await this.#assets.keep(manifest.folder + path, sha256, file.bytes);
    }
    await manifest.accept();
    return { info, files };
  }

  async #index(signal?: AbortSignal): Promise<IndexEntry[]> {
    const listing = await this.#assets.listing(INDEX, signal);
    const value = parseJson(listing.bytes, INDEX) as { format?: unknown; packs?: unknown } | null;
    if (value?.format !== 1 || !Array.isArray(value.packs) || !value.packs.every(isIndexEntry)) {
      throw new ParvisError('assets-invalid', { detail: INDEX });
    }
    const entries = value.packs;
    await listing.accept();
    const folders = new Set(entries.map(({ pack }) => folderOf(pack)));
    await this.#assets.store.prune(
      (path) => !path.startsWith('packs/') || path === INDEX || folders.has(folderOf(path.slice('packs/'.length))),
    );
    return entries;
  }

  async #manifest(entry: IndexEntry, signal?: AbortSignal): Promise<Manifest> {
    const listing = await this.#assets.listing(`packs/${entry.pack}`, signal);
    const info = this.#core.readManifest(listing.bytes);
    return { ...listing, info, folder: `packs/${folderOf(entry.pack)}` };
  }

  async #isStored(manifest: Manifest): Promise<boolean> {
    const kept = manifest.info.files.map(({ path, sha256 }) => this.#assets.store.has(manifest.folder + path, sha256));
    return (await Promise.all(kept)).every(Boolean);
  }
}

export type Fetched = ReadonlyMap<string, { bytes: Uint8Array<ArrayBuffer>; stored: boolean }>;

/** Bytes of all files of a pack. */
export function size(info: PackInfo): number {
  return info.files.reduce((sum, file) => sum + file.bytes, 0);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function isIndexEntry(value: unknown): value is IndexEntry {
  const entry = value as Partial<IndexEntry> | null;
  return typeof entry?.id === 'string' && typeof entry.pack === 'string' && !entry.pack.includes('..');
}
