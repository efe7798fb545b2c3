import { describe, expect, it } from 'vitest';
import { Client } from '../../../web/src/client.js';
import type { ChannelEvents } from '../../../web/src/client.js';
import type { FromWorker, ToWorker } from '../../../web/src/protocol.js';
import type { Progress } from '../../../web/src/types.js';

/** A worker whose answers the test writes. */
interface FakeWorker {
  readonly received: ToWorker[];
  readonly events: ChannelEvents;
  terminated: boolean;
}

function open(options: { abortGrace?: number } = {}) {
  const workers: FakeWorker[] = [];
  const client = new Client({
    init: { kind: 'init', assetsBase: 'https://example.test/' },
    ...options,
    spawn: (events) => {
      const worker: FakeWorker = { received: [], events, terminated: false };
      workers.push(worker);
      return {
        post: (message) => worker.received.push(message),
        terminate: () => {
          worker.terminated = true;
        },
      };
    },
  });
  const worker = (): FakeWorker => {
    const last = workers.at(-1);
    if (!last) throw new Error('No worker');
    return last;
  };
  return {
    client,
    workers,
    worker,
    say: (message: FromWorker) => {
      worker().events.message(message);
    },
  };
}

const translate = (client: Client, text: string, signal?: AbortSignal): Promise<unknown> =>
  client.request(
    'translate',
    { from: 'fr', to: 'ar', inputs: [{ text }], isolate: false, localiseDates: false, guideTerms: true, plain: false },
    { signal },
  );

const calls = ({ received }: FakeWorker): string[] =>
  received.map((message) => (message.kind === 'call' ? `${message.call} ${String(message.id)}` : message.kind));

describe('queue', () => {
  it('starts the worker at the first request and sends one heavy request at a time', async () => {
    const { client, workers, worker, say } = open();
    expect(workers).toHaveLength(0);
    const first = translate(client, 'a');
    const second = translate(client, 'b');
    expect(calls(worker())).toEqual(['init', 'translate 1']);
    say({ kind: 'done', id: 1, value: 'A' });
    expect(calls(worker())).toEqual(['init', 'translate 1', 'translate 2']);
    say({ kind: 'done', id: 2, value: 'B' });
    expect(await Promise.all([first, second])).toEqual(['A', 'B']);
    expect(workers).toHaveLength(1);
  });

  it('lets small questions overtake', async () => {
    const { client, worker, say } = open();
    void translate(client, 'a');
    const detection = client.request('detect', { text: 'hola' });
    expect(calls(worker())).toEqual(['init', 'translate 1', 'detect 2']);
    say({ kind: 'done', id: 2, value: 'es' });
    expect(await detection).toBe('es');
  });

  it('passes progress on, and errors with their code', async () => {
    const { client, say } = open();
    const seen: Progress[] = [];
    const request = client.request(
      'prepare',
      { from: 'fr', to: 'ar' },
      { onProgress: (progress) => seen.push(progress) },
    );
    say({ kind: 'progress', id: 1, progress: { phase: 'load', done: 1, total: 2 } });
    say({ kind: 'failed', id: 1, error: { code: 'pack-hash-mismatch', detail: 'graph.onnx', message: 'tampered' } });
    await expect(request).rejects.toMatchObject({
      name: 'ParvisError',
      code: 'pack-hash-mismatch',
      detail: 'graph.onnx',
    });
    expect(seen).toEqual([{ phase: 'load', done: 1, total: 2 }]);
  });

  it('rejects everything when it is closed, and afterwards', async () => {
    const { client, worker } = open();
    const outcomes = Promise.allSettled([translate(client, 'a'), translate(client, 'b')]);
    client.close();
    expect((await outcomes).map((one) => one.status === 'rejected' && (one.reason as { code: string }).code)).toEqual([
      'closed',
      'closed',
    ]);
    expect(worker().terminated).toBe(true);
    await expect(translate(client, 'c')).rejects.toMatchObject({ code: 'closed' });
  });
});

describe('cancelling', () => {
  it('tells the caller at once, before the worker has answered', async () => {
    const { client, worker, say } = open();
    const stop = new AbortController();
    const first = translate(client, 'a', stop.signal);
    const second = translate(client, 'b');
    stop.abort(new Error('the reader left'));
    await expect(first).rejects.toMatchObject({
      name: 'AbortError',
      code: 'aborted',
      cause: { message: 'the reader left' },
    });
    expect(calls(worker())).toEqual(['init', 'translate 1', 'abort']);
    say({ kind: 'failed', id: 1, error: { code: 'aborted', detail: '', message: '' } });
    say({ kind: 'done', id: 2, value: 'B' });
    expect(await second).toBe('B');
  });

  it('never sends what was cancelled in the queue or before', async () => {
    const { client, worker, say } = open();
    const stop = new AbortController();
    void translate(client, 'a');
    const waiting = translate(client, 'b', stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
    await expect(translate(client, 'c', stop.signal)).rejects.toMatchObject({ code: 'aborted' });
    say({ kind: 'done', id: 1, value: 'A' });
    expect(calls(worker())).toEqual(['init', 'translate 1']);
  });

  it('replaces a worker that does not stop', async () => {
    const { client, workers, worker, say } = open({ abortGrace: 0 });
    const stop = new AbortController();
    const first = translate(client, 'a', stop.signal);
    const second = translate(client, 'b');
    stop.abort();
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(calls(worker())).toEqual(['init', 'translate 2']);
    say({ kind: 'done', id: 2, value: 'B' });
    expect(await second).toBe('B');
  });
});

describe('a worker that dies', () => {
  it('is started again and gets every unanswered request', async () => {
    const { client, workers, worker, say } = open();
    const requests = [translate(client, 'a'), translate(client, 'b'), client.request('detect', { text: 'c' })];
    say({ kind: 'ready' });
    worker().events.crash('out of memory');
    expect(workers).toHaveLength(2);
    expect(workers[0]?.terminated).toBe(true);
    expect(calls(worker())).toEqual(['init', 'translate 1', 'detect 3']);
    say({ kind: 'done', id: 3, value: 'C' });
    say({ kind: 'done', id: 1, value: 'A' });
    say({ kind: 'done', id: 2, value: 'B' });
    expect(await Promise.all(requests)).toEqual(['A', 'B', 'C']);
  });

  it('gives up the request that killed it twice, and only that', async () => {
    const { client, workers, worker, say } = open();
    const bad = translate(client, 'bad');
    const good = translate(client, 'good');
    const small = client.request('detect', { text: 'c' });
    for (let time = 0; time < 2; time += 1) {
      say({ kind: 'ready' });
      say({ kind: 'fatal', detail: 'trap' });
    }
    await expect(bad).rejects.toMatchObject({ code: 'worker-crashed', detail: 'trap' });
    expect(workers).toHaveLength(3);
    expect(calls(worker())).toEqual(['init', 'detect 3', 'translate 2']);
    say({ kind: 'done', id: 2, value: 'G' });
    say({ kind: 'done', id: 3, value: 'C' });
    expect(await Promise.all([good, small])).toEqual(['G', 'C']);
  });

  it('says so when it never came up', async () => {
    const { client, worker } = open();
    const request = client.request('start', {});
    worker().events.crash('404');
    worker().events.crash('404');
    await expect(request).rejects.toMatchObject({ code: 'worker-start-failed', detail: '404' });
  });

  it('is not listened to any more', async () => {
    const { client, workers, say } = open();
    const request = translate(client, 'a');
    workers[0]?.events.crash('gone');
    workers[0]?.events.message({ kind: 'done', id: 1, value: 'stale' });
    say({ kind: 'done', id: 1, value: 'fresh' });
    expect(await request).toBe('fresh');
  });
});
