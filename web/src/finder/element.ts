import type { Classification, ClassifyOptions } from '../classification.js';
import { toParvisError } from '../errors.js';
import type { Parvis } from '../parvis.js';
import { card, cardList, noneButton } from './cards.js';
import type { CardContext } from './cards.js';
import { Combobox } from './combobox.js';
import { DangerBox } from './danger.js';
import { element } from '../ui/dom.js';
import { adviserPanel, topics } from './help.js';
import { ComponentEngine } from '../ui/engine.js';
import { languageOf, loadWording } from '../ui/wording.js';
import type { Wording } from '../ui/wording.js';

/** What the finder needs of an engine. */
export type FinderEngine = Pick<Parvis, 'classify' | 'procedures'>;

/** What `parvis-choose` tells: a procedure whose link was followed. Preventing the event keeps the page. */
export interface FinderChoice {
  readonly id: string;
  readonly url: string;
}

/** Milliseconds without a key before suggestions are looked for. */
const PAUSE = 150;
const LEAST_LETTERS = 2;
/** Probability below which a procedure is no suggestion while typing. */
const LEAST_PROBABILITY = 0.05;

let count = 0;

/**
 * `<parvis-finder assets="/parvis/assets/" lang="ar">`: "What do you need?". From a sentence to procedures, with the reasons, or to people
 * who can help. Everything is computed on the device; nothing is kept and nothing is sent. Attributes: `assets`, the folder of the engine's
 * files; `lang`, the reader's language (that of the page by default); `procedures`, the address of a catalogue file of the site.
 */
export class ParvisFinder extends HTMLElement {
  static readonly observedAttributes = ['lang'];

  /** An engine to share, or how to come by it; by default the finder starts its own when somebody turns to it. */
  declare parvis?: FinderEngine | (() => Promise<FinderEngine>);
  /** Pages of the site itself, by the id of the procedure that they are about. */
  declare pages?: Readonly<Record<string, string>>;

  readonly #id = `parvis-finder-${String(++count)}`;
  readonly #danger = new DangerBox();
  readonly #status = element('p', { role: 'status', class: 'parvis-finder-status' });
  readonly #results = element('section', { class: 'parvis-finder-results', hidden: true });
  readonly #label = element('label', { for: `${this.#id}-field`, class: 'parvis-finder-label' });
  readonly #hint = element('p', { id: `${this.#id}-hint`, class: 'parvis-finder-hint' });
  readonly #button = element('button', { type: 'submit', class: 'parvis-finder-search' });
  readonly #combobox = new Combobox(this.#id, {
    onText: (text) => {
      this.#onText(text);
    },
    onChoose: (id) => {
      this.#stop();
      if (this.#suggested) this.#show(this.#suggested, this.#combobox.input.value.trim(), id);
    },
  });
  #root: HTMLElement | undefined;
  #wording: Wording | undefined;
  readonly #own = new ComponentEngine<FinderEngine>();
  #run = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #suggested: Classification | undefined;

  connectedCallback(): void {
    this.#root ??= this.#build();
    void this.#relabel();
  }

  disconnectedCallback(): void {
    this.#stop();
    this.#own.close();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) void this.#relabel();
  }

  /** Looks for what a sentence is about, as if it had been typed. */
  async search(text = this.#combobox.input.value): Promise<void> {
    this.#combobox.input.value = text;
    this.#combobox.close();
    const sentence = text.trim();
    const signal = this.#stop();
    if (sentence === '') {
      this.#combobox.input.focus();
      return;
    }
    const wording = await this.#words();
    this.#tell(wording.text('finder.loading'));
    await this.#guarded(signal, async () => {
      const found = await this.#classify(sentence, 'later', signal);
      this.#show(found, sentence);
      if (found.semantic) return;
      // The first answer came from words alone; the better one takes its place unless the reader is busy with the first.
      const better = await this.#classify(sentence, 'wait', signal);
      if (better.semantic && !this.#results.contains(document.activeElement)) this.#show(better, sentence);
    });
  }

  #build(): HTMLElement {
    const form = element(
      'form',
      { role: 'search', class: 'parvis-finder-form' },
      this.#label,
      this.#hint,
      element(
        'div',
        { class: 'parvis-finder-row' },
        element('div', { class: 'parvis-finder-box' }, this.#combobox.input, this.#combobox.list),
        this.#button,
      ),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.search();
    });
    this.#combobox.input.addEventListener('focus', () => {
      void this.#warm();
    });
    const root = element('div', { class: 'parvis-finder' }, form, this.#danger.box, this.#status, this.#results);
    // Its texts are in the reader's language already.
    this.setAttribute('translate', 'no');
    this.replaceChildren(root);
    return root;
  }

  get #language(): string {
    return languageOf(this, 'lang');
  }

  async #words(): Promise<Wording> {
    const language = this.#language;
    if (this.#wording?.language === language) return this.#wording;
    return loadWording(this.getAttribute('assets') ?? '', language);
  }

  /** Puts everything into the reader's language; results are looked for again, because their titles have to follow. */
  async #relabel(): Promise<void> {
    const wording = await this.#words();
    if (wording.language !== this.#language || wording === this.#wording || !this.#root) return;
    this.#wording = wording;
    const { text, language, direction } = wording;
    this.#root.lang = language;
    this.#root.dir = direction;
    this.#label.textContent = text('finder.label');
    this.#hint.textContent = text('finder.hint');
    this.#button.textContent = text('finder.search');
    this.#combobox.list.setAttribute('aria-label', text('finder.suggestions'));
    this.#combobox.show([]);
    this.#announce('');
    if (!this.#results.hidden) await this.search();
  }

  #onText(text: string): void {
    const signal = this.#stop();
    if (text.trim().length < LEAST_LETTERS) {
      this.#combobox.show([]);
      if (text === '') this.#danger.clear();
      return;
    }
    this.#timer = setTimeout(() => {
      void this.#guarded(signal, () => this.#suggest(text, signal));
    }, PAUSE);
  }

  async #suggest(text: string, signal: AbortSignal): Promise<void> {
    const found = await this.#classify(text, 'later', signal);
    const wording = await this.#words();
    if (signal.aborted) return;
    this.#suggested = found;
    this.#danger.show(found, wording);
    const likely =
      found.outcome === 'outside' ? [] : found.choices.filter((one) => one.probability >= LEAST_PROBABILITY);
    this.#combobox.show(
      likely.map(({ id, title, titleFr }) => ({
        id,
        text: title,
        language: title === titleFr ? 'fr' : wording.language,
        direction: title === titleFr ? 'ltr' : wording.direction,
        french: title === titleFr ? undefined : titleFr,
      })),
    );
    this.#announce(likely.length === 0 ? '' : wording.text('finder.found', { count: String(likely.length) }));
  }

  async #classify(text: string, encoder: ClassifyOptions['encoder'], signal: AbortSignal): Promise<Classification> {
    const engine = await this.#engine();
    return engine.classify(text, { language: this.#language, encoder, signal });
  }

  /** `chosen` is a suggestion that the reader picked; the others are left out then. */
  #show(found: Classification, sentence: string, chosen?: string): void {
    const wording = this.#wording;
    if (!wording) return;
    const { text } = wording;
    this.#danger.show(found, wording);
    const many = { answer: 1, choices: found.choices.length, outside: 0 }[found.outcome];
    const choices =
      chosen === undefined ? found.choices.slice(0, many) : found.choices.filter(({ id }) => id === chosen);
    const outside = choices.length === 0;
    const heading = text(`finder.${chosen === undefined ? found.outcome : 'chosen'}`);
    const context = this.#context(wording);
    this.#results.setAttribute('aria-labelledby', `${this.#id}-heading`);
    this.#results.replaceChildren(element('h2', { id: `${this.#id}-heading` }, heading));
    if (outside) {
      this.#results.append(element('p', {}, text('finder.outside.help')));
      void this.#help(sentence, context, false);
    } else {
      const cards = choices.map((one, at) => card(one, `${this.#id}-card-${String(at)}`, context, found));
      const none = noneButton(wording, () => {
        none.remove();
        void this.#help(sentence, context, true);
      });
      this.#results.append(cardList(cards), none);
    }
    this.#results.hidden = false;
    const more = outside ? text('finder.outside.help') : text('finder.found', { count: String(choices.length) });
    this.#announce(`${heading}. ${more}`);
  }

  /** People who can help, then the whole catalogue. */
  async #help(sentence: string, context: CardContext, focus: boolean): Promise<void> {
    const adviser = adviserPanel(sentence, this.#id, context);
    this.#results.append(adviser);
    if (focus) adviser.querySelector<HTMLElement>('h3')?.focus();
    await this.#guarded(this.#run.signal, async () => {
      const engine = await this.#engine();
      const [here, french] = await Promise.all([engine.procedures(context.wording.language), engine.procedures('fr')]);
      if (adviser.isConnected) adviser.after(topics(here, french, this.#id, context));
    });
  }

  #context(wording: Wording): CardContext {
    return {
      wording,
      pages: this.pages ?? {},
      onFollow: (event, id, url) => {
        const detail: FinderChoice = { id, url };
        const choice = new CustomEvent('parvis-choose', { detail, bubbles: true, cancelable: true });
        if (!this.dispatchEvent(choice)) event.preventDefault();
      },
      announce: (message) => {
        this.#announce(message);
      },
    };
  }

  /** A sentence in the place of the results. */
  #tell(message: string): void {
    this.#results.removeAttribute('aria-labelledby');
    this.#results.replaceChildren(element('p', {}, message));
    this.#results.hidden = false;
    this.#announce(message);
  }

  #announce(message: string): void {
    this.#status.textContent = message;
  }

  /** Ends what is going on and gives the signal of what comes next. */
  #stop(): AbortSignal {
    clearTimeout(this.#timer);
    this.#run.abort();
    this.#run = new AbortController();
    return this.#run.signal;
  }

  /** Tells the reader what failed, unless it was given up. */
  async #guarded(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      if (signal.aborted) return;
      const { code } = toParvisError(thrown);
      const wording = await this.#words();
      const key = wording.has(`error.${code}`) ? `error.${code}` : 'error.internal';
      this.#tell(wording.text(key));
      console.error(thrown);
    }
  }

  /** Loads while the reader is still thinking about what to write. What fails here is told when it is needed. */
  async #warm(): Promise<void> {
    await this.#engine()
      .then((engine) => engine.procedures(this.#language))
      .catch(() => undefined);
  }

  async #engine(): Promise<FinderEngine> {
    const procedures = this.getAttribute('procedures');
    return this.#own.get(this.parvis, () => ({
      assetsBase: this.getAttribute('assets') ?? '',
      language: this.#language,
      ...(procedures === null ? {} : { procedures }),
    }));
  }
}
