import type { Classification, Reason, Suggestion } from '../classification.js';
import { button, copyButton, element } from '../ui/dom.js';
import type { Wording } from '../ui/wording.js';

/** What a card shows of a procedure. */
export type CardContent = Pick<Suggestion, 'id' | 'title' | 'titleFr' | 'description' | 'descriptionFr' | 'url'> &
  Partial<Pick<Suggestion, 'probability' | 'reasons'>>;

export interface CardContext {
  readonly wording: Wording;
  /** Pages of the site itself, by procedure. */
  readonly pages: Readonly<Record<string, string>>;
  readonly onFollow: (event: MouseEvent, id: string, url: string) => void;
  readonly announce: (text: string) => void;
}

/** A text with its language: the catalogue may have nothing but French for it. */
export function inLanguage<K extends 'h3' | 'p' | 'span'>(
  name: K,
  text: string,
  french: string,
  { language, direction }: Wording,
  className?: string,
): HTMLElementTagNameMap[K] {
  const isFrench = text === french;
  return element(name, { lang: isFrench ? 'fr' : language, dir: isFrench ? 'ltr' : direction, class: className }, text);
}

/** A procedure: its name in two languages, what it is for, where to go, and why it is shown. */
export function card(content: CardContent, number: string, context: CardContext, of?: Classification): HTMLElement {
  const { wording } = context;
  const title = inLanguage('h3', content.title, content.titleFr, wording, 'parvis-finder-title');
  title.id = number;
  const parts: HTMLElement[] = [title];
  if (content.title !== content.titleFr) {
    parts.push(element('p', { lang: 'fr', dir: 'ltr', class: 'parvis-finder-french' }, content.titleFr));
  }
  if (content.description !== '') {
    parts.push(inLanguage('p', content.description, content.descriptionFr, wording));
  }
  parts.push(links(content, number, context));
  if (of) parts.push(why(content, context, of));
  return element('article', { class: 'parvis-finder-card', 'data-procedure': content.id }, ...parts);
}

function links({ id, url }: CardContent, number: string, { wording, pages, onFollow }: CardContext): HTMLElement {
  const line = element('p', { class: 'parvis-finder-links' });
  const add = (href: string, key: string, name: string, note?: string): void => {
    const link = element(
      'a',
      {
        id: `${number}-${name}`,
        class: `parvis-finder-${name}`,
        href,
        'aria-labelledby': `${number}-${name} ${number}`,
      },
      wording.text(key),
      ...(note === undefined ? [] : [element('small', {}, ` (${note})`)]),
    );
    if (note !== undefined) link.rel = 'noopener noreferrer external';
    link.addEventListener('click', (event) => {
      onFollow(event, id, href);
    });
    line.append(link);
  };
  const here = pages[id];
  if (here !== undefined) add(here, 'finder.here', 'here');
  if (url !== '') add(url, 'finder.official', 'official', wording.text('finder.leaves'));
  return line;
}

function why(
  { probability = 0, reasons = [] }: CardContent,
  { wording, announce }: CardContext,
  of: Classification,
): HTMLElement {
  const { text } = wording;
  const { procedures, utterances, checked } = of.data;
  const words =
    reasons.length === 0
      ? [element('p', {}, text('finder.why.none'))]
      : [element('p', {}, text('finder.why.words')), wordList(reasons)];
  return element(
    'details',
    { class: 'parvis-finder-why' },
    element('summary', {}, text('finder.why')),
    element('p', {}, element('strong', {}, text('finder.why.machine'))),
    ...words,
    element('p', {}, text('finder.why.chance', { percent: percent(probability) })),
    element(
      'p',
      {},
      text('finder.why.data', {
        procedures: String(procedures),
        utterances: String(utterances),
        date: day(checked, wording.language),
      }),
    ),
    element('p', {}, text('finder.why.version', { version: of.version })),
    copyButton(
      text('finder.why.copy'),
      'parvis-finder-quiet',
      text('finder.copied'),
      () => JSON.stringify(of, null, 1),
      announce,
    ),
  );
}

/** The words of the person and the share of each, strongest first. */
function wordList(reasons: readonly Reason[]): HTMLElement {
  const total = reasons.reduce((sum, { weight }) => sum + weight, 0);
  return element(
    'ul',
    { class: 'parvis-finder-words' },
    ...reasons.map(({ text, weight }) =>
      element('li', {}, element('bdi', {}, text), ' ', element('bdi', {}, `${percent(weight / total)} %`)),
    ),
  );
}

/** A day in words, with the digits and the calendar of French administration. */
function day(iso: string, language: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const options = { dateStyle: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat([`${language}-u-ca-gregory-nu-latn`, 'fr'], options).format(date);
}

function percent(share: number): string {
  return (100 * share).toFixed(0);
}

/** Several cards in order. */
export function cardList(cards: readonly HTMLElement[]): HTMLElement {
  return element('ol', { class: 'parvis-finder-cards' }, ...cards.map((one) => element('li', {}, one)));
}

/** What leads from suggestions that do not fit to people who can help. */
export function noneButton(wording: Wording, onClick: () => void): HTMLElement {
  return button(wording.text('finder.none'), 'parvis-finder-quiet parvis-finder-none', onClick);
}
