import type { Core } from '../../wasm/types.js';
import type { EngineFiles } from './enginefiles.js';
import { isFatal, ParvisError, throwIfAborted, toParvisError, unlessAborted } from './errors.js';
import type { Simplification, SimplifyOptions } from './simplification.js';
import type { RequestOptions } from './types.js';

const CORE = 'core/parvis-core.wasm';
/** Analyser, lists, guard words. */
const FILES = ['plain/french.bin', 'plain/lists.json', 'i18n/guards/fr.json'];

/** Digits of a hash that tell one version of a file from another. */
const HASH_DIGITS = 8;

/** Plain French. Its files are loaded at the first use, without any language pack; a load that failed is tried again at the next. */
export class PlainWriter {
  readonly #core: Core;
  readonly #files: EngineFiles;
  #loading: Promise<void> | undefined;

  constructor(core: Core, files: EngineFiles) {
    this.#core = core;
    this.#files = files;
  }

  async simplify(
    text: string,
    { level = 'standard', markup = false }: SimplifyOptions,
    { signal, onProgress }: RequestOptions,
  ): Promise<Simplification> {
    await this.#files.watched(onProgress, () => unlessAborted(this.#load(), signal));
    throwIfAborted(signal);
    return { ...this.#core.plain.simplify(text, { level, markup }), level, version: this.#version() };
  }

  #load(): Promise<void> {
    this.#loading ??= this.#start().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  async #start(): Promise<void> {
    const [analyser, lists, guards] = await this.#files.fetch(FILES);
    if (!analyser || !lists || !guards) throw new ParvisError('internal', { detail: 'plain files' });
    this.#files.tell({ phase: 'start', done: 0, total: 1 });
    try {
      this.#core.plain.start(analyser, lists, guards);
    } catch (thrown) {
      if (isFatal(thrown)) throw thrown;
      const { code, detail } = toParvisError(thrown);
      throw new ParvisError('plain-invalid', { detail: detail === '' ? code : `${code}: ${detail}`, cause: thrown });
    }
    this.#files.tell({ phase: 'start', done: 1, total: 1 });
  }

  #version(): string {
    const digits = [CORE, ...FILES].map((path) => this.#files.entry(path).sha256.slice(0, HASH_DIGITS));
    return `${this.#core.version}+${digits.join('.')}`;
  }
}
