// Translates with the built product under Node; evaluate.py speaks to it.
//
//   stdin   {"assets": folder, "from": code, "to": code, "texts": [..]}
//   stdout  [{"text", "status", "confidence", "level", "flags"}]
import { text } from 'node:stream/consumers';
import { createParvis } from 'parvis';

const { assets, from, to, texts } = JSON.parse(await text(process.stdin));
const parvis = await createParvis({ assetsBase: assets });
const results = await parvis.translate(texts, { from, to });
parvis.close();
process.stdout.write(JSON.stringify(results));
