import type { PlainExplanation } from '../simplification.js';
import { element } from '../ui/dom.js';
import type { Rewriting } from './rewriting.js';
import type { Insertion, Wrap } from './show.js';
import { OWN } from './views.js';
import type { ViewContext } from './views.js';

/** Explanations on demand: a button after each term where it first stands, which opens a note below its paragraph. */
export class TermButtons {
  readonly wraps: readonly Wrap[];
  readonly insertions: readonly Insertion[];
  readonly #context: ViewContext;

  constructor(rewriting: Rewriting, context: ViewContext) {
    this.#context = context;
    const terms = rewriting.explanations
      .map((explanation) => ({ explanation, ...rewriting.placeOfTerm(explanation) }))
      .filter(({ start, end }) => start < end);
    this.wraps = terms.map(({ start, end }) => ({
      start,
      end,
      make: () => element('span', { class: 'parvis-plain-term' }),
    }));
    this.insertions = terms.map(({ explanation, end }) => ({ at: end, make: () => this.#button(explanation) }));
  }

  /** Lets the buttons of a view open and close their notes. */
  attach(view: HTMLElement): void {
    view.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      const at = (event.target as Element).closest<HTMLElement>('[data-term]');
      const button = at && view.querySelector<HTMLButtonElement>(`button[data-term="${at.dataset['term'] ?? ''}"]`);
      if (button?.getAttribute('aria-expanded') !== 'true') return;
      event.stopPropagation();
      button.click();
      button.focus();
    });
  }

  #button(explanation: PlainExplanation): HTMLElement {
    const { wording, id, onExplain } = this.#context;
    const note = this.#note(explanation);
    const button = element(
      'button',
      {
        type: 'button',
        class: 'parvis-plain-ask',
        'aria-expanded': 'false',
        'aria-controls': note.id,
        'aria-label': wording.text('plain.explain', { term: explanation.term }),
        'data-term': explanation.id,
        'data-key': `${id}-term-${explanation.id}`,
        lang: wording.language,
        [OWN]: true,
      },
      '?',
    );
    button.addEventListener('click', () => {
      const open = button.getAttribute('aria-expanded') !== 'true';
      button.setAttribute('aria-expanded', String(open));
      if (!open) {
        note.remove();
        return;
      }
      blockAround(button).append(note);
      onExplain(`${headOf(explanation)} : ${explanation.text}`);
    });
    return button;
  }

  #note(explanation: PlainExplanation): HTMLElement {
    const { id } = this.#context;
    return element(
      'span',
      {
        id: `${id}-note-${explanation.id}`,
        class: 'parvis-plain-note',
        lang: 'fr',
        dir: 'ltr',
        'data-term': explanation.id,
        [OWN]: true,
      },
      element('strong', {}, headOf(explanation)),
      ` : ${explanation.text}`,
    );
  }
}

/** The element that a note can be put at the end of. */
function blockAround(node: HTMLElement): HTMLElement {
  return node.closest<HTMLElement>('p, li, h1, h2, h3, h4, h5, h6, blockquote, .parvis-plain-cell') ?? node;
}

/** A term, and what an acronym stands for. */
function headOf({ term, expand }: PlainExplanation): string {
  return expand === '' || expand === term ? term : `${term} (${expand})`;
}

/** All explained terms, for who reads them at leisure or on paper. */
export function termList(rewriting: Rewriting, id: string, title: string): HTMLElement | undefined {
  if (rewriting.explanations.length === 0) return undefined;
  return element(
    'section',
    { class: 'parvis-plain-terms', 'aria-labelledby': `${id}-terms` },
    element('h3', { id: `${id}-terms` }, title),
    element(
      'dl',
      { lang: 'fr', dir: 'ltr' },
      ...rewriting.explanations.flatMap((one) => [element('dt', {}, headOf(one)), element('dd', {}, one.text)]),
    ),
  );
}
