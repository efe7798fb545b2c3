import { describe, expect, it } from 'vitest';
import type { AnswerTranslation } from '../../../web/src/answer.js';
import { AnswerTranslator } from '../../../web/src/answers.js';
import type { Translate } from '../../../web/src/answers.js';
import { ParvisError } from '../../../web/src/errors.js';
import { lostNames } from '../../../web/src/names.js';
import type { SegmentResult } from '../../../wasm/types.js';
import { FakeCore } from './support/core.js';
import { translated } from './support/dom.js';

/** A core that cuts after full stops and line ends. */
class CuttingCore extends FakeCore {
  override segment(text: string): string[] {
    return text.trim() === '' ? [] : (text.match(/[^.。\n]+[.。]?\s*/g) ?? []);
  }
}

const kept = (text: string, ...flags: string[]): SegmentResult => ({
  text,
  status: 'kept',
  confidence: 0,
  level: 'kept',
  flags,
  terms: [],
});

type Table = Readonly<Record<string, string | SegmentResult | ParvisError>>;

function answer(text: string, table: Table, french?: string, from = 'es'): Promise<AnswerTranslation> {
  const translate: Translate = (inputs) => {
    const results = inputs.map((input) => {
      const found = table[input.text] ?? `<${input.text}>`;
      if (found instanceof ParvisError) throw found;
      return typeof found === 'string' ? translated(found) : found;
    });
    return Promise.resolve(results);
  };
  return new AnswerTranslator(new CuttingCore(), async (...call) => translate(...call)).translate(
    text,
    { from, french },
    {},
  );
}

const kinds = ({ warnings }: AnswerTranslation): string[] =>
  warnings.map(({ kind, detail }) => (detail === '' ? kind : `${kind} ${detail}`));

describe('an answer', () => {
  it('comes in French and back, sentence by sentence, with its lines', async () => {
    const found = await answer('Vivo solo.\n\nPago 300 euros.', {
      'Vivo solo.': 'Je vis seul.',
      'Pago 300 euros.': 'Je paie 300 euros.',
      'Je vis seul.': 'Vivo solo.',
      'Je paie 300 euros.': 'Pago 300 euros.',
    });
    expect(found).toMatchObject({
      from: 'es',
      french: 'Je vis seul.\n\nJe paie 300 euros.',
      back: 'Vivo solo.\n\nPago 300 euros.',
      level: 'good',
      warnings: [],
    });
    expect(found.sentences.map(({ french }) => french)).toEqual(['Je vis seul.', 'Je paie 300 euros.']);
  });

  it('puts a space between French sentences that had none', async () => {
    const found = await answer(
      '一。二。',
      { '一。': 'Un.', '二。': 'Deux.', 'Un.': '一。', 'Deux.': '二。' },
      undefined,
      'zh',
    );
    expect([found.french, found.back]).toEqual(['Un. Deux.', '一。二。']);
  });

  it('keeps a sentence that could not be translated in the words of the person, and says so', async () => {
    const found = await answer('Vivo solo. Xyz.', { 'Vivo solo.': 'Je vis seul.', 'Xyz.': kept('Xyz.', 'copied') });
    expect(found.french).toBe('Je vis seul. Xyz.');
    expect(found.back).toBe('<Je vis seul.> Xyz.');
    expect(found.level).toBe('kept');
    expect(kinds(found)).toEqual(['kept Xyz.']);
  });

  it('has nothing to say against what needs no translation', async () => {
    const found = await answer('12 €', { '12 €': kept('12 €', 'nothing-to-translate') });
    expect([found.french, found.level, found.warnings]).toEqual(['12 €', 'good', []]);
  });

  it('warns of numbers, negations and names that are lost, and is to be checked then', async () => {
    const found = await answer('do not pay 300 to Ana Ruiz.', {
      'do not pay 300 to Ana Ruiz.': 'payer 200.',
      'payer 200.': 'pay 200.',
    });
    expect(kinds(found)).toEqual(['value-missing 300', 'negation', 'name Ana', 'name Ruiz']);
    expect(found.level).toBe('check');
  });

  it('warns when only the way back shows that a negation is lost', async () => {
    const found = await answer('not now.', { 'not now.': 'not maintenant.', 'not maintenant.': 'now.' });
    expect(kinds(found)).toEqual(['negation']);
  });

  it('is to be checked where the model is unsure', async () => {
    const found = await answer('Vivo solo.', { 'Vivo solo.': { ...translated('Je vis.'), level: 'check' } });
    expect([found.level, kinds(found)]).toEqual(['check', ['unsure']]);
  });

  it('says when nobody can tell what the French says', async () => {
    const off = new ParvisError('direction-off');
    const found = await answer('Vivo solo.', { 'Vivo solo.': 'Je vis seul.', 'Je vis seul.': off });
    expect([found.back, found.level, kinds(found)]).toEqual([null, 'check', ['back-missing']]);
  });

  it('is refused where the direction is off, and from French', async () => {
    const off = new ParvisError('direction-off');
    await expect(answer('a.', { 'a.': off })).rejects.toMatchObject({ code: 'direction-off' });
    await expect(answer('a.', {}, undefined, 'fr')).rejects.toMatchObject({ code: 'direction-unsupported' });
  });

  it('is nothing for nothing', async () => {
    expect(await answer(' ', {})).toMatchObject({ french: '', back: '', level: 'good', warnings: [] });
  });
});

describe('French of the person’s own', () => {
  it('stays as it is, is told in their language and compared', async () => {
    const found = await answer('pay 300.', { 'Je paie 200.': 'I pay 200.' }, 'Je paie 200.');
    expect(found).toMatchObject({ french: 'Je paie 200.', back: 'I pay 200.', level: 'check', sentences: [] });
    expect(kinds(found)).toEqual(['value-missing 300']);
  });

  it('says which part could not be told', async () => {
    const found = await answer('a.', { 'Un.': kept('Un.') }, 'Un. Deux.');
    expect([found.back, kinds(found)]).toEqual(['… <Deux.>', ['back-missing']]);
  });
});

describe('names', () => {
  const latin: Readonly<Record<string, string>> = {
    Олена: 'Olena',
    Олени: 'Oleny',
    Марсель: 'Marsel',
    Коваль: 'Koval',
  };
  const core = { transliterate: (name: string) => latin[name] ?? name };

  it.each([
    ['uk', 'Мене звати Олена.', 'Je m’appelle Olena.', []],
    ['uk', 'Донька Олени живе в місті Марсель.', 'La fille d’Olena vit à Marseille.', []],
    ['uk', 'Мій лікар – пан Коваль.', 'Mon médecin est M. Forgeron.', ['Коваль']],
    ['es', 'Vivo con Ana Pérez.', 'Je vis avec Ana Perez.', []],
    ['es', '¿Vivo con Ana?', 'Je vis avec elle ?', ['Ana']],
    ['en', 'I come on Monday in March.', 'Je viens lundi en mars.', []],
    ['de', 'Ich habe eine Wohnung.', 'J’ai un logement.', []],
    ['ar', 'اسمي محمد', 'Je m’appelle Marc.', []],
  ])('%s: %s', (language, source, french, lost) => {
    expect(lostNames(source, french, language, core)).toEqual(lost);
  });
});
