import { JSDOM } from 'jsdom';
import { LiveForms } from '../../../../web/src/form.js';
import type { TranslateTexts } from '../../../../web/src/form/memo.js';
import type { SegmentInput, SegmentResult } from '../../../../wasm/types.js';

export interface Page {
  readonly document: Document;
  readonly body: HTMLElement;
  readonly forms: LiveForms;
  /** Every text that was asked for, in order. */
  readonly asked: SegmentInput[];
}

/** What the fake model makes of a text: each word in brackets, so that order and tags can be checked. */
export function fake(text: string): string {
  return text.replace(/(<[^>]*>|&\w+;)|(\p{L}[\p{L}'’-]*)/gu, (whole, tag?: string) => tag ?? `[${whole}]`);
}

export function translated(text: string): SegmentResult {
  return { text, status: 'translated', confidence: 0.9, level: 'good', flags: [], terms: [] };
}

/** A page with a translator that answers from `table`, else with brackets around the words. */
export function openPage(html: string, table: Readonly<Record<string, string | SegmentResult>> = {}): Page {
  const { window } = new JSDOM(
    `<!doctype html><html lang="fr"><head><title>Demande</title></head><body>${html}</body></html>`,
  );
  const asked: SegmentInput[] = [];
  const translate: TranslateTexts = (inputs) => {
    asked.push(...inputs);
    const answers = inputs.map(({ text }) => {
      const answer = table[text] ?? fake(text);
      return typeof answer === 'string' ? translated(answer) : answer;
    });
    return Promise.resolve(answers);
  };
  return { document: window.document, body: window.document.body, forms: new LiveForms(translate), asked };
}

export function find<T extends Element = HTMLElement>(page: Page, selector: string): T {
  const element = page.document.querySelector<T>(selector);
  if (!element) throw new Error(`No ${selector}`);
  return element;
}
