/** Exchange with translators' tools: TMX 1.4b out (gala-global.org/tmx-14b), XLIFF 1.2 both ways (docs.oasis-open.org/xliff). */
import { XMLBuilder, XMLParser } from 'fast-xml-parser';

const builder = new XMLBuilder({ ignoreAttributes: false, format: true, suppressEmptyNode: true });
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A translation memory of French and one language. */
export function toTmx(entries, language) {
  const unit = (lang, text) => ({ '@_xml:lang': lang, seg: text });
  return (
    declaration +
    builder.build({
      tmx: {
        '@_version': '1.4',
        header: {
          '@_creationtool': 'parvis',
          '@_creationtoolversion': '1',
          '@_segtype': 'block',
          '@_o-tmf': 'jsonl',
          '@_adminlang': 'en',
          '@_srclang': 'fr',
          '@_datatype': 'plaintext',
        },
        body: {
          tu: entries.map((entry) => ({
            '@_tuid': entry.id,
            prop: { '@_type': 'x-status', '#text': entry.checked?.[language] ?? entry.status },
            tuv: [unit('fr', entry.fr), unit(language, entry.t[language])],
          })),
        },
      },
    })
  );
}

/** A file for review in a translator's tool. */
export function toXliff(entries, language) {
  return (
    declaration +
    builder.build({
      xliff: {
        '@_version': '1.2',
        '@_xmlns': 'urn:oasis:names:tc:xliff:document:1.2',
        file: {
          '@_original': 'phrasebook',
          '@_source-language': 'fr',
          '@_target-language': language,
          '@_datatype': 'plaintext',
          body: {
            'trans-unit': entries.map((entry) => ({
              '@_id': entry.id,
              source: entry.fr,
              target: { '@_state': 'needs-review-translation', '#text': entry.t[language] },
              note: entry.kind,
            })),
          },
        },
      },
    })
  );
}

/** @returns {{language: string, units: {id: string, source: string, target: string}[]}} */
export function fromXliff(text) {
  const parser = new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    trimValues: true,
    isArray: (name) => name === 'trans-unit',
  });
  const file = parser.parse(text)?.xliff?.file;
  if (!file || file['@_source-language'] !== 'fr') throw new Error('not an XLIFF file with French as its source');
  const words = (node) => (typeof node === 'string' ? node : String(node?.['#text'] ?? ''));
  const units = (file.body?.['trans-unit'] ?? []).map((unit) => ({
    id: String(unit['@_id']),
    source: words(unit.source),
    target: words(unit.target).normalize('NFC'),
  }));
  return { language: String(file['@_target-language']), units };
}
