import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GraphicsMode } from '../../src/terminal/graphics-mode.ts';
import type { HostKeyEvent } from '../../src/terminal/host-keys.ts';
import { type HostKeyboard, HostTerminal, type HostTerminalOptions } from '../../src/terminal/host-terminal.ts';
import { PictureView } from '../../src/terminal/picture-view.ts';
import { AnsiWindow } from './ansi.ts';
import { FakeGuest } from './fake-guest.ts';

class FakeInput extends EventEmitter {
  raw = false;
  flowing = false;
  setRawMode(raw: boolean) {
    this.raw = raw;
  }
  resume() {
    this.flowing = true;
  }
  pause() {
    this.flowing = false;
  }
}

class FakeOutput extends EventEmitter {
  columns = 80;
  rows = 25;
  window = new AnsiWindow(80, 25);
  full = false;
  written = 0;
  write(text: string) {
    this.written++;
    this.window.write(text);
    return !this.full;
  }
}

/** A guest that records its input. */
function setUp(more: Partial<HostTerminalOptions> = {}) {
  const guest = new FakeGuest();
  const input = new FakeInput();
  const output = new FakeOutput();
  const received: number[] = [];
  const quits: string[] = [];
  const host = new HostTerminal({
    screen: guest,
    title: 'Test',
    key(name) {
      const text = guest.key(name);
      for (const c of text ?? '') received.push(c.charCodeAt(0));
      return text !== null;
    },
    send: (bytes) => received.push(...bytes),
    pending: () => 0,
    quit: (reason) => void quits.push(reason),
    input,
    output,
    ...more,
  });
  return {
    guest,
    input,
    output,
    host,
    quits,
    type: (text: string) => input.emit('data', Buffer.from(text)),
    print: (text: string) => guest.print(text),
    /** What the guest has received since the last call, as text. */
    received: () => String.fromCharCode(...received.splice(0)),
    status: () => output.window.text(24),
  };
}

const BRACKETED = '\x1b[200~';
const END = '\x1b[201~';

describe('HostTerminal', () => {
  let t: ReturnType<typeof setUp>;

  beforeEach(() => {
    vi.useFakeTimers();
    t = setUp();
    t.host.open();
  });

  afterEach(() => {
    t.host.close();
    vi.useRealTimers();
  });

  it('enters raw mode and the alternate screen, and leaves both', () => {
    const { modes } = t.output.window;
    expect(t.input.raw).toBe(true);
    expect([modes.has(1049), modes.has(2004), modes.has(7)]).toEqual([true, true, false]);
    t.host.close();
    expect(t.input.raw).toBe(false);
    expect(t.input.flowing).toBe(false);
    expect([modes.has(1049), modes.has(2004), modes.has(7), modes.has(25)]).toEqual([false, false, true, true]);
    const { written } = t.output;
    t.host.close();
    t.print('x');
    vi.advanceTimersByTime(1000);
    expect(t.output.written).toBe(written);
  });

  it('leaves no listeners on the process behind', () => {
    const names = ['exit', 'uncaughtExceptionMonitor', 'SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGTSTP', 'SIGCONT'];
    const open = names.map((n) => process.listenerCount(n));
    t.host.close();
    expect(names.map((n, i) => open[i]! - process.listenerCount(n))).toEqual(names.map(() => 1));
  });

  it('shows what the guest prints, at most 60 times a second', () => {
    const { written } = t.output;
    for (let i = 0; i < 200; i++) {
      t.print('x');
      vi.advanceTimersByTime(5);
    }
    expect(t.output.window.text(0)).toBe('x'.repeat(80));
    expect(t.output.written - written).toBeGreaterThan(50);
    expect(t.output.written - written).toBeLessThanOrEqual(63);
  });

  it('writes nothing while nothing changes', () => {
    const { written } = t.output;
    vi.advanceTimersByTime(3000);
    expect(t.output.written).toBe(written);
  });

  it('waits for a slow host instead of piling up output', () => {
    t.output.full = true;
    t.print('a');
    vi.advanceTimersByTime(20);
    const { written } = t.output;
    t.print('b');
    vi.advanceTimersByTime(500);
    expect(t.output.written).toBe(written);
    t.output.full = false;
    t.output.emit('drain');
    vi.advanceTimersByTime(20);
    expect(t.output.window.text(0)).toBe('ab');
  });

  it('sends keys as the guest’s keyboard does', () => {
    t.type('dir\r');
    t.type('\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H');
    t.type('\x03\x1a\x7f\x1b[3~\t');
    expect(t.received()).toBe('dir\r\x0b\x0a\x0c\x08\x1e\x03\x1a\x08\x7f\t');
  });

  it('falls back from keys that the guest has not: modifiers go, Alt is an ESC before', () => {
    t.type('\x1b[1;5A\x1b[1;2D');
    expect(t.received()).toBe('\x0b\x08');
    t.type('\x1bx');
    t.type('\x1b[1;3A');
    expect(t.received()).toBe('\x1bx\x1b\x0b');
    t.type('\x1b[5~\x1b[1;5F');
    expect(t.received()).toBe('');
  });

  it('spells characters in ASCII and drops those that have no spelling', () => {
    t.type('“é”語');
    expect(t.received()).toBe('"e"');
  });

  it('passes a lone ESC on after 25 ms, and a sequence that comes in pieces whole', () => {
    t.type('\x1b');
    vi.advanceTimersByTime(24);
    expect(t.received()).toBe('');
    vi.advanceTimersByTime(1);
    expect(t.received()).toBe('\x1b');
    t.type('\x1b');
    vi.advanceTimersByTime(20);
    t.type('[');
    vi.advanceTimersByTime(100);
    t.type('A');
    expect(t.received()).toBe('\x0b');
    vi.advanceTimersByTime(1000);
    expect(t.received()).toBe('');
  });

  it('opens the menu with the escape key; twice sends it', () => {
    t.type('\x1d');
    expect(t.received()).toBe('');
    expect(t.status()).toContain('q quit  p type a file  z suspend  ? help  Ctrl-] itself');
    t.type('\x1d');
    expect(t.received()).toBe('\x1d');
    expect(t.status()).toContain('Ctrl-] q quits');
    t.type('\x1dQ');
    t.type('\x1d\x11');
    expect(t.quits).toEqual(['command', 'command']);
    t.type('\x1dX');
    t.type('x');
    expect(t.received()).toBe('x');
  });

  it('shows help until the next key', () => {
    t.type('\x1d?');
    const text = () => Array.from({ length: 25 }, (_, i) => t.output.window.text(i)).join('\n');
    expect(text()).toContain('Ctrl-] q       ends the run');
    expect(t.output.window.cursorVisible).toBe(false);
    t.type('x');
    expect(text()).not.toContain('ends the run');
    expect(t.received()).toBe('');
    t.type('y');
    expect(t.received()).toBe('y');
  });

  it('types a bracketed paste as fast as the guest takes it', () => {
    t.host.close();
    let waiting = 0;
    t = setUp({ pending: () => waiting });
    t.host.open();
    t.type(`${BRACKETED}one\ntwo${'.'.repeat(40)}${END}`);
    expect(t.received()).toBe('one\rtwo.........');
    waiting = 16;
    vi.advanceTimersByTime(1000);
    expect(t.received()).toBe('');
    waiting = 14;
    vi.advanceTimersByTime(16);
    expect(t.received()).toBe('..');
    // keys wait behind the paste
    t.type('k');
    expect(t.received()).toBe('..');
    waiting = 0;
    vi.advanceTimersByTime(1000);
    expect(t.received()).toBe(`${'.'.repeat(27)}k`);
  });

  it('types a paste line by line where the guest tells when it waits', () => {
    t.host.close();
    let waits = true;
    let left = 0;
    t = setUp({ pending: () => left, waiting: () => waits });
    t.host.open();
    t.type(`${BRACKETED}DIR\nTYPE X\nend${END}`);
    expect(t.received()).toBe('DIR\r');
    // it has not taken the line, then it has and works
    waits = false;
    left = 4;
    vi.advanceTimersByTime(3000);
    left = 0;
    vi.advanceTimersByTime(900);
    expect(t.received()).toBe('');
    waits = true;
    vi.advanceTimersByTime(16);
    expect(t.received()).toBe('TYPE X\r');
    // one that never seems to wait gets its text all the same
    waits = false;
    vi.advanceTimersByTime(900);
    expect(t.received()).toBe('');
    vi.advanceTimersByTime(200);
    expect(t.received()).toBe('end');
  });

  it('breaks a paste off with Ctrl-C', () => {
    t.type(`${BRACKETED}${'x'.repeat(1000)}${END}`);
    t.received();
    t.type('\x03');
    vi.advanceTimersByTime(1000);
    expect(t.received()).toBe('\x03');
  });

  it('asks for a line: editing, Enter, Escape', async () => {
    const first = t.host.ask('Name: ', 'ab');
    t.type('xyé\x7f\x7f');
    expect(t.status()).toBe(' Name: abx');
    t.type(`${BRACKETED}1\n2${END}\r`);
    expect(await first).toBe('abx12');
    const second = t.host.ask('Name: ');
    t.type('abc\x1b');
    vi.advanceTimersByTime(25);
    expect(await second).toBeNull();
    const third = t.host.ask('Name: ');
    t.type('abc\x15d\r');
    expect(await third).toBe('d');
    expect(t.received()).toBe('');
  });

  it('runs the commands of the machine and shows what they tell', async () => {
    t.host.close();
    const run = vi.fn(() => 'Reset.');
    t = setUp({
      commands: [
        { key: 'r', title: 'reset', run },
        { key: 's', title: 'save', run: () => Promise.reject(new Error('The disk is full.')) },
      ],
    });
    t.host.open();
    t.type('\x1d');
    expect(t.status()).toContain('r reset  s save');
    t.type('r');
    await vi.advanceTimersByTimeAsync(16);
    expect(run).toHaveBeenCalledOnce();
    expect(t.status()).toBe(' Reset.');
    t.type('\x1ds');
    await vi.advanceTimersByTimeAsync(16);
    expect(t.status()).toBe(' The disk is full.');
    await vi.advanceTimersByTimeAsync(4100);
    expect(t.status()).toContain('Ctrl-] q quits');
  });

  it('refuses a menu key that is taken', () => {
    const commands = [{ key: 'q', title: 'x', run: () => undefined }];
    expect(() => setUp({ commands })).toThrow('The menu key "q" is taken');
  });

  it('takes another escape key', () => {
    t.host.close();
    t = setUp({ escapeKey: 'ctrl-a' });
    t.host.open();
    expect(t.status()).toContain('Ctrl-A q quits');
    t.type('\x1d');
    expect(t.received()).toBe('\x1d');
    t.type('\x01q');
    expect(t.quits).toEqual(['command']);
  });

  it('redraws in the new size of the window', () => {
    t.print('hello');
    t.output.columns = 100;
    t.output.rows = 30;
    t.output.window = new AnsiWindow(100, 30);
    t.output.emit('resize');
    expect(t.output.window.text(1)).toContain('┤Test├');
    expect(t.output.window.text(2)).toContain('│hello');
    expect(t.output.window.text(29)).toContain('Ctrl-] q quits');
  });

  it('tells the escape key for a while in a window without a status line', () => {
    t.host.close();
    t = setUp();
    t.output.rows = 24;
    t.output.window = new AnsiWindow(80, 24);
    t.host.open();
    expect(t.output.window.text(23)).toContain('Ctrl-] q quits');
    vi.advanceTimersByTime(4100);
    expect(t.output.window.text(23)).toBe('');
  });

  it('shows the state of the machine a few times a second', () => {
    t.host.close();
    let ratio = 1;
    const status = vi.fn(() => ({ clockHz: 4e6, ratio }));
    t = setUp({ status });
    t.host.open();
    expect(t.status()).toContain('4.00 MHz  ×1.0');
    ratio = 50;
    status.mockClear();
    vi.advanceTimersByTime(1000);
    expect(t.status()).toContain('×50');
    expect(status.mock.calls.length).toBeLessThanOrEqual(4);
  });

  it('rings the host’s bell, not more than ten times a second', () => {
    for (let i = 0; i < 100; i++) t.host.bell();
    expect(t.output.window.bells).toBe(1);
    vi.advanceTimersByTime(100);
    t.host.bell();
    expect(t.output.window.bells).toBe(2);
  });

  it.each(['end', 'close', 'error'])('restores the terminal and quits when the input reports "%s"', (event) => {
    t.input.emit(event, new Error('EIO'));
    t.input.emit('close');
    expect(t.quits).toEqual(['input-ended']);
    expect(t.input.raw).toBe(false);
    expect(t.output.window.modes.has(1049)).toBe(false);
  });
});

describe('HostTerminal, typing a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backplane-type-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('types its text, or tells why it can’t', async () => {
    const path = join(folder, 'input.txt');
    writeFileSync(path, 'DIR\nB:\n');
    const t = setUp();
    t.host.open();
    try {
      t.type('\x1dp');
      t.type(`${path}\r`);
      await vi.waitFor(() => expect(t.status()).toContain('Typing'));
      expect(t.received()).toBe('DIR\rB:\r');
      t.type('\x1dp');
      t.type(`${path}x\r`);
      await vi.waitFor(() => expect(t.status()).toContain('there is no such file'));
      expect(t.status()).toContain(`Can't read`);
    } finally {
      t.host.close();
    }
  });
});

/** A keyboard that records what reaches it. */
function recordingKeyboard() {
  const log: string[] = [];
  const keyboard: HostKeyboard = {
    strike(stroke, alone) {
      const name = stroke.kind === 'key' ? `<${stroke.name}>` : String.fromCodePoint(stroke.codePoint);
      if (/ctrl-alt|é/.test(name)) return false;
      log.push(`${name}${alone ? '' : '…'}`);
      return true;
    },
    event: ({ event, key, plain }: HostKeyEvent) => log.push(`${event} ${key}${plain === null ? ' alone' : ''}`),
    release: () => log.push('release'),
    paste: (text) => {
      log.push(`paste ${JSON.stringify(text)}`);
      return text.includes('é') ? 'Not on this keyboard: é' : undefined;
    },
    stop: () => log.push('stop'),
  };
  return { keyboard, log: () => log.splice(0).join(' ') };
}

describe('HostTerminal with a keyboard of keys', () => {
  let t: ReturnType<typeof setUp>;
  let keys: ReturnType<typeof recordingKeyboard>;

  beforeEach(() => {
    vi.useFakeTimers();
    keys = recordingKeyboard();
    t = setUp({ keyboard: keys.keyboard });
    t.host.open();
  });

  afterEach(() => {
    t.host.close();
    vi.useRealTimers();
  });

  it('strikes what comes, and tells what came alone', () => {
    t.type('a');
    t.type('bc');
    t.type('\x1b[A');
    t.type('é');
    t.type('\x1b[1;7A');
    expect(keys.log()).toBe('a b… c… <up> <alt-up>');
    expect(t.received()).toBe('');
  });

  it('leads to the menu with all keys up, and Ctrl-C breaks a paste off', () => {
    t.type('\x1d');
    expect(t.status()).toContain('q quit');
    t.type('\x1d');
    t.type('\x03');
    expect(keys.log()).toBe('release <ctrl-]> stop <ctrl-c>');
  });

  it('hands pastes over and shows what cannot be typed', () => {
    t.type(`${BRACKETED}10 print\né${END}`);
    expect(keys.log()).toBe('paste "10 print\\né"');
    vi.advanceTimersByTime(20);
    expect(t.status()).toContain('Not on this keyboard: é');
  });

  it('asks for Kitty’s protocol, enters it only if it is there, and leaves it', () => {
    const { others, modes } = t.output.window;
    expect(others).toEqual(['?u']);
    t.type('\x1b[?0u');
    expect(others).toEqual(['?u', '>31u']);
    expect(modes.has(1004)).toBe(true);
    t.type('\x1b[97;1:1;97u\x1b[97;1:2;97u\x1b[97;1:3u\x1b[57441;2u\x1b[57441;1:3u');
    expect(keys.log()).toBe('press a repeat a release a press ShiftLeft alone release ShiftLeft alone');
    t.type('\x1b[O');
    expect(keys.log()).toBe('release');
    // the menu works as ever
    t.type('\x1b[93;5u');
    t.type('\x1b[93;5:3u');
    expect(t.status()).toContain('q quit');
    t.type('\x1b[113;1;113u\x1b[113;1:3;113u');
    expect(t.quits).toEqual(['command']);
    expect(keys.log()).toBe('release release ] release q');
    t.host.close();
    expect(others.slice(2)).toEqual(['<u']);
    expect(modes.has(1004)).toBe(false);
  });

  it('answers questions under Kitty’s protocol', async () => {
    t.type('\x1b[?0u');
    const answer = t.host.ask('File: ');
    t.type('\x1b[97:65;2;65u\x1b[97:65;2:3u\x1b[98;;98u\x1b[127u\x1b[99;;99u\x1b[13u');
    expect(await answer).toBe('Ac');
  });
});

describe('HostTerminal with a picture', () => {
  let t: ReturnType<typeof setUp>;
  let picture: PictureView;
  const screen = new FakeGuest() as FakeGuest & { showsText?: boolean };

  function open(env: Record<string, string>, mode: GraphicsMode | null = null): void {
    picture = new PictureView(mode);
    t = setUp({ screen, picture, env, border: () => picture.buffer.border });
    t.output.columns = 100;
    t.output.rows = 31;
    t.output.window = new AnsiWindow(100, 31);
    t.host.open();
  }

  /** A picture of one colour, with another one in its lower right pixel. */
  function show(rgb: number, last = rgb): void {
    const pixels = new Uint8Array(40 * 30).fill(1);
    pixels[pixels.length - 1] = 2;
    picture.buffer.take({
      pixels,
      width: 40,
      height: 30,
      palette: [0, rgb, last],
      visible: { x: 0, y: 0, width: 40, height: 30 },
      pixelAspect: { num: 1, den: 1 },
      refresh: { num: 50, den: 1 },
      frame: 1,
      enabled: true,
      draw: () => {},
      frameEnd: (now) => now + 1,
    });
  }

  beforeEach(() => {
    vi.useFakeTimers();
    delete screen.showsText;
  });

  afterEach(() => {
    t.host.close();
    vi.useRealTimers();
  });

  const middle = () => t.output.window.background[15 * 100 + 50];

  it('shows text with the border’s colour while there is text, else the picture', () => {
    open({ TERM: 'xterm', COLORTERM: 'truecolor' });
    show(0x102030);
    screen.print('text');
    vi.advanceTimersByTime(20);
    const { window } = t.output;
    expect(window.text(3).trim()).toBe('text');
    // 80 × 24 in the middle of 100 × 30: 4 columns and 2 rows around it
    const at = (column: number, row: number) => window.background[row * 100 + column];
    expect([at(5, 3), at(6, 3), at(9, 3), at(10, 3), at(90, 3), at(94, 3)]).toEqual([
      -1, 0x102030, 0x102030, -1, 0x102030, -1,
    ]);
    screen.showsText = false;
    vi.advanceTimersByTime(20);
    expect(middle()).toBe(0x102030);
    expect(window.text(3).trim()).toBe('');
    show(0x405060, 0xffffff);
    vi.advanceTimersByTime(20);
    expect(middle()).toBe(0x405060);
    screen.showsText = true;
    vi.advanceTimersByTime(20);
    expect(window.text(3).trim()).toBe('text');
  });

  it('draws with what the terminal has as soon as that is known', () => {
    screen.showsText = false;
    open({ TERM: 'xterm', COLORTERM: 'truecolor' });
    const { strings, others } = t.output.window;
    expect(strings.splice(0).map((s) => s.text)).toEqual([expect.stringMatching(/^_Gi=31,.*a=q/)]);
    expect(others).toEqual(['16t', '14t', 'c']);
    show(0x102030);
    vi.advanceTimersByTime(20);
    expect([middle(), strings.length]).toEqual([0x102030, 0]);
    // sixels, whose size is known
    t.type('\x1b[6;20;10t\x1b[?62;4c');
    vi.advanceTimersByTime(20);
    expect(middle()).toBe(-1);
    expect(strings.length).toBeGreaterThan(5);
    expect(strings.splice(0).every((s) => s.text.startsWith('P0;1;0q'))).toBe(true);
    // nothing new: nothing sent
    vi.advanceTimersByTime(200);
    expect(strings).toHaveLength(0);
    t.type('\x1b_Gi=31;OK\x1b\\');
    vi.advanceTimersByTime(20);
    const sent = strings.splice(0).map((s) => s.text);
    expect(sent.filter((s) => s.startsWith('_Ga=T')).length).toBeGreaterThan(5);
    show(0x102030, 0xffffff);
    vi.advanceTimersByTime(20);
    expect(strings.length).toBeGreaterThan(0);
  });

  it('can wait for the last answer before it leaves', async () => {
    open({ TERM: 'xterm' });
    let settled = false;
    const waiting = t.host.settled().then(() => {
      settled = true;
    });
    await vi.advanceTimersByTimeAsync(50);
    expect(settled).toBe(false);
    t.type('\x1b[?62;22c');
    await vi.advanceTimersByTimeAsync(10);
    expect(settled).toBe(true);
    await waiting;
    t.host.close();
    open({ TERM: 'xterm' });
    // a terminal that never answers holds nobody up
    const patience = t.host.settled();
    await vi.advanceTimersByTimeAsync(200);
    await patience;
  });

  it('draws over nothing: help clears the picture and brings it back', () => {
    open({ TERM: 'xterm' }, 'kitty');
    show(0x102030);
    vi.advanceTimersByTime(20);
    const { strings } = t.output.window;
    strings.splice(0);
    t.type('\x1d?');
    vi.advanceTimersByTime(20);
    expect(t.output.window.text(10) + t.output.window.text(14)).not.toBe('');
    expect(strings).toHaveLength(0);
    t.type('x');
    vi.advanceTimersByTime(20);
    expect(strings[0]?.text).toMatch(/^_Ga=d/);
    expect(strings.length).toBeGreaterThan(5);
  });

  it('never asks terminals that would print the questions', () => {
    open({ TERM: 'linux' });
    expect(t.output.window.strings).toEqual([]);
    t.host.close();
    open({ TERM: 'xterm' }, 'text');
    screen.showsText = false;
    show(0x102030);
    vi.advanceTimersByTime(20);
    expect(t.output.window.strings).toEqual([]);
    expect(middle()).toBe(-1);
  });
});
