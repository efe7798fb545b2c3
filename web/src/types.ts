import type {
  Detection,
  DirectionStatus,
  PhraseLookup,
  SegmentResult,
  SimilarPhrase,
  TermNote,
} from '../../wasm/types.js';

export type { Detection, DirectionStatus, PhraseLookup, SegmentResult, SimilarPhrase, TermNote };

/** How far a request has come. */
export interface Progress {
  /** `load`: files on their way, in bytes; `start`: compiling and warming up; `translate`: texts done. */
  readonly phase: 'load' | 'start' | 'translate';
  readonly done: number;
  /** In the unit of the phase: bytes for `load`, texts for `translate`. */
  readonly total: number;
  /** For `load`: bytes that came from the local store instead of the network. */
  readonly stored?: number;
}

/** Something worth telling that stops nothing, such as `storage-full`. */
export interface Notice {
  readonly code: string;
  readonly detail: string;
}

/** What every request accepts. */
export interface RequestOptions {
  /** Cancels the request: the caller is told at once, the engine stops after the batch that it is working on. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** A direction of translation. One of the two languages is French. */
export interface Direction {
  /** ISO 639-1; French when `to` is another language, guessed from the text when `to` is French. */
  readonly from?: string | undefined;
  /** ISO 639-1. */
  readonly to: string;
}

export interface TranslateOptions extends Direction, RequestOptions {
  /** True when the texts hold inline tags and entities. Default false: every character means itself. */
  readonly markup?: boolean | undefined;
  /** Isolate left-to-right runs inside right-to-left text with U+2068 and U+2069. Default false. */
  readonly isolate?: boolean | undefined;
  /** Write dates with a month name in the target language. Default false: they stand as in the source. */
  readonly localiseDates?: boolean | undefined;
  /** Give administrative terms the equivalents of the termbase. Default true; when false they are only reported. */
  readonly guideTerms?: boolean | undefined;
  /**
   * From French only: rewrite each text in plain French first (level `standard`, see `Parvis.simplify`) and translate that. Default false.
   * Where the rules change nothing, or the plain text cannot be translated safely, the text itself is translated.
   */
  readonly plain?: boolean | undefined;
}

/** What became of one text. */
export interface Translation extends SegmentResult {
  /** Where plain French was translated in place of the text: both. */
  readonly plain?: { readonly original: string; readonly text: string };
}

export interface PhraseOptions extends RequestOptions {
  /** ISO 639-1; not French. */
  readonly to: string;
  /** True when the texts hold inline tags and entities. Default false. */
  readonly markup?: boolean | undefined;
  /** Isolate left-to-right runs inside right-to-left text. Default false. */
  readonly isolate?: boolean | undefined;
  /** Entries alike that are wanted for each text, at most. Default 0. */
  readonly similar?: number | undefined;
}

/** A pack that can be had from `assetsBase`. */
export interface PackSummary {
  readonly id: string;
  readonly version: string;
  /** ISO 639-1 codes, French first. */
  readonly languages: readonly string[];
  /** Bytes to fetch on a first visit, shared files left out. */
  readonly bytes: number;
  /** Bytes of the files that all languages share. */
  readonly sharedBytes: number;
  /** True when everything it needs is kept on this device. */
  readonly stored: boolean;
  /** By direction, such as `fr-ar`. */
  readonly status: Readonly<Record<string, DirectionStatus>>;
  /** As measured and written by the exporter. */
  readonly scores: Readonly<Record<string, unknown>>;
  readonly licence: string;
}

/** What the engine holds and has done; for benchmarks and support. */
export interface EngineReport {
  readonly core: string;
  /** Identifier of the language pack in memory, or null. */
  readonly pack: string | null;
  /** Since the engine started. `pieces` counts target pieces that were produced, end marks included. */
  readonly batches: number;
  readonly sentences: number;
  readonly pieces: number;
  /** Milliseconds inside the model. */
  readonly modelTime: number;
  /** Milliseconds inside the core. */
  readonly coreTime: number;
}
