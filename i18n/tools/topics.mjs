/** The topics of the phrasebook on disk: one JSON object a line, one file a topic. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readFiles } from './lines.mjs';

const folder = new URL('../phrasebook/', import.meta.url);

/** @returns {Map<string, object[]>} topic -> entries, in the order of the files */
export function readTopics() {
  return readFiles(folder);
}

/** Writes every topic back. */
export function writeTopics(topics) {
  for (const [name, entries] of topics) {
    const text = entries.map((entry) => JSON.stringify(entry) + '\n').join('');
    writeFileSync(fileURLToPath(new URL(`${name}.jsonl`, folder)), text);
  }
}
