import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import type { Backend, ModelInput, ModelOutput, ModelSession } from './backend.js';
import { ParvisError } from './errors.js';

/** Path of the runtime below `assetsBase`. */
export const ORT_WASM = 'ort/ort-wasm-simd-threaded.wasm';

/** ONNX Runtime Web on one thread, in the thread that calls it. `wasm` is the content of its WebAssembly file. */
export function createOrtBackend(wasm: Uint8Array<ArrayBuffer>): Backend {
  // Threads need cross-origin isolation and gain little; the proxy would detach our buffers.
  env.wasm.numThreads = 1;
  env.wasm.proxy = false;
  env.wasm.wasmBinary = wasm;
  env.logLevel = 'error';
  return {
    async open(graph, external) {
      const session = await InferenceSession.create(graph, {
        executionProviders: ['wasm'],
        graphOptimizationLevel: 'all',
        externalData: [...external].map(([path, data]) => ({ path, data })),
      });
      return new OrtSession(session);
    },
  };
}

class OrtSession implements ModelSession {
  readonly #session: InferenceSession;

  constructor(session: InferenceSession) {
    this.#session = session;
  }

  async run(input: ModelInput): Promise<ModelOutput> {
    const feeds = {
      source: new Tensor('int32', input.source, [input.batch, input.length]),
      shortlist: new Tensor('int32', input.shortlist, [input.shortlist.length]),
      max_length: new Tensor('int64', BigInt64Array.of(BigInt(input.maxLength)), []),
    };
    const outputs = await this.#session.run(feeds);
    const target = outputs['target'];
    return {
      target: integers(target, 'target'),
      alignment: integers(outputs['alignment'], 'alignment'),
      score: floats(outputs['score'], 'score'),
      steps: target?.dims[0] ?? 0,
    };
  }

  release(): Promise<void> {
    return this.#session.release();
  }
}

function integers(tensor: Tensor | undefined, name: string): Int32Array {
  if (tensor?.data instanceof Int32Array) return tensor.data;
  throw new ParvisError('inference-failed', { detail: name });
}

function floats(tensor: Tensor | undefined, name: string): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  throw new ParvisError('inference-failed', { detail: name });
}
