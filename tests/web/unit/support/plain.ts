import { CoreError } from '../../../../wasm/types.js';
import type { Plain, PlainLevel, PlainResult, Readability } from '../../../../wasm/types.js';

const decoder = new TextDecoder();

const NOTHING: Readability = {
  sentences: 0,
  words: 0,
  wordsPerSentence: 0,
  longSentences: 0,
  kandelMoles: 0,
  frequent: 0,
  jargon: 0,
  passive: 0,
  nested: 0,
};

/** Keeps what it is given and writes the level in front of a text, unless that begins with 'simple'. */
export class FakePlain implements Plain {
  readonly started: string[][] = [];
  readonly asked: unknown[] = [];
  /** What the next start refuses with. */
  refusal: CoreError | undefined;

  start(...files: readonly Uint8Array[]): void {
    const { refusal } = this;
    this.refusal = undefined;
    if (refusal) throw refusal;
    this.started.push(files.map((bytes) => decoder.decode(bytes)));
  }

  simplify(text: string, options: { readonly level?: PlainLevel; readonly markup?: boolean } = {}): PlainResult {
    this.asked.push(options);
    if (text === 'trap') throw new CoreError('core-stopped', 'trap');
    const plain = text.startsWith('simple') ? text : `${options.level ?? ''}:${text}`;
    const lists = { edits: [], explanations: [], hardTerms: [], hard: [] };
    return { text: plain, ...lists, before: NOTHING, after: NOTHING, undone: 0 };
  }

  syllables(text: string): readonly number[] {
    return [text.length];
  }
}
