import { toParvisError, unlessAborted } from '../errors.js';
import type { Parvis } from '../parvis.js';
import { PLAIN_LEVELS } from '../simplification.js';
import type { PlainLevel } from '../simplification.js';
import type { Progress } from '../types.js';
import { button, element } from '../ui/dom.js';
import { ComponentEngine } from '../ui/engine.js';
import { languageOf, loadWording } from '../ui/wording.js';
import type { Wording } from '../ui/wording.js';
import { aidsPanel, NO_AIDS } from './aids.js';
import type { AidState } from './aids.js';
import { Aloud } from './aloud.js';
import { changeList } from './changes.js';
import { AloudControls, choiceOf, MessageBox, outputs } from './controls.js';
import { Overlay } from './overlay.js';
import { Rewriting } from './rewriting.js';
import { sourceOf, sourceOfText } from './source.js';
import type { LetterSource } from './source.js';
import { markSyllables } from './syllables.js';
import { termList } from './terms.js';
import { bothView, originalView, plainView, VIEWS } from './views.js';
import type { View, ViewContext } from './views.js';

/** What the component needs of an engine. */
export type PlainEngine = Pick<Parvis, 'simplify' | 'syllables'>;

/** What `parvis-plain` tells: where the component stands. */
export interface PlainState {
  readonly state: 'done' | 'empty' | 'stopped' | 'failed';
  /** Code of the error, where it failed. */
  readonly code?: string;
  readonly level: PlainLevel;
  readonly view: View;
  /** The text as it stands, without markup; empty unless done. */
  readonly text: string;
  /** Groups of edits that the reader undid. */
  readonly undone: readonly number[];
}

const NO_SOURCE: LetterSource = { markup: '', links: [] };

let count = 0;

/**
 * `<parvis-plain assets="/parvis/assets/"><p>…</p></parvis-plain>`: a French letter in plain French ("langage clair") by reviewed rules, each
 * change visible and reversible, terms explained, with aids for reading. Everything is computed on the device; nothing is kept and nothing
 * is sent. The letter is the element's own content, the element that `for` names, or what the reader writes where there is `paste`.
 * Other attributes: `assets`, the folder of the engine's files; `level`; `lang-ui`, the reader's language (that of the page by default);
 * `auto`, which begins without being asked.
 */
export class ParvisPlain extends HTMLElement {
  static readonly observedAttributes = ['lang-ui', 'level', 'for'];

  /** An engine to share, or how to come by it; by default the component starts its own at the first use. */
  declare parvis?: PlainEngine | (() => Promise<PlainEngine>);

  readonly #id = `parvis-plain-${String(++count)}`;
  readonly #engines = new ComponentEngine<PlainEngine>();
  readonly #aids: AidState = { ...NO_AIDS };
  /** The element's own content, as the site wrote it. */
  readonly #content = element('div', { class: 'parvis-plain-text', lang: 'fr', dir: 'ltr' });
  readonly #pasted = element('textarea', { id: `${this.#id}-text`, rows: '8', lang: 'fr', dir: 'ltr' });
  readonly #message = new MessageBox();
  readonly #status = element('p', { role: 'status', class: 'parvis-plain-hidden', lang: 'fr' });
  readonly #tools = element('div', { class: 'parvis-plain-tools', hidden: true });
  readonly #notice = element('p', { class: 'parvis-plain-notice', hidden: true });
  readonly #body = element('div', { class: 'parvis-plain-body' });
  readonly #after = element('div', { class: 'parvis-plain-after' });
  readonly #overlay = new Overlay(this.#body);
  readonly #aloud = new Aloud({
    onState: (state) => this.#aloudControls?.update(state),
    onWord: (word) => {
      this.#overlay.show(word);
    },
  });
  #aloudControls: AloudControls | undefined;
  #root: HTMLElement | undefined;
  #wording: Wording | undefined;
  #source = NO_SOURCE;
  #rewriting: Rewriting | undefined;
  #view: View = 'plain';
  #level: PlainLevel = 'standard';
  #run = new AbortController();
  #connection = new AbortController();

  connectedCallback(): void {
    if (!this.#root) this.#build();
    this.#connection = new AbortController();
    Aloud.watch(() => this.#aloudControls?.update(), this.#connection.signal);
    void this.#relabel().then(() => (this.hasAttribute('auto') && !this.#rewriting ? this.simplify() : undefined));
  }

  disconnectedCallback(): void {
    this.#aloud.stop();
    this.#run.abort();
    this.#connection.abort();
    this.#engines.close();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (name === 'level') this.#level = PLAIN_LEVELS.find((one) => one === now) ?? 'standard';
    if (!this.isConnected || before === now) return;
    if (name === 'lang-ui') void this.#relabel();
    else if (this.#rewriting) void this.#relabel(true).then(() => this.simplify());
    else void this.#relabel(true);
  }

  /** Which text is shown, once there is a plain one. */
  get view(): View {
    return this.#view;
  }

  set view(view: View) {
    if (view === this.#view || !VIEWS.includes(view)) return;
    this.#view = view;
    const option = this.#tools.querySelector<HTMLInputElement>(`input[value="${view}"]`);
    if (option) option.checked = true;
    this.#render();
    this.#tell('done');
  }

  /** The plain text as it stands; empty before there is one. */
  get text(): string {
    return this.#rewriting?.text ?? '';
  }

  /** Reads the letter again and rewrites it. Failures are shown to the reader and told by the event. */
  async simplify(): Promise<void> {
    const signal = this.#renew();
    const wording = await this.#words();
    if (signal.aborted) return;
    this.#source = this.#read();
    const { markup } = this.#source;
    if (markup === '') {
      this.#message.show(wording.text('plain.empty'));
      this.#forget('empty');
      return;
    }
    this.#showWork(wording);
    try {
      const onProgress = this.#watchProgress();
      const engine = await unlessAborted(this.#engine(onProgress), signal);
      const result = await engine.simplify(markup, { level: this.#level, markup: true, signal, onProgress });
      if (signal.aborted) return;
      this.#rewriting = new Rewriting(markup, result);
      this.#showDone(wording);
    } catch (thrown) {
      if (!signal.aborted) this.#showFailure(wording, toParvisError(thrown).code, thrown);
    }
  }

  /** Gives up what is going on; the original is shown. */
  stop(): void {
    this.#aloud.stop();
    if (!this.#busy) return;
    this.#renew();
    const wording = this.#wording;
    if (wording) this.#message.show(wording.text('plain.stopped'), this.#retry(wording));
    this.#forget('stopped');
  }

  #build(): void {
    this.#content.append(...this.childNodes);
    this.#root = element('section', { class: 'parvis-plain' });
    // The French stays French here, and the rest is in the reader's language already.
    this.setAttribute('translate', 'no');
    this.replaceChildren(this.#root);
  }

  get #language(): string {
    return languageOf(this, 'lang-ui');
  }

  get #busy(): boolean {
    return this.#root?.getAttribute('aria-busy') === 'true';
  }

  async #words(): Promise<Wording> {
    const language = this.#language;
    if (this.#wording?.language === language) return this.#wording;
    return loadWording(this.getAttribute('assets') ?? '', language);
  }

  /** Puts everything into the reader's language. */
  async #relabel(again = false): Promise<void> {
    const wording = await this.#words();
    const root = this.#root;
    if (wording.language !== this.#language || (wording === this.#wording && !again) || !root) return;
    this.#wording = wording;
    const { text, language, direction } = wording;
    root.lang = language;
    root.dir = direction;
    root.setAttribute('aria-label', text('plain.title'));
    this.#notice.textContent = text('plain.notice');
    this.#aloudControls = new AloudControls(wording, this.#aloud, () => this.#readable);
    this.#tools.replaceChildren(
      choiceOf(
        `${this.#id}-view`,
        text('plain.view'),
        VIEWS.map((view) => [view, text(`plain.view.${view}`)] as const),
        this.#view,
        (view) => {
          this.view = view;
        },
      ),
      this.#aloudControls.box,
      outputs(
        wording,
        () => `${this.text}\n\n${text('plain.notice')}`,
        (message) => {
          this.#message.show(message);
        },
        () => {
          this.#print();
        },
      ),
    );
    const aids = aidsPanel(this.#aids, root, this.#overlay, {
      wording,
      id: this.#id,
      onSyllables: () => {
        this.#render();
      },
    });
    root.replaceChildren(
      this.#form(wording),
      this.#status,
      this.#message.box,
      this.#tools,
      aids,
      this.#notice,
      this.#overlay.frame,
      this.#after,
    );
    if (!this.#busy) this.#source = this.#rewriting ? this.#source : this.#read();
    this.#render();
  }

  #form({ text }: Wording): HTMLElement {
    const form = element('form', { class: 'parvis-plain-form' });
    if (this.hasAttribute('paste')) {
      form.append(element('label', { for: this.#pasted.id }, text('plain.paste')), this.#pasted);
    }
    form.append(
      choiceOf(
        `${this.#id}-level`,
        text('plain.level'),
        PLAIN_LEVELS.map((level) => [level, text(`plain.level.${level}`)] as const),
        this.#level,
        (level) => {
          this.#level = level;
          if (this.#rewriting) void this.simplify();
        },
      ),
      element('button', { type: 'submit', class: 'parvis-plain-start' }, text('plain.start')),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.simplify();
    });
    return form;
  }

  /** The letter, from where it is. */
  #read(): LetterSource {
    if (this.#pasted.value.trim() !== '' && this.hasAttribute('paste')) return sourceOfText(this.#pasted.value);
    const target = this.getAttribute('for');
    if (target === null) return sourceOf(this.#content);
    const found = (this.getRootNode() as Document | ShadowRoot).getElementById(target);
    if (!found) return NO_SOURCE;
    return found instanceof HTMLTextAreaElement ? sourceOfText(found.value) : sourceOf(found);
  }

  #showWork(wording: Wording): void {
    this.#root?.setAttribute('aria-busy', 'true');
    const cancel = button(wording.text('action.cancel'), 'parvis-plain-quiet parvis-plain-cancel', () => {
      this.stop();
    });
    const bar = element('progress', { 'aria-label': wording.text('a11y.progress') });
    this.#message.show(wording.text('plain.working'), bar, cancel);
  }

  #watchProgress(): (progress: Progress) => void {
    const bar = this.#message.box.querySelector('progress');
    return ({ phase, done, total }) => {
      if (!bar) return;
      if (phase === 'load' && total > 0) {
        bar.max = total;
        bar.value = done;
      } else bar.removeAttribute('value');
    };
  }

  #showDone({ text }: Wording): void {
    const rewriting = this.#rewriting;
    if (!rewriting) return;
    const { changes, sentences } = rewriting;
    const hard = sentences.filter((one) => one.hard).length;
    this.#message.show(
      [
        changes.length === 0 ? text('plain.already') : text('plain.done', { count: String(changes.length) }),
        ...(hard === 0 ? [] : [text('plain.hard.count', { count: String(hard) })]),
      ].join(' '),
    );
    this.#root?.removeAttribute('aria-busy');
    this.#render();
    this.#tell('done');
  }

  #showFailure(wording: Wording, code: string, thrown: unknown): void {
    const key = wording.has(`error.${code}`) ? `error.${code}` : 'error.internal';
    this.#message.show(wording.text(key, { detail: '' }), this.#retry(wording));
    this.#forget('failed', code);
    console.error(thrown);
  }

  #retry({ text }: Wording): HTMLButtonElement {
    return button(text('action.retry'), 'parvis-plain-quiet', () => {
      void this.simplify();
    });
  }

  /** Without a plain text the original is shown. */
  #forget(state: PlainState['state'], code?: string): void {
    this.#root?.removeAttribute('aria-busy');
    this.#rewriting = undefined;
    this.#render();
    this.#tell(state, code);
  }

  /** Shows the text as it stands; `key` names the control that keeps the focus. */
  #render(key?: string): void {
    const wording = this.#wording;
    if (!wording) return;
    this.#aloud.stop();
    const rewriting = this.#rewriting;
    this.#tools.hidden = !rewriting;
    this.#notice.hidden = !rewriting;
    const open = this.#after.querySelector('details')?.open ?? false;
    this.#body.replaceChildren(...this.#texts(rewriting, wording));
    this.#after.replaceChildren(...(rewriting ? this.#lists(rewriting, wording, open) : []));
    if (key !== undefined) this.#root?.querySelector<HTMLElement>(`[data-key="${key}"]`)?.focus();
    if (this.#aids.syllables) void this.#showSyllables();
  }

  #texts(rewriting: Rewriting | undefined, wording: Wording): HTMLElement[] {
    const view = rewriting ? this.#view : 'original';
    const context = this.#context(wording);
    if (rewriting && view === 'plain') return [plainView(rewriting, context)];
    if (rewriting && view === 'both') return [bothView(rewriting, context)];
    const own = !this.hasAttribute('for') && !(this.hasAttribute('paste') && this.#pasted.value.trim() !== '');
    if (own) return [this.#content];
    // What stands elsewhere on the page is not shown a second time before it is asked for.
    return rewriting ? [originalView(rewriting.original, this.#source.links)] : [];
  }

  #lists(rewriting: Rewriting, wording: Wording, open: boolean): HTMLElement[] {
    const changes = changeList(rewriting, wording, (groups, undone, key) => {
      this.#undo(groups, undone, key);
    });
    if (changes) changes.open = open;
    const terms = termList(rewriting, this.#id, wording.text('plain.words'));
    return [changes, terms].filter((one) => one !== undefined);
  }

  #context(wording: Wording): ViewContext {
    return {
      wording,
      links: this.#source.links,
      id: this.#id,
      onMark: (group) => {
        const details = this.#after.querySelector('details');
        if (details) details.open = true;
        this.#after.querySelector<HTMLElement>(`[data-key="change-${String(group)}"]`)?.focus();
      },
      onExplain: (text) => {
        this.#status.textContent = text;
      },
      onSentence: ({ groups, start }, undone) => {
        this.#undo(groups, undone, `sentence-${String(start)}`);
      },
    };
  }

  #undo(groups: readonly number[], undone: boolean, key: string): void {
    this.#rewriting?.set(groups, undone);
    this.#render(key);
    const wording = this.#wording;
    if (wording) this.#message.show(wording.text(undone ? 'plain.undone' : 'plain.redone'));
    this.#tell('done');
  }

  /** What is read aloud: the plain text where it is shown. */
  get #readable(): Element {
    return this.#view === 'both' ? this.#body : (this.#body.firstElementChild ?? this.#body);
  }

  async #showSyllables(): Promise<void> {
    const [shown] = this.#body.children;
    if (!shown || shown === this.#content) return;
    const { signal } = this.#run;
    try {
      await markSyllables(shown, async (text) => {
        const engine = await this.#engine();
        return engine.syllables(text, { signal });
      });
    } catch (thrown) {
      // An aid that fails leaves the text as it is.
      if (!signal.aborted) console.error(thrown);
    }
  }

  #print(): void {
    if (this.#view === 'original') this.view = 'plain';
    this.#root?.classList.add('parvis-plain-printing');
    addEventListener('afterprint', () => this.#root?.classList.remove('parvis-plain-printing'), { once: true });
    globalThis.print();
  }

  #tell(state: PlainState['state'], code?: string): void {
    const detail: PlainState = {
      state,
      ...(code === undefined ? {} : { code }),
      level: this.#level,
      view: this.#view,
      text: this.text,
      undone: this.#rewriting?.undone ?? [],
    };
    this.dispatchEvent(new CustomEvent('parvis-plain', { detail, bubbles: true }));
  }

  /** Ends what is going on and gives the signal of what comes next. */
  #renew(): AbortSignal {
    this.#aloud.stop();
    this.#run.abort();
    this.#run = new AbortController();
    return this.#run.signal;
  }

  async #engine(onProgress?: (progress: Progress) => void): Promise<PlainEngine> {
    return this.#engines.get(this.parvis, () => ({
      assetsBase: this.getAttribute('assets') ?? '',
      language: this.#language,
      ...(onProgress ? { onProgress } : {}),
    }));
  }
}
