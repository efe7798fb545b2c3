import { createInterface } from 'node:readline';

export async function readLines(stream: NodeJS.ReadableStream): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) lines.push(line);
  return lines;
}

/** Rows with their columns apart by ` | `. Widths are left to the reader: scripts differ too much for padding to line up. */
export function table(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map((cell) => cell.replace(/\s+/g, ' ').trim()).join(' | ')}\n`).join('');
}
