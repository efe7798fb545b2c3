import type { Core, SegmentInput } from '../../wasm/types.js';
import type {
  AnswerLevel,
  AnswerOptions,
  AnswerSentence,
  AnswerTranslation,
  AnswerWarning,
  AnswerWarningKind,
} from './answer.js';
import { ParvisError, toParvisError } from './errors.js';
import { lostNames } from './names.js';
import type { RequestOptions, SegmentResult } from './types.js';

const FRENCH = 'fr';
/** Checks whose meaning a person can be told; any other says only that the machine is unsure. */
const TOLD: ReadonlySet<string> = new Set(['negation', 'obligation', 'condition', 'deadline']);
/** Levels, those that need most care last. */
const CARE: readonly AnswerLevel[] = ['phrase', 'good', 'check', 'kept'];

export type Translate = (
  inputs: readonly SegmentInput[],
  direction: { from: string; to: string; isolate: boolean; localiseDates: boolean },
  options: RequestOptions,
) => Promise<readonly SegmentResult[]>;

/** A sentence without the white space around it, and what follows it. */
interface Piece {
  readonly text: string;
  readonly gap: string;
}

/** Answers of people: into French, back again, and compared. */
export class AnswerTranslator {
  readonly #core: Core;
  readonly #translate: Translate;

  constructor(core: Core, translate: Translate) {
    this.#core = core;
    this.#translate = translate;
  }

  async translate(
    text: string,
    { from, french }: Pick<AnswerOptions, 'from' | 'french'>,
    options: RequestOptions,
  ): Promise<AnswerTranslation> {
    if (from === FRENCH) throw new ParvisError('direction-unsupported', { detail: `${FRENCH}-${FRENCH}` });
    return french === undefined ? this.#fromOwn(text, from, options) : this.#withFrench(text, french, from, options);
  }

  async #fromOwn(text: string, from: string, options: RequestOptions): Promise<AnswerTranslation> {
    const pieces = this.#pieces(text, from);
    const forward = await this.#run(pieces, from, FRENCH, options);
    const french = pieces.map(({ gap }, at) => ({ text: forward[at]?.text ?? '', gap }));
    const told = french.filter((_, at) => isTranslated(forward[at]));
    const backs = [...(await this.#back(told, from, options))];
    const warnings = new Warnings();
    const sentences = pieces.map((piece, at): AnswerSentence => {
      const result = forward[at];
      const written = french[at]?.text ?? '';
      if (!isTranslated(result)) {
        const same = result?.flags.includes('nothing-to-translate') ?? false;
        if (!same) warnings.add('kept', piece.text);
        return { source: piece.text, french: piece.text, back: piece.text, level: same ? 'good' : 'kept' };
      }
      const back = backs.shift() ?? null;
      if (result.level === 'check') warnings.add('unsure');
      this.#compare(warnings, piece.text, written, back, from);
      return { source: piece.text, french: written, back, level: result.level };
    });
    return {
      from,
      source: text,
      french: join(french),
      back: joinBack(sentences, pieces),
      level: worst(sentences, warnings),
      sentences,
      warnings: warnings.list,
    };
  }

  /** French of the person's own: what it says, and what it may have lost. */
  async #withFrench(text: string, french: string, from: string, options: RequestOptions): Promise<AnswerTranslation> {
    const pieces = this.#pieces(french, FRENCH);
    const results = await this.#back(pieces, from, options);
    const backs = pieces.map(({ gap }, at) => ({ text: results[at] ?? '…', gap }));
    const back = results.every((one) => one === null) ? null : join(backs);
    const warnings = new Warnings();
    this.#compare(warnings, text, french, back, from);
    if (results.includes(null)) warnings.add('back-missing');
    return { from, source: text, french, back, level: worst([], warnings), sentences: [], warnings: warnings.list };
  }

  #pieces(text: string, language: string): Piece[] {
    return this.#core.segment(text, language).map((sentence) => ({
      text: sentence.trim(),
      gap: /\s*$/.exec(sentence)?.[0] ?? '',
    }));
  }

  #run(pieces: readonly Piece[], from: string, to: string, options: RequestOptions): Promise<readonly SegmentResult[]> {
    if (pieces.length === 0) return Promise.resolve([]);
    const inputs = pieces.map(({ text }) => ({ text }));
    return this.#translate(inputs, { from, to, isolate: true, localiseDates: true }, options);
  }

  /** What French sentences say; null for those that nobody can tell. */
  async #back(pieces: readonly Piece[], to: string, options: RequestOptions): Promise<readonly (string | null)[]> {
    try {
      const results = await this.#run(pieces, FRENCH, to, options);
      return results.map((one) => (isTranslated(one) || one.flags.includes('nothing-to-translate') ? one.text : null));
    } catch (thrown) {
      const error = toParvisError(thrown);
      if (error.code !== 'direction-off' && error.code !== 'direction-unsupported') throw thrown;
      return pieces.map(() => null);
    }
  }

  #compare(warnings: Warnings, source: string, french: string, back: string | null, from: string): void {
    const { values, flags } = this.#core.compare(source, from, french, FRENCH);
    for (const { what, value } of values) warnings.add(`value-${what}`, value);
    for (const flag of flags) warnings.add(isTold(flag) ? flag : 'unsure');
    for (const name of lostNames(source, french, from, this.#core)) warnings.add('name', name);
    if (back === null) {
      warnings.add('back-missing');
      return;
    }
    // Both are in one language: that they are alike says nothing against them.
    for (const flag of this.#core.compare(source, from, back, from).flags) if (isTold(flag)) warnings.add(flag);
  }
}

/** Each warning once. */
class Warnings {
  readonly list: AnswerWarning[] = [];

  add(kind: AnswerWarningKind, detail = ''): void {
    if (!this.list.some((one) => one.kind === kind && one.detail === detail)) this.list.push({ kind, detail });
  }
}

function isTold(flag: string): flag is 'negation' | 'obligation' | 'condition' | 'deadline' {
  return TOLD.has(flag);
}

type Told = SegmentResult & { readonly status: 'translated' | 'phrase' };

function isTranslated(result: SegmentResult | undefined): result is Told {
  return result !== undefined && result.status !== 'kept';
}

function worst(sentences: readonly AnswerSentence[], { list }: Warnings): AnswerLevel {
  const least: AnswerLevel = list.length > 0 ? 'check' : 'good';
  const levels = [least, ...sentences.map(({ level }) => level)];
  return levels.reduce((one, other) => (CARE.indexOf(other) > CARE.indexOf(one) ? other : one));
}

/** Sentences that follow each other without a space, as in Chinese, get one. */
function join(pieces: readonly Piece[]): string {
  return pieces.map(({ text, gap }, at) => text + (gap === '' && at + 1 < pieces.length ? ' ' : gap)).join('');
}

function joinBack(sentences: readonly AnswerSentence[], pieces: readonly Piece[]): string | null {
  if (sentences.length > 0 && sentences.every(({ back }) => back === null)) return null;
  return sentences.map(({ back }, at) => (back ?? '…') + (pieces[at]?.gap ?? '')).join('');
}
