import type { AnswerOptions, AnswerTranslation } from '../../answer.js';
import { toParvisError } from '../../errors.js';
import { LEVEL } from '../dom.js';
import { Marks } from '../marks.js';
import type { TextField } from './fields.js';
import { Panel } from './panel.js';
import type { Words } from './panel.js';
import { setValue } from './value.js';

/** An answer that a person confirmed. */
export interface ConfirmedAnswer {
  readonly field: TextField;
  /** Their own words, in the language `from`. */
  readonly own: string;
  /** The French that stands in the field. */
  readonly french: string;
  readonly from: string;
}

/** Detail of the event `parvis-answer` on a field: French that was confirmed, or null when the person took their words back. */
export interface AnswerChange {
  readonly own: string;
  readonly french: string | null;
  readonly from: string;
}

export interface AnswerPanelOptions {
  readonly field: TextField;
  /** The reader's language. */
  readonly language: string;
  readonly words: Words;
  readonly answer: (text: string, options: AnswerOptions) => Promise<AnswerTranslation>;
  /** Answers confirmed before, which outlive the translation of the page. */
  readonly confirmed: Map<TextField, ConfirmedAnswer>;
}

/** Signs beside the words of a level, so that colour and wording are not alone. */
const SIGNS = { phrase: '✓✓', good: '✓', check: '?', kept: '=' } as const;

/**
 * An answer in the reader's language, its French and what that French says, side by side. The French comes into the field when the person
 * says so and at no other time.
 */
export class AnswerPanel {
  readonly #options: AnswerPanelOptions;
  readonly #panel: Panel;
  readonly #marks = new Marks();
  #run: AbortController | undefined;
  /** What the field may hold without being a change by the person. */
  #expected: string | undefined;

  constructor(options: AnswerPanelOptions) {
    const { field, language, confirmed } = options;
    this.#options = options;
    this.#panel = new Panel(field.ownerDocument, language);
    field.addEventListener('input', this.#onInput);
    field.form?.addEventListener('reset', this.#onReset);
    const before = confirmed.get(field);
    if (before?.french === field.value && before.from === language) this.#showUsed(before.own);
    else this.#showIdle('answer.translate');
    this.#panel.place(field);
  }

  get field(): TextField {
    return this.#options.field;
  }

  remove(): void {
    this.#run?.abort();
    this.field.removeEventListener('input', this.#onInput);
    this.field.form?.removeEventListener('reset', this.#onReset);
    this.#marks.restoreAll();
    this.#panel.remove();
  }

  // --- what is shown ---

  #showIdle(key: string, focus = false): void {
    this.#expected = undefined;
    const open = this.#button(key, 'translate', () => void this.#translate(this.field.value));
    this.#panel.show(open);
    if (focus) open.focus();
  }

  #showWork(): void {
    const { words } = this.#options;
    this.#panel.tell(words('answer.working'));
    const stop = this.#button('action.cancel', 'cancel', () => {
      this.#run?.abort();
      this.#panel.tell('');
      this.#showIdle('answer.translate', true);
    });
    const focused = this.#panel.focused;
    this.#panel.show(stop);
    if (focused) stop.focus();
  }

  #showReview(own: string, found: AnswerTranslation): void {
    const { words, language } = this.#options;
    const panel = this.#panel;
    this.#expected = this.field.value;
    const title = panel.make('h3', { id: panel.id('title'), tabindex: '-1' }, words('answer.title'));
    const french = panel.make('textarea', {
      class: 'french',
      id: panel.id('french'),
      lang: 'fr',
      dir: 'ltr',
      rows: String(Math.min(8, 2 + Math.ceil(found.french.length / 40))),
    });
    french.value = found.french;
    const label = panel.make('label', { class: 'name', for: french.id }, words('answer.french'));
    const back =
      found.back === null
        ? panel.part(words('answer.back'), words('answer.unknown'), language)
        : panel.part(words('answer.back'), found.back, language);
    const checks = panel.make('div', {}, this.#level(found), this.#warnings(found));
    const check = this.#button('answer.check', 'check', () => void this.#translate(own, french.value));
    check.disabled = true;
    // What was told of the French before holds no more once it is another.
    french.addEventListener('input', () => {
      const same = french.value === found.french;
      check.disabled = same;
      back.hidden = checks.hidden = !same;
      panel.tell(same ? '' : words('answer.changed'));
    });
    const focused = panel.focused;
    panel.show(
      panel.make(
        'div',
        { class: 'box', role: 'group', 'aria-labelledby': title.id, part: 'box' },
        title,
        panel.make(
          'div',
          { class: 'parts' },
          panel.part(words('answer.own'), own, language),
          panel.make('div', { class: 'part' }, label, french),
          back,
        ),
        checks,
        panel.make(
          'div',
          { class: 'actions' },
          this.#button(
            'answer.use',
            'use',
            () => {
              this.#use(own, french.value);
            },
            true,
          ),
          check,
          this.#button('answer.change', 'change', () => {
            this.#takeBack(own, 'answer.again');
          }),
          this.#button('answer.keep', 'keep', () => {
            this.#takeBack(own, 'answer.translate');
            panel.tell(words('answer.kept'));
          }),
        ),
      ),
    );
    panel.tell(words('answer.ready'));
    if (focused) title.focus();
  }

  #showUsed(own: string): void {
    const { words, language } = this.#options;
    const panel = this.#panel;
    this.#expected = this.field.value;
    this.#marks.set(this.field, 'lang', 'fr');
    this.#marks.set(this.field, 'dir', 'ltr');
    const check = this.#button('answer.check', 'check', () => void this.#translate(own, this.field.value));
    check.hidden = true;
    const change = this.#button('answer.change', 'change', () => {
      this.#takeBack(own, 'answer.again');
    });
    const box = { class: 'box', role: 'group', 'aria-label': words('answer.title'), part: 'box' };
    panel.show(
      panel.make(
        'div',
        box,
        panel.make('div', { class: 'parts' }, panel.part(words('answer.own'), own, language)),
        panel.make('div', { class: 'actions' }, check, change),
      ),
    );
  }

  #level({ level }: AnswerTranslation): HTMLElement {
    const { words } = this.#options;
    const panel = this.#panel;
    const sign = panel.make('span', { 'aria-hidden': 'true' }, SIGNS[level]);
    const name = panel.make('strong', {}, words(`level.${level}`));
    return panel.make('p', { [LEVEL]: level }, sign, ' ', name, '. ', words(`level.${level}.help`));
  }

  #warnings({ warnings }: AnswerTranslation): HTMLElement {
    const { words } = this.#options;
    const panel = this.#panel;
    const items = warnings
      .filter(({ kind, detail }) => kind !== 'kept' || detail !== '')
      .map(({ kind, detail }) =>
        panel.make('li', { 'data-warning': kind }, words(`answer.warn.${kind}`, { detail: `\u2068${detail}\u2069` })),
      );
    return panel.make('ul', {}, ...items, panel.make('li', {}, words('answer.names')));
  }

  // --- what the person does ---

  async #translate(own: string, french?: string): Promise<void> {
    const { words, language, answer } = this.#options;
    if (own.trim() === '') {
      this.#panel.tell(words('answer.empty'));
      this.field.focus();
      return;
    }
    this.#run?.abort();
    const run = new AbortController();
    this.#run = run;
    this.#expected = this.field.value;
    this.#showWork();
    try {
      const found = await answer(own, { from: language, french, signal: run.signal });
      if (run.signal.aborted) return;
      if (isUntranslated(found)) this.#showFailure('answer.failed');
      else this.#showReview(own, found);
    } catch (thrown) {
      if (run.signal.aborted) return;
      const { code } = toParvisError(thrown);
      const off = code === 'direction-off' || code === 'direction-unsupported';
      this.#showFailure(off ? 'answer.off' : 'answer.failed');
    }
  }

  #showFailure(key: 'answer.failed' | 'answer.off'): void {
    if (key === 'answer.off') this.#panel.show();
    else this.#showIdle('answer.again', this.#panel.focused);
    this.#panel.tell(this.#options.words(key));
  }

  #use(own: string, french: string): void {
    const { field, words, language, confirmed } = this.#options;
    if (field.maxLength >= 0 && french.length > field.maxLength) {
      this.#panel.tell(words('answer.long', { count: String(field.maxLength) }));
      return;
    }
    this.#expected = french;
    setValue(field, french);
    confirmed.set(field, { field, own, french, from: language });
    this.#showUsed(own);
    this.#panel.tell(words('answer.used'));
    field.focus();
    this.#announce({ own, french, from: language });
  }

  /** The person's words stand in the field again. */
  #takeBack(own: string, key: string): void {
    const { field, language, confirmed } = this.#options;
    this.#run?.abort();
    this.#marks.restoreAll();
    this.#panel.tell('');
    this.#showIdle(key);
    if (field.value !== own) setValue(field, own);
    field.focus();
    if (confirmed.delete(field)) this.#announce({ own, french: null, from: language });
  }

  /** What the person types makes what was said before untrue. */
  readonly #onInput = (): void => {
    if (this.#expected === undefined || this.field.value === this.#expected) return;
    const { words, confirmed } = this.#options;
    this.#run?.abort();
    this.#panel.tell(words('answer.changed'));
    const before = confirmed.get(this.field);
    if (!before) {
      this.#showIdle('answer.again');
      return;
    }
    confirmed.set(this.field, { ...before, french: this.field.value });
    const check = this.#panel.root.querySelector<HTMLButtonElement>('[data-action="check"]');
    if (check) check.hidden = false;
  };

  /** The site empties its form, words and French alike. */
  readonly #onReset = (): void => {
    this.#run?.abort();
    this.#options.confirmed.delete(this.field);
    this.#marks.restoreAll();
    this.#panel.tell('');
    this.#showIdle('answer.translate');
  };

  #announce(detail: AnswerChange): void {
    const view = this.field.ownerDocument.defaultView;
    if (view) this.field.dispatchEvent(new view.CustomEvent('parvis-answer', { detail, bubbles: true }));
  }

  #button(key: string, name: string, act: () => void, main = false): HTMLButtonElement {
    return this.#panel.button(this.#options.words(key), name, act, main);
  }
}

/** True where every sentence stands in the person's own words: there is no French to look at. */
function isUntranslated({ sentences }: AnswerTranslation): boolean {
  return sentences.length > 0 && sentences.every(({ level }) => level === 'kept');
}
