import { createHash } from 'node:crypto';
import { CoreError } from '../../../../wasm/types.js';
import type {
  Batch,
  Comparison,
  Core,
  Job,
  PackInfo,
  PhraseLookup,
  SegmentInput,
  SegmentResult,
} from '../../../../wasm/types.js';
import type { Backend, ModelSession } from '../../../../web/src/backend.js';
import { FakeIntents } from './intents.js';
import { FakePlain } from './plain.js';

const decoder = new TextDecoder();

/** A core that verifies packs like the true one and translates each text by one batch of its length. */
export class FakeCore implements Core {
  readonly version = 'fake';
  readonly intents = new FakeIntents();
  readonly plain = new FakePlain();
  readonly open = new Map<string, PackInfo>();
  icu = 0;
  profiles = 0;
  readonly guards: string[] = [];
  readonly phrasebooks: string[] = [];
  readonly termbases: string[] = [];
  jobs = 0;
  freed = 0;

  loadIcu(data: Uint8Array): void {
    this.icu = data.length;
  }

  loadProfiles(data: Uint8Array): void {
    this.profiles = data.length;
  }

  loadGuards(data: Uint8Array): void {
    this.guards.push(decoder.decode(data));
  }

  loadPhrasebook(data: Uint8Array): void {
    this.phrasebooks.push(decoder.decode(data));
  }

  loadTermbase(data: Uint8Array): void {
    this.termbases.push(decoder.decode(data));
  }

  /** Knows the texts that its phrasebooks hold as lines "French=translation". */
  findPhrases(to: string, inputs: readonly SegmentInput[]): PhraseLookup[] {
    const lines = this.phrasebooks.filter((book) => book.startsWith(`${to}\n`)).flatMap((book) => book.split('\n'));
    return inputs.map(({ text }) => {
      const found = lines.find((line) => line.startsWith(`${text}=`))?.slice(text.length + 1);
      const result =
        found && ({ text: found, status: 'phrase', confidence: 1, level: 'phrase', flags: [], terms: [] } as const);
      return { result: result || null, similar: [] };
    });
  }

  readManifest(manifest: Uint8Array): PackInfo {
    try {
      return JSON.parse(decoder.decode(manifest)) as PackInfo;
    } catch {
      throw new CoreError('pack-json-invalid', 'not JSON');
    }
  }

  openPack(manifest: Uint8Array, files: ReadonlyMap<string, Uint8Array>): PackInfo {
    const info = this.readManifest(manifest);
    for (const { path, bytes, sha256 } of info.files) {
      const file = files.get(path);
      if (!file) throw new CoreError('pack-file-missing', 'missing', path);
      if (file.length < bytes) throw new CoreError('pack-file-truncated', 'short', path);
      if (file.length > bytes) throw new CoreError('pack-file-oversized', 'long', path);
      if (sha256 !== hash(file)) throw new CoreError('pack-hash-mismatch', 'tampered', path);
    }
    this.open.set(info.id, info);
    return info;
  }

  closePack(id: string): void {
    this.open.delete(id);
  }

  detect(text: string): ReturnType<Core['detect']> {
    return { language: text.includes('¿') ? 'es' : 'und', script: 'Latn', direction: 'ltr', confidence: 1 };
  }

  segment(text: string): string[] {
    return [text];
  }

  findLocks(): [] {
    return [];
  }

  /** Numbers written in digits are compared, and "not" is a negation in every language. */
  compare(source: string, _from: string, target: string): Comparison {
    const numbers = (text: string): string[] => text.match(/\d+/g) ?? [];
    const missing = numbers(source).filter((value) => !numbers(target).includes(value));
    const negated = source.includes('not') !== target.includes('not');
    return { values: missing.map((value) => ({ what: 'missing', value })), flags: negated ? ['negation'] : [] };
  }

  transliterate(name: string, language: string): string {
    return `${language}:${name}`;
  }

  job(packId: string, to: string, inputs: readonly SegmentInput[]): Job {
    if (!this.open.has(packId)) throw new CoreError('pack-unknown', 'closed', packId);
    this.jobs += 1;
    let next = 0;
    const accepted: boolean[] = [];
    return {
      next: (): Batch | null => {
        if (next === inputs.length) return null;
        const id = next++;
        if (inputs[id]?.text === 'trap') throw new CoreError('core-stopped', 'trap');
        return { id, source: Int32Array.of(5, 0), batch: 1, length: 2, maxLength: 8, shortlist: Int32Array.of(0, 5) };
      },
      accept: (id) => {
        accepted[id] = true;
      },
      results: () =>
        inputs.map(({ text }, at): SegmentResult => {
          const kept = text === 'standard:refused';
          const done = accepted[at] ? `${to}:${text}` : '';
          return {
            text: kept ? text : done,
            status: kept ? 'kept' : 'translated',
            confidence: kept ? 0 : 1,
            level: kept ? 'kept' : 'good',
            flags: [],
            terms: [],
          };
        }),
      free: () => {
        this.freed += 1;
      },
    };
  }
}

/** A backend that counts sessions and runs. */
export class FakeBackend implements Backend {
  readonly opened: { graph: number; external: string[] }[] = [];
  live = 0;
  runs = 0;
  /** Called before each run. */
  onRun: () => void = () => undefined;

  open(graph: Uint8Array, external: ReadonlyMap<string, Uint8Array>): Promise<ModelSession> {
    this.opened.push({ graph: graph.length, external: [...external.keys()] });
    this.live += 1;
    return Promise.resolve({
      run: () => {
        this.onRun();
        this.runs += 1;
        const step = Int32Array.of(5, 0);
        return Promise.resolve({ target: step, alignment: step, score: Float32Array.of(0, 0), steps: 2 });
      },
      release: () => {
        this.live -= 1;
        return Promise.resolve();
      },
    });
  }
}

export function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
