import { parseHTML } from 'linkedom';
import type { BilingualMode, SegmentReport } from '../form.js';
import type { Parvis } from '../parvis.js';
import { readText } from './text.js';

export interface TranslatedPage {
  readonly markup: string;
  readonly segments: readonly SegmentReport[];
}

/** Translates an HTML file with the code that translates live pages. */
export async function translateHtml(
  parvis: Parvis,
  file: string,
  options: { to: string; from: string | undefined; bilingual: BilingualMode },
): Promise<TranslatedPage> {
  const { document } = parseHTML(await readText(file));
  const translation = await parvis.translateElement(document as unknown as Document, { ...options, observe: false });
  return { markup: `${String(document)}\n`, segments: translation.segments };
}
