import { button, copyButton, element } from '../ui/dom.js';
import type { Wording } from '../ui/wording.js';
import { Aloud } from './aloud.js';
import type { AloudState } from './aloud.js';

/** One choice out of a few, as radio buttons. */
export function choiceOf<T extends string>(
  name: string,
  legend: string,
  options: readonly (readonly [T, string])[],
  chosen: T,
  onChoose: (value: T) => void,
): HTMLFieldSetElement {
  return element(
    'fieldset',
    { class: 'parvis-plain-choice' },
    element('legend', {}, legend),
    ...options.map(([value, label]) => {
      const input = element('input', {
        type: 'radio',
        name,
        id: `${name}-${value}`,
        value,
        checked: value === chosen,
      });
      input.addEventListener('change', () => {
        onChoose(value);
      });
      return element('span', { class: 'parvis-plain-option' }, input, element('label', { for: input.id }, label));
    }),
  );
}

/** What goes on: a sentence that is announced, how far the loading has come, a way to stop it or to try again. */
export class MessageBox {
  readonly box = element('div', { class: 'parvis-plain-message' });
  readonly #text = element('p', { role: 'status' });
  readonly #more = element('div', { class: 'parvis-plain-buttons' });

  constructor() {
    this.box.append(this.#text, this.#more);
  }

  show(text: string, ...more: readonly HTMLElement[]): void {
    // A control that goes away would take the focus with it.
    const held = this.#more.contains(document.activeElement);
    this.#text.textContent = text;
    this.#more.replaceChildren(...more);
    if (held) (this.#more.querySelector('button') ?? this.#focusable()).focus();
  }

  #focusable(): HTMLElement {
    this.#text.tabIndex = -1;
    return this.#text;
  }
}

/** Buttons of reading aloud; a sentence in their place where the device has no French voice. */
export class AloudControls {
  readonly box = element('div', { class: 'parvis-plain-aloud' });
  readonly #wording: Wording;
  readonly #aloud: Aloud;
  readonly #root: () => Element;
  readonly #note = element('p', { class: 'parvis-plain-voices' });
  readonly #read: HTMLButtonElement;
  readonly #pause: HTMLButtonElement;
  readonly #stop: HTMLButtonElement;

  constructor(wording: Wording, aloud: Aloud, root: () => Element) {
    this.#wording = wording;
    this.#aloud = aloud;
    this.#root = root;
    const { text } = wording;
    this.#read = button(text('plain.read'), 'parvis-plain-quiet', () => {
      aloud.start(this.#root());
    });
    this.#pause = button(text('plain.pause'), 'parvis-plain-quiet', () => {
      if (aloud.state === 'paused') aloud.resume();
      else aloud.pause();
    });
    this.#stop = button(text('action.cancel'), 'parvis-plain-quiet', () => {
      aloud.stop();
      this.#read.focus();
    });
    this.#note.textContent = text('plain.voice.none');
    this.box.append(element('div', { class: 'parvis-plain-buttons' }, this.#read, this.#pause, this.#stop), this.#note);
    this.update();
  }

  /** Follows what is going on, and which voices there are. */
  update(state: AloudState = this.#aloud.state): void {
    const able = Aloud.voices().length > 0;
    this.#note.hidden = able;
    this.#read.hidden = !able;
    this.#pause.hidden = state === 'silent';
    this.#stop.hidden = state === 'silent';
    this.#pause.textContent = this.#wording.text(state === 'paused' ? 'plain.resume' : 'plain.pause');
  }
}

/** Copying and printing. */
export function outputs(
  { text }: Wording,
  plainText: () => string,
  announce: (message: string) => void,
  onPrint: () => void,
): HTMLElement {
  return element(
    'div',
    { class: 'parvis-plain-buttons' },
    copyButton(text('plain.copy'), 'parvis-plain-quiet', text('finder.copied'), plainText, announce),
    button(text('action.print'), 'parvis-plain-quiet', onPrint),
  );
}
