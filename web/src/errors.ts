/** What went wrong, in a form that programs can rely on: `code` never changes its meaning. */
export interface ErrorData {
  readonly code: string;
  /** What it was about: a file, a language, an identifier. Empty where there is nothing to add. */
  readonly detail: string;
  /** One English sentence for developers. */
  readonly message: string;
}

/** Wording for developers; readers get `error.<code>` of `i18n/ui/<lang>.json`. */
const WORDING: Readonly<Record<string, string>> = {
  aborted: 'The request was cancelled',
  closed: 'Parvis was closed',
  'network-lost': 'A file could not be fetched',
  'file-missing': 'A file is not where it should be',
  'file-truncated': 'A file does not have the announced size',
  'file-hash-mismatch': 'A file is not the one that was announced',
  'assets-invalid': 'The list of files cannot be read',
  'direction-unsupported': 'No pack translates between these languages',
  'direction-off': 'This direction is switched off because its quality is too low',
  'worker-start-failed': 'The worker could not start',
  'worker-crashed': 'The worker stopped twice on the same request',
  'engine-load-failed': 'The translation engine could not start',
  'inference-failed': 'The model could not be run',
  'options-invalid': 'An option is missing or out of range',
  'storage-full': 'Files could not be kept for offline use',
  'catalogue-invalid': 'A file of procedures is not of the documented form',
  'encoder-invalid': 'The encoder of the classifier is not of the documented form',
  'lists-invalid': 'The safety lists are not of the documented form',
  'plain-invalid': 'A file of plain French is not of the documented form',
  internal: 'An unexpected error',
};

/** The one error type of the package. An aborted request has the name `AbortError`, as platform APIs do. */
export class ParvisError extends Error {
  readonly code: string;
  readonly detail: string;

  constructor(code: string, options: { detail?: string; message?: string; cause?: unknown } = {}) {
    const detail = options.detail ?? '';
    const wording = options.message ?? WORDING[code] ?? code;
    super(wording, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = code === 'aborted' ? 'AbortError' : 'ParvisError';
    this.code = code;
    this.detail = detail;
  }
}

/** Any thrown value as a ParvisError; errors of the core keep their code. */
export function toParvisError(thrown: unknown, fallback = 'internal'): ParvisError {
  if (thrown instanceof ParvisError) return thrown;
  if (isCoded(thrown)) {
    return new ParvisError(thrown.code, { message: thrown.message, detail: thrown.detail ?? '', cause: thrown });
  }
  if (thrown instanceof Error && thrown.name === 'AbortError') return new ParvisError('aborted', { cause: thrown });
  return new ParvisError(fallback, {
    detail: thrown instanceof Error ? thrown.message : String(thrown),
    cause: thrown,
  });
}

/** True when the code that ran is in no state to go on: memory of a WebAssembly instance after a trap cannot be trusted. */
export function isFatal(thrown: unknown): boolean {
  if (thrown instanceof WebAssembly.RuntimeError) return true;
  if (isCoded(thrown)) return thrown.code === 'core-stopped' || thrown.code === 'out-of-memory';
  if (thrown instanceof ParvisError && thrown.code === 'engine-load-failed') return true;
  return thrown instanceof Error && thrown.cause !== undefined && isFatal(thrown.cause);
}

/** What crosses to another thread. */
export function errorData(error: ParvisError): ErrorData {
  return { code: error.code, detail: error.detail, message: error.message };
}

/** Rejects a request whose signal fired, with the reason kept as the cause. */
export function aborted(signal?: AbortSignal): ParvisError {
  return new ParvisError('aborted', { cause: signal?.reason as unknown });
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw aborted(signal);
}

function isCoded(thrown: unknown): thrown is Error & { code: string; detail?: string } {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return false;
  // Another bundle of this package has a ParvisError of its own.
  return thrown.name === 'CoreError' || thrown.name === 'ParvisError';
}

/** The outcome of work that others may wait for too, given up by this one when its signal fires. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(aborted(signal));
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', onAbort);
    });
  });
}
