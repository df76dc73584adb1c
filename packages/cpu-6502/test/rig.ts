import { AddressSpace, type IoTarget, loadState, Scheduler, saveState, sha1Hex } from '@backplane/kernel';
import { type Mos6502Options, type Standalone6502, standalone6502, VARIANTS } from '../src/index.ts';

/** A generator of pseudo-random numbers for tests (mulberry32). */
export function random(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** One bus cycle as a test writes it: address, data, `r` or `w`. */
export type Access = readonly [cycle: number, address: number, data: number, kind: 'r' | 'w'];

/** A 6502 on RAM with its bus written down. */
export interface Traced extends Standalone6502 {
  readonly log: Access[];
  /** Runs cycle by cycle until cycle `limit`; before each cycle the changes that `pins` has for it are made. */
  trace(limit: number, pins?: Readonly<Record<number, () => void>>): void;
  /** Pulls a pin low or releases it, now. */
  pin(line: 'irq' | 'nmi' | 'rdy' | 'so' | 'reset', on: boolean): void;
}

/** Puts `bytes` at 0200h, execution there in cycle 0, S = FDh and the vectors IRQ 3000h, NMI 4000h, RESET 5000h. */
export function traced(bytes: readonly number[], options: Mos6502Options = {}): Traced {
  const rig = standalone6502(options);
  const { cpu, space } = rig;
  bytes.forEach((byte, n) => {
    space.poke(0x200 + n, byte);
  });
  for (const [at, vector] of [
    [0xfffa, 0x4000],
    [0xfffc, 0x5000],
    [0xfffe, 0x3000],
  ] as const) {
    space.poke(at, vector & 0xff);
    space.poke(at + 1, vector >> 8);
  }
  // handlers made of NOPs
  for (const at of [0x3000, 0x4000, 0x5000]) for (let n = 0; n < 16; n++) space.poke(at + n, 0xea);
  cpu.setRegister('pc', 0x200);
  cpu.setRegister('s', 0xfd);
  cpu.setRegister('p', 0x20);
  const log: Access[] = [];
  cpu.observe({
    bus: (kind, address, data, cycle) => {
      log.push([cycle, address, data, kind === 'write' ? 'w' : 'r']);
    },
  });
  return {
    ...rig,
    log,
    trace: (limit, pins = {}) => {
      while (cpu.cycles < limit) {
        pins[cpu.cycles]?.();
        cpu.run(cpu.cycles + 1);
      }
    },
    pin: (line, on) => rig.drive(line, on, cpu.cycles),
  };
}

/** The log as text, an access a word: `0200` a read, `01fd=02` a write, `-` a cycle without one. */
export function busText(log: readonly Access[], from = 0, to = Number.POSITIVE_INFINITY): string {
  const words: string[] = [];
  let expected = from;
  for (const [cycle, address, data, kind] of log) {
    if (cycle < from || cycle >= to) continue;
    while (expected < cycle) {
      words.push('-');
      expected++;
    }
    expected = cycle + 1;
    const text = address.toString(16).padStart(4, '0');
    words.push(kind === 'w' ? `${text}=${data.toString(16).padStart(2, '0')}` : text);
  }
  return words.join(' ');
}

/**
 * A computer that does its worst: random opcodes everywhere, some pages that are devices, and devices that change pins,
 * arm events, stretch the clock and move the horizon when they are accessed. All of it depends only on ticks, so any
 * way of slicing a run must give the same result.
 */
export class Chaos {
  readonly rig: Standalone6502;
  /** Every access to a device: tick, address, value. */
  readonly accesses: number[] = [];
  /** Ticks and cycles of the board's horizon. */
  readonly horizons: number[] = [];
  readonly #bytes: Uint8Array;

  constructor(seed: number, options: Mos6502Options & { readonly ticks?: number; readonly devices?: number } = {}) {
    const next = random(seed);
    const scheduler = new Scheduler();
    const space = new AddressSpace('memory', 16, scheduler);
    const at = space.addMemory(0x10000);
    const salt = next(0x10000);
    const hash = (a: number, b: number) => random(Math.imul(a, 40503) ^ Math.imul(b + salt, 30011))(0x10000);
    const device: IoTarget = {
      read: (address, t) => {
        this.accesses.push(t, address, -1);
        this.#act(hash(t, address), t);
        return this.#bytes[address]!;
      },
      write: (address, value, t) => {
        this.accesses.push(t, address, value);
        this.#bytes[address] = value;
        this.#act(hash(t, address), t);
      },
      peek: (address) => this.#bytes[address]!,
      waits: (address, write, t) => (hash(address, t + (write ? 1 : 0)) % 23 === 0 ? 1 + (address & 1) : 0),
    };
    const many = options.devices ?? 4;
    const io = new Set<number>();
    while (io.size < many) io.add(next(256));
    space.addView(
      'all',
      Array.from({ length: 256 }, (_, page) => ({
        from: page * 256,
        to: page * 256 + 255,
        name: `page ${page}`,
        ...(io.has(page) ? { io: device, ioOffset: page * 256 } : { memory: at + page * 256 }),
      })),
    );
    const { devices: _, ...rest } = options;
    this.rig = standalone6502({ ...rest, scheduler, space });
    this.#bytes = new Uint8Array(0x10000);
    const { instructions } = VARIANTS[options.variant ?? '6502'].program;
    const jams = new Set(instructions.filter((i) => /^(jam|stp)$/.test(i.mnemonic)).map((i) => i.opcode));
    for (let n = 0; n < 0x10000; n++) {
      let byte = next(256);
      while (jams.has(byte)) byte = next(256);
      this.#bytes[n] = byte;
    }
    space.memory.set(this.#bytes, at);
    this.#release = (['irq', 'nmi', 'rdy', 'so'] as const).map((pin) =>
      scheduler.allocate(pin, (t) => this.rig.drive(pin, false, t)),
    );
    const { cpu } = this.rig;
    for (const name of ['a', 'x', 'y', 's', 'p']) cpu.setRegister(name, next(256));
    cpu.connect({
      atHorizon: (cycle) => {
        this.horizons.push(cycle);
        this.rig.drive('irq', (cycle & 1) === 1, this.rig.clock.tickOf(cycle));
        cpu.setHorizon(cycle + 1 + (hash(cycle, 3) % 400));
      },
    });
    cpu.setHorizon(50);
  }

  readonly #release: readonly number[];

  /** What an access does besides. */
  #act(choice: number, t: number): void {
    const { rig } = this;
    const { scheduler, clock, cpu } = rig;
    const later = t + (1 + ((choice >> 4) % 40)) * clock.num;
    switch (choice & 15) {
      case 0:
      case 1:
      case 2:
      case 3: {
        const pin = (['irq', 'nmi', 'rdy', 'so'] as const)[choice & 3]!;
        rig.drive(pin, true, t);
        scheduler.at(this.#release[choice & 3]!, later);
        break;
      }
      case 4:
        cpu.setHorizon(cpu.cycles + ((choice >> 4) % 20));
        break;
      case 5:
        cpu.setHorizon(cpu.cycles + 1000);
        break;
      default:
        break;
    }
  }

  /** Runs to cycle `target`, in slices as `slice` has them; between two slices `between` may do something. */
  runTo(target: number, slice: () => number, between: () => void = () => {}): void {
    const { cpu, scheduler, clock } = this.rig;
    while (cpu.cycles < target) {
      const wanted = Math.min(target, cpu.cycles + slice());
      const limit = scheduler.next < clock.tickOf(wanted) ? clock.cycleAt(scheduler.next) : wanted;
      cpu.run(limit);
      scheduler.runUntil(clock.tickOf(cpu.cycles));
      between();
    }
  }

  /** Puts the processor's state away, spoils the processor, and brings the state back. */
  saveAndLoad(): void {
    const { cpu } = this.rig;
    const { horizon } = cpu;
    const state = saveState(cpu);
    cpu.reset('power', 12345);
    cpu.setRegister('a', 0x5a);
    loadState(cpu, state);
    cpu.setHorizon(horizon);
  }

  /** Everything there is to compare. */
  result(): unknown {
    const { cpu, space } = this.rig;
    return {
      cycles: cpu.cycles,
      registers: ['pc', 'a', 'x', 'y', 's', 'p'].map((name) => cpu.getRegister(name)),
      state: sha1Hex(saveState(cpu)),
      memory: sha1Hex(space.memory),
      devices: sha1Hex(this.#bytes),
      accesses: this.accesses.length,
      lastAccesses: this.accesses.slice(-12),
      allAccesses: sha1Hex(new Uint8Array(Float64Array.from(this.accesses).buffer)),
      horizons: sha1Hex(new Uint8Array(Float64Array.from(this.horizons).buffer)),
    };
  }
}
