import type { Parvis } from '../parvis.js';
import type { EngineReport } from '../types.js';
import { BENCH_TEXTS } from './bench_texts.js';
import { MOST_SIMILAR } from './phrases.js';

export interface Figures {
  readonly to: string;
  readonly pack: string | null;
  readonly texts: number;
  readonly sentences: number;
  readonly pieces: number;
  /** Wall-clock milliseconds. */
  readonly loadMs: number;
  readonly translateMs: number;
  /** CPU milliseconds of the process during the measured run. */
  readonly cpuMs: number;
  readonly piecesPerSecond: number;
  readonly piecesPerCpuSecond: number;
  readonly modelShare: number;
  readonly coreShare: number;
  /** How many times more pieces a second when texts are translated together instead of one by one. */
  readonly batchGain: number;
  /** Wall-clock milliseconds that the phrasebook takes for a text, and for the entries alike as well. */
  readonly phraseMs: number;
  readonly similarMs: number;
  readonly residentMiB: number;
  readonly arrayBuffersMiB: number;
  /** Peak of the WebAssembly memories of core and ONNX Runtime together, one language loaded. */
  readonly heapMiB: number;
  readonly lines: readonly string[];
}

/**
 * Measures one direction on texts of our own. Machines differ: the ratios say more than the absolute figures.
 *
 * @param heaps bytes of all WebAssembly memories, see `watchHeaps`
 */
export async function bench(parvis: Parvis, to: string, heaps: () => number): Promise<Figures> {
  const loading = performance.now();
  await parvis.prepare({ to });
  const loadMs = performance.now() - loading;
  await parvis.translate(BENCH_TEXTS, { to });

  const together = await measure(parvis, () => parvis.translate(BENCH_TEXTS, { to }));
  const single = await measure(parvis, async () => {
    for (const text of BENCH_TEXTS.slice(0, 12)) await parvis.translate(text, { to });
  });
  const phraseMs = await phraseTime(parvis, to, 0);
  const similarMs = await phraseTime(parvis, to, MOST_SIMILAR);
  const memory = process.memoryUsage();
  const { core, pack } = await parvis.report();
  const speed = (pieces: number, ms: number): number => (pieces / ms) * 1000;
  const figures = {
    to,
    pack,
    texts: BENCH_TEXTS.length,
    sentences: together.sentences,
    pieces: together.pieces,
    loadMs,
    translateMs: together.wall,
    cpuMs: together.cpu,
    piecesPerSecond: speed(together.pieces, together.wall),
    piecesPerCpuSecond: speed(together.pieces, together.cpu),
    modelShare: together.modelTime / together.wall,
    coreShare: together.coreTime / together.wall,
    batchGain: speed(together.pieces, together.wall) / speed(single.pieces, single.wall),
    phraseMs,
    similarMs,
    residentMiB: memory.rss / 2 ** 20,
    arrayBuffersMiB: memory.arrayBuffers / 2 ** 20,
    heapMiB: heaps() / 2 ** 20,
  };
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return {
    ...figures,
    lines: [
      `core ${core}, pack ${pack ?? '-'}, fr -> ${to}: ${String(figures.texts)} texts, ${String(figures.sentences)} sentences, ${String(figures.pieces)} pieces`,
      `load and warm-up  ${loadMs.toFixed(0)} ms`,
      `translation       ${figures.translateMs.toFixed(0)} ms, ${figures.cpuMs.toFixed(0)} ms CPU`,
      `speed             ${figures.piecesPerSecond.toFixed(0)} tokens/s, ${figures.piecesPerCpuSecond.toFixed(0)} tokens per CPU second`,
      `ratio model       ${percent(figures.modelShare)} of the time`,
      `ratio core        ${percent(figures.coreShare)} of the time`,
      `ratio batches     ${figures.batchGain.toFixed(2)} x the speed of texts one by one`,
      `phrasebook        ${phraseMs.toFixed(2)} ms a text, ${similarMs.toFixed(2)} ms with entries alike`,
      `memory            ${figures.residentMiB.toFixed(0)} MiB resident, ${figures.arrayBuffersMiB.toFixed(0)} MiB in array buffers`,
      `heap              ${figures.heapMiB.toFixed(0)} MiB of WebAssembly memory at its peak`,
    ],
  };
}

async function phraseTime(parvis: Parvis, to: string, similar: number): Promise<number> {
  const texts = Array.from({ length: 10 }, () => BENCH_TEXTS).flat();
  await parvis.phrases(texts, { to, similar });
  const clock = performance.now();
  await parvis.phrases(texts, { to, similar });
  return (performance.now() - clock) / texts.length;
}

type Measured = Pick<EngineReport, 'sentences' | 'pieces' | 'modelTime' | 'coreTime'> & { wall: number; cpu: number };

async function measure(parvis: Parvis, work: () => Promise<unknown>): Promise<Measured> {
  const before = await parvis.report();
  const cpu = process.cpuUsage();
  const clock = performance.now();
  await work();
  const wall = performance.now() - clock;
  const { user, system } = process.cpuUsage(cpu);
  const after = await parvis.report();
  return {
    wall,
    cpu: (user + system) / 1000,
    sentences: after.sentences - before.sentences,
    pieces: after.pieces - before.pieces,
    modelTime: after.modelTime - before.modelTime,
    coreTime: after.coreTime - before.coreTime,
  };
}
