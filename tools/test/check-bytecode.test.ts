import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkBytecode, LIMIT } from '../src/check-bytecode.ts';
import { measureBytecode } from '../src/lib/bytecode.ts';
import { type Fixture, writeFixture } from './fixture.ts';

let fixture: Fixture | undefined;
afterEach(() => {
  fixture?.remove();
  fixture = undefined;
});

/** A `switch` that grows by some fifty bytes of bytecode a case. */
function hugeSwitch(cases: number): string {
  const lines = Array.from(
    { length: cases },
    (_, i) => `      case ${i}: x = (x * ${i} + 7) & 0xffff; f(x, ${i}); break;`,
  );
  return `switch (x) {\n${lines.join('\n')}\n    }\n    return x;`;
}

const EVERY_KIND = `import { other } from './missing.js';
export class Chip {
  port = 1;
  #latch = 2;
  static count = 3;
  static { Chip.count = 4; }
  get level() { return this.#latch; }
  constructor() { this.later = () => this.port; }
  *cycles() { yield 1; }
  async settle() { return function deep() { return other; }; }
  #shift() { this.#latch <<= 1; }
}
export const arrow = () => other + 1;
export default function () { return { poke() { return 2; } }; }
throw new Error('never runs');
`;

describe('measureBytecode', () => {
  it('sees every function of a module, without running or linking it', async () => {
    fixture = writeFixture({ 'a.js': EVERY_KIND, 'b.js': 'export function second() {}\n' });
    const files = ['a.js', 'b.js'].map((name) => join(fixture?.root ?? '', name));
    const functions = await measureBytecode(files);
    expect(functions.filter(({ file }) => file === files[1]).map(({ name }) => name)).toEqual(['second']);
    expect(
      functions
        .filter(({ file }) => file === files[0])
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      '#shift',
      '<instance_members_initializer>',
      '<static_initializer>',
      'Chip',
      'arrow',
      'constructor.later',
      'cycles',
      'deep',
      'default',
      'get level',
      'poke',
      'settle',
    ]);
    expect(functions.find(({ name }) => name === 'deep')).toMatchObject({ line: 10 });
    for (const { bytes } of functions) expect(bytes).toBeGreaterThan(0);
  });

  it('tells a syntax error', async () => {
    fixture = writeFixture({ 'a.js': 'export const = 1;\n' });
    await expect(measureBytecode([join(fixture.root, 'a.js')])).rejects.toThrow(
      /a\.js: SyntaxError: Unexpected token '='$/,
    );
  });
});

describe('checkBytecode', () => {
  it('finds a method over the limit, two levels down', async () => {
    fixture = writeFixture({
      'packages/cpu-z80/package.json': { name: '@x/cpu-z80' },
      'packages/cpu-z80/dist/deep/core.js': `export class Core {\n  step(x, f) {\n    ${hugeSwitch(2000)}\n  }\n  small() {}\n}\n`,
      'machines/one/package.json': { name: '@x/one' },
      'machines/one/dist/index.js': `export function medium(x, f) {\n    ${hugeSwitch(200)}\n}\n`,
    });
    const { functions, tooLarge } = await checkBytecode(fixture.root);
    expect(tooLarge.map(({ name, file, line }) => ({ name, file, line }))).toEqual([
      { name: 'step', file: 'packages/cpu-z80/dist/deep/core.js', line: 3 },
    ]);
    expect(tooLarge[0]?.bytes).toBeGreaterThan(LIMIT);
    expect(functions.map(({ name }) => name).slice(0, 2)).toEqual(['step', 'medium']);
    expect(functions.map(({ name }) => name).sort()).toEqual(['Core', 'medium', 'small', 'step']);
  });

  it('leaves the body of a module and packages that are not hot alone', async () => {
    fixture = writeFixture({
      'packages/kernel/package.json': { name: '@x/kernel' },
      'packages/kernel/dist/index.js': `let x = 1;\nconst f = (y) => y;\n${hugeSwitch(2000).replace('return x;', '')}\n`,
      'packages/media/package.json': { name: '@x/media' },
      'packages/media/dist/index.js': `export function big(x, f) {\n    ${hugeSwitch(2000)}\n}\n`,
    });
    const { functions, tooLarge } = await checkBytecode(fixture.root);
    expect(tooLarge).toEqual([]);
    expect(functions.map(({ name }) => name)).toEqual(['f']);
  });

  it('asks for a build', async () => {
    fixture = writeFixture({ 'packages/kernel/package.json': { name: '@x/kernel' } });
    await expect(checkBytecode(fixture.root)).rejects.toThrow(
      /packages\/kernel has not been built: run "npm run build"/,
    );
  });
});
