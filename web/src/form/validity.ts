/** A form field as far as its message is concerned. */
type Field = Element & Pick<HTMLInputElement, 'validity' | 'validationMessage' | 'setCustomValidity'>;

/**
 * Messages that a page gives to the browser (`setCustomValidity`), which no observer can see: they are exchanged when the browser is about
 * to show them. Messages of the browser itself are in the reader's language already.
 */
export class ValidityMessages {
  readonly #known: (text: string) => string | undefined;
  readonly #learn: (text: string) => Promise<void>;
  readonly #written = new Map<Field, { original: string; written: string }>();

  /** @param known gives a translation that is at hand; `learn` gets one. */
  constructor(known: (text: string) => string | undefined, learn: (text: string) => Promise<void>) {
    this.#known = known;
    this.#learn = learn;
  }

  /** Handles an `invalid` event. The first time a message is new the browser shows it in French, and in translation from then on. */
  async handle(target: EventTarget | null): Promise<void> {
    if (!isField(target) || !target.validity.customError) return;
    const original = target.validationMessage;
    if (this.#isOurs(original) || this.#exchange(target, original)) return;
    await this.#learn(original);
    if (target.validationMessage === original) this.#exchange(target, original);
  }

  restore(): void {
    for (const [field, { original, written }] of this.#written) {
      if (field.validationMessage === written) field.setCustomValidity(original);
    }
    this.#written.clear();
  }

  #exchange(field: Field, original: string): boolean {
    const written = this.#known(original);
    if (written === undefined) return false;
    field.setCustomValidity(written);
    this.#written.set(field, { original, written });
    return true;
  }

  #isOurs(message: string): boolean {
    return [...this.#written.values()].some(({ written }) => written === message);
  }
}

function isField(target: EventTarget | null): target is Field {
  return target !== null && 'validity' in target && 'setCustomValidity' in target;
}
