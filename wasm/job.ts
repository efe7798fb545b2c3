import type { Engine } from './engine.js';
import { CoreError } from './types.js';
import type { Batch, Job, SegmentResult } from './types.js';

interface BatchAnswer {
  id: number;
  batch: number;
  length: number;
  maxLength: number;
  source: number;
  shortlist: number;
  shortlistSize: number;
}

/** Releases the memory of jobs that were dropped without `free`. */
const dropped = new FinalizationRegistry<{ engine: Engine; handle: number }>(({ engine, handle }) => {
  close(engine, handle);
});

function close(engine: Engine, handle: number): void {
  engine.call((glue, at) => glue._parvis_job_close(at, handle));
}

/** A translation task that lives in the core under a number. */
export class CoreJob implements Job {
  readonly #engine: Engine;
  readonly #widths = new Map<number, number>();
  #handle: number | null;

  constructor(engine: Engine, handle: number) {
    this.#engine = engine;
    this.#handle = handle;
    dropped.register(this, { engine, handle }, this);
  }

  next(): Batch | null {
    const handle = this.#live();
    const answer = this.#engine.call<BatchAnswer | null>((glue, at) => glue._parvis_job_next(at, handle));
    if (answer === null) return null;
    const { id, batch, length, maxLength } = answer;
    this.#widths.set(id, batch);
    return {
      id,
      batch,
      length,
      maxLength,
      source: this.#engine.integers(answer.source, batch * length),
      shortlist: this.#engine.integers(answer.shortlist, answer.shortlistSize),
    };
  }

  accept(id: number, target: Int32Array, alignment: Int32Array, score: Float32Array, steps: number): void {
    const handle = this.#live();
    const width = this.#widths.get(id);
    if (width === undefined) throw new CoreError('job-batch-unknown', 'No such batch is waiting', String(id));
    const cells = steps * width;
    if (!Number.isInteger(steps) || target.length !== cells || alignment.length !== cells || score.length !== cells)
      throw new CoreError(
        'job-shape-invalid',
        'Tensors do not have the announced shape',
        `${String(steps)} x ${String(width)}`,
      );
    this.#widths.delete(id);
    this.#engine.with([target, alignment, score], (a, b, c) => {
      this.#engine.call((glue, at) => glue._parvis_job_accept(at, handle, id, a!.at, b!.at, c!.at, steps, width));
    });
  }

  results(): SegmentResult[] {
    const handle = this.#live();
    return this.#engine.call<SegmentResult[]>((glue, at) => glue._parvis_job_results(at, handle));
  }

  free(): void {
    if (this.#handle === null) return;
    dropped.unregister(this);
    close(this.#engine, this.#handle);
    this.#handle = null;
  }

  #live(): number {
    if (this.#handle === null) throw new CoreError('job-unknown', 'The job was already freed');
    return this.#handle;
  }
}
