/** What Emscripten's glue (`parvis-core.js`) exports: the functions of `bindings.cpp` with a leading underscore. */
export interface Glue {
  readonly wasmMemory: WebAssembly.Memory;
  _parvis_alloc(bytes: number): number;
  _parvis_free(address: number): void;
  _parvis_engine_create(): number;
  _parvis_answer(engine: number): number;
  _parvis_answer_size(engine: number): number;
  _parvis_version(engine: number): number;
  _parvis_load_icu(engine: number, data: number, size: number): number;
  _parvis_load_profiles(engine: number, data: number, size: number): number;
  _parvis_load_guards(engine: number, data: number, size: number): number;
  _parvis_load_phrasebook(engine: number, data: number, size: number): number;
  _parvis_load_termbase(engine: number, data: number, size: number): number;
  _parvis_read_manifest(engine: number, data: number, size: number): number;
  _parvis_pack_begin(engine: number, data: number, size: number): number;
  _parvis_pack_file_begin(engine: number, path: number, pathSize: number, bytes: number): number;
  _parvis_pack_file_chunk(engine: number, data: number, size: number): number;
  _parvis_pack_file_end(engine: number): number;
  _parvis_pack_finish(engine: number): number;
  _parvis_pack_cancel(engine: number): number;
  _parvis_pack_close(engine: number, id: number, idSize: number): number;
  _parvis_detect(engine: number, text: number, size: number): number;
  _parvis_segment(engine: number, text: number, size: number, language: number, languageSize: number): number;
  _parvis_find_phrases(engine: number, request: number, size: number): number;
  _parvis_find_locks(engine: number, text: number, size: number, language: number, languageSize: number): number;
  _parvis_compare(engine: number, request: number, size: number): number;
  _parvis_transliterate(engine: number, name: number, size: number, language: number, languageSize: number): number;
  _parvis_intent_settings(engine: number, data: number, size: number): number;
  _parvis_intent_catalogue(engine: number, data: number, size: number): number;
  _parvis_intent_start(engine: number): number;
  _parvis_intent_encoder(engine: number, data: number, size: number): number;
  _parvis_intent_safety(engine: number, data: number, size: number): number;
  _parvis_intent_classify(engine: number, text: number, size: number): number;
  _parvis_intent_procedures(engine: number, language: number, size: number): number;
  _parvis_plain_analyser(engine: number, data: number, size: number): number;
  _parvis_plain_lists(engine: number, data: number, size: number): number;
  _parvis_plain_guards(engine: number, data: number, size: number): number;
  _parvis_plain_simplify(engine: number, request: number, size: number): number;
  _parvis_plain_syllables(engine: number, text: number, size: number): number;
  _parvis_job_open(engine: number, request: number, size: number): number;
  _parvis_job_next(engine: number, job: number): number;
  _parvis_job_accept(
    engine: number,
    job: number,
    batch: number,
    target: number,
    alignment: number,
    score: number,
    steps: number,
    width: number,
  ): number;
  _parvis_job_results(engine: number, job: number): number;
  _parvis_job_close(engine: number, job: number): number;
}

/** The default export of `parvis-core.js`. */
export type GlueFactory = (options: {
  wasmBinary?: ArrayBuffer | Uint8Array;
  locateFile?: (name: string) => string;
}) => Promise<Glue>;
