import { afterEach, expect, it } from 'vitest';
import { watchHeaps } from '../../../web/src/cli/heaps.js';

const PAGE = 65536;
const { Memory, instantiate } = WebAssembly;

afterEach(() => {
  WebAssembly.Memory = Memory;
  WebAssembly.instantiate = instantiate;
});

/** A module that does nothing but export a memory of three pages. */
const module = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 3, 1, 0, 3, 7, 5, 1, 1, 0x6d, 2, 0);

it('counts memories made by hand and with an instance, at the size they have grown to', async () => {
  const before = new WebAssembly.Memory({ initial: 7 });
  const heaps = watchHeaps();
  expect(heaps()).toBe(0);
  const memory = new WebAssembly.Memory({ initial: 1 });
  await WebAssembly.instantiate(module);
  await WebAssembly.instantiate(await WebAssembly.compile(module));
  expect(heaps()).toBe(7 * PAGE);
  memory.grow(2);
  expect(heaps()).toBe(9 * PAGE);
  expect(before).toBeInstanceOf(Memory);
});
