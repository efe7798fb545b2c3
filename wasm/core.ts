import { Engine } from './engine.js';
import type { GlueFactory } from './glue.js';
import { CoreIntents } from './intents.js';
import { CoreJob } from './job.js';
import { CorePlain } from './plain.js';
import { hasSimd } from './simd.js';
import { CoreError } from './types.js';
import type {
  Comparison,
  Core,
  Detection,
  Job,
  JobOptions,
  Lock,
  PackInfo,
  PhraseLookup,
  SegmentInput,
} from './types.js';

export * from './types.js';
export { hasSimd } from './simd.js';

/** Where the compiled core comes from. */
export interface CoreOptions {
  /** Address of the folder that holds `parvis-core.js` and `parvis-core.wasm`, with a slash at its end. */
  readonly url: string | URL;
  /** The bytes of `parvis-core.wasm` where they are at hand; they are fetched from `url` otherwise. */
  readonly wasmBinary?: ArrayBuffer | Uint8Array;
}

/**
 * Compiles and starts a core. Each call gives an instance of its own.
 *
 * @throws CoreError `simd-missing` before anything is loaded where WebAssembly SIMD cannot run, `core-load-failed` when the
 * files cannot be had or compiled.
 */
export async function createCore(options: CoreOptions): Promise<Core> {
  if (!hasSimd()) throw new CoreError('simd-missing', 'This browser cannot run WebAssembly SIMD');
  try {
    const { default: start } = (await import(String(new URL('parvis-core.js', options.url)))) as {
      default: GlueFactory;
    };
    const glue = await start({
      ...(options.wasmBinary === undefined ? {} : { wasmBinary: options.wasmBinary }),
      locateFile: (name) => String(new URL(name, options.url)),
    });
    return new WasmCore(new Engine(glue));
  } catch (cause) {
    if (cause instanceof CoreError) throw cause;
    throw new CoreError(
      'core-load-failed',
      'The core could not be loaded',
      cause instanceof Error ? cause.message : String(cause),
    );
  }
}

/** JSON of a lone surrogate is no JSON that every reader accepts: it becomes U+FFFD, as in UTF-8. */
function sound(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}

function wellFormed({ text, markup = false }: SegmentInput): SegmentInput {
  return { text: sound(text), markup };
}

class WasmCore implements Core {
  readonly version: string;
  readonly intents: CoreIntents;
  readonly plain: CorePlain;
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.intents = new CoreIntents(engine);
    this.plain = new CorePlain(engine);
    this.version = engine.call<string>((glue, at) => glue._parvis_version(at));
  }

  loadIcu(data: Uint8Array): void {
    // ICU reads the data where it lies for as long as the core lives: the copy is not released.
    const place = this.#engine.copy(data);
    this.#engine.call((glue, at) => glue._parvis_load_icu(at, place.at, place.size));
  }

  loadProfiles(data: Uint8Array): void {
    this.#engine.with([data], (text) => {
      this.#engine.call((glue, at) => glue._parvis_load_profiles(at, text!.at, text!.size));
    });
  }

  loadGuards(data: Uint8Array): void {
    this.#engine.with([data], (text) => {
      this.#engine.call((glue, at) => glue._parvis_load_guards(at, text!.at, text!.size));
    });
  }

  loadPhrasebook(data: Uint8Array): void {
    this.#engine.with([data], (bytes) => {
      this.#engine.call((glue, at) => glue._parvis_load_phrasebook(at, bytes!.at, bytes!.size));
    });
  }

  loadTermbase(data: Uint8Array): void {
    this.#engine.with([data], (text) => {
      this.#engine.call((glue, at) => glue._parvis_load_termbase(at, text!.at, text!.size));
    });
  }

  readManifest(manifest: Uint8Array): PackInfo {
    return this.#engine.with([manifest], (text) =>
      this.#engine.call<PackInfo>((glue, at) => glue._parvis_read_manifest(at, text!.at, text!.size)),
    );
  }

  openPack(manifest: Uint8Array, files: ReadonlyMap<string, Uint8Array>): PackInfo {
    const engine = this.#engine;
    engine.with([manifest], (text) => {
      engine.call((glue, at) => glue._parvis_pack_begin(at, text!.at, text!.size));
    });
    try {
      for (const [path, bytes] of files) {
        engine.with([path], (name) => {
          engine.call((glue, at) => glue._parvis_pack_file_begin(at, name!.at, name!.size, bytes.length));
        });
        engine.stream(bytes, (from, size) => {
          engine.call((glue, at) => glue._parvis_pack_file_chunk(at, from, size));
        });
        engine.call((glue, at) => glue._parvis_pack_file_end(at));
      }
      return engine.call<PackInfo>((glue, at) => glue._parvis_pack_finish(at));
    } catch (error) {
      engine.call((glue, at) => glue._parvis_pack_cancel(at));
      throw error;
    }
  }

  closePack(id: string): void {
    this.#engine.with([id], (name) => {
      this.#engine.call((glue, at) => glue._parvis_pack_close(at, name!.at, name!.size));
    });
  }

  detect(text: string): Detection {
    return this.#engine.with([text], (bytes) =>
      this.#engine.call<Detection>((glue, at) => glue._parvis_detect(at, bytes!.at, bytes!.size)),
    );
  }

  segment(text: string, language: string): string[] {
    return this.#engine.with([text, language], (bytes, code) =>
      this.#engine.call<string[]>((glue, at) => glue._parvis_segment(at, bytes!.at, bytes!.size, code!.at, code!.size)),
    );
  }

  findPhrases(
    to: string,
    inputs: readonly SegmentInput[],
    options: Pick<JobOptions, 'isolate'> & { readonly similar?: number } = {},
  ): PhraseLookup[] {
    const request = JSON.stringify({ ...options, to, inputs: inputs.map(wellFormed) });
    return this.#engine.with([request], (text) =>
      this.#engine.call<PhraseLookup[]>((glue, at) => glue._parvis_find_phrases(at, text!.at, text!.size)),
    );
  }

  findLocks(text: string, language = 'fr'): Lock[] {
    return this.#engine.with([text, language], (bytes, code) =>
      this.#engine.call<Lock[]>((glue, at) =>
        glue._parvis_find_locks(at, bytes!.at, bytes!.size, code!.at, code!.size),
      ),
    );
  }

  compare(source: string, from: string, target: string, to: string): Comparison {
    const request = JSON.stringify({ source: sound(source), from, target: sound(target), to });
    return this.#engine.with([request], (text) =>
      this.#engine.call<Comparison>((glue, at) => glue._parvis_compare(at, text!.at, text!.size)),
    );
  }

  transliterate(name: string, language: string): string {
    return this.#engine.with([name, language], (text, code) =>
      this.#engine.call<string>((glue, at) =>
        glue._parvis_transliterate(at, text!.at, text!.size, code!.at, code!.size),
      ),
    );
  }

  job(packId: string, to: string, inputs: readonly SegmentInput[], options: JobOptions = {}): Job {
    const request = JSON.stringify({ ...options, pack: packId, to, inputs: inputs.map(wellFormed) });
    const handle = this.#engine.with([request], (text) =>
      this.#engine.call<number>((glue, at) => glue._parvis_job_open(at, text!.at, text!.size)),
    );
    return new CoreJob(this.#engine, handle);
  }
}
