import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { ParvisError } from '../errors.js';

export async function readLines(stream: NodeJS.ReadableStream): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) lines.push(line);
  return lines;
}

export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new ParvisError('file-missing', { detail: file, cause });
  }
}

/** Rows with their columns apart by ` | `. Widths are left to the reader: scripts differ too much for padding to line up. */
export function table(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map((cell) => cell.replace(/\s+/g, ' ').trim()).join(' | ')}\n`).join('');
}
