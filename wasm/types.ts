import type { Intents } from './intents.js';
import type { Plain } from './plain.js';

export type * from './intents.js';
export type * from './plain.js';

/**
 * What the core offers to the page, the worker and Node: plain values in, plain values out.
 *
 * Nothing here runs the model. A {@link Job} hands out batches of piece ids, the caller runs ONNX Runtime on them and gives the
 * tensors back; the job turns them into text.
 */

/** Error of the core. `code` is stable and names the wording in `i18n/ui/<lang>.json` ("error.<code>"). */
export class CoreError extends Error {
  override readonly name = 'CoreError';

  constructor(
    /** Stable code such as `pack-hash-mismatch`. */
    readonly code: string,
    message: string,
    /** What it was about: a path, an identifier, an offset. Empty where there is nothing to add. */
    readonly detail = '',
  ) {
    super(message);
  }
}

/** What a file of a pack is for. */
export type FileRole = 'graph' | 'weights' | 'embeddings' | 'pieces' | 'tokenizer';

/** One file that a pack manifest lists. */
export interface PackFile {
  /** Path relative to the folder of `pack.json`. */
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly role: FileRole;
}

/** How far a direction may be trusted. */
export type DirectionStatus = 'released' | 'beta' | 'off';

/** What a pack manifest says, once read. */
export interface PackInfo {
  readonly id: string;
  readonly version: string;
  /** `body`: weights and tokenizer shared by all languages; `language`: what one pair adds. */
  readonly kind: 'body' | 'language';
  /** ISO 639-1 codes, French first; empty for a body. */
  readonly languages: readonly string[];
  /** Identifiers of packs that must be open as well. */
  readonly needs: readonly string[];
  readonly files: readonly PackFile[];
  readonly licence: string;
  /** By direction, such as `fr-ar`. */
  readonly status: Readonly<Record<string, DirectionStatus>>;
  /** Measured quality as written by the exporter; shown, never computed with. */
  readonly scores: Readonly<Record<string, unknown>>;
}

/** A guess at the language of a text. */
export interface Detection {
  /** ISO 639-1 code, or `und`. */
  readonly language: string;
  /** ISO 15924 code such as `Latn`. */
  readonly script: string;
  readonly direction: 'ltr' | 'rtl';
  /** 0 to 1. */
  readonly confidence: number;
}

/** A stretch of text that translation must not alter. Offsets count UTF-16 units, `end` excluded. */
export interface Lock {
  readonly start: number;
  readonly end: number;
  /** Such as `date`, `amount`, `iban`, `url`. */
  readonly kind: string;
}

/** What stands in one of two texts that say the same and not in the other. */
export interface Comparison {
  /** Numbers, dates, amounts, addresses and codes; `value` is in a canonical form. */
  readonly values: readonly { readonly what: 'missing' | 'added'; readonly value: string }[];
  /** Stable codes such as `negation`: those of `GuardFlag` in `core/include/parvis/guards.h`. */
  readonly flags: readonly string[];
}

/** One text to translate. */
export interface SegmentInput {
  readonly text: string;
  /**
   * True when `text` holds inline tags and character references, and a line end is a space; false (default) when every character
   * means itself and a line end stays one.
   */
  readonly markup?: boolean;
}

/** How texts of a job are treated. */
export interface JobOptions {
  /** Wrap left-to-right runs put into right-to-left plain text in U+2068 ... U+2069. Default false. */
  readonly isolate?: boolean;
  /** Write dates with a month name in the target language. Default false: they stand as in the source. */
  readonly localiseDates?: boolean;
  /** Check finished sentences against their source (negation, length, script, copies). Default true. */
  readonly guard?: boolean;
  /** See to it that terms of the termbase have their equivalents; else they are only reported. Default true. */
  readonly guideTerms?: boolean;
}

/** What one run of the model needs. */
export interface Batch {
  /** To be given back to {@link Job.accept}. */
  readonly id: number;
  /** `batch` rows of `length` local piece ids, padded with 1. */
  readonly source: Int32Array;
  readonly batch: number;
  readonly length: number;
  /** Pieces a sentence may have at most, end mark included. */
  readonly maxLength: number;
  /** Local piece ids that may come out, 0 (end) among them. */
  readonly shortlist: Int32Array;
}

/** An administrative term in a text, and its equivalent in the termbase. */
export interface TermNote {
  /** Identifier of the entry in `i18n/terms`. */
  readonly id: string;
  /** As the French text writes it. */
  readonly french: string;
  /** In the dictionary form, with a gloss in brackets where the term has one: "CAF (family benefits office)". */
  readonly equivalent: string;
  /** True when the equivalent, inflected or not, stands in the translation; false when only in brackets behind it. */
  readonly respected: boolean;
}

/** What became of one text. */
export interface SegmentResult {
  readonly text: string;
  /** `kept`: the source text is given back unchanged, and `flags` say why. `phrase`: words of the phrasebook, written by people. */
  readonly status: 'translated' | 'kept' | 'phrase';
  /** 0 to 1; how likely the text is right as far as the model can tell. */
  readonly confidence: number;
  readonly level: 'good' | 'check' | 'kept' | 'phrase';
  /** Stable codes such as `lock-lost`, `negation`, `nothing-to-translate`: those of `Flag` in `core/include/parvis/translate.h`. */
  readonly flags: readonly string[];
  /** Terms of the termbase in the text, in order, each once. Empty for translations into French. */
  readonly terms: readonly TermNote[];
}

/** An entry of the phrasebook that resembles a text: a suggestion for a person, never a translation of that text. */
export interface SimilarPhrase {
  /** French of the entry; variables in braces. */
  readonly french: string;
  /** Translation of the entry. */
  readonly text: string;
  readonly status: 'drafted' | 'cross-checked' | 'reviewed';
  /** Share of words in common, in order: above 0, below or equal to 1. */
  readonly similarity: number;
}

/** What the phrasebook has for one French text. */
export interface PhraseLookup {
  /** Null where the phrasebook does not have the text. */
  readonly result: SegmentResult | null;
  /** The entries most like it, the most similar first. */
  readonly similar: readonly SimilarPhrase[];
}

/**
 * One translation task. Call `next`, run the model, call `accept`; when `next` gives null, `results` is complete.
 * Several batches may be out at a time: they may be accepted in any order. When `next` gives null while batches are still out,
 * it may give more after `accept`, because a sentence that came out wrong is put back with a safer plan.
 */
export interface Job {
  next(): Batch | null;
  /** `target`, `alignment` and `score` hold `steps` rows of the batch's width, as the graph gives them. */
  accept(id: number, target: Int32Array, alignment: Int32Array, score: Float32Array, steps: number): void;
  results(): SegmentResult[];
  /** Releases the memory of the job; calling it twice does no harm. */
  free(): void;
}

/** The core: one instance for a worker. All methods throw {@link CoreError}. */
export interface Core {
  readonly version: string;
  /** Procedures: which one a text is about. */
  readonly intents: Intents;
  /** Plain French. */
  readonly plain: Plain;
  /** Gives the core its Unicode data (`icudt.dat`). Needed once, before anything that looks at text. */
  loadIcu(data: Uint8Array): void;
  /** Gives the core the character statistics that `detect` needs; without them every language is `und`. */
  loadProfiles(data: Uint8Array): void;
  /** Gives the core the guard words of one language; a job compares negations and obligations where it has both languages. */
  loadGuards(data: Uint8Array): void;
  /** Gives the core the phrasebook of one language, which jobs into that language ask before the model. */
  loadPhrasebook(data: Uint8Array): void;
  /** Gives the core the terms of one language, which jobs into that language keep to. */
  loadTermbase(data: Uint8Array): void;
  /** Reads and checks a manifest without its files: what to fetch, and how large it is. */
  readManifest(manifest: Uint8Array): PackInfo;
  /**
   * Verifies every file (size and SHA-256) and opens the pack. Keys of `files` are the manifest's paths. Large files are hashed in
   * small steps and never held in the memory of the core. A language pack may be opened before or after the body that it needs.
   */
  openPack(manifest: Uint8Array, files: ReadonlyMap<string, Uint8Array>): PackInfo;
  closePack(id: string): void;
  detect(text: string): Detection;
  /** Sentences of a text, which joined give the text again. */
  segment(text: string, language: string): string[];
  /** What the phrasebook of a language, if the core has it, says of French texts. Needs no pack. `similar`: entries wanted at most. */
  findPhrases(
    to: string,
    inputs: readonly SegmentInput[],
    options?: Pick<JobOptions, 'isolate'> & { readonly similar?: number },
  ): PhraseLookup[];
  /** What translation would leave as it is. `language` (default `fr`) tells the names of months. */
  findLocks(text: string, language?: string): Lock[];
  /** What two finished texts disagree about; negations and the like only where the guard words of both languages are loaded. */
  compare(source: string, from: string, target: string, to: string): Comparison;
  /** A name in Latin letters by the tables of ICAO Doc 9303, part 3, section 6. */
  transliterate(name: string, language: string): string;
  /** A task from the pack's other language into `to`. Free it when done. */
  job(packId: string, to: string, inputs: readonly SegmentInput[], options?: JobOptions): Job;
}
