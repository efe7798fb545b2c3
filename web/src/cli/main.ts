import { text as readAll } from 'node:stream/consumers';
import { ParvisError } from '../errors.js';
import { createParvis } from '../node.js';
import type { Parvis } from '../parvis.js';
import { answerLines } from './answer.js';
import { findAssets } from './assets.js';
import { bench } from './bench.js';
import { classificationLines } from './classify.js';
import { CommandError, parseCommand, USAGE } from './command.js';
import type { Command } from './command.js';
import { watchHeaps } from './heaps.js';
import { translateHtml } from './html.js';
import { coverageLine, MOST_SIMILAR, phraseLines } from './phrases.js';
import { simplificationLines } from './simplify.js';
import { readLines, readText, table } from './text.js';

/** What the program talks to. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Exit codes: what was asked for was done, it could not be done, it was asked for wrongly. */
const DONE = 0;
const FAILED = 1;
const WRONG = 2;

export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const command = parseCommand(args);
    if (command.name === 'help') {
      terminal.out(USAGE);
      return DONE;
    }
    const heaps = command.name === 'bench' ? watchHeaps() : () => 0;
    const parvis = await createParvis({
      assetsBase: findAssets(command.assets),
      procedures: command.procedures,
      language: (process.env['LC_ALL'] ?? process.env['LANG'] ?? 'en').slice(0, 2).toLowerCase(),
    });
    try {
      await run(command, parvis, terminal, heaps);
    } finally {
      parvis.close();
    }
    return DONE;
  } catch (error) {
    if (error instanceof CommandError) {
      terminal.err(`parvis: ${error.message}\n\n${USAGE}`);
      return WRONG;
    }
    if (!(error instanceof ParvisError)) throw error;
    const detail = error.detail === '' ? '' : `: ${error.detail}`;
    terminal.err(`parvis: ${error.message} [${error.code}${detail}]\n`);
    return FAILED;
  }
}

async function run(command: Command, parvis: Parvis, terminal: Terminal, heaps: () => number): Promise<void> {
  const { json } = command;
  const print = (value: unknown): void => {
    terminal.out(`${JSON.stringify(value)}\n`);
  };
  switch (command.name) {
    case 'help':
      return;
    case 'packs':
      for (const pack of await parvis.packs()) {
        if (json) print(pack);
        else terminal.out(`${packLine(pack)}\n`);
      }
      return;
    case 'detect':
      for (const text of await input(command, terminal)) {
        const guess = await parvis.detect(text);
        if (json) print({ text, ...guess });
        else terminal.out(`${guess.language}\t${guess.script}\t${guess.confidence.toFixed(2)}\t${text}\n`);
      }
      return;
    case 'answer':
      for (const text of await whole(command, terminal)) {
        const found = await parvis.answer(text, { from: command.from ?? '' });
        if (json) print(found);
        else terminal.out(`${answerLines(found).join('\n')}\n`);
      }
      return;
    case 'transliterate':
      for (const name of await input(command, terminal)) {
        const text = await parvis.transliterate(name, { from: command.from ?? '' });
        if (json) print({ name, text });
        else terminal.out(`${text}\n`);
      }
      return;
    case 'phrases': {
      const texts = await input(command, terminal);
      const found = await parvis.phrases(texts, { to: command.to, similar: MOST_SIMILAR });
      found.forEach((one, at) => {
        const text = texts[at] ?? '';
        if (json) print({ text, ...one });
        else terminal.out(`${phraseLines(text, one).join('\n')}\n`);
      });
      if (!json) terminal.out(`${coverageLine(found)}\n`);
      return;
    }
    case 'bench': {
      const figures = await bench(parvis, command.to, heaps);
      if (json) print(figures);
      else terminal.out(`${figures.lines.join('\n')}\n`);
      return;
    }
    case 'classify':
      for (const text of await input(command, terminal)) {
        const encoder = command.lexical ? 'never' : 'wait';
        const found = await parvis.classify(text, { language: command.language, encoder });
        const { safety, numbers } = found;
        if (json) print(command.safety ? { text, safety, numbers } : { text, ...found });
        else terminal.out(`${classificationLines(text, found, command.safety).join('\n')}\n`);
      }
      return;
    case 'simplify': {
      const { level, html } = command;
      const markup = html !== undefined;
      for (const source of markup ? [await readText(html)] : await whole(command, terminal)) {
        const result = await parvis.simplify(source, { level, markup });
        const { text, ...found } = result;
        if (json) {
          print({ source, text, ...found });
          continue;
        }
        terminal.out(text.endsWith('\n') ? text : `${text}\n`);
        // A page on standard output stays one that browsers read.
        (markup ? terminal.err : terminal.out)(`${simplificationLines(source, result).join('\n')}\n`);
      }
      return;
    }
    case 'translate': {
      const { to, from } = command;
      if (command.html !== undefined) {
        const { markup, segments } = await translateHtml(parvis, command.html, {
          to,
          from,
          bilingual: command.bilingual,
        });
        if (json) for (const { source, attribute, result } of segments) print({ source, attribute, ...result });
        else if (command.table)
          terminal.out(table(segments.map(({ source, result }) => [source, result.text, result.level])));
        else terminal.out(markup);
        return;
      }
      const lines = await input(command, terminal);
      const results = await parvis.translate(lines, { to, from, plain: command.plain });
      lines.forEach((source, at) => {
        const result = results[at];
        if (!result) return;
        if (json) print({ source, ...result });
        else if (command.table) terminal.out(table([[source, result.text, result.level]]));
        else terminal.out(`${result.text}\n`);
      });
    }
  }
}

async function input(command: Command, { stdin, err }: Terminal): Promise<string[]> {
  if (command.texts.length > 0) return [...command.texts];
  if (stdin.isTTY) err('Reading lines from the keyboard; end with Ctrl-D.\n');
  return readLines(stdin);
}

/** The texts given, or standard input as one text: letters have more than one line. */
async function whole({ texts }: Command, { stdin, err }: Terminal): Promise<string[]> {
  if (texts.length > 0) return [...texts];
  if (stdin.isTTY) err('Reading a text from the keyboard; end with Ctrl-D.\n');
  return [await readAll(stdin)];
}

function packLine(pack: Awaited<ReturnType<Parvis['packs']>>[number]): string {
  const status = Object.entries(pack.status).map(([direction, state]) => `${direction} ${state}`);
  const size = `${mebibytes(pack.bytes)} + ${mebibytes(pack.sharedBytes)} MiB shared`;
  return [pack.id, size, ...status].join('\t');
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(2);
}
