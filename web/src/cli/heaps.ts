/**
 * Watches the WebAssembly memories that are made from now on; call it before anything is loaded.
 *
 * @returns a function that gives their bytes together. Such a memory grows and never shrinks: what it holds is its peak.
 */
export function watchHeaps(): () => number {
  const found = new Set<WebAssembly.Memory>();
  const { Memory, instantiate } = WebAssembly;
  // Runtimes keep their memory to themselves: it is seen where it is made, by hand or with an instance.
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor);
      found.add(this);
    }
  };
  const watched = async (
    code: BufferSource | WebAssembly.Module,
    imports?: WebAssembly.Imports,
  ): Promise<WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource> => {
    const made = await instantiate(code as BufferSource, imports);
    const { exports } = 'instance' in made ? made.instance : (made as WebAssembly.Instance);
    for (const value of Object.values(exports)) if (value instanceof Memory) found.add(value);
    return made;
  };
  WebAssembly.instantiate = watched as typeof WebAssembly.instantiate;
  return () => [...found].reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
}
