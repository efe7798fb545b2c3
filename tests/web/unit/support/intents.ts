import type { IntentAnswer, Intents, Procedure } from '../../../../wasm/types.js';

const decoder = new TextDecoder();

interface Entry {
  id: string;
  title?: Record<string, string>;
  description?: Record<string, string>;
  safety?: boolean;
  url?: string;
  theme?: string;
  checked?: string;
  related?: string[];
  audience?: string[];
}

/** A classifier whose answer is told: it keeps what it is given and finds the procedures whose French title holds a word of the text. */
export class FakeIntents implements Intents {
  readonly entries = new Map<string, Entry>();
  readonly started: string[][] = [];
  readonly lists: unknown[] = [];
  encoder: string | undefined;
  outcome: IntentAnswer['outcome'] = 'answer';
  alarms: IntentAnswer['alarms'] = [];
  safety: IntentAnswer['safety'] = [];
  settings: unknown;

  start(catalogues: readonly Uint8Array[], settings?: Uint8Array): void {
    const files = catalogues.map((bytes) => JSON.parse(decoder.decode(bytes)) as { procedures: Entry[] });
    for (const { procedures } of files) {
      for (const one of procedures) {
        const known = this.entries.get(one.id) ?? { id: one.id };
        this.entries.set(one.id, {
          ...known,
          ...one,
          title: { ...known.title, ...one.title },
          description: { ...known.description, ...one.description },
        });
      }
    }
    if (settings) this.settings = JSON.parse(decoder.decode(settings));
    this.started.push(files.map(({ procedures }) => procedures.map(({ id }) => id).join()));
  }

  loadEncoder(bytes: Uint8Array): void {
    this.encoder = decoder.decode(bytes);
  }

  loadSafety(list: Uint8Array): void {
    this.lists.push(JSON.parse(decoder.decode(list)));
  }

  classify(text: string): IntentAnswer {
    const words = [...text.matchAll(/\p{L}+/gu)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
    }));
    const reasons = words.map(({ start, end }, at) => ({ start, end, weight: [2, 0.01, -1, 3][at] ?? 0.5 }));
    const choices = [...this.entries.keys()].slice(0, 3).map((id, at) => ({
      id,
      probability: 0.8 / 2 ** at,
      lexical: 1,
      semantic: this.encoder === undefined ? 0 : 1,
      reasons,
    }));
    return {
      outcome: this.outcome,
      choices,
      outside: 0.1,
      alarms: this.alarms,
      safety: this.safety,
      semantic: this.encoder !== undefined,
      version: this.encoder === undefined ? 's' : 's+e',
    };
  }

  procedures(language: string): Procedure[] {
    return [...this.entries.values()].map(
      ({
        id,
        title,
        description,
        safety = false,
        url = '',
        theme = '',
        checked = '',
        related = [],
        audience = [],
      }) => ({
        id,
        theme,
        url,
        checked,
        safety,
        audience,
        related,
        title: title?.[language] ?? null,
        description: description?.[language] ?? null,
      }),
    );
  }
}
