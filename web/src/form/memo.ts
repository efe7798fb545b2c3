import type { SegmentInput, SegmentResult } from '../../../wasm/types.js';

export interface TranslateCall {
  readonly from: string;
  readonly to: string;
  readonly signal?: AbortSignal | undefined;
}

export type TranslateTexts = (
  inputs: readonly SegmentInput[],
  call: TranslateCall,
) => Promise<readonly SegmentResult[]>;

/** What is known of French texts without the network: null for the others. */
export type LookUpTexts = (
  inputs: readonly SegmentInput[],
  call: Omit<TranslateCall, 'from'>,
) => Promise<readonly (SegmentResult | null)[]>;

/** Texts kept before the oldest are dropped. */
const LIMIT = 5000;

/** Translations that were made already: the same text on a page is translated once. */
export class Memo {
  readonly #known = new Map<string, SegmentResult>();

  get(direction: string, input: SegmentInput): SegmentResult | undefined {
    return this.#known.get(key(direction, input));
  }

  set(direction: string, input: SegmentInput, result: SegmentResult): void {
    this.#known.set(key(direction, input), result);
    if (this.#known.size <= LIMIT) return;
    const oldest = this.#known.keys().next();
    if (!oldest.done) this.#known.delete(oldest.value);
  }
}

function key(direction: string, { text, markup }: SegmentInput): string {
  return `${direction}\n${markup ? 'm' : 't'}\n${text}`;
}
