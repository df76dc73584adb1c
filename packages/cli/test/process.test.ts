import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { backplane, loopProgram, sayProgram, shiftProgram, tailProgram, temporaryFolder } from './backplane.ts';

/*
 * The program as a process of its own: standard input and output, signals, exit codes, and CP/M programs that run as if
 * they were the host's.
 */

const folder = temporaryFolder();
afterAll(() => folder.remove());
writeFileSync(folder.file('hello.com'), sayProgram('Hello, world\r\n', 42));
writeFileSync(folder.file('tail.com'), tailProgram);
writeFileSync(folder.file('shift.com'), shiftProgram);
writeFileSync(folder.file('loop.com'), loopProgram);
writeFileSync(folder.file('a long name.text'), 'x');
mkdirSync(folder.file('work'));
writeFileSync(folder.file('work/data.txt'), 'x');
const here = { cwd: folder.path };

describe('programs', () => {
  it('run with their output on standard output and end with their exit code', async () => {
    expect(await backplane(['run', 'cpm', 'hello.com'], here)).toEqual({
      code: 42,
      signal: null,
      out: 'Hello, world\n',
      err: '',
    });
  });

  it('get arguments, with the names of files as CP/M knows them', async () => {
    const inFolder = await backplane(['cpm', 'tail.com', '-x', 'hello.com', 'a long name.text', 'other'], here);
    expect(inFolder.out).toMatch(/^ -X HELLO\.COM ALONGN~1\.TEX OTHER$/);
    expect(inFolder.err).toBe('backplane: a long name.text is ALONGN~1.TEX in drive A.\n');
    const elsewhere = await backplane(['cpm', '../tail.com', 'data.txt', '../hello.com'], { cwd: folder.file('work') });
    expect(elsewhere.out).toBe(' DATA.TXT B:HELLO.COM');
    expect(elsewhere.code).toBe(0);
  });

  it('get standard input to its end', async () => {
    const { out, code } = await backplane(['run', 'cpm', 'shift.com'], { ...here, input: 'HAL\nabc' });
    expect([out.replaceAll('\x0e', '|'), code]).toEqual(['IBM|bcd', 0]);
  });

  it('that are missing or get too long a command line are told', async () => {
    const missing = await backplane(['run', 'cpm', 'nothere.com'], here);
    expect(missing).toMatchObject({ code: 1, err: 'backplane: nothere.com: there is no such file or folder.\n' });
    const long = await backplane(['run', 'cpm', 'hello.com', 'x'.repeat(130)], here);
    expect(long.code).toBe(2);
    expect(long.err).toMatch(/^backplane: The command line has \d+ characters; CP\/M takes 127\./);
  });

  it('can be limited', async () => {
    const { code, err } = await backplane(['run', 'cpm', '-limitcycles', '5M', 'loop.com'], here);
    expect([code, err]).toEqual([1, 'backplane: the limit of 5000000 cycles was reached.\n']);
  });
});

describe('folders', () => {
  it('are disks whose files the guest can change', async () => {
    const { out, code } = await backplane(['run', 'cpm', '-b', '.'], {
      ...here,
      input: 'B:\nSAVE 1 NEW.DAT\nREN OLD.DAT=NEW.DAT\nDIR *.DAT\n',
    });
    expect(code).toBe(0);
    expect(out).toMatch(/B: OLD {6}DAT/);
    expect(readFileSync(folder.file('old.dat'))).toHaveLength(256);
  });
});

describe('the console as standard input and output', () => {
  it('takes a script line by line and ends when it has been read', async () => {
    const { out, code } = await backplane(['run', 'cpm'], { input: 'DIR\nTYPE NONE\nSTAT\n' });
    expect(code).toBe(0);
    expect(out.replaceAll('\r', '')).toMatch(/A>DIR\n.*SNAKE.*\nA>TYPE NONE\nNO FILE\nA>STAT\n.*\d+k.*\nA>$/s);
  });
});

describe('the end', () => {
  it('comes with Ctrl-C and 130', async () => {
    const ended = await backplane(['run', 'cpm', '--headless', '--seconds', '99999999', '--out', 'console=-'], {
      watch: (out, kill) => {
        if (out.includes('A>')) kill('SIGINT');
      },
    });
    expect([ended.code, ended.signal, ended.err]).toEqual([130, null, '']);
  });

  it('comes quietly when nobody reads standard output any more', async () => {
    const ended = await backplane(
      ['run', 'cpm', '--headless', '--seconds', '1', '--out', 'console=-', '--screen-text'],
      {
        closeOutput: true,
      },
    );
    expect([ended.code, ended.signal, ended.err]).toEqual([141, null, '']);
  });

  it('tells one line of an error, without where it was thrown, but for debugging', async () => {
    const image = folder.file('noread.img');
    writeFileSync(image, new Uint8Array(10));
    chmodSync(image, 0o400);
    const args = ['run', 'cpm', '--headless', '-b', image];
    const ended = await backplane(args);
    expect(ended.code).toBe(1);
    expect(ended.err).toMatch(/no known disk format is 10 bytes long\. [^\n]+\n$/);
    expect(ended.err).not.toMatch(/^\s+at /m);
    const debugged = await backplane(args, { env: { BACKPLANE_DEBUG: '1' } });
    expect(debugged.err).toMatch(/^\s+at /m);
  });
});
