import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { CoreError, createCore } from '../../wasm/core.js';
import type { Core } from '../../wasm/core.js';

const root = new URL('../../', import.meta.url);
const read = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, root)));
const lists = {
  replacements: [
    { id: 'solliciter', kind: 'verb', from: 'solliciter', to: 'demander', rule: '6.4' },
    { id: 'issue', kind: 'fixed', from: "à l'issue de", to: 'après', rule: '6.4' },
  ],
  terms: [
    {
      id: 'apl',
      kind: 'acronym',
      fr: 'APL',
      expand: 'aide personnalisée au logement',
      explain: 'Aide pour payer le loyer.',
    },
  ],
};

let core: Core;

beforeAll(async () => {
  core = await createCore({
    url: new URL('build/assets/core/', root),
    wasmBinary: read('build/assets/core/parvis-core.wasm'),
  });
  core.loadIcu(read('build/assets/core/icudt.dat'));
});

describe('plain French in the core', () => {
  it('asks for its model first', () => {
    expect(() => core.plain.simplify('Bonjour.')).toThrow(CoreError);
  });

  it('rewrites text and markup, with edits in UTF-16 units', () => {
    core.plain.start(
      read('models/french/french.bin'),
      new TextEncoder().encode(JSON.stringify(lists)),
      read('i18n/guards/fr.json'),
    );
    const text = "😀 Vous pouvez solliciter l'APL à l'issue du délai.";
    const result = core.plain.simplify(text, { level: 'light' });
    expect(result.text).toBe("😀 Vous pouvez demander l'APL après le délai.");
    expect(result.edits.map((edit) => text.slice(edit.start, edit.end))).toEqual(['solliciter', "à l'issue du"]);
    for (const edit of result.edits) {
      expect(result.text.slice(edit.plainStart, edit.plainEnd)).toBe(edit.replacement);
      expect(edit.kind).toBe('replace');
    }
    const [term] = result.explanations;
    expect(term && result.text.slice(term.plainStart, term.plainEnd)).toBe('APL');
    expect(result.hardTerms).toEqual([]);
    expect(result.before.words).toBe(10);
    expect(core.plain.simplify('<p>Vous pouvez <b>solliciter</b> un avis.</p>', { markup: true }).text).toBe(
      '<p>Vous pouvez <b>demander</b> un avis.</p>',
    );
  });

  it('tells where syllables begin, in UTF-16 units', () => {
    expect(core.plain.syllables('😀 administration')).toEqual([5, 7, 10, 13]);
    expect(core.plain.syllables('')).toEqual([]);
  });

  it('refuses what it cannot read', () => {
    expect(() => core.plain.simplify('<p', { markup: true })).toThrow(CoreError);
  });
});
