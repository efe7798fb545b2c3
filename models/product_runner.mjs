// Translates with the built product under Node; evaluate.py and evaluate_terms.py speak to it.
//
//   stdin   {"assets": folder, "from": code, "to": code, "texts": [..], "guideTerms": true}
//   stdout  [{"text", "status", "confidence", "level", "flags", "terms"}]
import { text } from 'node:stream/consumers';
import { createParvis } from 'parvis';

const { assets, from, to, texts, guideTerms = true } = JSON.parse(await text(process.stdin));
const parvis = await createParvis({ assetsBase: assets });
const results = await parvis.translate(texts, { from, to, guideTerms });
parvis.close();
process.stdout.write(JSON.stringify(results));
