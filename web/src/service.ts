import type { Engine } from './engine.js';
import { errorData, isFatal, ParvisError, toParvisError } from './errors.js';
import type { CallMessage, FromWorker, InitMessage, ToWorker } from './protocol.js';
import type { RequestOptions } from './types.js';

/** Answers the messages of a client with an engine. The same code runs in a worker and, under Node, beside the caller. */
export class Service {
  readonly #createEngine: (init: InitMessage) => Engine;
  readonly #post: (message: FromWorker) => void;
  readonly #running = new Map<number, AbortController>();
  #engine: Engine | undefined;

  constructor(createEngine: (init: InitMessage) => Engine, post: (message: FromWorker) => void) {
    this.#createEngine = createEngine;
    this.#post = post;
  }

  handle(message: ToWorker): void {
    switch (message.kind) {
      case 'init':
        this.#engine = this.#createEngine(message);
        break;
      case 'abort':
        this.#running.get(message.id)?.abort();
        break;
      case 'call':
        void this.#answer(message);
        break;
    }
  }

  async close(): Promise<void> {
    for (const controller of this.#running.values()) controller.abort();
    await this.#engine?.close();
  }

  async #answer(message: CallMessage): Promise<void> {
    const { id } = message;
    const controller = new AbortController();
    this.#running.set(id, controller);
    try {
      const value = await this.#perform(message, {
        signal: controller.signal,
        onProgress: (progress) => {
          this.#post({ kind: 'progress', id, progress });
        },
      });
      this.#post({ kind: 'done', id, value: value ?? null });
    } catch (thrown) {
      if (isFatal(thrown)) this.#post({ kind: 'fatal', detail: toParvisError(thrown).message });
      else this.#post({ kind: 'failed', id, error: errorData(toParvisError(thrown)) });
    } finally {
      this.#running.delete(id);
    }
  }

  #perform(message: CallMessage, options: RequestOptions): Promise<unknown> {
    const engine = this.#engine;
    if (!engine) return Promise.reject(new ParvisError('internal', { detail: 'no init' }));
    switch (message.call) {
      case 'start':
        return engine.start(options);
      case 'detect':
        return engine.detect(message.body.text);
      case 'packs':
        return engine.packs(options);
      case 'prepare':
        return engine.prepare(message.body.from, message.body.to, options);
      case 'translate':
        return engine.translate(message.body.inputs, message.body, options);
      case 'answer':
        return engine.answer(message.body.text, message.body, options);
      case 'transliterate':
        return engine.transliterate(message.body.name, message.body.from);
      case 'phrases':
        return engine.phrases(message.body.inputs, message.body, options);
      case 'report':
        return engine.report();
      case 'classify':
        return engine.classify(message.body.text, message.body, options);
      case 'procedures':
        return engine.procedures(message.body.language, options);
      case 'addProcedures':
        return engine.addProcedures(message.body.json, options);
      case 'simplify':
        return engine.simplify(message.body.text, message.body, options);
      case 'syllables':
        return engine.syllables(message.body.text, options);
    }
  }
}
