import { parseArgs } from 'node:util';
import type { BilingualMode } from '../form.js';
import { PLAIN_LEVELS } from '../simplification.js';
import type { PlainLevel } from '../simplification.js';
import { bundledForm } from './assets.js';

export const USAGE = `usage: parvis translate --to LANGUAGE [--from LANGUAGE] [--plain] [TEXT...]     texts, or lines of standard input
       parvis translate --to LANGUAGE --html FILE [--bilingual none|beside|below] [--table]
       parvis answer --from LANGUAGE [TEXT...]        into French and told back, with what may have been lost
       parvis transliterate --from LANGUAGE [NAME...] names in Latin letters by ICAO Doc 9303
       parvis detect [TEXT...]
       parvis packs
       parvis phrases --to LANGUAGE [TEXT...]    what the phrasebook has, what is alike, and how much of the texts it covers
       parvis classify [--language LANGUAGE] [--procedures FILE] [--safety] [--lexical] [TEXT...]
       parvis simplify [--level light|standard|strong] [--html FILE] [TEXT...]    plain French; standard input is one text
       parvis bench [--to LANGUAGE]
       parvis --once [--to LANGUAGE]          a form of the demonstration, French and translation side by side

  --to, --from   ISO 639-1 codes; one of the two languages is French
  --language     of the reader; guessed from the text where it is not given
  --procedures   a catalogue file of one's own, added to the procedures
  --safety       signs of danger and the emergency numbers alone
  --lexical      from shared words alone, without the encoder
  --level        how much is rewritten: terms and phrases, then sentences, then lists
  --plain        rewrite the French in plain French first, and translate that
  --table        French | translation | level, instead of the translation alone
  --json         one JSON object a line
  --assets DIR   folder with core/, ort/, packs/, intent/, plain/ and i18n/
  --help

Exit codes: 0 done, 1 it failed (the code of the error is printed), 2 it was called wrongly.
`;

/** The program was called wrongly. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

const NAMES = [
  'translate',
  'answer',
  'transliterate',
  'detect',
  'packs',
  'phrases',
  'bench',
  'classify',
  'simplify',
  'help',
] as const;

export interface Command {
  readonly name: (typeof NAMES)[number];
  readonly texts: readonly string[];
  readonly to: string;
  readonly from: string | undefined;
  readonly html: string | undefined;
  readonly bilingual: BilingualMode;
  readonly table: boolean;
  readonly plain: boolean;
  readonly json: boolean;
  readonly assets: string | undefined;
  readonly language: string | undefined;
  readonly procedures: readonly string[];
  readonly safety: boolean;
  readonly lexical: boolean;
  readonly level: PlainLevel;
}

export function parseCommand(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  const [first, ...texts] = positionals;
  const name = values.help || (first === undefined && !values.once) ? 'help' : values.once ? 'translate' : first;
  if (!isName(name)) throw new CommandError(`there is no command '${String(name)}'`);
  if ((name === 'translate' || name === 'phrases') && !values.once && values.to === undefined)
    throw new CommandError('--to says into which language');
  if ((name === 'answer' || name === 'transliterate') && values.from === undefined)
    throw new CommandError('--from says in which language');
  for (const code of [values.to, values.from, values.language]) {
    if (code !== undefined && !/^[a-z]{2,3}$/.test(code)) throw new CommandError(`'${code}' is no language code`);
  }
  if (values.html !== undefined && texts.length > 0) throw new CommandError('either --html or texts');
  if (values.plain && (name !== 'translate' || values.html !== undefined || values.once))
    throw new CommandError('--plain goes with the translation of texts');
  const bilingual = values.bilingual ?? 'none';
  if (!isMode(bilingual)) throw new CommandError(`--bilingual is none, beside or below, not '${bilingual}'`);
  const level = values.level ?? 'standard';
  if (!isLevel(level)) throw new CommandError(`--level is light, standard or strong, not '${level}'`);
  return {
    name,
    texts: values.once ? [] : texts,
    to: values.to ?? 'ar',
    from: values.from,
    html: values.once ? bundledForm() : values.html,
    bilingual,
    table: values.table ?? values.once ?? false,
    plain: values.plain ?? false,
    json: values.json ?? false,
    assets: values.assets,
    language: values.language,
    procedures: values.procedures ?? [],
    safety: values.safety ?? false,
    lexical: values.lexical ?? false,
    level,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        from: { type: 'string' },
        html: { type: 'string' },
        bilingual: { type: 'string' },
        table: { type: 'boolean' },
        plain: { type: 'boolean' },
        json: { type: 'boolean' },
        assets: { type: 'string' },
        language: { type: 'string' },
        procedures: { type: 'string', multiple: true },
        safety: { type: 'boolean' },
        lexical: { type: 'boolean' },
        level: { type: 'string' },
        once: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}

function isName(name: unknown): name is Command['name'] {
  return NAMES.some((one) => one === name);
}

function isLevel(level: string): level is PlainLevel {
  return PLAIN_LEVELS.some((one) => one === level);
}

function isMode(mode: string): mode is BilingualMode {
  return mode === 'none' || mode === 'beside' || mode === 'below';
}
