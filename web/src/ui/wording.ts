import { Assets } from '../assets.js';
import { directionOf } from '../form/dom.js';
import { fill, Messages } from '../messages.js';
import { folderUrl } from '../parvis.js';
import { HttpSource } from '../source.js';
import { openStore } from '../storage.js';

/** What a component itself says, in one language. */
export interface Wording {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** A text of `i18n/ui`; the key itself where there is none. */
  readonly text: (key: string, values?: Readonly<Record<string, string>>) => string;
  readonly has: (key: string) => boolean;
}

/** Reads wording without starting the engine. */
export async function loadWording(assets: string, language: string): Promise<Wording> {
  const base = folderUrl(assets, document.baseURI);
  const texts = await new Messages(new Assets(new HttpSource(base), openStore(base))).texts(language);
  return wordingOf(language, texts);
}

export function wordingOf(language: string, texts: Readonly<Record<string, string>>): Wording {
  return {
    language,
    direction: directionOf(language),
    text: (key, values = {}) => fill(texts[key] ?? key, values),
    has: (key) => texts[key] !== undefined,
  };
}

/** The reader's language: that which an attribute of a component names, else that of its page. */
export function languageOf(component: Element, attribute: string): string {
  const named = component.getAttribute(attribute) ?? '';
  return (named || document.documentElement.lang || 'fr').split('-')[0]?.toLowerCase() ?? 'fr';
}
