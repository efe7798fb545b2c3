import type { Progress } from './types.js';

/** Adds up the bytes of several files into one progress report. */
export class Tally {
  #total = 0;
  #done = 0;
  #stored = 0;
  readonly #report: ((progress: Progress) => void) | undefined;

  constructor(report?: (progress: Progress) => void) {
    this.#report = report;
  }

  /** Announces bytes that are going to be needed. */
  expect(bytes: number): void {
    this.#total += bytes;
  }

  /** Bytes that arrived. */
  advance(bytes: number, stored = false): void {
    this.#done += bytes;
    if (stored) this.#stored += bytes;
    this.#report?.({ phase: 'load', done: this.#done, total: this.#total, stored: this.#stored });
  }
}
