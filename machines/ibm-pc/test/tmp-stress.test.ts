import type { BusTrace } from '@backplane/cpu-8086';
import { stateDifference } from '@backplane/kernel';
import { Prng } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { type BenchOptions, bytes, type DmaBench, dmaBench, REFRESH_ON } from './dma-bench.ts';

const CLEAR = 'fa fc 31c0 8ed8 8ec0 8ed0 bc0070';
const RESET_VECTOR = { 1048560: bytes('ea00000010') };

/** A bench that has run the set-up and stands before `body`, which is repeated `times` times and ends with HLT. */
function prepared(setup: string, body: string, times = 1, options: BenchOptions = {}): [DmaBench, number] {
  const head = bytes(CLEAR + setup);
  const code = bytes(body.repeat(times));
  const start = 0x10000 + head.length;
  const bench = dmaBench({ ...options, program: { 65536: [...head, ...code, 0xf4], ...RESET_VECTOR } });
  for (let n = 0; bench.cpu.pc !== start; n++) {
    if (n > 10_000) throw new Error('the set-up does not end');
    bench.cpu.step();
  }
  return [bench, start + code.length];
}

/** Clocks that a body takes. */
function clocks(setup: string, body: string, times: number, options: BenchOptions = {}): number {
  const [{ cpu }, end] = prepared(setup, body, times, options);
  const first = cpu.cycles;
  while (cpu.pc !== end) cpu.step();
  return cpu.cycles - first;
}

describe('refresh costs what was measured on a PC', () => {
  // Michael Abrash, Zen of Assembly Language, chapter 4: microseconds for one pass, to the hundredth
  const LISTINGS: readonly [name: string, setup: string, body: string, times: number, passes: number, us: number][] = [
    ['4-5, SHR: the bus is never idle', '', 'd1e8', 1000, 1000, 1.81],
    ['4-6, MUL and SHR: refresh costs nothing', '2bc0', 'f7e0d1e8', 1000, 1000, 25.14],
    ['4-7, MOV AL,0', '', 'b000', 1000, 1000, 1.81],
    ['4-9, MUL', '2bc0', 'f7e0', 1000, 1000, 24.72],
    ['4-3, REP LODSW', '2bf6 b9e803', 'f3ad', 1, 1000, 3.77],
    ['4-4, REP LODSB', '2bf6 b9d007', 'f3ac', 1, 2000, 5.49 / 2],
    ['4-1, DEC of a byte', 'c606005064', 'fe0e005075fa', 1, 100, 10.03],
    ['4-2, DEC of a word', 'c70600506400', 'ff0e005075fa', 1, 100, 12.05],
  ];
  const MHZ = 14.31818 / 3;

  test.each(LISTINGS)('%s', (_, setup, body, times, passes, us) => {
    for (const predict of [true, false]) {
      const measured = clocks(REFRESH_ON + setup, body, times, { predict }) / passes / MHZ;
      expect(Math.abs(measured - us)).toBeLessThan(0.012);
    }
  });

  test('without refresh the same code takes the clocks of the bus cycles alone', () => {
    expect(clocks('', 'd1e8', 1000) / 1000).toBeCloseTo(8, 1);
  });

  test('back to back bus cycles lose 5 clocks to each refresh, or 6', () => {
    const [{ cpu }] = prepared(REFRESH_ON, 'd1e8', 1000);
    const waits: number[] = [];
    cpu.watch({
      cycle: (_kind, _clock, n) => {
        if (n > 0) waits.push(n);
      },
      queue() {},
      adder() {},
    });
    cpu.run(cpu.cycles + 7200);
    expect(Math.abs(waits.length - 100)).toBeLessThanOrEqual(1);
    expect(new Set(waits)).toEqual(new Set([5, 6]));
    expect(waits.reduce((a, b) => a + b) / waits.length).toBeCloseTo(16 / 3, 1);
  });
});

/*
 * The board's flip-flops, one by one: what a clock does to them at its start and in its middle
 */
class Flipflops {
  drq0 = false;
  hrq = false;
  /** U67, U98 Q0, Q1, Q3, and those of the 8284A. */
  holda = false;
  aen = false;
  dmaWait = false;
  taken = false;
  synchronized = true;
  ready = true;
  /** 8237A: 0 = SI, 1 = S0, 2–5 = S1–S4. */
  s = 0;
  hlda = false;
  refreshes = 0;

  start(out1Rose: boolean): void {
    if (out1Rose && this.s < 3) this.drq0 = true;
    if (this.taken && this.hrq) this.holda = true;
    this.ready = this.synchronized && !this.dmaWait;
    if (this.s === 0) this.s = this.drq0 ? 1 : 0;
    else if (this.s === 1) this.s = this.hlda ? 2 : 1;
    else if (this.s === 5) this.s = 0;
    else this.s++;
    // DACK0
    if (this.s === 3) this.drq0 = false;
    if (this.s === 5) this.refreshes++;
  }

  middle(passive: boolean): void {
    const { aen, dmaWait, holda, hrq } = this;
    this.taken = passive && hrq;
    this.synchronized = !dmaWait;
    this.dmaWait = aen;
    this.aen = holda;
    this.hlda = holda;
    if (this.s === 1) this.hrq = true;
    if (this.s === 5) {
      this.hrq = false;
      this.holda = false;
    }
  }
}

interface Cycle {
  readonly clock: number;
  readonly waits: number;
  /** The device has wait states of its own. */
  readonly slow: boolean;
}

/** Random instructions in RAM, without HLT, port instructions, LOCK and interrupts. */
function randomProgram(seed: number, ports: boolean): Record<number, number[]> {
  const prng = new Prng(seed);
  const code = Array.from({ length: 0x8000 }, () => {
    const byte = prng.next() >>> 24;
    const excluded =
      byte === 0xf4 || byte === 0xf0 || byte === 0x9b || (!ports && ((byte & 0xf4) === 0xe4 || byte === 0x6c));
    return excluded ? 0x90 : byte;
  });
  // every vector leads back into the middle of it
  const vectors = Array.from({ length: 1024 }, (_, n) => [0x00, 0x20, 0x00, 0x10][n & 3]!);
  return { 0: vectors, 73728: code };
}

describe('the flip-flops of the board agree with the clocks that are worked out', () => {
  test.each([31,32,33])('random code, %i', (seed) => {
    const head = bytes(`${CLEAR}${REFRESH_ON}e9`);
    const jump = 0x2000 - head.length - 2;
    const program = { ...randomProgram(seed, false), 65536: [...head, jump & 0xff, jump >> 8], ...RESET_VECTOR };
    const { cpu, machine, pit } = dmaBench({ program, predict: seed % 2 === 0 });
    while (cpu.pc !== 0x12000) cpu.step();
    const wave = pit.period(1, 3 * cpu.cycles)!;
    const cycles: Cycle[] = [];
    // a stray write to a port may change the rate
    let end = cpu.cycles + 19_000;
    cpu.watch({
      cycle: (kind, clock, waits, address) => {
        if (kind === 'IOW') end = Math.min(end, clock);
        const slow = kind === 'IOR' || kind === 'IOW' || (address >= 0xb8000 && address < 0xc0000);
        cycles.push({ clock, waits, slow });
      },
      queue() {},
      adder() {},
    });
    const from = cpu.cycles;
    machine.runUntil(machine.tick + 3);
    cpu.run(from + 20_000);
    cpu.watch(null);
    const board = new Flipflops();
    cycles.sort((a, b) => a.clock - b.clock);
    // the clocks whose start is the first after an edge of OUT1: ticks are three to a clock
    const edges = (c: number): boolean => {
      const first = Math.ceil((3 * (c - 1) - wave.start) / (12 * wave.cycles)) * 12 * wave.cycles + wave.start;
      return first < 3 * c;
    };
    let n = 0;
    let checked = 0;
    for (let c = cycles[0]!.clock - 80; c < end; c++) {
      while (n < cycles.length && c > cycles[n]!.clock + 2 + cycles[n]!.waits) n++;
      const now = n < cycles.length && cycles[n]!.clock <= c ? cycles[n]! : null;
      board.start(edges(c));
      // before the first cycle nothing is known of the bus: two requests later all flip-flops are right
      if (now !== null && !now.slow && c > cycles[0]!.clock + 300 && c >= now.clock + 2) {
        const last = c === now.clock + 2 + now.waits;
        expect([c, board.ready]).toEqual([c, last]);
        checked++;
      }
      board.middle(now === null || c === now.clock + 2 + now.waits);
    }
    expect(checked).toBeGreaterThan(150);
    expect(board.refreshes).toBeGreaterThan(5);
  });
});

/** All that the processor tells of its pins. */
class Recorder implements BusTrace {
  #list: [clock: number, text: string][] = [];

  cycle(...[kind, clock, ...rest]: Parameters<BusTrace['cycle']>): void {
    this.#list.push([clock, `${clock} ${kind} ${rest.join(' ')}`]);
  }

  queue(...[operation, clock, byte]: Parameters<BusTrace['queue']>): void {
    this.#list.push([clock, `${clock} ${operation} ${byte}`]);
  }

  adder(...[clock, address, byte]: Parameters<BusTrace['adder']>): void {
    this.#list.push([clock, `${clock} adder ${address} ${byte}`]);
  }

  /** What happened before `clock`, in the order of time; it is forgotten. */
  take(clock: number): string[] {
    const taken = this.#list.filter(([at]) => at < clock).sort(([a, x], [b, y]) => a - b || (x < y ? -1 : 1));
    this.#list = this.#list.filter(([at]) => at >= clock);
    return taken.map(([, text]) => text);
  }
}

/** Two benches with the same program, one that works refreshes out and one that steps them. */
function pair(seed: number, options: BenchOptions, setup: string, ports: boolean) {
  const head = bytes(`${CLEAR}${setup}e9`);
  const jump = 0x2000 - head.length - 2;
  const program = { ...randomProgram(seed, ports), 65536: [...head, jump & 0xff, jump >> 8], ...RESET_VECTOR };
  return [true, false].map((predict) => {
    const bench = dmaBench({ ...options, predict, program });
    const trace = new Recorder();
    bench.cpu.watch(trace);
    return { bench, trace };
  }) as [Run, Run];
}

interface Run {
  readonly bench: DmaBench;
  readonly trace: Recorder;
}

const CHANNEL_2 = 'b000 e604 b040 e604 b0ff e605 b003 e605 b046 e60b b003 e681 b002 e60a';

const SETTINGS: readonly [name: string, options: BenchOptions, setup: string, ports: boolean][] = [
  ['refresh alone', {}, REFRESH_ON, false],
  ['refresh and slow memory', {}, `${REFRESH_ON}b800b8 8ed8`, false],
  ['random port accesses', {}, REFRESH_ON, true],
  ['transfers on channel 2', { gap: 900 }, REFRESH_ON + CHANNEL_2, false],
  ['many transfers on channel 2', { gap: 90 }, REFRESH_ON + CHANNEL_2, false],
  ['transfers in demand mode', { gap: 300 }, `${REFRESH_ON}${CHANNEL_2}b006 e60b`, false],
  ['a processor at 8 MHz', { hz: 8_000_000, gap: 900 }, REFRESH_ON + CHANNEL_2, false],
  ['the engine that goes clock by clock', { engine: 'clocked', gap: 900 }, REFRESH_ON + CHANNEL_2, true],
  ['refresh twice as often, as a square wave', {}, `${REFRESH_ON}b056 e643 b009 e641`, false],
  ['refresh by one-shots that the program triggers', {}, `${REFRESH_ON}b050 e643`, true],
];

describe.each(SETTINGS)('refresh worked out and refresh stepped: %s', (_, options, setup, ports) => {
  test('every clock is the same', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const runs = pair(seed, options, setup, ports);
      const prng = new Prng(seed);
      for (let piece = 0; piece < 30; piece++) {
        const to = runs[0].bench.machine.tick + 300 + prng.below(900);
        for (const { bench } of runs) {
          bench.machine.runUntil(to);
          if (bench.cpu.core.halted !== 0) bench.cpu.setRegister('ip', bench.cpu.getRegister('ip') + 1);
        }
        const end = Math.min(...runs.map(({ bench }) => bench.cpu.cycles)) - 20;
        const rows = runs.map(({ trace }) => trace.take(end));
        expect([seed, piece, rows[1]]).toEqual([seed, piece, rows[0]]);
        const done = runs.map(({ bench }) => bench.card.log.filter((line) => Number(line.split(' ').at(-1)) < to));
        expect([seed, piece, done[1]]).toEqual([seed, piece, done[0]]);
      }
      const [a, b] = runs.map(({ bench }) => bench.machine.wired.spaces.memory!.memory.slice(0, 0xb0000));
      expect(Buffer.compare(Buffer.from(a!.buffer), Buffer.from(b!.buffer))).toBe(0);
      if (options.gap !== undefined && !ports) expect(runs[0].bench.card.log.length).toBeGreaterThan(3);
    }
  });

  test('slices, saving and loading change nothing', () => {
    for (const seed of [5,6,7,8]) {
      for (const which of [0, 1] as const) {
        const whole = pair(seed, options, setup, ports)[which];
        let sliced = pair(seed, options, setup, ports)[which];
        const prng = new Prng(seed);
        for (const one of [whole, sliced]) one.bench.cpu.watch(null);
        for (let tick = 3000; tick <= 9_000; tick += 3000) {
          whole.bench.machine.runUntil(tick);
          while (sliced.bench.machine.tick < tick) {
            sliced.bench.machine.runUntil(Math.min(tick, sliced.bench.machine.tick + 1 + prng.below(400)));
            if (prng.below(8) !== 0) continue;
            const copy = pair(seed, options, setup, ports)[which];
            copy.bench.cpu.watch(null);
            copy.bench.machine.load(sliced.bench.machine.save());
            expect(copy.bench.machine.hash()).toBe(sliced.bench.machine.hash());
            sliced = copy;
          }
          const difference = stateDifference(sliced.bench.machine.save(), whole.bench.machine.save());
          expect([seed, which, tick, difference]).toEqual([seed, which, tick, null]);
        }
      }
    }
  });
});
