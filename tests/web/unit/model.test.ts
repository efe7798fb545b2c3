import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ModelInput, ModelSession } from '../../../web/src/backend.js';
import { createOrtBackend } from '../../../web/src/ort.js';

const PACKS = join(import.meta.dirname, '..', '..', 'data', 'tiny-packs');

function bytes(...path: string[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(...path)));
}

function folder(prefix: string): string {
  const name = readdirSync(PACKS).find((one) => one.startsWith(prefix));
  if (name === undefined) throw new Error(`No ${prefix} in ${PACKS}`);
  return join(PACKS, name);
}

describe('the graph of a pack under ONNX Runtime Web', () => {
  let session: ModelSession;

  beforeAll(async () => {
    const runtime = dirname(
      createRequire(join(import.meta.dirname, '../../../web/src/ort.ts')).resolve('onnxruntime-web/wasm'),
    );
    const backend = createOrtBackend({ bytes: bytes(runtime, 'ort-wasm-simd-threaded.wasm') });
    session = await backend.open(
      bytes(folder('fr-ar'), 'graph.onnx'),
      new Map([
        ['body.bin', bytes(folder('body'), 'body.bin')],
        ['embeddings.bin', bytes(folder('fr-ar'), 'embeddings.bin')],
      ]),
    );
    return () => session.release();
  });

  const one: ModelInput = {
    source: Int32Array.of(12, 20, 33, 0),
    batch: 1,
    length: 4,
    maxLength: 9,
    shortlist: Int32Array.of(0, 20, 21, 22, 33),
  };

  it('gives three tensors of one row a step and one column a sentence', async () => {
    const { target, alignment, score, steps } = await session.run({
      ...one,
      source: Int32Array.of(12, 20, 33, 0, 12, 21, 0, 1),
      batch: 2,
    });
    expect(steps).toBeGreaterThan(0);
    expect(steps).toBeLessThanOrEqual(one.maxLength);
    expect([target.length, alignment.length, score.length]).toEqual([2 * steps, 2 * steps, 2 * steps]);
    expect([...target].every((piece) => one.shortlist.includes(piece))).toBe(true);
    expect([...alignment].every((cell) => cell >= 0 && cell < 4)).toBe(true);
    expect([...score].every((nats) => nats <= 0)).toBe(true);
  });

  it('gives the same answer again, also after another batch', async () => {
    const first = await session.run(one);
    await session.run({ ...one, source: Int32Array.of(12, 40, 41, 42, 43, 0), length: 6 });
    const second = await session.run(one);
    expect([...second.target]).toEqual([...first.target]);
    expect([...second.score]).toEqual([...first.score]);
  });
});
