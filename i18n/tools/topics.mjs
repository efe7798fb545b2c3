/** The topics of the phrasebook on disk: one JSON object a line, one file a topic. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../phrasebook/', import.meta.url);

/** @returns {Map<string, object[]>} topic -> entries, in the order of the files */
export function readTopics() {
  const topics = new Map();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.jsonl')).sort()) {
    const lines = readFileSync(new URL(name, folder), 'utf8').split('\n').filter(Boolean);
    const entries = lines.map((line, i) => {
      try {
        return JSON.parse(line);
      } catch (error) {
        throw new Error(`${name}, line ${i + 1}: ${error.message}`, { cause: error });
      }
    });
    topics.set(name.replace('.jsonl', ''), entries);
  }
  return topics;
}

/** Writes every topic back. */
export function writeTopics(topics) {
  for (const [name, entries] of topics) {
    const text = entries.map((entry) => JSON.stringify(entry) + '\n').join('');
    writeFileSync(fileURLToPath(new URL(`${name}.jsonl`, folder)), text);
  }
}
