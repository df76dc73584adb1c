import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkPackages, type Packer } from '../src/check-packages.ts';
import { type Fixture, writeFixture } from './fixture.ts';

let fixture: Fixture | undefined;
afterEach(() => {
  fixture?.remove();
  fixture = undefined;
});

const npmPack: Packer = async (root, folder, destination) => {
  execFileSync('npm', ['pack', '--pack-destination', destination], { cwd: join(root, folder), stdio: 'ignore' });
};

const GOOD = {
  name: '@x/media',
  version: '1.0.0',
  license: 'MIT',
  type: 'module',
  engines: { node: '>=20' },
  sideEffects: false,
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
  files: ['dist'],
};

async function check(manifest: object, files: Record<string, string> = {}) {
  fixture = writeFixture({
    'packages/media/package.json': manifest,
    'packages/media/dist/index.js': 'export const one = 1;\n',
    'packages/media/dist/index.d.ts': 'export declare const one = 1;\n',
    ...files,
  });
  return checkPackages(fixture.root, npmPack);
}

describe('checkPackages', () => {
  it('passes a package that is in order', async () => {
    expect(await check(GOOD)).toEqual([{ name: '@x/media', problems: [] }]);
  });

  it('leaves private packages alone', async () => {
    expect(await check({ ...GOOD, private: true })).toEqual([]);
  });

  it('finds an entry that leads to a file which is not in the package', async () => {
    const exports = { ...GOOD.exports, './extra': { types: './src/extra.d.ts', default: './src/extra.js' } };
    const [report] = await check({ ...GOOD, exports }, { 'packages/media/src/extra.js': 'export {};\n' });
    expect(report?.problems.join('\n')).toMatch(/publint error: .*extra/);
  });

  it('finds types that do not resolve', async () => {
    const [report] = await check(GOOD, {
      'packages/media/dist/index.d.ts': `export { one } from './one.js';\n`,
    });
    expect(report?.problems.join('\n')).toMatch(/attw:[\s\S]*Internal resolution error/);
  });

  it('asks for a build', async () => {
    fixture = writeFixture({ 'packages/media/package.json': GOOD });
    const [report] = await checkPackages(fixture.root, npmPack);
    expect(report?.problems).toEqual(['has not been built: run "npm run build" first']);
  });
});
