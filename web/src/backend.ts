import type { Batch } from '../../wasm/types.js';

/** What the model gave for a batch: three tensors of `steps` rows, as wide as the batch. */
export interface ModelOutput {
  readonly target: Int32Array;
  readonly alignment: Int32Array;
  readonly score: Float32Array;
  readonly steps: number;
}

export type ModelInput = Omit<Batch, 'id'>;

/** A model in memory. */
export interface ModelSession {
  run(input: ModelInput): Promise<ModelOutput>;
  release(): Promise<void>;
}

/** What runs models. */
export interface Backend {
  /** `external` holds the files that the graph refers to, under the names it uses. */
  open(graph: Uint8Array, external: ReadonlyMap<string, Uint8Array>): Promise<ModelSession>;
}

/** Where the code of the runtime comes from: an address that the browser caches, so that it keeps the compiled code, or bytes at hand. */
export type RuntimeCode = { readonly url: string } | { readonly bytes: Uint8Array<ArrayBuffer> };
