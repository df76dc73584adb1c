import {
  createMachine,
  type Device,
  definePart,
  type Machine,
  type MachineDefinition,
  type PartContext,
  type StateIo,
} from '@backplane/kernel';
import { Prng } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { Intel8086Part, Intel8088Part } from '../src/index.ts';

/** Asks for an interrupt and for the bus every so often, as a timer and a refresh channel do. */
class Ticker implements Device {
  readonly stateVersion = 1;
  readonly #ctx: PartContext<'irq' | 'hold', 'hlda'>;
  readonly #irq: number;
  readonly #refresh: number;
  readonly #done: number;

  constructor(ctx: PartContext<'irq' | 'hold', 'hlda'>) {
    this.#ctx = ctx;
    const { scheduler, clock, out } = ctx;
    const later = (t: number, cycles: number) => clock.tickOf(clock.cycleAt(t) + cycles);
    this.#irq = scheduler.allocate(`${ctx.id}.irq`, (t) => {
      out.irq.drive(true, t);
      scheduler.at(this.#irq, later(t, 523));
    });
    this.#refresh = scheduler.allocate(`${ctx.id}.refresh`, (t) => {
      out.hold.drive(true, t);
      scheduler.at(this.#refresh, later(t, 72));
    });
    this.#done = scheduler.allocate(`${ctx.id}.done`, (t) => out.hold.drive(false, t));
    ctx.in.hlda.listen((level, t) => {
      if (level) scheduler.at(this.#done, later(t, 4));
    });
  }

  acknowledge(t: number): number {
    this.#ctx.out.irq.drive(false, t);
    return 0x08;
  }

  reset(_kind: string, t: number): void {
    const { scheduler, clock, out } = this.#ctx;
    out.irq.drive(false, t);
    out.hold.drive(false, t);
    scheduler.at(this.#irq, clock.tickOf(100));
    scheduler.at(this.#refresh, clock.tickOf(50));
    scheduler.cancel(this.#done);
  }

  state(_io: StateIo): void {}
}

const TickerPart = definePart({
  type: 'Ticker',
  title: 'Timer and refresh',
  pins: { irq: 'out', hold: 'out', hlda: 'in' },
  create: (ctx) => new Ticker(ctx),
});

// F000:0000 sets up a stack and vector 8 and counts in AX; the handler at F000:0040 counts in [0500]
const PROGRAM: Readonly<Record<number, string>> = {
  0: 'fa 31 c0 8e d8 8e d0 bc 00 40 c7 06 20 00 40 00 c7 06 22 00 00 f0 c7 06 00 05 00 00 fb',
  29: '40 f7 e0 50 58 a3 02 05 eb f7',
  64: 'ff 06 00 05 cf',
  65520: 'ea 00 00 00 f0',
};

const image = new Uint8Array(0x10000).fill(0x90);
for (const [at, bytes] of Object.entries(PROGRAM)) {
  image.set(
    bytes.split(' ').map((b) => Number.parseInt(b, 16)),
    Number(at),
  );
}

const machine = (type: typeof Intel8086Part | typeof Intel8088Part): MachineDefinition => ({
  id: 'bench',
  title: 'Bench',
  year: 1979,
  status: 'working',
  crystal: 14_318_180,
  clocks: { cpu: { divide: 3 } },
  parts: {
    cpu: { type, clock: 'cpu', space: 'memory', ports: 'io', options: { ioWaits: 1 } },
    ticker: { type: TickerPart, clock: 'cpu' },
  },
  spaces: {
    memory: {
      bits: 20,
      regions: { low: { ram: 0x10000 }, top: { ram: 0x10000, powerOn: (offset: number) => image[offset]! } },
      views: {
        all: [
          { from: 0, to: 0xffff, region: 'low' },
          { from: 0xf0000, to: 0xfffff, region: 'top' },
        ],
      },
    },
  },
  ports: { io: { decode: 0xffff, map: [], acknowledge: 'ticker' } },
  lines: {
    irq: { from: ['ticker.irq'], to: ['cpu.intr'] },
    hold: { from: ['ticker.hold'], to: ['cpu.hold'] },
    hlda: { from: ['cpu.hlda'], to: ['ticker.hlda'] },
  },
});

describe.each([
  ['8086', Intel8086Part],
  ['8088', Intel8088Part],
])('a machine with an %s', (_, type) => {
  const definition = machine(type);
  const fresh = (): Machine => createMachine<MachineDefinition>(definition);

  test('starts at FFFF:0000 and takes interrupts while another master takes the bus', () => {
    const one = fresh();
    one.runUntil(100_000);
    const count = one.wired.spaces.memory!.peek(0x500) | (one.wired.spaces.memory!.peek(0x501) << 8);
    // 33,333 clocks, an interrupt every 523, less what it took to enable them
    expect(count).toBeGreaterThan(55);
    expect(count).toBeLessThanOrEqual(64);
  });

  test('does the same in slices of any length, and saved and loaded', () => {
    const whole = fresh();
    whole.runUntil(30_000);
    const prng = new Prng(1);
    let sliced = fresh();
    let n = 0;
    while (sliced.tick < 30_000) {
      sliced.runUntil(Math.min(30_000, sliced.tick + prng.between(1, 200)));
      if (++n % 5 !== 0) continue;
      const copy = fresh();
      copy.load(sliced.save());
      expect(copy.hash()).toBe(sliced.hash());
      sliced = copy;
    }
    expect(sliced.hash()).toBe(whole.hash());
  });
});
