import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { networkProblem } from '../setup/network.mjs';
import { nodeVersionProblem } from '../setup/node-version.mjs';
import { elapsed, step } from '../setup/progress.mjs';
import { runQuietly } from '../setup/run-command.mjs';

describe('nodeVersionProblem', () => {
  it.each(['20.19.0', '20.19.1', '20.20.0', '22.0.0', '100.0.0', '21.0.0-nightly'])('accepts %s', (version) => {
    expect(nodeVersionProblem(version, '>=20.19.0')).toBeUndefined();
  });

  it.each(['20.18.9', '18.20.4', '0.10.48', '8.0.0'])('refuses %s in one line', (version) => {
    const problem = nodeVersionProblem(version, '>=20.19.0');
    expect(problem).toMatch(/^Node 20\.19\.0 or newer is needed/);
    expect(problem).toContain(`this is Node ${version}`);
    expect(problem).not.toContain('\n');
  });

  it('compares with a bound that is cut short', () => {
    expect(nodeVersionProblem('20.0.0', '>=20')).toBeUndefined();
    expect(nodeVersionProblem('20.4.0', '>= 20.5')).toMatch(/20\.5\.0/);
  });

  it('refuses a range it does not understand', () => {
    expect(() => nodeVersionProblem('20.0.0', '^20')).toThrow(/engines\.node/);
  });
});

describe('networkProblem', () => {
  it.each([
    [/looked up/, 'npm error code EAI_AGAIN\nnpm error syscall getaddrinfo\nnpm error errno EAI_AGAIN'],
    [/looked up/, 'npm ERR! code ENOTFOUND\nnpm ERR! network request to https://registry.example/pnpm failed'],
    [/refused/, "npm error   code: 'ECONNREFUSED',\nnpm error   errno: 'ECONNREFUSED',"],
    [/in time/, 'npm error code ETIMEDOUT'],
    [/cut off/, 'npm error code ECONNRESET\nnpm error network aborted'],
    [/cannot be reached/, 'npm error code ENETUNREACH'],
    [/user name/, 'npm error code E407\nnpm error 407 Proxy Authentication Required'],
    [/user name/, '  ├─▶ error sending request: client error (Connect): tunnel error: proxy authorization required'],
    [/proxy refused/, '  ├─▶ error sending request: client error (Connect): tunnel error:\n  │   unsuccessful'],
    [/403/, 'npm error code E403\nnpm error 403 403 Forbidden - GET https://registry.example/pnpm'],
    [/out of order/, 'npm error code E503\nnpm error 503 Service Unavailable - GET https://registry.example/pnpm'],
    [/proxy refused/, 'npm error tunneling socket could not be established, statusCode=403'],
    [/not trusted/, 'npm error code SELF_SIGNED_CERT_IN_CHAIN'],
    [
      /looked up/,
      [
        'Error: ERR_PNPM_TARBALL_FETCH_TARBALL',
        '',
        '  × installing dependencies',
        '  ├─▶ Failed to fetch https://registry.example/esprima/-/esprima-4.0.1.tgz:',
        '  │   error sending request: client error (Connect): dns error: error',
        '  │   resolving DNS: failed to lookup address information: Temporary failure',
        '  │   in name resolution',
      ].join('\n'),
    ],
    [
      /refused/,
      [
        '  ├─▶ Failed to fetch https://registry.example/emoji-regex/-/emoji-regex-',
        '  │   8.0.0.tgz: error sending request: client error (Connect): tunnel error:',
        '  │   failed to create underlying connection: tcp connect error: Connection',
        '  │   refused (os error 111)',
      ].join('\n'),
    ],
  ])('says %s', (reason, log) => {
    expect(networkProblem(log)).toMatch(reason);
  });

  it.each([
    'Error: ERR_PNPM_OUTDATED_LOCKFILE\n  × pnpm-lock.yaml is not up to date with package.json',
    'npm error code E404\nnpm error 404 Not Found - GET https://registry.example/nothing',
    'npm error code ENOSPC\nnpm error nospc no space left on device',
    'npm error code EACCES\nnpm error path /usr/lib/node_modules',
    '+ timed-out 1.0.0\n+ connection-refused 2.0.0\ndownloaded connection reset helpers\ninstall failed with exit code 1',
    '',
  ])('leaves other failures alone: %s', (log) => {
    expect(networkProblem(log)).toBeUndefined();
  });
});

describe('step', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const stream = (isTTY: boolean) => ({
    isTTY,
    columns: 80,
    text: '',
    write(text: string) {
      this.text += text;
    },
  });

  it('leaves no trace of a short step', async () => {
    const out = stream(true);
    const done = step('Building', async () => 7, out);
    expect(await done).toBe(7);
    expect(out.text).toBe('');
  });

  it('shows a long one in plain lines, with a sign of life', async () => {
    const out = stream(false);
    const done = step(
      'Building',
      (detail) => {
        detail('3/9 kernel');
        return new Promise((resolve) => setTimeout(resolve, 65_000));
      },
      out,
    );
    await vi.advanceTimersByTimeAsync(65_000);
    await done;
    const lines = out.text.split('\n');
    expect(lines[0]).toBe('Building ...');
    expect(lines[1]).toMatch(/^Building \.\.\. 2\d s, 3\/9 kernel$/);
    expect(lines.at(-2)).toBe('Building: done (1 min 5 s)');
    expect(out.text).not.toContain('\r');
    expect(out.text).not.toContain('\u001b');
  });

  it('moves one line on a terminal, and ends it when the step fails', async () => {
    const out = stream(true);
    const done = step(
      'Building',
      () => new Promise((_, reject) => setTimeout(() => reject(new Error('no')), 3000)),
      out,
    );
    const failure = expect(done).rejects.toThrow('no');
    await vi.advanceTimersByTimeAsync(3000);
    await failure;
    expect(out.text.split('\n')).toHaveLength(2);
    expect(out.text.replaceAll('\r\u001b[2K', '<')).toMatch(/<\S Building \(2 s\)</);
    expect(out.text.endsWith('\r\u001b[2KBuilding: failed (3 s)\n')).toBe(true);
  });

  it.each([
    [850, '850 ms'],
    [12_300, '12 s'],
    [125_000, '2 min 5 s'],
  ])('writes %i ms as %s', (milliseconds, text) => {
    expect(elapsed(milliseconds)).toBe(text);
  });
});

describe('runQuietly', () => {
  const run = (script: string, onLine?: (line: string) => void) =>
    runQuietly(process.execPath, ['-e', script], {
      cwd: process.cwd(),
      env: process.env,
      name: 'a-step',
      ...(onLine === undefined ? {} : { onLine }),
    });

  it('keeps both streams and the exit code, and the log until it is forgotten', async () => {
    const lines: string[] = [];
    const result = await run(`console.log('one\\ntwo'); console.error('three'); process.exitCode = 3;`, (line) =>
      lines.push(line),
    );
    expect(result.code).toBe(3);
    expect([...lines].sort()).toEqual(['one', 'three', 'two']);
    expect(readFileSync(result.log, 'utf8')).toBe(result.output);
    expect(result.log).toMatch(/a-step\.log$/);
    result.forget();
    expect(existsSync(result.log)).toBe(false);
  });

  it('gives 128 + the number of the signal that ended it', async () => {
    const result = await run(`process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000);`);
    expect(result.code).toBe(137);
    result.forget();
  });

  it('tells that a program does not exist', async () => {
    const options = { cwd: process.cwd(), env: process.env, name: 'none' };
    const result = await runQuietly('no-such-program-anywhere', [], options);
    expect(result.code).toBe(127);
    expect(result.output).toMatch(/no-such-program-anywhere.*ENOENT/);
    result.forget();
  });
});
