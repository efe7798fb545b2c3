import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import type { Backend, ModelInput, ModelOutput, ModelSession, RuntimeCode } from './backend.js';
import { ParvisError } from './errors.js';

/** ONNX Runtime Web on one thread, in the thread that calls it. */
export function createOrtBackend(runtime: RuntimeCode): Backend {
  // Threads need cross-origin isolation and gain little; the proxy would detach our buffers.
  env.wasm.numThreads = 1;
  env.wasm.proxy = false;
  if ('url' in runtime) env.wasm.wasmPaths = { wasm: runtime.url };
  else env.wasm.wasmBinary = runtime.bytes;
  env.logLevel = 'error';
  return {
    async open(graph, external) {
      const options: InferenceSession.SessionOptions = {
        executionProviders: ['wasm'],
        graphOptimizationLevel: 'all',
        externalData: [...external].map(([path, data]) => ({ path, data })),
      };
      const session = await InferenceSession.create(graph, options).catch((cause: unknown) => {
        // A runtime that did not start once never does in the same thread.
        const dead = cause instanceof Error && cause.message.includes('no available backend');
        throw dead ? new ParvisError('engine-load-failed', { detail: cause.message, cause }) : cause;
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
