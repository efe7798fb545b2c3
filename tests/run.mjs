// Runs every check and test suite, one after the other, and sums them up.
// usage: run.mjs [STEP...]   a step is named as in the list below; `lint` stands for all linters, `build` for all builds
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = join(root, 'build/reports');
const jobs = String(availableParallelism());
const python = 'build/toolchain/python/bin/python';
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

// --- How each kind of suite reports what passed and what failed.

const gtest = (preset) => ({
  report: `build/${preset}/reports/core.json`,
  count(file) {
    const { tests, failures } = readJson(file);
    return { passed: tests - failures, failed: failures };
  },
});

const vitest = {
  report: 'build/reports/vitest.json',
  count(file) {
    const { numPassedTests, numTotalTests, numFailedTestSuites, numFailedTests } = readJson(file);
    // A file that cannot even be loaded is a failed suite without failed tests; a skipped test counts as failed.
    return {
      passed: numPassedTests,
      failed: Math.max(numTotalTests - numPassedTests, numFailedTests || numFailedTestSuites),
    };
  },
};

const playwright = {
  report: 'build/reports/playwright.json',
  count(file) {
    const { stats, errors } = readJson(file);
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped + errors.length };
  },
};

const junit = (report) => ({
  report,
  count(file) {
    const [, attributes] = /<testsuite ([^>]*)>/.exec(readFileSync(file, 'utf8'));
    const number = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(attributes)[1]);
    const failed = number('failures') + number('errors') + number('skipped');
    return { passed: number('tests') - failed, failed };
  },
});

// --- The steps.

const npx = (...command) => ['npx', '--no-install', ...command];
const build = (preset, target) => [
  ['cmake', '--preset', preset, '--log-level=WARNING'],
  ['cmake', '--build', '--preset', preset, '-j', jobs, ...(target ? ['--target', target] : [])],
];
const tracked = (...patterns) =>
  spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...patterns], {
    cwd: root,
    encoding: 'utf8',
  })
    .stdout.trim()
    .split('\n')
    .filter((file) => file !== '' && existsSync(join(root, file)));

/** Every fuzz target starts from its seeds and runs a fixed number of inputs. */
function fuzzCommands() {
  const folder = join(root, 'build/asan/tests/fuzz');
  const targets = existsSync(folder) ? readdirSync(folder).filter((name) => /^fuzz_[a-z0-9_]+$/.test(name)) : [];
  return targets.map((target) => {
    const name = target.replace('fuzz_', '');
    const corpus = join(root, 'build/fuzz', name);
    const seeds = join(root, 'tests/fuzz/corpus', name);
    const dictionary = join(root, 'tests/fuzz', `${name}.dict`);
    mkdirSync(corpus, { recursive: true });
    if (existsSync(seeds)) cpSync(seeds, corpus, { recursive: true });
    return [
      join(folder, target),
      ...['-seed=1', '-runs=20000', '-max_total_time=20', '-timeout=10', '-rss_limit_mb=2048', '-print_final_stats=0'],
      ...(existsSync(dictionary) ? [`-dict=${dictionary}`] : []),
      `-artifact_prefix=${reports}/${target}-`,
      corpus,
    ];
  });
}

const steps = [
  { name: 'build:wasm', commands: () => build('wasm') },
  { name: 'build:packs', commands: () => build('wasm', 'packs') },
  { name: 'build:web', commands: () => [['npm', 'run', '--silent', 'build:web']] },
  { name: 'build:native', commands: () => build('native') },
  { name: 'build:asan', commands: () => build('asan') },

  { name: 'lint:clang-format', commands: () => [['clang-format', '--dry-run', '-Werror', ...tracked('*.cpp', '*.h')]] },
  { name: 'lint:clang-tidy', commands: () => build('tidy', 'parvis_core') },
  {
    name: 'lint:eslint',
    commands: () => [npx('eslint', '--config', 'web/eslint.config.js', '--max-warnings', '0', '.')],
  },
  { name: 'lint:prettier', commands: () => [npx('prettier', '--check', '--log-level', 'warn', '.')] },
  {
    name: 'lint:tsc',
    commands: () => [
      ['npm', 'run', '--silent', '--workspace', 'web', 'check'],
      npx('tsc', '-p', 'tests/web/tsconfig.json'),
    ],
  },
  { name: 'lint:ruff', commands: () => [[python, '-m', 'ruff', 'check', 'models', 'wasm/toolchain']] },

  { name: 'test:core', commands: () => [['ctest', '--preset', 'native']], suite: gtest('native') },
  { name: 'test:core-asan', commands: () => [['ctest', '--preset', 'asan']], suite: gtest('asan') },
  { name: 'test:core-wasm', commands: () => [['ctest', '--preset', 'wasm']], suite: gtest('wasm') },
  { name: 'test:fuzz', commands: fuzzCommands, each: true },
  {
    name: 'test:models',
    commands: () => [[python, '-m', 'pytest', '-q', 'models', `--junitxml=${reports}/models.xml`]],
    suite: junit('build/reports/models.xml'),
  },
  {
    name: 'test:web',
    commands: () => [
      [
        'npm',
        'test',
        '--silent',
        '--workspace',
        'web',
        '--',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${reports}/vitest.json`,
      ],
    ],
    suite: vitest,
  },
  {
    name: 'test:browser',
    commands: () => [npx('playwright', 'test', '--config', 'tests/web/playwright.config.ts', '--reporter=list,json')],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, 'playwright.json') },
    suite: playwright,
  },
];

/** Runs the commands of a step; the output goes to a log, and to the terminal where something failed. */
function run(step) {
  const log = join(reports, `${step.name.replace(':', '-')}.log`);
  const report = step.suite && join(root, step.suite.report);
  if (report) rmSync(report, { force: true });
  const commands = step.commands();
  let output = '';
  let succeeded = 0;
  for (const [program, ...args] of commands) {
    const result = spawnSync(program, args, {
      cwd: root,
      env: { ...process.env, ...step.env },
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    const outcome = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error ? `${result.error.message}\n` : ''}`;
    output += `$ ${[program, ...args].join(' ').slice(0, 300)}\n${outcome}`;
    if (result.status === 0) succeeded += 1;
    else if (!step.each) break;
  }
  writeFileSync(log, output);
  const missed = commands.length - succeeded;
  if (step.each) return { passed: succeeded, failed: commands.length === 0 ? 1 : missed, output };
  if (!step.suite) return { passed: missed === 0 ? 1 : 0, failed: missed === 0 ? 0 : 1, output };
  if (!existsSync(report)) return { passed: 0, failed: 1, output };
  const counts = step.suite.count(report);
  // A suite without tests, or one whose runner failed after its last test, has not passed.
  if (counts.failed === 0 && (counts.passed === 0 || missed > 0)) counts.failed = 1;
  return { ...counts, output };
}

mkdirSync(reports, { recursive: true });
const wanted = process.argv.slice(2);
const known = (name) => steps.some((step) => step.name === name || step.name.startsWith(`${name}:`));
for (const name of wanted.filter((each) => !known(each))) {
  console.error(`no such step: ${name}\nsteps: ${steps.map((step) => step.name).join(' ')}`);
  process.exit(2);
}
const total = { passed: 0, failed: 0 };
for (const step of steps) {
  if (wanted.length > 0 && !wanted.some((name) => step.name === name || step.name.startsWith(`${name}:`))) continue;
  const start = performance.now();
  const { passed, failed, output } = run(step);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (failed > 0) console.log(output.split('\n').slice(-80).join('\n'));
  console.log(
    `${failed > 0 ? 'FAIL' : 'ok  '} ${step.name.padEnd(18)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.padStart(8)} s`,
  );
  total.passed += passed;
  total.failed += failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);
