import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../../web/src/cli/main.js';
import { createParvis } from '../../../web/src/node.js';
import type { Simplification } from '../../../web/src/index.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const CORPUS = join(ROOT, 'i18n', 'plain', 'corpus');
const folder = mkdtempSync(join(tmpdir(), 'parvis-plain-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** `parvis simplify` with the built core and lists. */
async function simplify(args: readonly string[], input = ''): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await main(['simplify', '--assets', join(ROOT, 'build', 'assets'), ...args], {
    stdin: Readable.from([input]),
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { code, out, err };
}

const letters = readdirSync(CORPUS)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(CORPUS, name), 'utf8')) as { id: string; text: string });

type Line = Simplification & { source: string };

const json = (out: string): Line[] =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

/** The original with the replacements in their places. */
function applied({ source, edits }: Pick<Line, 'source' | 'edits'>): string {
  let at = 0;
  let text = '';
  for (const { start, end, replacement } of edits) {
    text += source.slice(at, start) + replacement;
    at = end;
  }
  return text + source.slice(at);
}

const SENTENCE = 'Vous êtes tenu de demander le RSA à l’issue de l’entretien 😀.';

describe('parvis simplify', () => {
  it('gives each text with its edits in UTF-16 units of both texts', async () => {
    const { code, out } = await simplify(['--json', '--level', 'light', `😀 ${SENTENCE}`, 'Il pleut.']);
    expect(code).toBe(0);
    const [first, second] = json(out);
    expect(first?.text).toContain('Vous devez demander');
    expect(first?.edits.length).toBeGreaterThan(0);
    for (const { replacement, plainStart, plainEnd } of first?.edits ?? [])
      expect(first?.text.slice(plainStart, plainEnd)).toBe(replacement);
    expect(first && applied(first)).toBe(first?.text);
    for (const { term, start, end } of first?.explanations ?? [])
      expect(first?.source.slice(start, end).toLowerCase()).toContain(term.slice(0, 4).toLowerCase());
    expect(second).toMatchObject({ source: 'Il pleut.', text: 'Il pleut.', edits: [], undone: 0, level: 'light' });
    expect(second?.version).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{8}(\.[0-9a-f]{8}){3}$/);
  });

  it('takes a page with its tags', async () => {
    writeFileSync(join(folder, 'letter.html'), letters[0]?.text ?? '');
    const [found] = json((await simplify(['--json', '--html', join(folder, 'letter.html')])).out);
    expect(found).toMatchObject({ source: letters[0]?.text, level: 'standard' });
    expect(found?.text.match(/<[^>]+>/g)).toEqual(found?.source.match(/<[^>]+>/g));
    expect(found && applied(found)).toBe(found?.text);
  });

  it('reads standard input as one text', async () => {
    const { out } = await simplify(['--json'], `${SENTENCE}\n\nIl pleut.\n`);
    const lines = json(out);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.text).toMatch(/Il pleut\.\n$/);
  });

  it('is readable by people: the text, the terms, the changes with their rules', async () => {
    const { out, err } = await simplify(['--level', 'light', SENTENCE]);
    expect(err).toBe('');
    expect(out).toMatch(/^Vous devez demander/);
    expect(out).toContain('Terms explained\n  RSA (revenu de solidarité active): ');
    expect(out).toMatch(/\n {2}7\.4 {2}replace +"êtes tenu de" -> "devez" {2}\[etre-tenu-de\]\n/);
    expect(out).toContain('not by a model');
  });

  it('keeps a page a page on standard output', async () => {
    const page = `<!doctype html><title>A</title><script>a < b</script><p class="x">${SENTENCE}</p>`;
    writeFileSync(join(folder, 'page.html'), page);
    const { out, err } = await simplify(['--level', 'light', '--html', join(folder, 'page.html')]);
    expect(out).toMatch(
      /^<!doctype html><title>A<\/title><script>a < b<\/script><p class="x">Vous devez demander .*<\/p>\n$/,
    );
    expect(err).toContain('"êtes tenu de" -> "devez"');
  });

  it('says what is wrong with a page', async () => {
    expect(await simplify(['--html', join(folder, 'absent.html')])).toMatchObject({ code: 1, out: '' });
    writeFileSync(join(folder, 'broken.html'), '<p>Une <b');
    const { code, err } = await simplify(['--html', join(folder, 'broken.html')]);
    expect(code).toBe(1);
    expect(err).toContain('markup-invalid: 7');
  });
});

describe('the letters of the corpus', () => {
  it.each(['light', 'standard', 'strong'] as const)('are the originals with their edits at level %s', async (level) => {
    const parvis = await createParvis({ assetsBase: join(ROOT, 'build', 'assets') });
    expect(letters.length).toBeGreaterThanOrEqual(120);
    for (const { id, text } of letters) {
      const found = await parvis.simplify(text, { level, markup: true });
      expect(applied({ source: text, edits: found.edits }), id).toBe(found.text);
      for (const { replacement, plainStart, plainEnd } of found.edits)
        expect(found.text.slice(plainStart, plainEnd), id).toBe(replacement);
      expect(found.before.words, id).toBeGreaterThan(0);
    }
    parvis.close();
  });
});
