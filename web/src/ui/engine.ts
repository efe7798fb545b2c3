import type { Parvis, ParvisOptions } from '../parvis.js';

/** An engine that a component was given, or how to come by it. */
export type Shared<T> = T | (() => Promise<T>) | undefined;

/** The engine of a component: the one that the site shares, else its own, started when it is first needed. */
export class ComponentEngine<T extends object> {
  #own: Promise<Parvis> | undefined;

  async get(shared: Shared<T>, options: () => ParvisOptions): Promise<T | Parvis> {
    if (shared) return typeof shared === 'function' ? (shared as () => Promise<T>)() : shared;
    // A start that failed is tried again at the next need.
    this.#own ??= start(options()).catch((error: unknown) => {
      this.#own = undefined;
      throw error;
    });
    return this.#own;
  }

  /** Ends the component's own engine; a shared one is the site's. */
  close(): void {
    void this.#own?.then((own) => {
      own.close();
    });
    this.#own = undefined;
  }
}

async function start(options: ParvisOptions): Promise<Parvis> {
  const { createParvis } = await import('../index.js');
  return createParvis(options);
}
