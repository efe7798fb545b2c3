// A language pack in ONNX Runtime Web under Node, one thread; for web_runner.mjs and bergamot_runner.mjs.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web/wasm';

ort.env.wasm.numThreads = 1;

export async function openSession(packs, language) {
  const index = JSON.parse(await readFile(join(packs, 'index.json'), 'utf8'));
  const entry = index.packs.find((pack) => pack.languages?.includes(language));
  const manifest = JSON.parse(await readFile(join(packs, entry.pack), 'utf8'));
  const read = (id, name) => readFile(join(packs, id, name)).then((bytes) => new Uint8Array(bytes));
  const externalData = [
    { path: 'body.bin', data: await read(manifest.needs[0], 'body.bin') },
    { path: 'embeddings.bin', data: await read(manifest.id, 'embeddings.bin') },
  ];
  return ort.InferenceSession.create(await read(manifest.id, 'graph.onnx'), { externalData, executionProviders: ['wasm'] });
}

/** Inputs of one run; batch: {"source": [[ids]], "max_length": n} */
export function feedsOf(batch, shortlist) {
  const dims = [batch.source.length, batch.source[0].length];
  return {
    source: new ort.Tensor('int32', Int32Array.from(batch.source.flat()), dims),
    shortlist: new ort.Tensor('int32', Int32Array.from(shortlist), [shortlist.length]),
    max_length: new ort.Tensor('int64', BigInt64Array.of(BigInt(batch.max_length)), []),
  };
}
