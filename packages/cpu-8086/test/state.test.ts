import { loadState, type StateIo, saveState } from '@backplane/kernel';
import { Prng } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { INTEL_8086, INTEL_8088, type Variant } from '../src/index.ts';
import { type RandomMachine, type RandomOptions, randomMachine, summary } from './random.ts';

type InputName = 'intr' | 'nmi' | 'test' | 'ready' | 'hold';
const INPUTS: readonly InputName[] = ['intr', 'nmi', 'test', 'ready', 'hold'];

/** A random machine whose inputs change at random times, as the events of a board do. */
class Board {
  readonly machine: RandomMachine;
  /** State of the generator that decides when the next change comes. */
  #seed: number;
  readonly #levels = new Map<InputName, boolean>([['ready', true]]);
  readonly #change: number;
  readonly #handBack: number;
  /** What the pins that the processor drives did. */
  readonly log: string[] = [];
  readonly #inputs: readonly InputName[];

  constructor(seed: number, options: RandomOptions, inputs: readonly InputName[]) {
    this.machine = randomMachine(seed, options);
    this.#seed = seed;
    this.#inputs = inputs;
    const { scheduler, lines, ports } = this.machine;
    ports.acknowledge = (t) => t & 0xff;
    this.#change = scheduler.allocate('change', (t) => this.#next(t));
    this.#handBack = scheduler.allocate('handBack', (t) => this.#set('hold', false, t));
    lines.hlda.listen((level, t) => {
      this.log.push(`hlda ${level} ${t}`);
      if (level) scheduler.at(this.#handBack, t + 4);
    });
    lines.lock.listen((level, t) => this.log.push(`lock ${level} ${t}`));
    if (inputs.length > 0) scheduler.at(this.#change, 20);
    else scheduler.at(this.#change, 2 ** 40);
  }

  #set(name: InputName, on: boolean, t: number): void {
    this.#levels.set(name, on);
    this.machine.drive(name, on, t);
  }

  #next(t: number): void {
    const prng = new Prng(this.#seed);
    this.#seed = prng.next();
    const name = prng.pick(this.#inputs);
    const on = !(this.#levels.get(name) ?? false);
    // the master gives the bus back by itself
    if (name !== 'hold' || on) this.#set(name, on, t);
    // READY comes back soon
    const gap = name === 'ready' && !on ? 3 : 1 + prng.below(60);
    if (name === 'ready' && !on) this.machine.drive('ready', true, t + 3);
    if (name === 'ready' && !on) this.#levels.set('ready', true);
    this.machine.scheduler.at(this.#change, t + gap);
  }

  /** The cycle up to which everything has happened; the processor can be ahead. */
  now = 0;

  /** Runs as a machine does: the processor up to each event, then the event. */
  run(target: number): void {
    const { cpu, scheduler, clock } = this.machine;
    while (this.now < target) {
      const horizon = Math.min(target, clock.cycleAt(scheduler.next));
      if (cpu.cycles < horizon) {
        cpu.run(horizon);
        continue;
      }
      this.now = Math.max(this.now, horizon);
      scheduler.runUntil(clock.tickOf(this.now));
    }
  }

  /** Ends HLT, which would be the end of many programs. */
  wake(): void {
    const { cpu } = this.machine;
    if (cpu.core.halted !== 0) cpu.setRegister('ip', cpu.getRegister('ip') + 3);
  }

  state(io: StateIo): void {
    const { scheduler, cpu, lines, out, bytes, clock } = this.machine;
    scheduler.state(io);
    io.bytes('memory', bytes);
    this.#seed = io.number('seed', this.#seed);
    this.now = io.number('now', this.now);
    for (const name of INPUTS) {
      const on = io.bool(name, this.#levels.get(name) ?? false);
      this.#levels.set(name, on);
      const history = io.string(`${name}History`, JSON.stringify(lines[name].history(clock.tickOf(this.now))));
      if (!io.loading) continue;
      lines[name].restore(0, on);
      lines[name].restoreHistory(JSON.parse(history) as number[]);
    }
    for (const name of ['hlda', 'lock'] as const) {
      const on = io.bool(name, out[name].on);
      if (io.loading) out[name].restore(on);
    }
    cpu.state(io);
  }

  summary(): string {
    return `${summary(this.machine)} ${this.log.length}`;
  }
}

const SETTINGS: readonly [string, Variant, RandomOptions, readonly InputName[]][] = [
  ['8086', INTEL_8086, {}, []],
  ['8086, interrupts', INTEL_8086, {}, ['intr', 'nmi', 'test']],
  ['8088, interrupts, one wait state', INTEL_8088, { memoryWaits: 1 }, ['intr', 'nmi', 'test']],
  ['8088, slow devices, a clock of three ticks', INTEL_8088, { slow: true, ticks: 3 }, ['intr', 'nmi', 'test']],
  ['8086, another master', INTEL_8086, { wired: true }, ['hold', 'intr']],
  ['8088, another master and READY', INTEL_8088, { wired: true }, ['hold', 'ready', 'nmi']],
];

/** Equality of all bytes; a difference in a million of them is not worth printing. */
const sameState = (a: Board, b: Board): boolean => Buffer.compare(saveState(a), saveState(b)) === 0;

const ROUNDS = 5;
/** Length of a program in cycles between two looks at HLT. */
const PIECE = 300;

describe.each(SETTINGS)('%s', (_, variant, options, inputs) => {
  const board = (seed: number): Board => new Board(seed, { variant, ...options }, inputs);

  test('slices of any length make no difference', () => {
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const whole = board(seed);
      const sliced = board(seed);
      const prng = new Prng(seed);
      for (let to = PIECE; to <= 10 * PIECE; to += PIECE) {
        whole.run(to);
        while (sliced.now < to) sliced.run(Math.min(to, sliced.now + 1 + prng.below(20)));
        for (const one of [whole, sliced]) one.wake();
        expect([seed, to, sliced.summary()]).toEqual([seed, to, whole.summary()]);
        expect(sliced.log).toEqual(whole.log);
      }
      expect(sameState(sliced, whole)).toBe(true);
    }
  });

  test('saving and loading at any stop changes nothing', () => {
    for (let seed = 1; seed <= ROUNDS; seed++) {
      let now = board(seed);
      const steady = board(seed);
      const prng = new Prng(seed);
      for (let at = 0; at < 3000; ) {
        at += 1 + prng.below(150);
        for (const one of [now, steady]) {
          one.run(at);
          one.wake();
        }
        const saved = saveState(now);
        const next = board(seed + 1000);
        loadState(next, saved);
        expect(Buffer.compare(saveState(next), saved)).toBe(0);
        next.log.push(...now.log);
        now = next;
        expect([seed, at, now.summary()]).toEqual([seed, at, steady.summary()]);
      }
      expect(sameState(now, steady)).toBe(true);
    }
  });

  test('watching makes no difference', () => {
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const plain = board(seed);
      const watched = board(seed);
      let seen = 0;
      const observer = { bus: () => void seen++ };
      for (let to = PIECE; to <= 10 * PIECE; to += PIECE) {
        watched.machine.cpu.observe((to / PIECE) % 2 === 0 ? observer : null);
        for (const one of [plain, watched]) {
          one.run(to);
          one.wake();
        }
        expect([seed, to, watched.summary()]).toEqual([seed, to, plain.summary()]);
      }
      expect(seen).toBeGreaterThan(20);
      expect(sameState(watched, plain)).toBe(true);
    }
  });
});

describe('a damaged state', () => {
  test('is told, and not taken for another engine', () => {
    const one = randomMachine(1);
    const other = randomMachine(1, { engine: 'clocked' });
    expect(() => loadState(other.cpu, saveState(one.cpu))).toThrow(/"unit" holds 3 values/);
  });
});
