/** `npm start` from end to end, with stand-ins for npm, turbo and the program. */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Fixture, writeFixture } from './fixture.ts';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Stands in for npm-cli.js: notes its arguments and installs a stand-in for turbo, or fails as it is told. */
const NPM = `
const fs = require('node:fs');
fs.appendFileSync('npm-calls.txt', process.argv.slice(2).join(' ') + '\\n');
const frozen = process.argv.includes('--frozen-lockfile');
const failure = process.env.FAIL_INSTALL ?? (frozen ? process.env.FAIL_FROZEN : undefined);
if (failure) { console.error(failure); process.exit(1); }
fs.mkdirSync('node_modules/.bin', { recursive: true });
fs.mkdirSync('node_modules/turbo/bin', { recursive: true });
fs.writeFileSync('node_modules/turbo/bin/turbo', \`
  const fs = require('node:fs');
  fs.appendFileSync('turbo-calls.txt', process.argv.slice(2).join(' ') + '\\\\n');
  if (process.env.FAIL_BUILD) { console.log(process.env.FAIL_BUILD); process.exit(2); }
  fs.mkdirSync('packages/cli/dist', { recursive: true });
  fs.copyFileSync('main.js', 'packages/cli/dist/main.js');
\`);
`;

/** Stands in for the program: tells what it was given, then ends as its first argument says. */
const MAIN = `
import { readFileSync } from 'node:fs';
const [what, ...rest] = process.argv.slice(2);
if (what === 'echo') { process.stdout.write(readFileSync(0)); process.stderr.write('to stderr'); }
else if (what === 'wait') {
  let count = 0;
  process.on('SIGTERM', () => { count++; setTimeout(() => { console.log('terms ' + count); process.exit(7); }, 300); });
  process.stdout.write('waiting\\n');
  setInterval(() => {}, 1000);
} else { console.log(JSON.stringify({ arguments: [what, ...rest], folder: process.cwd() })); process.exitCode = Number(rest[0] ?? 0); }
`;

let fixture: Fixture;
beforeEach(() => {
  fixture = writeFixture({
    'package.json': { type: 'module', packageManager: 'pnpm@1.2.3', engines: { node: '>=20.19.0' } },
    'pnpm-lock.yaml': 'lockfile\n',
    'pnpm-workspace.yaml': 'packages: []\n',
    'packages/cli/package.json': { type: 'module' },
    'elsewhere/file.txt': '',
    'stand-in/package.json': { type: 'commonjs' },
    'stand-in/npm-cli.js': NPM,
    'main.js': MAIN,
  });
  mkdirSync(join(fixture.root, 'tools/setup'), { recursive: true });
  for (const name of readdirSync(join(repository, 'tools/setup'))) {
    copyFileSync(join(repository, 'tools/setup', name), join(fixture.root, 'tools/setup', name));
  }
  mkdirSync(join(fixture.root, 'packages/cli/bin'), { recursive: true });
  copyFileSync(join(repository, 'packages/cli/bin/backplane.js'), join(fixture.root, 'packages/cli/bin/backplane.js'));
});
afterEach(() => {
  fixture.remove();
});

/** Steps show themselves only when they take long, which depends on the machine. */
const PROGRESS = /^(?:Installing dependencies[^.:]*|Building)(?: \.\.\..*|: (?:done|failed) \(.*)\n/gm;

interface Result {
  code: number | null;
  stdout: string;
  stderr: string;
}

function launch(args: string[], environment: Record<string, string> = {}): ChildProcess {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    npm_execpath: join(fixture.root, 'stand-in/npm-cli.js'),
    ...environment,
  };
  // set in CI, where these tests run too
  if (environment.BACKPLANE_FROZEN === undefined) delete env.BACKPLANE_FROZEN;
  return spawn(process.execPath, ['tools/setup/start.mjs', ...args], { cwd: fixture.root, env });
}

function finish(child: ChildProcess, input = ''): Promise<Result> {
  const result: Result = { code: null, stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    result.stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    result.stderr += text;
  });
  child.stdin?.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => {
      resolve({ ...result, stderr: result.stderr.replace(PROGRESS, ''), code });
    });
  });
}

const start = (args: string[], environment?: Record<string, string>, input?: string) =>
  finish(launch(args, environment), input);
const lines = (name: string) => readFileSync(join(fixture.root, name), 'utf8').trimEnd().split('\n');

describe('npm start', () => {
  it('installs the pinned pnpm without asking, builds, and hands over arguments and exit code', async () => {
    const { code, stdout, stderr } = await start(['run', '5', '--drive a=x y']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({ arguments: ['run', '5', '--drive a=x y'], folder: fixture.root });
    expect(code).toBe(5);
    expect(lines('npm-calls.txt')).toEqual([
      'exec --yes --prefer-offline -- pnpm@1.2.3 install --frozen-lockfile --prefer-offline --reporter=append-only',
    ]);
    expect(lines('turbo-calls.txt')[0]).toMatch(
      /^run build .*--filter=backplane\.\.\. --filter=\.\/machines\/\*\.\.\.$/,
    );
  });

  it('installs again only when the lockfile has changed or node_modules is gone', async () => {
    await start(['run']);
    await start(['run']);
    expect(lines('npm-calls.txt')).toHaveLength(1);
    expect(lines('turbo-calls.txt')).toHaveLength(2);
    writeFileSync(join(fixture.root, 'pnpm-lock.yaml'), 'another lockfile\n');
    await start(['run']);
    expect(lines('npm-calls.txt')).toHaveLength(2);
    rmSync(join(fixture.root, 'node_modules'), { recursive: true });
    expect((await start(['run'])).code).toBe(0);
    expect(lines('npm-calls.txt')).toHaveLength(3);
  });

  it('brings the lockfile up to date for new packages, but not in CI', async () => {
    const environment = { FAIL_FROZEN: 'Error: ERR_PNPM_PACKAGE_MANAGER_NO_IMPORTER' };
    expect((await start(['run'], environment)).code).toBe(0);
    expect(lines('npm-calls.txt').map((call) => /--(?:no-)?frozen-lockfile/.exec(call)?.[0])).toEqual([
      '--frozen-lockfile',
      '--no-frozen-lockfile',
    ]);
    // a package that comes later is noticed
    await start(['run']);
    expect(lines('npm-calls.txt')).toHaveLength(2);
    mkdirSync(join(fixture.root, 'machines/blinky'), { recursive: true });
    writeFileSync(join(fixture.root, 'machines/blinky/package.json'), '{}');
    const refused = await start(['run'], { ...environment, BACKPLANE_FROZEN: '1' });
    expect(refused.stderr).toMatch(/ERR_PNPM_PACKAGE_MANAGER_NO_IMPORTER\nInstalling dependencies failed\./);
    expect(refused.code).toBe(1);
  });

  it('passes the standard streams through untouched', async () => {
    const { stdout, stderr, code } = await start(['echo'], {}, 'DIR\r\n\u001a');
    expect({ stdout, stderr, code }).toEqual({ stdout: 'DIR\r\n\u001a', stderr: 'to stderr', code: 0 });
  });

  it('runs the program where the user is', async () => {
    const elsewhere = join(fixture.root, 'elsewhere');
    const { stdout } = await start(['run'], { INIT_CWD: elsewhere, npm_lifecycle_event: 'start' });
    expect(JSON.parse(stdout)).toMatchObject({ folder: elsewhere });
  });

  it('tells in one line that there is no network, and where the log is', async () => {
    const { code, stdout, stderr } = await start([], { FAIL_INSTALL: 'npm error code ENOTFOUND\nnpm error network' });
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    const log = /^No network: .* Full log: (.*install\.log)$/m.exec(stderr)?.[1] ?? '';
    expect(readFileSync(log, 'utf8')).toContain('ENOTFOUND');
    rmSync(dirname(log), { recursive: true });
    expect(existsSync(join(fixture.root, 'node_modules/.backplane-install'))).toBe(false);
  });

  it('shows why an installation or a build has failed', async () => {
    const install = await start([], { FAIL_INSTALL: 'ERR_PNPM_OUTDATED_LOCKFILE' });
    expect(install.stderr).toMatch(/^ERR_PNPM_OUTDATED_LOCKFILE\nInstalling dependencies failed\. Full log: /);
    const build = await start([], { FAIL_BUILD: 'a.ts(1,2): error TS1' });
    expect(build).toMatchObject({ code: 1, stdout: '' });
    expect(build.stderr).toMatch(/^a\.ts\(1,2\): error TS1\nBuilding failed\. Full log: /);
    for (const { stderr } of [install, build]) {
      rmSync(dirname(/Full log: (.*)$/m.exec(stderr)?.[1] ?? ''), { recursive: true });
    }
  });

  it('refuses an old Node before anything else', async () => {
    writeFileSync(join(fixture.root, 'package.json'), '{ "type": "module", "engines": { "node": ">=99.0.0" } }');
    const { code, stderr } = await start(['run']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Node 99\.0\.0 or newer is needed, this is Node .*\n$/);
    expect(existsSync(join(fixture.root, 'npm-calls.txt'))).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('passes a signal on once and waits for the program to end', async () => {
    const child = launch(['wait']);
    child.stdout?.once('data', () => child.kill('SIGTERM'));
    const { code, stdout } = await finish(child);
    expect(stdout).toBe('waiting\nterms 1\n');
    expect(code).toBe(7);
  });
});

describe('the program backplane', () => {
  it('says in one line what to do when it has not been built', async () => {
    const program = join(fixture.root, 'packages/cli/bin/backplane.js');
    chmodSync(program, 0o755);
    const child = spawn(process.execPath, [program], { cwd: fixture.root });
    const { code, stderr } = await finish(child);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^backplane has not been built yet: run "npm start" .*\n$/);
  });
});

describe('tools/run.mjs', () => {
  it('lists the tools when it does not know one', async () => {
    const child = spawn(process.execPath, [join(repository, 'tools/run.mjs'), 'chek-imports'], { cwd: fixture.root });
    const { code, stderr } = await finish(child);
    expect(code).toBe(2);
    expect(stderr).toMatch(/No tool is called "chek-imports"/);
    expect(stderr).toMatch(/^Tools: .*check-bytecode, check-imports/m);
  });

  it('runs a tool on the sources and gives its exit code', async () => {
    const child = spawn(process.execPath, [join(repository, 'tools/run.mjs'), 'check-imports', fixture.root]);
    const { code, stderr } = await finish(child);
    expect(stderr).toMatch(/packages\/cli\/package\.json: has no "name"/);
    expect(code).toBe(1);
  });
});
