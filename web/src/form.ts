import { aborted, throwIfAborted, toParvisError } from './errors.js';
import type { ParvisError } from './errors.js';
import type { ConfirmedAnswer } from './form/answers/answer_panel.js';
import type { TextField } from './form/answers/fields.js';
import { AnswerHelpers } from './form/answers/helpers.js';
import type { AnswerServices } from './form/answers/helpers.js';
import type { BilingualMode } from './form/copies.js';
import type { Container } from './form/dom.js';
import { LiveForm } from './form/live.js';
import type { LiveOptions, SegmentReport } from './form/live.js';
import { Memo } from './form/memo.js';
import type { LookUpTexts, TranslateTexts } from './form/memo.js';
import type { Direction, RequestOptions, SegmentResult, TermNote } from './types.js';

export type { AnswerChange, ConfirmedAnswer } from './form/answers/answer_panel.js';
export type { BilingualMode } from './form/copies.js';
export type { SegmentReport } from './form/live.js';

export interface TranslateElementOptions extends RequestOptions {
  /** ISO 639-1. The language of the page gives the page back. */
  readonly to: string;
  /** Language of the page. Default: French. */
  readonly from?: string | undefined;
  /** Keep the French visible. Default `none`. */
  readonly bilingual?: BilingualMode | undefined;
  /** Follow later changes of the page. Default true. */
  readonly observe?: boolean | undefined;
  /**
   * Offer French for what people write in their language, and Latin letters for their names, under the fields; nothing comes into a field
   * before they say so. `data-parvis-answer` (`answer`, `name`, `none`) says what a field is for where its label does not. Default false.
   */
  readonly answers?: boolean | undefined;
  /** Told when something that the page added later could not be translated; it stays French. */
  readonly onError?: ((error: ParvisError) => void) | undefined;
}

/** A part of the page that was translated. */
export interface ElementTranslation {
  readonly to: string;
  /** What became of each text, as it stands now. */
  readonly segments: readonly SegmentReport[];
  /** Administrative terms of these texts, each once, in order: for a list of terms beside the page. */
  readonly terms: readonly TermNote[];
  /** How many texts there are of each level. */
  readonly levels: Readonly<Record<SegmentResult['level'], number>>;
  /** Answers in French that the person confirmed, with their own words. */
  readonly answers: readonly ConfirmedAnswer[];
  /** Translates texts that the page is going to show, such as error messages, so that they appear in the right language at once. */
  anticipate(texts: readonly string[]): Promise<void>;
  /** Resolves when everything that the page showed so far is translated. */
  settled(): Promise<void>;
  /** Gives the French back to the letter. */
  restore(): void;
}

type Root = Element | Document | ShadowRoot;
type Prepare = (direction: Direction & RequestOptions) => Promise<unknown>;

const FRENCH = 'fr';

/** The translated parts of a page. */
export class LiveForms {
  readonly #translate: TranslateTexts;
  readonly #lookUp: LookUpTexts | undefined;
  readonly #memo = new Memo();
  readonly #live = new Map<Container, LiveForm>();
  readonly #services: AnswerServices | undefined;
  /** What people confirmed outlives the translation of the page. */
  readonly #confirmed = new Map<TextField, ConfirmedAnswer>();

  /**
   * @param services for answers; without them none are offered
   * @param lookUp what is known without the network; without it nothing is shown before the network is there
   */
  constructor(translate: TranslateTexts, services?: AnswerServices, lookUp?: LookUpTexts) {
    this.#translate = translate;
    this.#services = services;
    this.#lookUp = lookUp;
  }

  async translate(root: Root, options: TranslateElementOptions, prepare?: Prepare): Promise<ElementTranslation> {
    const { to, from = FRENCH, signal, onProgress } = options;
    const container = containerFor(root);
    throwIfAborted(signal);
    this.restore(root);
    if (to === from) return this.#handle(undefined, container, to);
    const live = new LiveForm(
      container,
      {
        from,
        to,
        bilingual: options.bilingual ?? 'none',
        observe: options.observe ?? true,
        signal,
        onProgress,
        onError: options.onError,
        answers: this.#helpers(options),
      },
      this.#translate,
      this.#memo,
    );
    this.#live.set(container, live);
    // Another call for the same root, or a call of restore, ends this one.
    const superseded = (): boolean => this.#live.get(container) !== live;
    try {
      live.begin();
      // What people translated is shown while the network is still on its way.
      const shown = from === FRENCH && this.#lookUp ? live.preview(this.#lookUp) : undefined;
      await Promise.all([shown, prepared(prepare?.({ from, to, signal, onProgress }))]);
      if (superseded()) throw aborted();
      throwIfAborted(signal);
      await live.start();
      if (superseded()) throw aborted();
    } catch (thrown) {
      live.restore();
      if (!superseded()) this.#live.delete(container);
      throw signal?.aborted ? aborted(signal) : toParvisError(thrown);
    }
    return this.#handle(live, container, to);
  }

  restore(root?: Root): boolean {
    const containers = root === undefined ? [...this.#live.keys()] : [containerFor(root)];
    let restored = false;
    for (const container of containers) {
      const live = this.#live.get(container);
      if (!live) continue;
      live.restore();
      this.#live.delete(container);
      restored = true;
    }
    return restored;
  }

  #helpers({ answers, to, from = FRENCH }: TranslateElementOptions): LiveOptions['answers'] {
    const services = this.#services;
    if (!answers || !services || from !== FRENCH) return undefined;
    return (quietly) => new AnswerHelpers(to, services, this.#confirmed, quietly);
  }

  #handle(live: LiveForm | undefined, container: Container, to: string): ElementTranslation {
    const confirmed = this.#confirmed;
    return {
      to,
      get segments() {
        return live?.segments ?? [];
      },
      get terms() {
        return termsOf(live?.segments ?? []);
      },
      get levels() {
        const levels = { phrase: 0, good: 0, check: 0, kept: 0 };
        for (const { result } of live?.segments ?? []) levels[result.level] += 1;
        return levels;
      },
      get answers() {
        return [...confirmed.values()].filter(({ field }) => container.contains(field));
      },
      anticipate: async (texts) => {
        await live?.anticipate(texts);
      },
      settled: async () => {
        await live?.settled();
      },
      restore: () => {
        live?.restore();
        if (live && this.#live.get(container) === live) this.#live.delete(container);
      },
    };
  }
}

/** Each term once; respected where it is so everywhere. */
function termsOf(segments: readonly SegmentReport[]): readonly TermNote[] {
  const terms = new Map<string, TermNote>();
  for (const term of segments.flatMap(({ result }) => result.terms)) {
    const known = terms.get(term.id);
    terms.set(term.id, known ? { ...known, respected: known.respected && term.respected } : term);
  }
  return [...terms.values()];
}

/** A direction whose network is switched off still has its phrases: what comes of them is seen when they are asked for. */
async function prepared(preparing: Promise<unknown> | undefined): Promise<void> {
  try {
    await preparing;
  } catch (thrown) {
    const error = toParvisError(thrown);
    if (error.code !== 'direction-off') throw error;
  }
}

function containerFor(root: Root): Container {
  return root.nodeType === 9 ? (root as Document).documentElement : (root as Container);
}
