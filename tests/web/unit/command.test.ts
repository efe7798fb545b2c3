import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { main } from '../../../web/src/cli/main.js';
import { parseCommand } from '../../../web/src/cli/command.js';
import { readLines, table } from '../../../web/src/cli/text.js';
import { LiveForms } from '../../../web/src/form.js';
import { fake, translated } from './support/dom.js';

const FORMS = join(import.meta.dirname, '..', '..', '..', 'web', 'demo', 'public');

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await main(args, {
    stdin: Readable.from(['']),
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { code, out, err };
}

describe('command line', () => {
  it.each([
    [
      ['translate', '--to', 'es', 'Nom', 'Prénom'],
      { name: 'translate', to: 'es', texts: ['Nom', 'Prénom'], html: undefined },
    ],
    [['translate', '--to', 'fr', '--from', 'es', '--json'], { to: 'fr', from: 'es', json: true, table: false }],
    [['translate', '--to', 'ar', '--html', 'a.html', '--bilingual', 'below'], { html: 'a.html', bilingual: 'below' }],
    [['transliterate', '--from', 'uk', 'Олена'], { name: 'transliterate', from: 'uk', texts: ['Олена'] }],
    [['answer', '--from', 'ar', 'لا'], { name: 'answer', from: 'ar', texts: ['لا'] }],
    [['bench'], { name: 'bench', to: 'ar' }],
    [['phrases', '--to', 'ar', 'Oui'], { name: 'phrases', to: 'ar', texts: ['Oui'] }],
    [['simplify', 'Un texte'], { name: 'simplify', level: 'standard', texts: ['Un texte'] }],
    [['simplify', '--level', 'strong', '--html', 'a.html'], { level: 'strong', html: 'a.html' }],
    [['translate', '--to', 'es', '--plain', 'Nom'], { to: 'es', plain: true, texts: ['Nom'] }],
    [['--once', '--to', 'uk'], { name: 'translate', to: 'uk', table: true }],
    [[], { name: 'help' }],
    [['translate', '--help'], { name: 'help' }],
  ])('%j is understood', (args, command) => {
    expect(parseCommand(args)).toMatchObject(command);
  });

  it.each([
    [['sing'], "there is no command 'sing'"],
    [['translate'], '--to says into which language'],
    [['translate', '--to', 'Arabic'], "'Arabic' is no language code"],
    [['translate', '--to', 'ar', '--html', 'a.html', 'Nom'], 'either --html or texts'],
    [['translate', '--to', 'ar', '--bilingual', 'both'], "--bilingual is none, beside or below, not 'both'"],
    [['packs', '--unknown'], 'unknown'],
    [['transliterate', 'Олена'], '--from says in which language'],
    [['simplify', '--level', 'easy', 'a'], "--level is light, standard or strong, not 'easy'"],
  ])('%j is refused with the usage and exit code 2', async (args, message) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).toContain('usage: parvis');
  });

  it('prints its usage when asked for', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, err: '' });
  });

  it('says what is missing, with the code of the error and exit code 1', async () => {
    const { code, err } = await run('packs', '--assets', '/nowhere');
    expect(code).toBe(1);
    expect(err).toMatch(/^parvis: .+ \[file-missing: .*assets\.json\]\n$/);
  });

  it('reads lines however they end, empty ones too', async () => {
    expect(await readLines(Readable.from(['a\r\n\nb']))).toEqual(['a', '', 'b']);
  });

  it('puts columns on one line', () => {
    expect(table([['Nom\n de famille', 'Apellido', 'good']])).toBe('Nom de famille | Apellido | good\n');
  });
});

describe('HTML files', () => {
  const forms = readdirSync(FORMS).filter((name) => name.endsWith('.html'));

  it('of the demonstration are there', () => {
    expect(forms.length).toBeGreaterThanOrEqual(3);
  });

  it.each(forms)('%s is translated as a live page would be, and comes back in French', async (name) => {
    const page = parseHTML(readFileSync(join(FORMS, name), 'utf8'));
    const document = page.document as unknown as Document;
    const before = String(page.document);
    const live = new LiveForms((inputs) => Promise.resolve(inputs.map(({ text }) => translated(fake(text)))));
    const { segments } = await live.translate(document, { to: 'ar', observe: false });
    expect(segments.length).toBeGreaterThan(10);
    expect(segments.filter(({ result }) => result.status === 'kept')).toEqual([]);
    for (const label of document.querySelectorAll('label')) {
      expect([label.textContent, label.getAttribute('lang')]).toEqual([expect.stringContaining('['), 'ar']);
    }
    expect(document.documentElement.getAttribute('dir')).toBe('rtl');
    live.restore();
    expect(String(page.document)).toBe(before);
  });
});
