/** Texts that change with a number: ICU MessageFormat with one plural argument, spelled out case by case. */
import { TYPE, parse } from '@formatjs/icu-messageformat-parser';

/** Whole numbers that tell the categories of every language apart: units, tens, hundreds, and the millions of the Romance languages. */
const NUMBERS = [...Array(1001).keys(), 1_000_000, 1_000_001, 2_000_000];

/** Categories that forms may leave out: they serve round millions. */
const OPTIONAL = { es: ['many'], fr: ['many'], it: ['many'], pt: ['many'] };

/** European Portuguese counts otherwise than CLDR's "pt", which is Brazil's. */
const LOCALES = { pt: 'pt-PT' };
const rules = new Map();

function rulesOf(language) {
  if (!rules.has(language)) rules.set(language, new Intl.PluralRules(LOCALES[language] ?? language));
  return rules.get(language);
}

/** The category of a whole number in a language, by the plural rules of CLDR. */
export function category(language, number) {
  return rulesOf(language).select(number);
}

/** Whole numbers that a form serves: one for "=3" or for an Arabic dual, many for "other". */
export function numbersOf(language, selector) {
  if (selector.startsWith('=')) return [Number(selector.slice(1))];
  return NUMBERS.filter((number) => category(language, number) === selector);
}

const written = (element) => {
  if (element.type === TYPE.literal) return element.value;
  if (element.type === TYPE.argument) return `{${element.value}}`;
  throw new Error('holds more than plain arguments and one plural');
};

/**
 * @returns {{variable: string|null, forms: {selector: string, text: string}[]}} a text without plural has one form, "other"
 * @throws {Error} for what is no ICU message, or one with more than one plural; "other" is the last form
 */
export function spellOut(text) {
  if (!text.includes(', plural,')) return { variable: null, forms: [{ selector: 'other', text }] };
  const elements = parse(text, { ignoreTag: true, requiresOtherClause: true });
  const plurals = elements.filter(({ type }) => type === TYPE.plural);
  const [plural] = plurals;
  if (plurals.length !== 1 || plural.pluralType !== 'cardinal' || plural.offset !== 0) {
    throw new Error('holds more than plain arguments and one plural');
  }
  const forms = Object.entries(plural.options).map(([selector, { value }]) => ({
    selector,
    text: elements
      .flatMap((element) => (element === plural ? value : [element]))
      .map((element) => (element.type === TYPE.pound ? `{${plural.value}}` : written(element)))
      .join(''),
  }));
  forms.sort((a, b) => (a.selector === 'other') - (b.selector === 'other'));
  return { variable: `{${plural.value}}`, forms };
}

/** What is wrong with the choice of forms in a language. */
export function selectorProblems({ variable, forms }, language) {
  if (variable === null) return [];
  const given = forms.map(({ selector }) => selector).filter((selector) => !selector.startsWith('='));
  const wanted = rulesOf(language).resolvedOptions().pluralCategories;
  const found = [];
  for (const name of given) if (!wanted.includes(name)) found.push(`has the plural form ${name}, which the language does not know`);
  for (const name of wanted) {
    if (!given.includes(name) && !OPTIONAL[language]?.includes(name)) found.push(`lacks the plural form ${name}`);
  }
  for (const { selector, text } of forms) {
    if (!text.includes(variable) && numbersOf(language, selector).length !== 1) {
      found.push(`has a plural form, ${selector}, for several numbers without the number`);
    }
  }
  return found;
}
