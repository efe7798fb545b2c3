import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { classificationLines } from '../../../web/src/cli/classify.js';
import { main } from '../../../web/src/cli/main.js';
import type { Classification } from '../../../web/src/index.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const TOWN = join(ROOT, 'tests', 'data', 'intent', 'town', 'procedures.json');

/** `parvis classify` with the built core and catalogue. */
async function classify(args: readonly string[], input = ''): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await main(['classify', '--assets', join(ROOT, 'build', 'assets'), ...args], {
    stdin: Readable.from([input]),
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { code, out, err };
}

const json = (out: string): (Classification & { text: string })[] =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Classification & { text: string });

describe('parvis classify', () => {
  it.each([
    ['fr', 'je veux une aide pour payer mon loyer', 'log.apl'],
    ['ar', 'أريد تجديد بطاقة الإقامة', 'etr.titre_renouvellement'],
    ['uk', 'хочу записати дитину до школи', 'fam.ecole_inscription'],
    ['vi', 'tôi bị mất hộ chiếu', 'pap.passeport_perte_vol'],
    ['en', 'I want a divorce', 'fam.divorce'],
  ])('finds in %s what "%s" is about', async (language, text, id) => {
    const { code, out } = await classify(['--json', '--language', language, text]);
    expect(code).toBe(0);
    const [found] = json(out);
    expect(found).toMatchObject({ text, language, data: { procedures: 199 } });
    expect(found?.choices.map((choice) => choice.id)).toContain(id);
  });

  it('gives one answer a line, with everything that explains it', async () => {
    const { out } = await classify(['--json', '--language', 'fr', '--lexical'], 'payer mon loyer\n\nxyzzy\n');
    const lines = json(out);
    expect(lines.map(({ text }) => text)).toEqual(['payer mon loyer', '', 'xyzzy']);
    expect(lines.map(({ outcome }) => outcome === 'outside')).toEqual([false, true, true]);
    const [first] = lines;
    expect(first).toMatchObject({ semantic: false });
    expect(first?.choices[0]?.reasons.map(({ text }) => text)).toContain('loyer');
    expect(first?.version).not.toBe('');
    expect(first?.parameters).toHaveProperty('alone');
    expect(first?.operations).toContain('thresholds');
    expect(first?.data.sources).toEqual(['intent/catalogue.fr.json']);
  });

  it('knows the procedures of a town', async () => {
    const { out } = await classify(['--json', '--procedures', TOWN, 'un bac à compost pour mon jardin']);
    expect(json(out)[0]?.choices[0]).toMatchObject({ id: 'ville.composteur' });
    const { code, err } = await classify(['--procedures', join(ROOT, 'package.json'), 'a']);
    expect(code).toBe(1);
    expect(err).toContain('catalogue-invalid: format');
  });

  it('tells danger and whom to call, alone where asked', async () => {
    const { out } = await classify(['--safety', '--language', 'es', 'mon mari me frappe']);
    expect(out).toContain('DANGER? violence');
    expect(out).toContain('3919  Mujeres víctimas de violencia');
    expect(out).not.toContain('%');
    const calm = await classify(['--safety', '--json', 'refaire mon passeport']);
    expect(json(calm.out)).toEqual([{ text: 'refaire mon passeport', safety: [], numbers: [] }]);
  });

  it('is readable by people', async () => {
    const { out } = await classify(['--language', 'de', 'refaire ma carte d’identité']);
    expect(out).toMatch(/Personalausweis beantragen oder verlängern \| Demander ou renouveler une carte d'identité/);
    expect(out).toContain('because of: ');
    expect(out).toContain('not a decision');
  });

  it('offers nothing where it is not sure', () => {
    const found = { outcome: 'outside', choices: [{ id: 'a' }], safety: [], data: {}, version: '' };
    const lines = classificationLines('x', found as unknown as Classification, false);
    expect(lines.join('\n')).toContain('an adviser can help');
    expect(lines).toHaveLength(3);
  });
});
