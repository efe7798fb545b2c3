import type { SegmentInput } from '../../wasm/types.js';
import type { SegmentResult, Translation } from './types.js';

interface Steps {
  readonly simplify: (input: SegmentInput) => Promise<string>;
  readonly translate: (inputs: readonly SegmentInput[]) => Promise<readonly SegmentResult[]>;
}

/** Translates the plain French of texts, and the text itself where its plain form is kept: what is shown is then the French as it was given. */
export async function translatePlain(
  inputs: readonly SegmentInput[],
  { simplify, translate }: Steps,
): Promise<readonly Translation[]> {
  const plain: SegmentInput[] = [];
  for (const input of inputs) plain.push({ ...input, text: await simplify(input) });
  const results: Translation[] = [...(await translate(plain))];
  const again: number[] = [];
  inputs.forEach(({ text: original }, at) => {
    const result = results[at];
    const { text = original } = plain[at] ?? {};
    if (!result || text === original) return;
    if (result.status === 'kept') again.push(at);
    else results[at] = { ...result, plain: { original, text } };
  });
  if (again.length === 0) return results;
  const originals = await translate(again.flatMap((at) => inputs[at] ?? []));
  again.forEach((at, k) => {
    const result = originals[k];
    if (result) results[at] = result;
  });
  return results;
}
