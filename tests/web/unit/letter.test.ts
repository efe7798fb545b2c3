import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leavesOf, textOf } from '../../../web/src/letter/markup.js';
import { Rewriting } from '../../../web/src/letter/rewriting.js';
import { sourceOf, sourceOfText } from '../../../web/src/letter/source.js';
import { createParvis } from '../../../web/src/node.js';
import type { Parvis } from '../../../web/src/index.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const CORPUS = join(ROOT, 'i18n', 'plain', 'corpus');
const letters = readdirSync(CORPUS)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(CORPUS, name), 'utf8')) as { id: string; text: string });

const { window } = new JSDOM('', { url: 'https://town.example/' });

function read(html: string) {
  return sourceOf(new window.DOMParser().parseFromString(html, 'text/html').body);
}

describe('the source of a letter', () => {
  it('keeps a few tags without attributes', () => {
    expect(
      read('<h2 class="x">Un</h2>\n <p onclick="a()">Deux <b>mots</b>\n ici</p><ul><li>a</li><li><p>b</p></li></ul>')
        .markup,
    ).toBe('<h2>Un</h2><p>Deux <b>mots</b> ici</p><ul><li>a</li><li>b</li></ul>');
  });

  it('leaves out what can run, what is hidden and what is no text', () => {
    const { markup, links } = read(
      '<p>A<script>b()</script><img src=x onerror="c()"><span hidden>d</span> &lt;e&gt; <a href="javascript:f()">g</a> <a href="/h">i</a></p>' +
        '<template>j</template><iframe srcdoc="k"></iframe>',
    );
    expect(markup).toBe('<p>A &lt;e&gt; g <a href="0">i</a></p>');
    expect(links).toEqual(['https://town.example/h']);
  });

  it('gives loose text a paragraph and closes what a block interrupts', () => {
    expect(read('Un <strong>deux<p>trois</p></strong><div>quatre<br></div>').markup).toBe(
      '<p>Un <strong>deux</strong></p><p><strong>trois</strong></p><p>quatre</p>',
    );
  });

  it('reads a pasted text: paragraphs, broken lines, items', () => {
    expect(sourceOfText('Madame,\r\n\r\nVous devez\nrépondre <vite>.\nMerci.\n\n- un\n- deux\nFin').markup).toBe(
      '<p>Madame,</p><p>Vous devez répondre &lt;vite&gt;.<br>Merci.</p><ul><li>un</li><li>deux</li></ul><p>Fin</p>',
    );
  });
});

describe('the markup of a letter', () => {
  it('is read without attributes and without names that are not on the list', () => {
    const leaves = leavesOf('<p style="x">a<script>b</script>&amp;&#233;&nope;</p>');
    expect(leaves.map(({ text }) => text).join('')).toBe('ab&é&nope;');
    expect(new Set(leaves.flatMap(({ path }) => path.map(({ name }) => name)))).toEqual(new Set(['p']));
  });
});

describe('a rewriting', () => {
  let parvis: Parvis;
  beforeAll(async () => {
    parvis = await createParvis({ assetsBase: join(ROOT, 'build', 'assets') });
  });
  afterAll(() => {
    parvis.close();
  });

  it('gives every letter of the corpus in plain French, and back again', async () => {
    for (const { id, text } of letters) {
      const { markup } = read(text);
      const result = await parvis.simplify(markup, { markup: true, level: 'strong' });
      const rewriting = new Rewriting(markup, result);
      const all = rewriting.changes.map(({ group }) => group);
      expect(rewriting.text, id).toBe(textOf(leavesOf(result.text)));
      for (const explanation of result.explanations) {
        expect(rewriting.placeOfTerm(explanation), id).toEqual({
          start: explanation.plainStart,
          end: explanation.plainEnd,
        });
      }
      for (const { start, end, group } of rewriting.marks) {
        const edit = result.edits.find((one) => one.plainStart === start && one.plainEnd === end);
        expect(edit?.group, id).toBe(group);
      }
      rewriting.set(all, true);
      expect(rewriting.text, id).toBe(textOf(leavesOf(markup)));
      expect(rewriting.marks, id).toEqual([]);
      rewriting.set(all, false);
      expect(rewriting.text, id).toBe(textOf(leavesOf(result.text)));
    }
  });

  it('divides every letter into sentences that hold their edits whole', async () => {
    for (const { id, text } of letters) {
      const { markup } = read(text);
      const result = await parvis.simplify(markup, { markup: true });
      const { sentences, changes } = new Rewriting(markup, result);
      for (const [i, { start }] of sentences.entries())
        expect(start, id).toBeGreaterThanOrEqual(sentences[i - 1]?.end ?? 0);
      for (const { sentence, group } of changes) expect(sentence, `${id} ${String(group)}`).toBeDefined();
      for (const hard of result.hard)
        expect(
          sentences.some((one) => one.hard && one.start <= hard.start && hard.end <= one.end),
          id,
        ).toBe(true);
      expect(
        sentences.some(({ start, end }) => /\b(?:art|M|L|R)\.\s*$/.test(markup.slice(start, end))),
        id,
      ).toBe(false);
    }
  });

  it('undoes one change and leaves the others', async () => {
    const markup = '<p>Vous êtes tenu de répondre à l’issue de l’entretien.</p>';
    const rewriting = new Rewriting(markup, await parvis.simplify(markup, { markup: true, level: 'light' }));
    expect(rewriting.text).toBe('Vous devez répondre après l’entretien.');
    rewriting.set(rewriting.changes[0] ? [rewriting.changes[0].group] : [], true);
    expect(rewriting.text).toBe('Vous êtes tenu de répondre après l’entretien.');
    expect(rewriting.marks).toHaveLength(1);
    expect(rewriting.undone).toEqual([rewriting.changes[0]?.group]);
  });
});
