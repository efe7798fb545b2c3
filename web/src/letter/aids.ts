import { button, element } from '../ui/dom.js';
import type { Wording } from '../ui/wording.js';
import type { Overlay } from './overlay.js';

/** How the reader wants texts to look. Kept in memory, for as long as the component lives. */
export interface AidState {
  /** Factor on the size of the page's text. */
  size: string;
  /** Height of a line in sizes of the text. */
  lines: string;
  /** Added between words, in sizes of the text. */
  spaces: string;
  syllables: boolean;
  ruler: boolean;
}

export const NO_AIDS: Readonly<AidState> = { size: '1', lines: '1.5', spaces: '0', syllables: false, ruler: false };

const SIZES = ['1', '1.25', '1.5', '2'];
const LINES = ['1.5', '2', '2.5'];
const SPACES = ['0', '0.16', '0.35'];

/** The controls of the aids. `root` carries their values as custom properties. */
export function aidsPanel(
  state: AidState,
  root: HTMLElement,
  overlay: Overlay,
  { wording, id, onSyllables }: { wording: Wording; id: string; onSyllables: (shown: boolean) => void },
): HTMLElement {
  const { text } = wording;
  const apply = (): void => {
    root.style.setProperty('--plain-size', state.size);
    root.style.setProperty('--plain-lines', state.lines);
    root.style.setProperty('--plain-spaces', `${state.spaces}em`);
    overlay.ruler = state.ruler;
  };
  const choice = (key: 'size' | 'lines' | 'spaces', values: readonly string[], name: (value: string) => string) => {
    const select = element(
      'select',
      { id: `${id}-${key}`, 'data-aid': key },
      ...values.map((value) => element('option', { value, selected: value === state[key] }, name(value))),
    );
    select.addEventListener('change', () => {
      state[key] = select.value;
      apply();
    });
    return element('p', {}, element('label', { for: select.id }, text(`plain.${key}`)), ' ', select);
  };
  const number = new Intl.NumberFormat(`${wording.language}-u-nu-latn`);
  const percent = (value: string): string => `${number.format(100 * Number(value))} %`;

  const steps = element(
    'p',
    { class: 'parvis-plain-buttons', hidden: !state.ruler },
    button(text('plain.ruler.up'), 'parvis-plain-quiet', () => {
      overlay.step(-1);
    }),
    button(text('plain.ruler.down'), 'parvis-plain-quiet', () => {
      overlay.step(1);
    }),
  );
  const toggle = (key: 'syllables' | 'ruler', onChange: (on: boolean) => void): HTMLElement => {
    const box = element('input', { type: 'checkbox', id: `${id}-${key}`, checked: state[key], 'data-aid': key });
    box.addEventListener('change', () => {
      state[key] = box.checked;
      onChange(box.checked);
    });
    return element('p', { class: 'parvis-plain-check' }, box, element('label', { for: box.id }, text(`plain.${key}`)));
  };
  apply();
  return element(
    'details',
    { class: 'parvis-plain-aids' },
    element('summary', {}, text('plain.aids')),
    choice('size', SIZES, percent),
    choice('lines', LINES, (value) => number.format(Number(value))),
    choice('spaces', SPACES, (value) => `+ ${percent(value)}`),
    toggle('syllables', onSyllables),
    toggle('ruler', (on) => {
      overlay.ruler = on;
      steps.hidden = !on;
    }),
    steps,
  );
}
