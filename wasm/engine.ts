import type { Glue } from './glue.js';
import { CoreError } from './types.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Bytes copied at a time when a large file passes through the memory of the core. */
const CHUNK = 256 * 1024;

/** A WebAssembly instance with its calling convention: a status comes back, the answer waits in the engine as JSON. */
export class Engine {
  readonly #glue: Glue;
  readonly #engine: number;

  constructor(glue: Glue) {
    this.#glue = glue;
    this.#engine = guarded(() => glue._parvis_engine_create());
    if (this.#engine === 0) throw new CoreError('out-of-memory', 'The core could not start');
  }

  /** Makes a call and reads its answer; throws the CoreError that the core reports. */
  call<T>(run: (glue: Glue, engine: number) => number): T {
    const glue = this.#glue;
    const failed = guarded(() => run(glue, this.#engine));
    const start = glue._parvis_answer(this.#engine);
    const text = decoder.decode(new Uint8Array(glue.wasmMemory.buffer, start, glue._parvis_answer_size(this.#engine)));
    if (failed === 0) return (text === '' ? undefined : JSON.parse(text)) as T;
    const error = JSON.parse(text) as { code: string; message: string; detail: string };
    throw new CoreError(error.code, error.message, error.detail);
  }

  /** Copies values in, calls, and releases the copies whatever happens. Strings become UTF-8. */
  with<T>(values: readonly (string | ArrayBufferView)[], run: (...places: { at: number; size: number }[]) => T): T {
    const places: { at: number; size: number }[] = [];
    try {
      for (const value of values) places.push(this.copy(value));
      return run(...places);
    } finally {
      for (const place of places) this.#glue._parvis_free(place.at);
    }
  }

  /** Copies a value into the memory of the core, which the caller releases or leaves there. */
  copy(value: string | ArrayBufferView): { at: number; size: number } {
    const bytes =
      typeof value === 'string'
        ? encoder.encode(value)
        : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    const at = this.#glue._parvis_alloc(bytes.length);
    if (at === 0) throw new CoreError('out-of-memory', 'The core has no memory left', String(bytes.length));
    new Uint8Array(this.#glue.wasmMemory.buffer, at, bytes.length).set(bytes);
    return { at, size: bytes.length };
  }

  /** Hands `bytes` to `take` piece by piece through one small buffer. */
  stream(bytes: Uint8Array, take: (at: number, size: number) => void): void {
    const at = this.#glue._parvis_alloc(Math.min(CHUNK, bytes.length));
    if (at === 0) throw new CoreError('out-of-memory', 'The core has no memory left', String(CHUNK));
    try {
      for (let from = 0; from < bytes.length; from += CHUNK) {
        const part = bytes.subarray(from, from + CHUNK);
        new Uint8Array(this.#glue.wasmMemory.buffer, at, part.length).set(part);
        take(at, part.length);
      }
    } finally {
      this.#glue._parvis_free(at);
    }
  }

  /** A copy of `count` 32-bit integers that lie in the memory of the core. */
  integers(at: number, count: number): Int32Array {
    return new Int32Array(this.#glue.wasmMemory.buffer, at, count).slice();
  }
}

/** Runs a call of the core; a trap (memory exhausted, a defect) becomes a typed error instead of an opaque one. */
function guarded(run: () => number): number {
  try {
    return run();
  } catch (cause) {
    throw new CoreError(
      'core-stopped',
      'The core stopped and must be started again',
      cause instanceof Error ? cause.message : '',
    );
  }
}
