import type { PhraseLookup, Procedure, SegmentInput } from '../../wasm/types.js';
import type { AnswerOptions, AnswerTranslation } from './answer.js';
import type { Classification, ClassifyOptions } from './classification.js';
import type { ErrorData } from './errors.js';
import type { Simplification, SimplifyOptions } from './simplification.js';
import type { Detection, EngineReport, Notice, PackSummary, Progress, Translation } from './types.js';

/** First message to a worker. */
export interface InitMessage {
  readonly kind: 'init';
  /** Absolute address of the assets folder, with a slash at its end. */
  readonly assetsBase: string;
  /** Catalogues that the site added so far, JSON: a worker that replaces another gets them again. */
  readonly procedures?: readonly string[];
}

/** What a request asks for, and what it gives back. */
export interface Calls {
  start: { body: object; value: null };
  detect: { body: { readonly text: string }; value: Detection };
  packs: { body: object; value: readonly PackSummary[] };
  prepare: { body: { readonly from: string; readonly to: string }; value: null };
  translate: {
    body: {
      readonly from: string | undefined;
      readonly to: string;
      readonly inputs: readonly SegmentInput[];
      readonly isolate: boolean;
      readonly localiseDates: boolean;
      readonly guideTerms: boolean;
      readonly plain: boolean;
    };
    value: readonly Translation[];
  };
  answer: {
    body: { readonly text: string } & Pick<AnswerOptions, 'from' | 'french'>;
    value: AnswerTranslation;
  };
  transliterate: { body: { readonly name: string; readonly from: string }; value: string };
  phrases: {
    body: {
      readonly to: string;
      readonly inputs: readonly SegmentInput[];
      readonly isolate: boolean;
      readonly similar: number;
    };
    value: readonly PhraseLookup[];
  };
  report: { body: object; value: EngineReport };
  classify: {
    body: { readonly text: string } & Pick<ClassifyOptions, 'language' | 'encoder'>;
    value: Classification;
  };
  procedures: { body: { readonly language: string }; value: readonly Procedure[] };
  addProcedures: { body: { readonly json: string }; value: null };
  simplify: {
    body: { readonly text: string } & Pick<SimplifyOptions, 'level' | 'markup'>;
    value: Simplification;
  };
  syllables: { body: { readonly text: string }; value: readonly number[] };
}

export type CallName = keyof Calls;

/** Calls that need no place in the queue: they take a moment and may run between two batches. */
export const LIGHT: ReadonlySet<CallName> = new Set([
  'detect',
  'transliterate',
  'phrases',
  'packs',
  'report',
  'classify',
  'procedures',
  'addProcedures',
  'simplify',
  'syllables',
]);

export type CallMessage = {
  [K in CallName]: { readonly kind: 'call'; readonly id: number; readonly call: K; readonly body: Calls[K]['body'] };
}[CallName];

export type ToWorker = InitMessage | CallMessage | { readonly kind: 'abort'; readonly id: number };

export type FromWorker =
  /** The script runs and listens. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorData }
  /** The worker cannot go on and wants to be replaced. */
  | { readonly kind: 'fatal'; readonly detail: string }
  | { readonly kind: 'notice'; readonly notice: Notice };
