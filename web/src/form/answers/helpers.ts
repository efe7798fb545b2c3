import type { AnswerOptions, AnswerTranslation, TransliterateOptions } from '../../answer.js';
import { AnswerPanel } from './answer_panel.js';
import type { ConfirmedAnswer } from './answer_panel.js';
import { fieldKind } from './fields.js';
import type { FieldKind, TextField } from './fields.js';
import { NamePanel, PASSPORT_ONLY, TRANSLITERATED } from './name_panel.js';
import type { Words } from './panel.js';

/** What the panels need of the engine. */
export interface AnswerServices {
  answer(text: string, options: AnswerOptions): Promise<AnswerTranslation>;
  transliterate(name: string, options: TransliterateOptions): Promise<string>;
  words(language: string): Promise<Words>;
}

/** The panels under the fields of a live page. */
export class AnswerHelpers {
  readonly #language: string;
  readonly #services: AnswerServices;
  readonly #confirmed: Map<TextField, ConfirmedAnswer>;
  /** Changes the page without the observer of the live page following it. */
  readonly #quietly: (change: () => void) => void;
  readonly #panels = new Map<TextField, AnswerPanel | NamePanel>();
  readonly #words: Promise<Words>;
  #stopped = false;

  constructor(
    language: string,
    services: AnswerServices,
    confirmed: Map<TextField, ConfirmedAnswer>,
    quietly: (change: () => void) => void,
  ) {
    this.#language = language;
    this.#services = services;
    this.#confirmed = confirmed;
    this.#quietly = quietly;
    this.#words = services.words(language);
  }

  /** Fields that have come to the page. Their labels tell what they are for, so that they are looked at before these are translated. */
  add(fields: readonly Element[]): void {
    const wanted = fields
      .map((field) => [field as TextField, fieldKind(field)] as const)
      .filter(([, kind]) => kind === 'answer' || (kind === 'name' && this.#helpsWithNames()));
    if (wanted.length === 0) return;
    void this.#words.then((words) => {
      if (this.#stopped) return;
      this.#quietly(() => {
        for (const [field, kind] of wanted) if (kind && field.isConnected) this.#open(field, kind, words);
      });
    });
  }

  /** Resolves when the panels of all fields so far are there. */
  async settled(): Promise<void> {
    await this.#words;
  }

  /** What leaves the page takes its panels along. */
  release(node: Node): void {
    for (const [field, panel] of this.#panels) {
      if (!node.contains(field)) continue;
      panel.remove();
      this.#panels.delete(field);
    }
  }

  /** Takes every panel away. What the person confirmed stays in the fields: it is theirs. */
  restore(): void {
    this.#stopped = true;
    for (const panel of this.#panels.values()) panel.remove();
    this.#panels.clear();
  }

  #helpsWithNames(): boolean {
    return TRANSLITERATED.has(this.#language) || PASSPORT_ONLY.has(this.#language);
  }

  #open(field: TextField, kind: FieldKind, words: Words): void {
    if (this.#panels.has(field)) return;
    const shared = { field, language: this.#language, words };
    const panel =
      kind === 'answer'
        ? new AnswerPanel({
            ...shared,
            answer: (text, options) => this.#services.answer(text, options),
            confirmed: this.#confirmed,
          })
        : new NamePanel({
            ...shared,
            transliterate: (name, options) => this.#services.transliterate(name, options),
          });
    this.#panels.set(field, panel);
  }
}
