import type {
  PlainEdit,
  PlainExplanation,
  PlainHardSentence,
  PlainLevel,
  PlainResult,
  Readability,
} from '../../wasm/types.js';
import type { RequestOptions } from './types.js';

export type { PlainEdit, PlainExplanation, PlainHardSentence, PlainLevel, Readability };

export const PLAIN_LEVELS: readonly PlainLevel[] = ['light', 'standard', 'strong'];

/** What became of a French text: every change comes from a reviewed rule and can be undone. Places are UTF-16 units, ends excluded. */
export interface Simplification extends PlainResult {
  readonly level: PlainLevel;
  /** Of the package and, after a `+`, first digits of the SHA-256 of core, analyser, lists and guard words: the same version, the same text. */
  readonly version: string;
}

export interface SimplifyOptions extends RequestOptions {
  /** `light`: terms explained, phrases replaced; `standard` (default): sentences split as well; `strong`: lists, one idea a sentence. */
  readonly level?: PlainLevel | undefined;
  /** True when the text is HTML, whose tags stay. Default false: every character means itself. */
  readonly markup?: boolean | undefined;
}
