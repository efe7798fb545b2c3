import { OWN } from './views.js';

/** What the reader is told and shown while a text is read aloud. */
export interface AloudEvents {
  readonly onState: (state: AloudState) => void;
  /** The word that is being spoken; nothing when none is. */
  readonly onWord: (word: Range | undefined) => void;
}

export type AloudState = 'silent' | 'speaking' | 'paused';

interface Passage {
  readonly text: string;
  readonly nodes: readonly { readonly node: Text; readonly at: number }[];
}

/** Elements that are spoken in one breath. */
const PASSAGES = 'p, li, h1, h2, h3, h4, h5, h6, blockquote, .parvis-plain-cell';

/**
 * Reads text aloud with voices that are on the device: a voice of a network service would get to hear the letter. Web Speech API,
 * https://webaudio.github.io/web-speech-api/.
 */
export class Aloud {
  readonly #events: AloudEvents;
  #passages: readonly Passage[] = [];
  #state: AloudState = 'silent';
  /** Rises with each start and stop, so that late events of an earlier reading are told apart. */
  #run = 0;

  constructor(events: AloudEvents) {
    this.#events = events;
  }

  /** French voices of the device itself. */
  static voices(): readonly SpeechSynthesisVoice[] {
    if (!('speechSynthesis' in globalThis)) return [];
    return speechSynthesis.getVoices().filter(({ localService, lang }) => localService && /^fr\b/i.test(lang));
  }

  /** Calls back when the voices change, which browsers find out late. */
  static watch(onChange: () => void, signal: AbortSignal): void {
    if ('speechSynthesis' in globalThis) speechSynthesis.addEventListener('voiceschanged', onChange, { signal });
  }

  get state(): AloudState {
    return this.#state;
  }

  start(root: Element): void {
    this.stop();
    const [voice] = Aloud.voices();
    if (!voice) return;
    this.#passages = passagesOf(root);
    const run = ++this.#run;
    this.#become('speaking');
    this.#speak(0, run, voice);
  }

  pause(): void {
    if (this.#state !== 'speaking') return;
    speechSynthesis.pause();
    this.#become('paused');
  }

  resume(): void {
    if (this.#state !== 'paused') return;
    speechSynthesis.resume();
    this.#become('speaking');
  }

  stop(): void {
    this.#run += 1;
    if (this.#state === 'silent') return;
    speechSynthesis.cancel();
    this.#become('silent');
  }

  #speak(at: number, run: number, voice: SpeechSynthesisVoice): void {
    const passage = this.#passages[at];
    if (!passage) {
      this.#become('silent');
      return;
    }
    const utterance = new SpeechSynthesisUtterance(passage.text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    const next = (): void => {
      if (run === this.#run) this.#speak(at + 1, run, voice);
    };
    utterance.addEventListener('boundary', ({ name, charIndex, charLength }) => {
      if (run === this.#run && name === 'word') this.#events.onWord(wordAt(passage, charIndex, charLength));
    });
    utterance.addEventListener('end', next);
    utterance.addEventListener('error', () => {
      if (run === this.#run) this.stop();
    });
    speechSynthesis.speak(utterance);
  }

  #become(state: AloudState): void {
    this.#state = state;
    if (state === 'silent') this.#events.onWord(undefined);
    this.#events.onState(state);
  }
}

/** The text of a view, passage by passage, without what the component says itself, and without the original beside a plain text. */
function passagesOf(root: Element): Passage[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest(`[${OWN}], .parvis-plain-cell-original`)
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  const passages: { block: Element; text: string; nodes: { node: Text; at: number }[] }[] = [];
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const block = node.parentElement?.closest(PASSAGES) ?? root;
    let passage = passages.at(-1);
    if (passage?.block !== block) {
      passage = { block, text: '', nodes: [] };
      passages.push(passage);
    }
    passage.nodes.push({ node, at: passage.text.length });
    passage.text += node.data;
  }
  return passages.filter(({ text }) => text.trim() !== '');
}

/** The word at a place; a boundary event without a length means the letters and digits from there. */
function wordAt({ text, nodes }: Passage, index: number, length: number | undefined): Range | undefined {
  const end = index + (length || (/^[\p{L}\p{N}’'-]+/u.exec(text.slice(index))?.[0].length ?? 1));
  const place = (at: number, inclusive: boolean) => nodes.findLast((one) => (inclusive ? one.at <= at : one.at < at));
  const first = place(index, true);
  const last = place(end, false);
  if (!first || !last || end > text.length) return undefined;
  const range = document.createRange();
  range.setStart(first.node, index - first.at);
  range.setEnd(last.node, end - last.at);
  return range;
}
