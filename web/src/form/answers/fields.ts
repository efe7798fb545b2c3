import { collapse } from '../dom.js';
import { visibleText } from '../names.js';

/** A field that people write text into. */
export type TextField = HTMLInputElement | HTMLTextAreaElement;

/** What may be offered for what is written into a field: French for an answer, Latin letters for a name. */
export type FieldKind = 'answer' | 'name';

/** By which a site decides itself: `answer`, `name`, or `none`. */
export const FIELD_KIND = 'data-parvis-answer';

const NAMES = new Set(['name', 'given-name', 'additional-name', 'family-name', 'honorific-prefix', 'nickname']);

/** Nouns of labels and parts of names and ids, in French and in English, without accents. */
const NAME_NOUNS = 'noms?|prenoms?|patronymes?|pseudonymes?|names?|firstname|lastname|surname|fullname';
const KEPT_NOUNS =
  'adresses?|address|rue|street|voie|commune|ville|city|code|codes|pays|country|lieux?|departement|region|batiment|etage|escalier|' +
  'complement|numero|numeros|number|reference|references|identifiant|login|matricule|immatriculation|iban|bic|rib|siret|siren|nir|' +
  'montants?|loyer|revenus?|ressources|salaire|surface|somme|prix|taux|telephones?|phone|tel|mobile|portable|fax|courriel|mail|email|mel|' +
  'date|dates|heure|heures|annee|age|mot|password|captcha|url|site|employeur|bailleur|entreprise|societe|organisme|ecole|etablissement|' +
  'raison';
/** What stands before the noun of a label. */
const OPENING =
  "(?:(?:indiquez|precisez|saisissez|entrez|ecrivez|donnez)\\s+)?(?:(?:le|la|les|un|une|votre|vos|son|sa|ses)\\s+|l[’'])?";

const NAME_LABEL = new RegExp(`^${OPENING}(?:${NAME_NOUNS})(?![\\p{L}])`, 'u');
const KEPT_LABEL = new RegExp(`^${OPENING}(?:${KEPT_NOUNS}|n[°o])(?![\\p{L}])`, 'u');
/** "Nom de la rue", "nom de l’entreprise" are no names of people. */
const NAME_OF_THING = new RegExp(
  `(?:${NAME_NOUNS})\\s+(?:et|ou|de|du|des|d[’'])\\s*(?:la\\s+|l[’'])?(?:${KEPT_NOUNS})(?![\\p{L}])`,
  'u',
);
const NAME_PART = new RegExp(`^(?:${NAME_NOUNS})$`, 'u');
const KEPT_PART = new RegExp(`^(?:${KEPT_NOUNS})$`, 'u');

/** Characters below which a field is for a code or a figure. */
const LEAST_LENGTH = 20;

/**
 * What a field is for, by what the site says of it: its own word first, then the autocomplete token, type and keyboard, then its label and
 * name. What is neither an answer in words nor a name (addresses, numbers, dates, codes, mail) gives undefined.
 */
export function fieldKind(field: Element): FieldKind | undefined {
  if (!isTextField(field) || field.readOnly || field.disabled || field.getAttribute('translate') === 'no')
    return undefined;
  const own = field.getAttribute(FIELD_KIND)?.toLowerCase();
  if (own === 'answer' || own === 'name') return own;
  if (own !== undefined) return undefined;
  const tokens = (field.getAttribute('autocomplete') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  if (tokens.some((token) => NAMES.has(token))) return 'name';
  if (tokens.some((token) => token !== 'on' && token !== 'off')) return undefined;
  const label = fold(labelOf(field));
  const parts = fold(`${field.name} ${field.id}`).split(/[^a-z]+/);
  const named = parts.some((part) => NAME_PART.test(part)) || NAME_LABEL.test(label);
  if (named && !NAME_OF_THING.test(label)) return KEPT_LABEL.test(label) ? undefined : 'name';
  if (KEPT_LABEL.test(label) || NAME_LABEL.test(label)) return undefined;
  if (field.localName === 'textarea') return 'answer';
  return isCode(field as HTMLInputElement) || parts.some((part) => KEPT_PART.test(part)) ? undefined : 'answer';
}

function isTextField(field: Element): field is TextField {
  if (field.localName === 'textarea') return true;
  const type = field.getAttribute('type')?.toLowerCase() ?? 'text';
  return field.localName === 'input' && type === 'text';
}

function isCode(field: HTMLInputElement): boolean {
  const mode = field.getAttribute('inputmode')?.toLowerCase() ?? 'text';
  const length = Number(field.getAttribute('maxlength') ?? Infinity);
  return (
    mode !== 'text' ||
    field.hasAttribute('pattern') ||
    field.hasAttribute('list') ||
    field.getAttribute('spellcheck') === 'false' ||
    field.getAttribute('dir')?.toLowerCase() === 'ltr' ||
    length < LEAST_LENGTH
  );
}

function labelOf(field: TextField): string {
  const label = field.labels?.[0];
  const text = label
    ? visibleText(label)
    : (field.getAttribute('aria-label') ?? field.getAttribute('placeholder') ?? '');
  return collapse(text).trim();
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
