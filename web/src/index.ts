import { Assets } from './assets.js';
import { keepPageOffline } from './offline.js';
import { ParvisError } from './errors.js';
import { folderUrl, openParvis } from './parvis.js';
import type { Parvis, ParvisOptions } from './parvis.js';
import { HttpSource } from './source.js';
import { openStore } from './storage.js';
import { workerSpawner } from './spawn.js';

export { ParvisError } from './errors.js';
export type {
  AnswerLevel,
  AnswerOptions,
  AnswerSentence,
  AnswerTranslation,
  AnswerWarning,
  AnswerWarningKind,
  TransliterateOptions,
} from './answer.js';
export type {
  Classification,
  ClassifyOptions,
  EmergencyNumber,
  Reason,
  SafetyCategory,
  SafetyNotice,
  Suggestion,
} from './classification.js';
export type { Parvis, ParvisOptions, Procedure, ProcedureSource } from './parvis.js';
export type {
  PlainEdit,
  PlainExplanation,
  PlainHardSentence,
  PlainLevel,
  Readability,
  Simplification,
  SimplifyOptions,
} from './simplification.js';
export type {
  AnswerChange,
  BilingualMode,
  ConfirmedAnswer,
  ElementTranslation,
  SegmentReport,
  TranslateElementOptions,
} from './form.js';
export type {
  Detection,
  Direction,
  DirectionStatus,
  EngineReport,
  Notice,
  PackSummary,
  PhraseLookup,
  PhraseOptions,
  Progress,
  RequestOptions,
  SegmentResult,
  SimilarPhrase,
  TermNote,
  TranslateOptions,
  Translation,
} from './types.js';

/**
 * Starts the translation engine in a worker. Importing this module touches neither the page nor the network.
 *
 * @throws ParvisError
 */
export async function createParvis(options: ParvisOptions): Promise<Parvis> {
  const assetsBase = folderUrl(options.assetsBase, document.baseURI);
  const parvis = await openParvis(
    {
      assetsBase,
      spawn: workerSpawner(options.workerUrl),
      assets: new Assets(new HttpSource(assetsBase), openStore(assetsBase)),
      language: options.language ?? (document.documentElement.lang || navigator.language),
      readText,
    },
    options,
  );
  void keepPageOffline([`${assetsBase}core/parvis-core.js`]);
  return parvis;
}

/** A file of the site. */
async function readText(file: string | URL): Promise<string> {
  const address = new URL(file, document.baseURI).href;
  let response: Response;
  try {
    response = await fetch(address, { credentials: 'same-origin' });
  } catch (cause) {
    throw new ParvisError('network-lost', { detail: address, cause });
  }
  if (!response.ok) throw new ParvisError('file-missing', { detail: `${address} (${String(response.status)})` });
  return response.text();
}
