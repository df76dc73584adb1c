import { afterEach, describe, expect, it } from 'vitest';
import { checkImports, formatProblem, type Rule } from '../src/check-imports.ts';
import { type Fixture, writeFixture } from './fixture.ts';

const NAMES: Readonly<Record<string, string>> = {
  'packages/kernel': '@backplane/kernel',
  'packages/testkit': '@backplane/testkit',
  'packages/cpu-z80': '@backplane/cpu-z80',
  'packages/cpu-6502': '@backplane/cpu-6502',
  'packages/chips-mos': '@backplane/chips-mos',
  'packages/bus-isa': '@backplane/bus-isa',
  'packages/terminals': '@backplane/terminals',
  'packages/media': '@backplane/media',
  'packages/session': '@backplane/session',
  'packages/monitor': '@backplane/monitor',
  'packages/cli': 'backplane',
  'packages/web': '@backplane/web',
  'machines/c64': '@backplane/machine-c64',
  'roms/c64': '@backplane/roms-c64',
  tools: '@backplane/tools',
};

let fixture: Fixture | undefined;
afterEach(() => {
  fixture?.remove();
  fixture = undefined;
});

/** A tree that keeps every rule, with some files replaced or added. */
function check(files: Record<string, string>, dependencies: Record<string, string[]> = {}) {
  const tree: Record<string, string | object> = {
    'package.json': { name: 'workspace', devDependencies: { vitest: '*', backplane: 'workspace:*' } },
  };
  const uses: Record<string, string[]> = {
    'packages/testkit': ['@backplane/kernel', 'leven'],
    'packages/cpu-z80': ['@backplane/kernel'],
    'packages/cpu-6502': ['@backplane/kernel'],
    'packages/chips-mos': ['@backplane/kernel'],
    'packages/terminals': ['@backplane/kernel'],
    'roms/c64': ['@backplane/kernel'],
    'machines/c64': [
      '@backplane/kernel',
      '@backplane/cpu-6502',
      '@backplane/chips-mos',
      '@backplane/media',
      '@backplane/roms-c64',
    ],
    'packages/session': ['@backplane/kernel', '@backplane/media'],
    'packages/monitor': ['@backplane/session'],
    'packages/cli': ['@backplane/session', '@backplane/machine-c64'],
    'packages/web': ['@backplane/session'],
    tools: ['@backplane/testkit'],
    ...dependencies,
  };
  for (const [folder, name] of Object.entries(NAMES)) {
    const names = uses[folder] ?? [];
    tree[`${folder}/package.json`] = {
      name,
      exports: {
        '.': { '@backplane/source': './src/index.ts', default: './dist/index.js' },
        ...(folder === 'packages/session' ? { './node': './src/node/index.ts' } : {}),
        './package.json': './package.json',
      },
      dependencies: Object.fromEntries(names.map((one) => [one, 'workspace:^'])),
      devDependencies: { yaml: '*' },
    };
    tree[`${folder}/src/index.ts`] = names.map((one, i) => `import * as p${i} from '${one}';\nvoid p${i};\n`).join('');
  }
  fixture = writeFixture({ ...tree, ...files });
  return checkImports(fixture.root).problems;
}

function expectOne(problems: ReturnType<typeof check>, rule: Rule, file: string, line: number, what: RegExp) {
  expect(problems.map(formatProblem)).toHaveLength(1);
  expect(problems[0]).toMatchObject({ rule, file, line, what: expect.stringMatching(what) });
  expect(problems[0]?.instead).not.toBe('');
}

describe('a tree that keeps the rules', () => {
  it('has no problems, tests and host folders included', () => {
    const problems = check({
      'packages/kernel/test/kernel.test.ts': `import { it } from 'vitest';\nimport { readFileSync } from 'node:fs';\nit(String(Date.now()), () => readFileSync('x'));\n`,
      'packages/session/src/node/index.ts': `import { readFile } from 'node:fs/promises';\nexport const now = () => [readFile, process.hrtime()];\n`,
      'packages/testkit/src/node.ts': `import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n`,
      'packages/session/src/pace.ts': `export const wait = () => new Promise((done) => setTimeout(done, performance.now()));\n`,
      'tools/package.json': JSON.stringify({
        name: '@backplane/tools',
        private: true,
        devDependencies: { '@backplane/cpu-z80': '*', '@backplane/testkit': '*' },
      }),
      'tools/src/bench.ts': `import '@backplane/cpu-z80';\nimport { mixes } from '../../packages/cpu-z80/bench/mixes.ts';\nvoid mixes;\n`,
      'packages/cli/bin/backplane.js': `import { argv } from 'node:process';\nawait import(argv[2]);\n`,
      'packages/cli/src/main.ts': `import { open } from '@backplane/session/node';\nopen(process.argv, require);\n`,
    });
    expect(problems.map(formatProblem)).toEqual([]);
  });

  it('may use names of the host for its own variables, properties, types and strings', () => {
    const problems = check({
      'packages/cpu-z80/src/names.ts': [
        `import { process } from './process.ts';`,
        `export function tick(console: { log: number }, performance = 1) {`,
        `  const { Date, name } = { Date: console.log, name: performance };`,
        `  let self = Date;`,
        `  for (const window of [1]) self += window;`,
        `  return { process, name, self, setTimeout: 1, 'Math.random': 2 };`,
        `}`,
        `export class Timer { Date = 1; performance() { return this.Date; } }`,
        `export type Clock = { now: typeof globalThis.Date } & Date;`,
        `export const up = Math.floor(1.5) + Math['imul'](2, 3);`,
        `export const { floor, imul: times } = Math;`,
        `label: for (;;) break label;`,
      ].join('\n'),
      'packages/cpu-z80/src/process.ts': 'export const process = 1;\n',
    });
    expect(problems.map(formatProblem)).toEqual([]);
  });
});

describe('import directions', () => {
  const forbidden: ReadonlyArray<[from: string, to: string]> = [
    ['packages/kernel', 'packages/media'],
    ['packages/media', 'packages/bus-isa'],
    ['packages/testkit', 'packages/media'],
    ['roms/c64', 'packages/media'],
    ['packages/cpu-z80', 'packages/cpu-6502'],
    ['packages/cpu-z80', 'packages/media'],
    ['packages/chips-mos', 'packages/cpu-6502'],
    ['packages/chips-mos', 'packages/bus-isa'],
    ['packages/terminals', 'packages/media'],
    ['machines/c64', 'packages/session'],
    ['machines/c64', 'packages/testkit'],
    ['packages/session', 'packages/testkit'],
    ['packages/monitor', 'packages/cli'],
    ['packages/web', 'packages/cli'],
    ['packages/cli', 'tools'],
  ];
  it.each(forbidden)('%s may not import %s', (from, to) => {
    const name = NAMES[to] as string;
    const file = `${from}/src/wrong.ts`;
    const problems = check({ [file]: `\nexport type { X } from '${name}';\n` }, { [from]: [name] }).filter(
      (problem) => problem.file === file,
    );
    expectOne(problems, 'import-direction', file, 2, new RegExp(`imports "${name}"`));
  });

  it('covers a package that is new by the kind of its folder', () => {
    const problems = check({
      'packages/chips-zilog/package.json': `{ "name": "@x/zilog", "dependencies": { "@backplane/session": "*" } }`,
      'packages/chips-zilog/src/index.ts': `import '@backplane/session';\n`,
    });
    expectOne(problems, 'import-direction', 'packages/chips-zilog/src/index.ts', 1, /a chip set/);
  });

  it('asks for a known kind', () => {
    const problems = check({ 'packages/gadget/package.json': `{ "name": "@x/gadget" }` });
    expectOne(problems, 'package-kind', 'packages/gadget/package.json', 1, /packages\/gadget/);
  });

  it.each([
    `const later = await import('@backplane/session');`,
    `export type Later = import('@backplane/session').X;`,
    `import later = require('@backplane/session');`,
    `export * from '@backplane/session';`,
    'const later = await import(`@backplane/session`);',
  ])('sees %s', (code) => {
    const problems = check(
      { 'packages/testkit/src/wrong.ts': code },
      { 'packages/testkit': ['@backplane/kernel', '@backplane/session'] },
    ).filter(({ file, rule }) => file.endsWith('wrong.ts') && rule === 'import-direction');
    expect(problems).toHaveLength(1);
  });
});

describe('between packages', () => {
  it('finds a deep import by name', () => {
    const problems = check({ 'packages/cpu-z80/src/a.ts': `import '@backplane/kernel/src/space.ts';\n` });
    expectOne(problems, 'deep-import', 'packages/cpu-z80/src/a.ts', 1, /".\/src\/space.ts" is not in its exports/);
  });

  it('finds a deep import by path, in tests too', () => {
    const problems = check({ 'packages/cpu-z80/test/a.test.ts': `\n\nimport '../../kernel/src/index.ts';\n` });
    expectOne(problems, 'deep-import', 'packages/cpu-z80/test/a.test.ts', 3, /outside of packages\/cpu-z80/);
  });

  it('lets tools reach benchmarks and generators of other packages, and nothing else of them', () => {
    const problems = check({ 'tools/src/a.ts': `import '../../packages/cpu-z80/test/help.ts';\n` });
    expectOne(problems, 'deep-import', 'tools/src/a.ts', 1, /outside of tools/);
    fixture?.remove();
    const wrong = { 'packages/cli/src/a.ts': `import '../../cpu-z80/bench/mixes.ts';\n` };
    expectOne(check(wrong), 'deep-import', 'packages/cli/src/a.ts', 1, /outside of packages\/cli/);
  });

  it('finds sources that import tests, or their own package by name', () => {
    expectOne(
      check({ 'packages/media/src/a.ts': `import '../test/helper.ts';\n` }),
      'deep-import',
      'packages/media/src/a.ts',
      1,
      /not shipped/,
    );
    fixture?.remove();
    expectOne(
      check({ 'packages/media/src/a.ts': `import '@backplane/media';\n` }),
      'deep-import',
      'packages/media/src/a.ts',
      1,
      /its own package/,
    );
  });

  it('finds an undeclared dependency, and a devDependency in shipped sources', () => {
    expectOne(
      check({ 'packages/media/src/a.ts': `import 'fflate';\n` }),
      'undeclared-dependency',
      'packages/media/src/a.ts',
      1,
      /not a dependency/,
    );
    fixture?.remove();
    expectOne(
      check({ 'packages/media/src/a.ts': `import 'yaml/next';\n` }),
      'undeclared-dependency',
      'packages/media/src/a.ts',
      1,
      /only a devDependency/,
    );
    fixture?.remove();
    expectOne(
      check({ 'packages/media/src/a.ts': `import 'vitest';\n` }),
      'undeclared-dependency',
      'packages/media/src/a.ts',
      1,
      /not a dependency/,
    );
    fixture?.remove();
    expectOne(
      check({ 'packages/web/test/a.test.ts': `import 'vitest';\nimport 'backplane';\n` }),
      'undeclared-dependency',
      'packages/web/test/a.test.ts',
      2,
      /"backplane"/,
    );
  });

  it('finds a circle of packages, devDependencies included', () => {
    const problems = check({
      'packages/kernel/package.json': JSON.stringify(
        { name: '@backplane/kernel', exports: { '.': './x.js' }, devDependencies: { '@backplane/testkit': '*' } },
        null,
        2,
      ),
    });
    expectOne(
      problems,
      'package-cycle',
      'packages/kernel/package.json',
      7,
      /@backplane\/kernel -> @backplane\/testkit -> @backplane\/kernel/,
    );
  });
});

describe('the host', () => {
  it.each([
    'Date',
    'setTimeout',
    'setInterval',
    'queueMicrotask',
    'requestAnimationFrame',
    'performance',
    'process',
    'Buffer',
    'globalThis',
    'crypto',
    'fetch',
    'console',
    'require',
    'TextEncoder',
    'TextDecoder',
    'atob',
    'btoa',
    'window',
    'document',
    'navigator',
    'Intl',
    'WeakRef',
    '__dirname',
  ])('%s is out of reach of the deterministic side', (name) => {
    const files = ['machines/c64', 'packages/kernel', 'packages/media', 'roms/c64'].map((one) => `${one}/src/wrong.ts`);
    const problems = check(Object.fromEntries(files.map((file) => [file, `export const f = () =>\n  ${name};\n`])));
    const what = expect.stringContaining(`global ${name};`);
    expect([...problems].sort((x, y) => (x.file < y.file ? -1 : 1))).toEqual(
      files.map((file) => ({ rule: 'host-global', file, line: 2, what, instead: expect.any(String) })),
    );
  });

  it.each([
    ['Math.random()', /Math\.random/],
    [`Math['random']()`, /Math\.random/],
    ['(Math as any).random()', /Math\.random/],
    ['(() => { const { random } = Math; return random; })()', /Math\.random/],
    [`(() => { const { ['random']: r, floor } = Math; return r(floor); })()`, /Math\.random/],
    ['(() => { let r; ({ random: r } = Math); return r; })()', /Math\.random/],
    ['Object.assign({}, Math)', /as a whole/],
    [`Math[String('random')]`, /as a whole/],
    ['globalThis.Date.now()', /global globalThis/],
    ['import.meta.url', /import\.meta/],
    [`'a'.localeCompare('b')`, /localeCompare/],
    [`(1).toLocaleString()`, /toLocaleString/],
    ['typeof process', /global process/],
    ['new Date()', /global Date/],
    ['((x = Date) => x)()', /global Date/],
    ['class extends EventTarget {}', /global EventTarget/],
  ])('%s is caught', (code, what) => {
    const file = 'packages/cpu-z80/src/wrong.ts';
    expectOne(check({ [file]: `export const x =\n\n ${code};\n` }), 'host-global', file, 3, what);
  });

  it('a declared global is a global', () => {
    const file = 'packages/cpu-z80/src/wrong.ts';
    const problems = check({ [file]: 'declare const process: { pid: number };\nexport const pid = process.pid;\n' });
    expectOne(problems, 'host-global', file, 2, /global process/);
  });

  it('a shadowed name is a local variable only where it is shadowed', () => {
    const file = 'packages/cpu-z80/src/wrong.ts';
    const problems = check({
      [file]: 'export function f(Date: number) {\n  return Date;\n}\nexport const now = Date.now();\n',
    });
    expectOne(problems, 'host-global', file, 4, /global Date/);
  });

  it.each(['node:fs', 'fs', 'fs/promises', 'node:test'])('built-in %s is out of reach', (name) => {
    const folders = ['packages/chips-mos', 'packages/monitor', 'packages/session', 'packages/testkit'];
    const files = folders.map((one) => `${one}/src/wrong.ts`);
    const problems = check(Object.fromEntries(files.map((file) => [file, `import x from '${name}';\nvoid x;\n`])));
    const what = expect.stringContaining(`built-in "${name}"`);
    expect(problems).toEqual(
      files.map((file) => ({ rule: 'node-built-in', file, line: 1, what, instead: expect.any(String) })),
    );
  });

  it('what needs Node is not reached by way of the session', () => {
    expectOne(
      check({ 'packages/session/src/wrong.ts': `export * from './node/index.ts';\n` }),
      'node-built-in',
      'packages/session/src/wrong.ts',
      1,
      /node\/index\.ts", which needs Node/,
    );
    fixture?.remove();
    expectOne(
      check({ 'packages/monitor/src/wrong.ts': `export * from '@backplane/session/node';\n` }),
      'node-built-in',
      'packages/monitor/src/wrong.ts',
      1,
      /session\/node/,
    );
  });

  it('the session outside of src/node has what every host has, and no more', () => {
    const file = 'packages/session/src/wrong.ts';
    const problems = check({ [file]: 'export const a = [setTimeout, Date, URL];\nexport const b = Buffer;\n' });
    expectOne(problems, 'host-global', file, 2, /global Buffer/);
  });

  it('types of the host do not come in by reference', () => {
    const file = 'packages/kernel/src/wrong.ts';
    expectOne(check({ [file]: '/// <reference types="node" />\n' }), 'host-global', file, 1, /types "node"/);
  });

  it('dynamic imports stay out of the deterministic side, computed ones out of the session too', () => {
    const kernel = 'packages/kernel/src/wrong.ts';
    expectOne(
      check({ [kernel]: `export const x = () => import('./index.ts');\n` }),
      'dynamic-import',
      kernel,
      1,
      /dyn/,
    );
    fixture?.remove();
    const session = 'packages/session/src/wrong.ts';
    const problems = check({ [session]: `export const x = (name: string) => [import(name), import('./index.ts')];\n` });
    expectOne(problems, 'dynamic-import', session, 1, /computed/);
  });

  it.each(['eval', 'Function'])('%s is refused even to the front ends', (name) => {
    const file = 'packages/web/src/wrong.ts';
    expectOne(check({ [file]: `export const x = ${name}('1');\n` }), 'code-from-text', file, 1, /security policy/);
  });

  it('a file that cannot be parsed is told with its line', () => {
    const file = 'packages/web/src/wrong.ts';
    expectOne(check({ [file]: 'export const x = 1;\nexport const = 2;\n' }), 'parse', file, 2, /cannot be parsed/);
  });
});
