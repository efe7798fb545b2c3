import { readFileSync, readdirSync } from 'node:fs';

/**
 * The objects of every JSON Lines file of a folder, in the order of the files' names.
 *
 * @param {URL} folder ends with a slash
 * @returns {Map<string, object[]>} name of the file without its ending -> objects
 */
export function readFiles(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return new Map(names.sort().map((name) => [name.replace('.jsonl', ''), readFile(folder, name)]));
}

/** The objects of all these files in one list. */
export function readLines(folder) {
  return [...readFiles(folder).values()].flat();
}

function readFile(folder, name) {
  const lines = readFileSync(new URL(name, folder), 'utf8').split('\n').filter(Boolean);
  return lines.map((line, i) => {
    try {
      return JSON.parse(line);
    } catch (error) {
      throw new Error(`${name}, line ${i + 1}: ${error.message}`, { cause: error });
    }
  });
}
