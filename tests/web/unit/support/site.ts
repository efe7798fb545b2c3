import { HttpSource } from '../../../../web/src/source.js';
import type { FileStore } from '../../../../web/src/storage.js';
import { ParvisError } from '../../../../web/src/errors.js';
import { hash } from './core.js';

export const BASE = 'https://example.test/assets/';

const encoder = new TextEncoder();
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(encoder.encode(text));

/** A web site in memory that holds an engine and packs for Arabic and Spanish. */
export class Site {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly asked: string[] = [];
  online = true;
  /** True when the browser's own cache holds what was fetched. */
  cached = false;
  /** Answer of a gateway instead of the files. */
  status = 200;

  constructor() {
    const engine = [
      'core/parvis-core.wasm',
      'core/icudt.dat',
      'ort/runtime.12345678.wasm',
      'i18n/detect/profiles.txt',
      'i18n/guards/fr.json',
      'i18n/guards/ar.json',
      'plain/french.bin',
      'plain/lists.json',
    ];
    for (const path of engine) this.files.set(path, bytesOf(`content of ${path}`));
    engine.push(...this.#intent());
    this.json('assets.json', { format: 1, files: engine.map((path) => this.entry(path, path)) });
    this.#pack('body-1', 'body', [], ['body.bin:weights', 'tokenizer.model:tokenizer']);
    for (const code of ['ar', 'es']) {
      this.#pack(
        `fr-${code}-1`,
        'language',
        ['fr', code],
        ['graph.onnx:graph', 'embeddings.bin:embeddings', 'pieces.bin:pieces'],
      );
    }
    this.json('packs/index.json', {
      format: 1,
      packs: [
        { id: 'body-1', pack: 'body-1/pack.json' },
        { id: 'fr-ar-1', pack: 'fr-ar-1/pack.json', languages: ['fr', 'ar'] },
        { id: 'fr-es-1', pack: 'fr-es-1/pack.json', languages: ['fr', 'es'] },
      ],
    });
    this.json('i18n/ui/ar.json', { 'error.network-lost': 'انقطع الاتصال', 'error.internal': 'خطأ' });
  }

  json(path: string, value: unknown): void {
    this.files.set(path, bytesOf(JSON.stringify(value)));
  }

  entry(path: string, name: string): { path: string; bytes: number; sha256: string } {
    const bytes = this.file(path);
    return { path: name, bytes: bytes.length, sha256: hash(bytes) };
  }

  file(path: string): Uint8Array<ArrayBuffer> {
    const bytes = this.files.get(path);
    if (!bytes) throw new Error(`No ${path}`);
    return bytes;
  }

  /** Flips one bit of a file. */
  tamper(path: string): void {
    const copy = this.file(path).slice();
    copy[0] = (copy[0] ?? 0) ^ 1;
    this.files.set(path, copy);
  }

  source(): HttpSource {
    return new HttpSource(BASE, (input, init) => {
      const path = String(input).slice(BASE.length);
      if (init?.cache === 'only-if-cached') {
        const headers = { 'cache-control': 'public, max-age=31536000, immutable' };
        return this.cached
          ? Promise.resolve(new Response('', { headers }))
          : Promise.reject(new TypeError('Failed to fetch'));
      }
      this.asked.push(path);
      if (!this.online) return Promise.reject(new TypeError('Failed to fetch'));
      if (this.status !== 200) return Promise.resolve(new Response('', { status: this.status }));
      const bytes = this.files.get(path);
      return Promise.resolve(bytes ? new Response(bytes) : new Response('', { status: 404 }));
    });
  }

  /** What the classifier of procedures reads; the paths of its files. */
  #intent(): string[] {
    const procedures = [
      { id: 'log.aid', title: 'Payer son loyer', description: 'Une aide.', theme: 'logement', safety: false },
      {
        id: 'jus.violence',
        title: 'Se protéger',
        description: 'Contre les violences.',
        theme: 'justice',
        safety: true,
      },
    ];
    const files = {
      'intent/intent.json': { version: 's', answer: 0.5 },
      'intent/intent.bin': 'encoder',
      'intent/safety.json': [{ language: 'fr' }, { language: 'ar' }],
      'intent/numbers.json': {
        categories: {
          danger: ['112', '15'],
          violence: ['17', '112'],
          suicide: ['3114'],
          child: ['119'],
          homeless: ['115'],
        },
        procedures: { 'jus.violence': ['violence'] },
        numbers: {
          112: { fr: 'Urgences', ar: 'طوارئ' },
          15: { fr: 'Médecin', ar: 'طبيب' },
          17: { fr: 'Police', ar: 'شرطة' },
          115: { fr: 'Abri', ar: 'مأوى' },
        },
      },
      'intent/catalogue.fr.json': {
        format: 1,
        procedures: procedures.map((one) => ({
          ...one,
          title: { fr: one.title },
          description: { fr: one.description },
          examples: { fr: ['une phrase', 'une autre'] },
          url: `https://example.test/${one.id}`,
          checked: '2026-01-02',
        })),
      },
      'intent/catalogue.ar.json': {
        format: 1,
        procedures: [{ id: 'log.aid', title: { ar: 'دفع الإيجار' }, examples: { ar: ['جملة'] } }],
      },
    };
    for (const [path, value] of Object.entries(files)) this.json(path, value);
    return Object.keys(files);
  }

  #pack(id: string, kind: string, languages: string[], parts: string[]): void {
    const files = parts.map((part) => {
      const [name = '', role = ''] = part.split(':');
      this.files.set(`packs/${id}/${name}`, bytesOf(`${id} ${name}`));
      return { ...this.entry(`packs/${id}/${name}`, name), role };
    });
    const status = Object.fromEntries(
      languages.slice(1).flatMap((code) => [
        [`fr-${code}`, 'released'],
        [`${code}-fr`, 'beta'],
      ]),
    );
    const needs = kind === 'body' ? [] : ['body-1'];
    this.json(`packs/${id}/pack.json`, {
      format: 1,
      id,
      version: '1',
      kind,
      languages,
      needs,
      files,
      licence: 'CC0',
      status,
      scores: {},
    });
  }
}

/** A store in memory; `room` is the number of bytes that fit. */
export class MemoryStore implements FileStore {
  readonly persistent = true;
  readonly kept = new Map<string, { tag: string; bytes: Uint8Array<ArrayBuffer> }>();
  room = Infinity;

  get(path: string, tag: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const found = this.kept.get(path);
    return Promise.resolve(found?.tag === tag ? found.bytes : undefined);
  }

  async has(path: string, tag: string): Promise<boolean> {
    return (await this.get(path, tag)) !== undefined;
  }

  put(path: string, tag: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.room -= bytes.length;
    if (this.room < 0) return Promise.reject(new ParvisError('storage-full', { detail: path }));
    this.kept.set(path, { tag, bytes });
    return Promise.resolve();
  }

  delete(path: string): Promise<void> {
    this.kept.delete(path);
    return Promise.resolve();
  }

  prune(wanted: (path: string) => boolean): Promise<void> {
    for (const path of [...this.kept.keys()]) if (!wanted(path)) this.kept.delete(path);
    return Promise.resolve();
  }
}
