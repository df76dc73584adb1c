import { describe, expect, it } from 'vitest';
import { type HostClock, type Pacing, Session, VirtualClock } from '../src/index.ts';
import { blank, toyEntry } from './fixture.ts';

const rows = (session: Session): string =>
  String.fromCodePoint(...session.machine.screen!.characters).replace(/ +$/, '');

describe('running', () => {
  it('runs some seconds or ticks and tells why it stopped', () => {
    const session = new Session(toyEntry);
    expect(session.runFor({ seconds: 0.5 })).toBe('limit');
    expect(session.machine.tick).toBe(1_000_000);
    expect(session.runFor({ ticks: 10 })).toBe('limit');
    expect(session.machine.tick).toBe(1_000_010);
    session.input('console', '\x18');
    expect(session.runFor({ seconds: 1 })).toBe('exit');
    expect(session.stopEvent?.code).toBe(7);
    expect(session.machine.seconds).toBeLessThan(0.51);
  });

  it('carries out a reset that the guest asks for and goes on', () => {
    const session = new Session(toyEntry);
    session.input('console', 'A\x12BC');
    expect(session.runFor({ seconds: 0.1 })).toBe('limit');
    // what stood behind ^R in the queue is lost with the reset
    expect(rows(session)).toBe('A');
    expect(session.machine.seconds).toBeCloseTo(0.1);
  });

  it('delays input that a listener gives until the slice has ended', () => {
    const session = new Session(toyEntry);
    session.machine.onOutput('console', (value) => {
      if (value === 0x41) session.input('console', 'B');
    });
    session.input('console', 'A');
    session.runFor({ ticks: 20_000 });
    expect(rows(session)).toBe('A');
    session.runFor({ ticks: 20_000 });
    expect(rows(session)).toBe('AB');
  });

  it('refuses an impossible speed and two runs at once', async () => {
    expect(() => new Session(toyEntry, { speed: 0 })).toThrow('A speed of 0 is not possible.');
    const session = new Session(toyEntry);
    const first = session.run({ seconds: 1 });
    await expect(session.run({ seconds: 1 })).rejects.toThrow('running already');
    await first;
  });
});

/** A wall clock on which emulation takes time: one ms for every `rate` ticks. */
class SlowClock implements HostClock {
  session: Session | null = null;
  readonly rate: number;
  slept = 0;
  readonly sleeps: number[] = [];
  constructor(rate: number) {
    this.rate = rate;
  }
  now(): number {
    return this.slept + (this.session?.machine.tick ?? 0) / this.rate;
  }
  sleep(ms: number): Promise<void> {
    this.slept += ms;
    this.sleeps.push(ms);
    return Promise.resolve();
  }
}

async function timed(pacing: Pacing, text: string, speed = 1): Promise<{ wall: number; clock: SlowClock }> {
  // ten times as fast as the machine was
  const clock = new SlowClock(20_000);
  const session = new Session(toyEntry, { clock, pacing, speed });
  clock.session = session;
  session.input('console', text);
  expect(await session.run({ seconds: 1 })).toBe('limit');
  return { wall: clock.now(), clock };
}

describe('pacing', () => {
  it('real: emulated time is wall time', async () => {
    const { wall } = await timed('real', '');
    expect(wall).toBeGreaterThan(990);
    expect(wall).toBeLessThan(1010);
  });

  it('real at double speed takes half the time', async () => {
    const { wall } = await timed('real', '', 2);
    expect(wall).toBeGreaterThan(490);
    expect(wall).toBeLessThan(510);
  });

  it('warp: never sleeps, but gives the host a turn about every 10 ms', async () => {
    const { wall, clock } = await timed('warp', '');
    expect(wall).toBeCloseTo(100);
    expect(clock.sleeps.every((ms) => ms === 0)).toBe(true);
    expect(clock.sleeps.length).toBeGreaterThan(5);
    expect(clock.sleeps.length).toBeLessThan(15);
  });

  it('auto: real time while the guest waits for input', async () => {
    const { wall } = await timed('auto', '');
    expect(wall).toBeGreaterThan(950);
  });

  it('auto: warp while the guest computes', async () => {
    // ^B computes for 50,000 × 20 cycles, a whole second
    const { wall } = await timed('auto', '\x02\x02');
    expect(wall).toBeLessThan(150);
  });

  it('input wakes a sleeping run', async () => {
    let wake = (): void => {};
    const clock: HostClock = {
      now: () => 0,
      sleep: (ms) =>
        new Promise((resolve) => {
          if (ms === 0) resolve();
          else wake = resolve;
        }),
    };
    const session = new Session(toyEntry, { clock, pacing: 'real' });
    const run = session.run({ seconds: 10 });
    await Promise.resolve();
    const asleep = session.machine.tick;
    expect(asleep).toBeGreaterThan(0);
    session.input('console', '\x18');
    expect(await run).toBe('exit');
    expect(session.machine.tick).toBeLessThan(asleep + 100_000);
    wake();
  });

  it('stop() ends a run that has no limit', async () => {
    const session = new Session(toyEntry, { clock: new VirtualClock(), pacing: 'warp' });
    let slices = 0;
    session.onSlice(() => {
      if (++slices === 3) session.stop();
    });
    expect(await session.run()).toBe('stopped');
    expect(slices).toBe(3);
  });

  it('leads to the same state whatever the pacing', async () => {
    const hashes = new Set<string>();
    for (const pacing of ['real', 'warp', 'auto'] as const) {
      const session = new Session(toyEntry, { pacing });
      await session.typeText('Hello\n');
      await session.runUntilText('OK', { seconds: 1 });
      hashes.add(`${session.machine.tick} ${session.machine.hash()}`);
    }
    expect(hashes.size).toBe(1);
  });
});

describe('typing and waiting for text', () => {
  it('types keys one after the other as the guest takes them', async () => {
    const session = new Session(toyEntry);
    let most = 0;
    session.onSlice(() => {
      most = Math.max(most, (session.machine.part('board') as unknown as { pending: number }).pending);
    });
    expect(await session.typeText('AB{enter}')).toBe('limit');
    expect(session.machine.screen!.revision).toBeGreaterThan(4);
    expect(rows(session)).toContain('OK');
    expect(most).toBeLessThanOrEqual(1);
  });

  it('waits while the guest computes, up to the limit', async () => {
    const session = new Session(toyEntry);
    session.input('console', '\x02');
    expect(await session.typeText('A', { seconds: 0.3 })).toBe('limit');
    expect(session.machine.seconds).toBeCloseTo(0.3);
    expect(await session.typeText('A', { seconds: 2 })).toBe('limit');
    expect(await session.runUntilText('A', { seconds: 1 })).toBe('found');
    expect(session.machine.seconds).toBeGreaterThan(1);
  });

  it('{wait:…} lets emulated time pass', async () => {
    const session = new Session(toyEntry);
    await session.typeText('{wait:1500}');
    expect(session.machine.seconds).toBe(1.5);
  });

  it('refuses keys that the machine does not have', async () => {
    const session = new Session(toyEntry);
    await expect(session.typeText('{f12}')).rejects.toThrow('no key "f12"');
    await expect(session.typeText('€')).rejects.toThrow('"€" is not on this machine');
  });

  it('finds text, and tells when it does not come', async () => {
    const session = new Session(toyEntry);
    await session.typeText('ready{enter}');
    expect(await session.runUntilText('OK', { seconds: 1 })).toBe('found');
    expect(await session.runUntilText('never', { seconds: 0.5 })).toBe('limit');
    expect(await session.runUntilText(/^O[KX]/, { seconds: 0.5 })).toBe('found');
  });

  it('does not take what stood there before for the answer', async () => {
    const session = new Session(toyEntry);
    await session.typeText('\n');
    expect(await session.runUntilText('OK', { seconds: 1 })).toBe('found');
    // the old OK is still on the screen; ^B answers nothing
    await session.typeText('\\x02');
    expect(await session.runUntilText('OK', { seconds: 0.5 })).toBe('limit');
    await session.typeText('\n', { seconds: 3 });
    expect(await session.runUntilText('OK', { seconds: 1 })).toBe('found');
  });

  it('does not miss text that scrolls away between two looks', async () => {
    const session = new Session(toyEntry);
    session.input('console', 'MARK\r\r\r\r\r\r');
    expect(await session.runUntilText('MARK', { seconds: 1 })).toBe('found');
    session.runFor({ seconds: 0.1 });
    expect(rows(session)).not.toContain('MARK');
  });

  it('feeds input line by line as the guest asks for it', async () => {
    const session = new Session(toyEntry, { pacing: 'warp' });
    const out: number[] = [];
    session.machine.onOutput('console', (value) => out.push(value));
    const board = session.machine.part('board') as unknown as { pending: number };
    let most = 0;
    session.onSlice(() => {
      most = Math.max(most, board.pending);
    });
    const lines = Array.from({ length: 300 }, (_, i) => `line ${i}\r`).join('');
    session.feed(new TextEncoder().encode('\x02'));
    session.feed(new TextEncoder().encode(lines.slice(0, 100)));
    session.feed(new TextEncoder().encode(lines.slice(100)));
    expect(session.fed).toBe(lines.length + 1);
    await session.run({ seconds: 20 });
    expect(session.fed).toBe(0);
    expect(most).toBeLessThanOrEqual('line 299\r'.length);
    const text = String.fromCharCode(...out);
    expect(text).toBe(lines.replaceAll('\r', '\r\nOK\r\n'));
  });

  it('feeds input without line ends in pieces', async () => {
    const session = new Session(toyEntry, { pacing: 'warp' });
    let count = 0;
    session.machine.onOutput('console', () => count++);
    session.feed(new Uint8Array(1000).fill(0x41));
    await session.run({ seconds: 5 });
    expect(count).toBe(1000);
  });

  it('ends with the guest', async () => {
    const session = new Session(toyEntry);
    expect(await session.typeText('{ctrl-x}A')).toBe('exit');
  });
});

describe('media', () => {
  it('opens, inserts, patches and takes out', () => {
    const session = new Session(toyEntry);
    expect(() => session.patch('disk', 0, Uint8Array.of(1))).toThrow('There is no disk in "disk"');
    const medium = session.openMedium('disk', blank(), { name: 'a.img' });
    session.insert('disk', medium);
    session.patch('disk', 0, Uint8Array.of(0x41));
    session.input('console', '\x04');
    session.runFor({ seconds: 0.1 });
    expect(rows(session)).toBe('A');
    session.insert('disk', null);
    expect(session.media.size).toBe(0);
  });

  it('names the nearest bay, and passes on what the format says', () => {
    const session = new Session(toyEntry);
    expect(() => session.openMedium('dsk', blank(), { name: 'a' })).toThrow('no medium "dsk". Did you mean "disk"?');
    expect(() => session.insert('disc', null)).toThrow('Did you mean "disk"?');
    expect(() => session.openMedium('disk', new Uint8Array(), { name: 'a.img' })).toThrow('a.img: the image is empty.');
  });
});
