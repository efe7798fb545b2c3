import { element } from '../ui/dom.js';

/** A line of the list. */
export interface ComboboxOption {
  readonly id: string;
  readonly text: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** A second text, the French, beside the first. */
  readonly french?: string | undefined;
}

export interface ComboboxEvents {
  /** The text changed, and no input method is in the middle of a word. */
  readonly onText: (text: string) => void;
  readonly onChoose: (id: string) => void;
}

/**
 * A text field with a list of suggestions: "Editable Combobox With List Autocomplete" of the ARIA Authoring Practices Guide
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). A suggestion that is chosen is acted on; what was typed stays in the field,
 * because it is what an adviser would be shown.
 */
export class Combobox {
  readonly input: HTMLInputElement;
  readonly list: HTMLUListElement;
  readonly #events: ComboboxEvents;
  #options: readonly ComboboxOption[] = [];
  #active = -1;

  constructor(id: string, events: ComboboxEvents) {
    this.#events = events;
    this.list = element('ul', { id: `${id}-list`, role: 'listbox', class: 'parvis-finder-list', hidden: true });
    this.input = element('input', {
      id: `${id}-field`,
      type: 'text',
      class: 'parvis-finder-field',
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': this.list.id,
      'aria-describedby': `${id}-hint`,
      autocomplete: 'off',
      enterkeyhint: 'search',
      dir: 'auto',
    });
    this.input.addEventListener('keydown', this.#onKey);
    this.input.addEventListener('input', (event) => {
      this.#activate(-1);
      if (!(event as InputEvent).isComposing) events.onText(this.input.value);
    });
    this.input.addEventListener('compositionend', () => {
      events.onText(this.input.value);
    });
    this.input.addEventListener('blur', () => {
      this.close();
    });
    // The field keeps the focus while the list is clicked.
    this.list.addEventListener('mousedown', (event) => {
      event.preventDefault();
    });
    this.list.addEventListener('click', ({ target }) => {
      const at = [...this.list.children].findIndex((one) => one.contains(target as Node));
      if (at >= 0) this.#choose(at);
    });
  }

  get isOpen(): boolean {
    return !this.list.hidden;
  }

  show(options: readonly ComboboxOption[]): void {
    this.#options = options;
    this.list.replaceChildren(
      ...options.map(({ text, language, direction, french }, at) =>
        element(
          'li',
          { id: `${this.list.id}-${String(at)}`, role: 'option', 'aria-selected': 'false' },
          element('span', { lang: language, dir: direction }, text),
          ...(french === undefined
            ? []
            : [element('span', { lang: 'fr', dir: 'ltr', class: 'parvis-finder-french' }, french)]),
        ),
      ),
    );
    this.#activate(-1);
    this.#open(options.length > 0 && document.activeElement === this.input);
  }

  close(): void {
    this.#activate(-1);
    this.#open(false);
  }

  #open(open: boolean): void {
    this.list.hidden = !open;
    this.input.setAttribute('aria-expanded', String(open));
  }

  #activate(at: number): void {
    this.#active = at;
    [...this.list.children].forEach((one, i) => {
      one.setAttribute('aria-selected', String(i === at));
    });
    const active = this.list.children[at];
    if (active) this.input.setAttribute('aria-activedescendant', active.id);
    else this.input.removeAttribute('aria-activedescendant');
  }

  #choose(at: number): void {
    const chosen = this.#options[at];
    this.close();
    if (chosen) this.#events.onChoose(chosen.id);
  }

  /** One step down or up; past either end the field itself is active again. */
  #step(by: 1 | -1): void {
    const places = this.#options.length + 1;
    this.#activate(((this.#active + 1 + by + places) % places) - 1);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    // Keys that steer an input method are not ours.
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return;
    if (!this.#answer(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** True when the key was for the list. */
  #answer({ key, altKey }: KeyboardEvent): boolean {
    switch (key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        if (this.#options.length === 0) return false;
        const opened = !this.isOpen;
        this.#open(!(altKey && key === 'ArrowUp'));
        if (!altKey) this.#step(key === 'ArrowDown' ? 1 : -1);
        else if (!opened && key === 'ArrowUp') this.#activate(-1);
        return true;
      }
      case 'Enter':
        if (!this.isOpen || this.#active < 0) return false;
        this.#choose(this.#active);
        return true;
      case 'Escape':
        if (this.isOpen) {
          this.close();
          return true;
        }
        if (this.input.value === '') return false;
        this.input.value = '';
        this.#events.onText('');
        return true;
      case 'Home':
      case 'End':
        // The cursor moves in the text, as in any field.
        this.#activate(-1);
        return false;
      default:
        return false;
    }
  }
}
