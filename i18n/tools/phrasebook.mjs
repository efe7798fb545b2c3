#!/usr/bin/env node
/**
 * The phrasebook of i18n/phrasebook/*.jsonl: checked, built, exported for translators and read back.
 *
 *   phrasebook.mjs check                        every entry, every language
 *   phrasebook.mjs build FOLDER                 FOLDER/<lang>.bin, the layout of core/include/parvis/phrasebook.h
 *   phrasebook.mjs export tmx|xliff LANG        to standard output (TMX 1.4b, XLIFF 1.2)
 *   phrasebook.mjs import FILE.xlf [--status S] translations of a reviewed XLIFF back into the topics
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fromXliff, toTmx, toXliff } from './exchange.mjs';
import { LANGUAGES, STATUSES, check } from './checks.mjs';
import { readTopics, writeTopics } from './topics.mjs';

/** The file that the core reads for one language: `PVB1`, language, count, entries. */
export function binary(entries, language) {
  const parts = [Buffer.from(`PVB1${language}`)];
  const count = Buffer.alloc(4);
  count.writeUInt32LE(entries.length);
  parts.push(count);
  for (const entry of entries) {
    const french = Buffer.from(entry.fr);
    const other = Buffer.from(entry.t[language]);
    const head = Buffer.alloc(5);
    head.writeUInt8(STATUSES.indexOf(entry.checked?.[language] ?? entry.status), 0);
    head.writeUInt16LE(french.length, 1);
    head.writeUInt16LE(other.length, 3);
    parts.push(head, french, other);
  }
  return Buffer.concat(parts);
}

function refuse(problems) {
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) throw new Error(`the phrasebook has ${problems.length} problem(s)`);
}

const commands = {
  check(topics) {
    const entries = [...topics.values()].flat();
    refuse(check(topics));
    console.log(`phrasebook: ${entries.length} entries in ${topics.size} topics, ${LANGUAGES.length} languages, no problem`);
  },
  build(topics, folder) {
    refuse(check(topics));
    mkdirSync(folder, { recursive: true });
    const entries = [...topics.values()].flat();
    for (const language of LANGUAGES) writeFileSync(join(folder, `${language}.bin`), binary(entries, language));
  },
  export(topics, format, language) {
    if (!LANGUAGES.includes(language)) throw new Error(`no such language: ${language}`);
    const write = { tmx: toTmx, xliff: toXliff }[format];
    if (!write) throw new Error(`no such format: ${format}`);
    process.stdout.write(write([...topics.values()].flat(), language));
  },
  import(topics, file, flag, status = 'reviewed') {
    if (flag !== undefined && flag !== '--status') throw new Error(`unknown option: ${flag}`);
    if (!STATUSES.includes(status)) throw new Error(`no such status: ${status}`);
    const { language, units } = fromXliff(readFileSync(file, 'utf8'));
    if (!LANGUAGES.includes(language)) throw new Error(`no such language: ${language}`);
    const byId = new Map([...topics.values()].flat().map((entry) => [entry.id, entry]));
    let changed = 0;
    for (const unit of units) {
      const entry = byId.get(unit.id);
      if (!entry || entry.fr !== unit.source) throw new Error(`${unit.id}: not an entry, or its French has changed`);
      if (entry.t[language] === unit.target) continue;
      entry.t[language] = unit.target;
      changed += 1;
    }
    for (const { id } of units) {
      const entry = byId.get(id);
      entry.checked = { ...entry.checked, [language]: status };
    }
    refuse(check(topics));
    writeTopics(topics);
    console.log(`${units.length} entries read, ${changed} changed`);
  },
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [command, ...args] = process.argv.slice(2);
  if (!Object.hasOwn(commands, command ?? '')) {
    console.error('usage: phrasebook.mjs check | build FOLDER | export tmx|xliff LANG | import FILE [--status S]');
    process.exitCode = 2;
  } else {
    try {
      commands[command](readTopics(), ...args);
    } catch (error) {
      console.error(error.message);
      process.exitCode = 1;
    }
  }
}
