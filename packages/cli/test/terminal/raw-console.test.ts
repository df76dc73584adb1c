import { PassThrough, Writable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RawConsole, type RawConsoleOptions } from '../../src/terminal/raw-console.ts';

function setUp(more: Partial<RawConsoleOptions> = {}) {
  const input = new PassThrough();
  const output = new PassThrough();
  const written: Buffer[] = [];
  output.on('data', (chunk: Buffer) => written.push(chunk));
  let received = '';
  let ended: () => void = () => {};
  const end = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const closed = { count: 0 };
  const raw = new RawConsole({
    send: (bytes) => {
      received += Buffer.from(bytes).toString('latin1');
    },
    ended,
    closed: () => {
      closed.count++;
    },
    input,
    output,
    ...more,
  });
  raw.open();
  return {
    raw,
    input,
    output,
    end,
    closed,
    received: () => received,
    print(text: string) {
      for (const byte of Buffer.from(text, 'latin1')) raw.write(byte);
    },
    written: () => Buffer.concat(written).toString('latin1'),
  };
}

describe('RawConsole output', () => {
  it.each([
    ['one\r\ntwo\r\n', 'one\ntwo\n'],
    ['lone\rCR', 'lone\rCR'],
    ['\r\r\n', '\r\n'],
    ['\n', '\n'],
    ['end\r', 'end\r'],
    ['\x80\xff', '\x80\xff'],
  ])('%j becomes %j', async (guest, host) => {
    const t = setUp();
    t.print(guest);
    await t.raw.close();
    expect(t.written()).toBe(host);
  });

  it('puts a line end together that is split between turns of the event loop', async () => {
    const t = setUp();
    t.print('a\r');
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(t.written()).toBe('a');
    t.print('\nb');
    await t.raw.close();
    expect(t.written()).toBe('a\nb');
  });

  it('writes by itself, without being closed', async () => {
    const t = setUp();
    t.print('prompt>');
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(t.written()).toBe('prompt>');
    await t.raw.close();
  });

  it('leaves all bytes with newline "raw"', async () => {
    const t = setUp({ newline: 'raw' });
    t.print('a\r\nb\r');
    await t.raw.close();
    expect(t.written()).toBe('a\r\nb\r');
  });

  it('keeps every byte of a long output in order', async () => {
    const t = setUp();
    const text = Array.from({ length: 20_000 }, (_, i) => `${i}\r\n`).join('');
    t.print(text);
    await t.raw.close();
    expect(t.written()).toBe(text.replaceAll('\r\n', '\n'));
  });

  it('tells once that nobody reads any more, and goes quiet', async () => {
    const broken = new Writable({
      write(_chunk, _encoding, done) {
        done(Object.assign(new Error('EPIPE'), { code: 'EPIPE' }));
      },
    });
    const t = setUp({ output: broken });
    t.print('x');
    await new Promise((resolve) => broken.once('close', resolve));
    expect(t.closed.count).toBe(1);
    expect(t.raw.outputClosed).toBe(true);
    t.print('y');
    await t.raw.close();
    expect(t.closed.count).toBe(1);
  });
});

describe('RawConsole input', () => {
  it('makes LF and CR LF to CR, however they are cut up', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('a', '\n', '\r\n', '\r', 'bc'), { maxLength: 20 }), async (parts) => {
        const t = setUp();
        const text = parts.join('');
        for (const character of text) t.input.write(character);
        t.input.end();
        await t.end;
        expect(t.received()).toBe(text.replace(/\r\n|\n/g, '\r'));
        await t.raw.close();
      }),
      { numRuns: 40 },
    );
  });

  it('sends no more than the guest has room for, and tells the end only when all is sent', async () => {
    let room = 3;
    let ended = false;
    const t = setUp({
      room: () => room,
      ended: () => {
        ended = true;
      },
      send: (bytes) => {
        expect(bytes.length).toBeLessThanOrEqual(room);
        room -= bytes.length;
        text += Buffer.from(bytes).toString('latin1');
      },
    });
    let text = '';
    t.input.end('abcdefgh');
    await new Promise((resolve) => t.input.once('close', resolve));
    expect(text).toBe('abc');
    expect(ended).toBe(false);
    room = 4;
    t.raw.feed();
    expect(text).toBe('abcdefg');
    room = 1;
    t.raw.feed();
    expect([text, ended]).toEqual(['abcdefgh', true]);
    await t.raw.close();
  });

  it('makes the host wait when much input piles up', async () => {
    let room = 0;
    const t = setUp({ room: () => room });
    for (let i = 0; i < 40; i++) t.input.write('x'.repeat(4096));
    await new Promise(setImmediate);
    expect(t.input.isPaused()).toBe(true);
    room = Number.POSITIVE_INFINITY;
    t.input.end();
    t.raw.feed();
    await t.end;
    expect(t.received().length).toBe(40 * 4096);
    await t.raw.close();
  });

  it('without input tells the end at once', async () => {
    const t = setUp({ input: null });
    await t.end;
    await t.raw.close();
  });
});
