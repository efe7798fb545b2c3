// Runs batches through a language pack in ONNX Runtime Web under Node: the shipped inference path without the rest of the product.
//
//   node web_runner.mjs PACKS LANGUAGE JOB.json OUT.json [repeat]
//
// JOB: {"shortlist": [ids], "batches": [{"source": [[ids]], "max_length": n}]}
// OUT: {"outputs": [{"target": [[T][B]], "alignment": .., "score": ..}], "load_ms", "run_ms" and "cpu_ms": one a repeat, "heap_bytes"}
import { readFile, writeFile } from 'node:fs/promises';
import { feedsOf, openSession } from './web_session.mjs';

function rows(tensor) {
  const [count, width] = tensor.dims;
  return Array.from({ length: count }, (_, i) => Array.from(tensor.data.subarray(i * width, (i + 1) * width)));
}

// The largest WebAssembly memory alive: ONNX Runtime keeps its instance to itself, so its constructor is watched.
const memories = [];
const { Memory } = WebAssembly;
WebAssembly.Memory = class extends Memory {
  constructor(descriptor) {
    super(descriptor);
    memories.push(this);
  }
};

const [packs, language, jobFile, outFile, repeat = '1'] = process.argv.slice(2);
const job = JSON.parse(await readFile(jobFile, 'utf8'));
let started = performance.now();
const session = await openSession(packs, language);
const result = { outputs: [], load_ms: performance.now() - started, run_ms: [], cpu_ms: [] };
for (let i = 0; i < Number(repeat); i++) {
  result.outputs = [];
  started = performance.now();
  const before = process.cpuUsage();
  for (const batch of job.batches) {
    const { target, alignment, score } = await session.run(feedsOf(batch, job.shortlist));
    result.outputs.push({ target: rows(target), alignment: rows(alignment), score: rows(score) });
  }
  const { user, system } = process.cpuUsage(before);
  result.run_ms.push(performance.now() - started);
  result.cpu_ms.push((user + system) / 1000);
}
result.heap_bytes = Math.max(0, ...memories.map((memory) => memory.buffer.byteLength));
await writeFile(outFile, JSON.stringify(result));
