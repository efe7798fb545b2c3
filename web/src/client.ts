import { aborted, ParvisError } from './errors.js';
import type { ErrorData } from './errors.js';
import { LIGHT } from './protocol.js';
import type { CallMessage, CallName, Calls, FromWorker, InitMessage, ToWorker } from './protocol.js';
import type { Notice, Progress, RequestOptions } from './types.js';

/** A line to a worker. */
export interface Channel {
  post(message: ToWorker): void;
  /** Ends the worker whatever it is doing. */
  terminate(): void;
}

export interface ChannelEvents {
  message(message: FromWorker): void;
  /** The worker died or could not start. */
  crash(detail: string): void;
}

export type Spawn = (events: ChannelEvents) => Channel;

export interface ClientOptions {
  readonly spawn: Spawn;
  readonly init: InitMessage;
  readonly onNotice?: ((notice: Notice) => void) | undefined;
  /** Makes the error that the caller sees. */
  readonly toError?: (data: ErrorData) => ParvisError;
  /** Milliseconds a worker has to acknowledge an abort before it is replaced: it may hang inside the model. Default 15 s. */
  readonly abortGrace?: number;
}

interface Request {
  readonly message: CallMessage;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  /** Removes listeners and tells the caller; later calls do nothing. */
  settle(outcome: { value: unknown } | { error: ParvisError }): void;
  settled: boolean;
  crashes: number;
}

/** Crashes after which a request is given up. */
const MAX_CRASHES = 2;

/**
 * Queues requests to a worker, one heavy request at a time. When the worker dies it is started again and what it had not answered is
 * sent again, except a request that killed it twice.
 */
export class Client {
  readonly #options: ClientOptions;
  readonly #queue: Request[] = [];
  /** Sent and not acknowledged, in order. */
  readonly #sent = new Map<number, Request>();
  readonly #graceTimers = new Map<number, ReturnType<typeof setTimeout>>();
  #channel: Channel | undefined;
  #ready = false;
  #generation = 0;
  #nextId = 1;
  #closed = false;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  request<K extends CallName>(
    call: K,
    body: Calls[K]['body'],
    options: RequestOptions = {},
  ): Promise<Calls[K]['value']> {
    const { signal, onProgress } = options;
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(this.#error('closed'));
      if (signal?.aborted) return reject(aborted(signal));
      const id = this.#nextId++;
      const onAbort = (): void => {
        this.#abort(request, signal);
      };
      const request: Request = {
        message: { kind: 'call', id, call, body } as CallMessage,
        onProgress,
        settled: false,
        crashes: 0,
        settle: (outcome) => {
          if (request.settled) return;
          request.settled = true;
          signal?.removeEventListener('abort', onAbort);
          if ('error' in outcome) reject(outcome.error);
          else resolve(outcome.value as Calls[K]['value']);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#queue.push(request);
      this.#dispatch();
    });
  }

  /** Ends the worker; what was not answered is rejected with `closed`. */
  close(): void {
    this.#closed = true;
    this.#dropChannel();
    for (const request of [...this.#sent.values(), ...this.#queue]) request.settle({ error: this.#error('closed') });
    this.#sent.clear();
    this.#queue.length = 0;
  }

  #dispatch(): void {
    if (this.#closed) return;
    let busy = [...this.#sent.values()].some(({ message }) => !LIGHT.has(message.call));
    for (let at = 0; at < this.#queue.length;) {
      const request = this.#queue[at]!;
      const light = LIGHT.has(request.message.call);
      if (!light && busy) {
        at += 1;
        continue;
      }
      busy ||= !light;
      this.#queue.splice(at, 1);
      this.#sent.set(request.message.id, request);
      this.#open().post(request.message);
    }
  }

  #open(): Channel {
    if (this.#channel) return this.#channel;
    const generation = ++this.#generation;
    this.#ready = false;
    this.#channel = this.#options.spawn({
      message: (message) => {
        if (generation === this.#generation) this.#receive(message);
      },
      crash: (detail) => {
        if (generation === this.#generation) this.#crashed(detail);
      },
    });
    this.#channel.post(this.#options.init);
    return this.#channel;
  }

  #receive(message: FromWorker): void {
    this.#ready = true;
    switch (message.kind) {
      case 'ready':
        return;
      case 'notice':
        this.#options.onNotice?.(message.notice);
        return;
      case 'fatal':
        this.#crashed(message.detail);
        return;
      case 'progress': {
        const request = this.#sent.get(message.id);
        if (request && !request.settled) request.onProgress?.(message.progress);
        return;
      }
      case 'done':
      case 'failed': {
        const request = this.#sent.get(message.id);
        this.#forget(message.id);
        request?.settle(message.kind === 'done' ? { value: message.value } : { error: this.#toError(message.error) });
        this.#dispatch();
      }
    }
  }

  #abort(request: Request, signal: AbortSignal | undefined): void {
    const { id } = request.message;
    request.settle({ error: aborted(signal) });
    const waiting = this.#queue.indexOf(request);
    if (waiting >= 0) {
      this.#queue.splice(waiting, 1);
      return;
    }
    if (!this.#sent.has(id)) return;
    this.#channel?.post({ kind: 'abort', id });
    const timer = setTimeout(() => {
      this.#restart();
    }, this.#options.abortGrace ?? 15_000);
    // Under Node a timer keeps the process alive.
    if (typeof timer === 'object') timer.unref();
    this.#graceTimers.set(id, timer);
  }

  #crashed(detail: string): void {
    const code = this.#ready ? 'worker-crashed' : 'worker-start-failed';
    const sent = [...this.#sent.values()];
    const heavy = sent.filter(({ message }) => !LIGHT.has(message.call));
    for (const request of heavy.length > 0 ? heavy : sent) {
      request.crashes += 1;
      if (request.crashes < MAX_CRASHES) continue;
      this.#forget(request.message.id);
      request.settle({ error: this.#error(code, detail) });
    }
    this.#restart();
  }

  /** A fresh worker for whatever is still wanted. */
  #restart(): void {
    this.#dropChannel();
    const again = [...this.#sent.values()].filter(({ settled }) => !settled);
    this.#sent.clear();
    this.#queue.unshift(...again);
    this.#dispatch();
  }

  #dropChannel(): void {
    this.#generation += 1;
    this.#channel?.terminate();
    this.#channel = undefined;
    for (const timer of this.#graceTimers.values()) clearTimeout(timer);
    this.#graceTimers.clear();
  }

  #forget(id: number): void {
    this.#sent.delete(id);
    clearTimeout(this.#graceTimers.get(id));
    this.#graceTimers.delete(id);
  }

  #error(code: string, detail = ''): ParvisError {
    const { message } = new ParvisError(code);
    return this.#toError({ code, detail, message });
  }

  #toError(data: ErrorData): ParvisError {
    return this.#options.toError?.(data) ?? new ParvisError(data.code, { detail: data.detail, message: data.message });
  }
}
