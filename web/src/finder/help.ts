import type { Procedure } from '../../../wasm/types.js';
import { inLanguage } from './cards.js';
import type { CardContext } from './cards.js';
import { button, copyButton, element } from '../ui/dom.js';

/** Hands a person's sentence over to an adviser: shown large, printed, copied; nothing is sent. */
export function adviserPanel(sentence: string, id: string, { wording, announce }: CardContext): HTMLElement {
  const { text } = wording;
  const panel = element(
    'section',
    { class: 'parvis-finder-adviser', 'aria-labelledby': `${id}-adviser` },
    element('h3', { id: `${id}-adviser`, tabindex: '-1' }, text('finder.adviser')),
    element('p', {}, text('finder.adviser.help')),
  );
  if (sentence === '') return panel;
  const quote = element('blockquote', { dir: 'auto', tabindex: '-1' }, sentence);
  const copy = copyButton(
    text('finder.adviser.copy'),
    'parvis-finder-quiet',
    text('finder.copied'),
    () => sentence,
    announce,
  );
  const print = button(text('action.print'), 'parvis-finder-quiet', () => {
    panel.classList.add('parvis-finder-printing');
    addEventListener('afterprint', () => panel.classList.remove('parvis-finder-printing'), { once: true });
    globalThis.print();
  });
  panel.append(
    element('p', { class: 'parvis-finder-caption' }, text('finder.adviser.sentence')),
    quote,
    element('p', { class: 'parvis-finder-links' }, copy, print),
  );
  return panel;
}

/** The whole catalogue by theme, for who would rather look than write. */
export function topics(
  here: readonly Procedure[],
  french: readonly Procedure[],
  id: string,
  context: CardContext,
): HTMLElement {
  const { wording } = context;
  const titles = new Map(french.map((one) => [one.id, one.title ?? one.id]));
  const themes = new Map<string, Procedure[]>();
  for (const one of here) themes.set(one.theme, [...(themes.get(one.theme) ?? []), one]);
  return element(
    'section',
    { class: 'parvis-finder-topics', 'aria-labelledby': `${id}-topics` },
    element('h3', { id: `${id}-topics` }, wording.text('finder.topics')),
    ...[...themes].map(([theme, procedures]) =>
      element(
        'details',
        {},
        themeName(theme, context),
        element('ul', {}, ...procedures.map((one) => entry(one, titles.get(one.id) ?? one.id, context))),
      ),
    ),
  );
}

/** A theme of the site's own has no name in `i18n/ui`: it is shown as the site wrote it. */
function themeName(theme: string, { wording }: CardContext): HTMLElement {
  const key = `finder.theme.${theme}`;
  return wording.has(key)
    ? element('summary', {}, wording.text(key))
    : element('summary', { lang: 'fr' }, theme || '…');
}

function entry({ id, title, url }: Procedure, titleFr: string, { wording, pages, onFollow }: CardContext): HTMLElement {
  const href = pages[id] ?? url;
  const name = inLanguage('span', title ?? titleFr, titleFr, wording);
  const rel = pages[id] === undefined ? 'noopener noreferrer external' : undefined;
  const link = href === '' ? name : element('a', { href, rel }, name);
  link.addEventListener('click', (event) => {
    if (href !== '') onFollow(event, id, href);
  });
  const line = element('li', { 'data-procedure': id }, link);
  if (title !== null && title !== titleFr) {
    line.append(element('span', { lang: 'fr', dir: 'ltr', class: 'parvis-finder-french' }, titleFr));
  }
  return line;
}
