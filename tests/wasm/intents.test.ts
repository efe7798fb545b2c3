import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { CoreError, createCore } from '../../wasm/core.js';
import type { Core } from '../../wasm/core.js';

const assets = new URL('../../build/assets/', import.meta.url);
const settings = new Uint8Array(readFileSync(new URL('../data/intent/settings.json', import.meta.url)));
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

const catalogue = {
  format: 1,
  procedures: [
    { id: 'log.aid', title: { fr: 'Payer son loyer', ar: 'دفع الإيجار' }, examples: { fr: ['aide pour le loyer'] } },
    {
      id: 'pap.card',
      title: { fr: 'Refaire sa carte' },
      keywords: ['CNI'],
      url: 'https://example.test/',
      safety: true,
    },
    { id: 'fam.school', title: { fr: 'Inscrire un enfant à l’école' }, examples: { ar: ['تسجيل الطفل في المدرسة'] } },
  ],
};

/** An encoder file that has learned no word and prefers one procedure whatever is said. */
function encoder(preferred: string): Uint8Array {
  const classes = ['log.aid', 'pap.card', 'fam.school', '~outside', '~violence'];
  const header = bytes({ version: 'e', dimensions: 2, features: 0, classes, scale: 1, custom: { scale: 1, bias: 0 } });
  const rows = classes.flatMap((id) => [id === preferred ? 9 : 0, 0, 0]);
  const file = new Uint8Array(8 + header.length + 4 * rows.length);
  const view = new DataView(file.buffer);
  file.set(new TextEncoder().encode('PVI1'));
  view.setUint32(4, header.length, true);
  file.set(header, 8);
  rows.forEach((value, at) => {
    view.setFloat32(8 + header.length + 4 * at, value, true);
  });
  return file;
}

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof CoreError) return error.code;
    throw error;
  }
  throw new Error('nothing was thrown');
}

let core: Core;

beforeEach(async () => {
  const wasm = new Uint8Array(readFileSync(new URL('core/parvis-core.wasm', assets)));
  core = await createCore({ url: new URL('core/', assets), wasmBinary: wasm });
  core.loadIcu(new Uint8Array(readFileSync(new URL('core/icudt.dat', assets))));
});

describe('procedures in the core', () => {
  it('are found by their words, with the words in UTF-16 units', () => {
    core.intents.start([bytes(catalogue)], settings);
    const text = '🏠 aide LOYER';
    const { choices, semantic, version } = core.intents.classify(text);
    expect(choices[0]?.id).toBe('log.aid');
    expect(choices[0]?.reasons.map(({ start, end }) => text.slice(start, end))).toEqual(['aide', 'LOYER']);
    expect([semantic, version]).toEqual([false, 'test-1']);
    expect(core.intents.classify('تسجيل الطفل').choices[0]?.id).toBe('fam.school');
    expect(core.intents.classify('').outcome).toBe('outside');
  });

  it('gain texts and procedures without starting again', () => {
    core.intents.start([bytes(catalogue)], settings);
    const more = { id: 'ville.compost', title: { fr: 'Recevoir un composteur' } };
    core.intents.start([bytes({ format: 1, procedures: [more, { id: 'log.aid', title: { uk: 'Оплатити житло' } }] })]);
    expect(core.intents.classify('composteur').choices[0]?.id).toBe('ville.compost');
    expect(core.intents.procedures('uk').map(({ title }) => title)).toEqual(['Оплатити житло', null, null, null]);
    expect(core.intents.procedures('fr')[1]).toMatchObject({ url: 'https://example.test/', safety: true });
  });

  it('are weighed by an encoder too, which stays when the catalogue grows', () => {
    core.intents.start([bytes(catalogue)], settings);
    core.intents.loadEncoder(encoder('pap.card'));
    const found = core.intents.classify('bonjour');
    expect(found).toMatchObject({ semantic: true, version: 'test-1+e', choices: [{ id: 'pap.card' }, {}, {}] });
    core.intents.start([bytes({ format: 1, procedures: [{ id: 'x.y', title: { fr: 'Autre' } }] })]);
    expect(core.intents.classify('bonjour')).toMatchObject({ semantic: true, choices: [{ id: 'pap.card' }, {}, {}] });
    core.intents.loadEncoder(encoder('~violence'));
    expect(core.intents.classify('bonjour').alarms).toMatchObject([{ category: 'violence' }]);
  });

  it('raise alarms for words of danger', () => {
    core.intents.start([bytes(catalogue)], settings);
    core.intents.loadSafety(bytes({ language: 'fr', violence: ['mari frappe'], harmless: [] }));
    expect(core.intents.classify('Mon mari me frappe !').safety).toEqual([{ category: 'violence', start: 4, end: 18 }]);
    expect(core.intents.classify('payer mon loyer').safety).toEqual([]);
  });

  it('refuse files that are not of their form, and what comes too early', () => {
    expect(codeOf(() => core.intents.classify('a'))).toBe('argument-invalid');
    expect(codeOf(() => core.intents.loadEncoder(encoder('log.aid')))).toBe('argument-invalid');
    expect(codeOf(() => core.intents.start([], bytes({})))).toBe('catalogue-invalid');
    core.intents.start([bytes(catalogue)], settings);
    for (const file of [{}, { format: 2, procedures: [] }, { format: 1, procedures: [{ id: 'a' }] }]) {
      expect(
        codeOf(() => core.intents.start([bytes(file)])),
        JSON.stringify(file),
      ).toBe('catalogue-invalid');
    }
    expect(codeOf(() => core.intents.loadEncoder(encoder('log.aid').slice(0, -1)))).toBe('encoder-invalid');
    expect(codeOf(() => core.intents.loadSafety(bytes([])))).toBe('lists-invalid');
    expect(core.intents.procedures('fr')).toHaveLength(3);
  });
});
