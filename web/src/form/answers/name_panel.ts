import type { TransliterateOptions } from '../../answer.js';
import { toParvisError } from '../../errors.js';
import type { TextField } from './fields.js';
import { Panel } from './panel.js';
import type { Words } from './panel.js';
import { setValue } from './value.js';

/** Languages of readers for whom a name can be written in Latin letters. */
export const TRANSLITERATED: ReadonlySet<string> = new Set(['ar', 'fa', 'ps', 'ru', 'uk']);
/** Readers whose names come from another script by a way that no table knows: only their passport does. */
export const PASSPORT_ONLY: ReadonlySet<string> = new Set(['zh']);
/** Languages that write no short vowels, and so their names. */
const VOWELLESS: ReadonlySet<string> = new Set(['ar', 'fa', 'ps']);

export interface NamePanelOptions {
  readonly field: TextField;
  readonly language: string;
  readonly words: Words;
  readonly transliterate: (name: string, options: TransliterateOptions) => Promise<string>;
}

/** Offers the letters A to Z for a name: on request, as a suggestion, and never without the person's click. */
export class NamePanel {
  readonly #options: NamePanelOptions;
  readonly #panel: Panel;

  constructor(options: NamePanelOptions) {
    this.#options = options;
    this.#panel = new Panel(options.field.ownerDocument, options.language);
    if (TRANSLITERATED.has(options.language)) this.#showIdle();
    else this.#panel.show(this.#panel.make('p', {}, options.words('names.passport')));
    this.#panel.place(options.field);
  }

  get field(): TextField {
    return this.#options.field;
  }

  remove(): void {
    this.#panel.remove();
  }

  #showIdle(focus = false): void {
    const write = this.#button('names.write', 'write', () => void this.#suggest());
    this.#panel.show(write);
    if (focus) write.focus();
  }

  async #suggest(): Promise<void> {
    const { field, language, words, transliterate } = this.#options;
    const own = field.value.trim();
    if (!/[^\p{sc=Latin}\P{L}]/u.test(own)) {
      this.#panel.tell(words('names.empty'));
      field.focus();
      return;
    }
    try {
      this.#showSuggestion(own, await transliterate(own, { from: language }));
    } catch (thrown) {
      const { code, detail } = toParvisError(thrown);
      const unknown = code === 'argument-invalid' && detail !== '';
      this.#panel.tell(unknown ? words('names.impossible', { detail }) : words('error.internal'));
    }
  }

  #showSuggestion(own: string, latin: string): void {
    const { language, words } = this.#options;
    const panel = this.#panel;
    const title = panel.make('h3', { id: panel.id('title'), tabindex: '-1' }, words('names.proposal'));
    const notes = [panel.make('p', {}, panel.make('strong', {}, words('names.passport')))];
    if (VOWELLESS.has(language)) notes.push(panel.make('p', {}, words('names.vowels')));
    panel.show(
      panel.make(
        'div',
        { class: 'box', role: 'group', 'aria-labelledby': title.id, part: 'box' },
        title,
        panel.make('p', { class: 'text latin', lang: `${language}-Latn`, dir: 'ltr' }, latin),
        ...notes,
        panel.make(
          'div',
          { class: 'actions' },
          this.#button(
            'names.use',
            'use',
            () => {
              this.#use(own, latin);
            },
            true,
          ),
          this.#button('picker.close', 'close', () => {
            panel.tell('');
            this.#showIdle(true);
          }),
        ),
      ),
    );
    panel.tell('');
    title.focus();
  }

  #use(own: string, latin: string): void {
    const { field, language, words } = this.#options;
    const panel = this.#panel;
    setValue(field, latin);
    const undo = this.#button('names.back', 'undo', () => {
      setValue(field, own);
      panel.tell('');
      this.#showIdle();
      field.focus();
    });
    panel.show(
      panel.make(
        'div',
        { class: 'box', part: 'box' },
        panel.part(words('answer.own'), own, language),
        panel.make('div', { class: 'actions' }, undo),
      ),
    );
    panel.tell(`${words('names.used')} ${words('names.passport')}`);
    field.focus();
  }

  #button(key: string, name: string, act: () => void, main = false): HTMLButtonElement {
    return this.#panel.button(this.#options.words(key), name, act, main);
  }
}
