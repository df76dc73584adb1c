import { AddressSpace, type BusObserver, type IoTarget, type MapEntry, PortSpace, Scheduler } from '@backplane/kernel';
import { type StandaloneZ80, standaloneZ80, type Z80Options } from '../src/index.ts';

/** A bus cycle as text: kind, address, data, first T-state (`fetch 0100 3e @0`). */
export type BusCycle = string;

export interface Setup {
  readonly bytes: readonly number[];
  readonly registers?: Readonly<Record<string, number>>;
  readonly memory?: Readonly<Record<number, number>>;
  readonly variant?: NonNullable<Z80Options['variant']>;
  /** Address of `bytes` and start of execution. */
  readonly origin?: number;
}

const hex = (n: number, digits: number) => n.toString(16).padStart(digits, '0');

/** A Z80 with a program, and a log of its bus cycles once `watch` is called. */
export function bench(setup: Setup): StandaloneZ80 & { watch(): BusCycle[]; start: number } {
  const made = standaloneZ80(setup.variant === undefined ? {} : { variant: setup.variant });
  const { cpu, space } = made;
  const origin = setup.origin ?? 0x100;
  setup.bytes.forEach((byte, n) => {
    space.poke(origin + n, byte);
  });
  for (const [address, value] of Object.entries(setup.memory ?? {})) space.poke(Number(address), value);
  cpu.setRegister('pc', origin);
  cpu.setRegister('sp', 0x8000);
  for (const [name, value] of Object.entries(setup.registers ?? {})) cpu.setRegister(name, value);
  const log: BusCycle[] = [];
  return {
    ...made,
    start: cpu.cycles,
    watch() {
      const observer: BusObserver = {
        bus: (kind, address, data, cycle) => log.push(`${kind} ${hex(address, 4)} ${hex(data, 2)} @${cycle}`),
      };
      cpu.observe(observer);
      return log;
    },
  };
}

/** Executes one instruction and returns its T-states. */
export function stepTime(made: StandaloneZ80): number {
  const start = made.cpu.cycles;
  made.cpu.step();
  return made.cpu.cycles - start;
}

/** Memory whose pages are devices where `slow` says so, over one array of bytes; every device access is logged. */
export function mixedMemory(
  slow: (page: number) => boolean,
  waits: (address: number) => number = () => 0,
): StandaloneZ80 & { bytes: Uint8Array; log: string[] } {
  const scheduler = new Scheduler();
  const space = new AddressSpace('memory', 16, scheduler);
  const at = space.addMemory(0x10000);
  const log: string[] = [];
  const cell = (offset: number) => space.memory[at + offset]!;
  const io: IoTarget = {
    read: (offset, t) => {
      log.push(`read ${offset} ${cell(offset)} @${t}`);
      return cell(offset);
    },
    write: (offset, value, t) => {
      log.push(`write ${offset} ${value} @${t}`);
      space.memory[at + offset] = value;
    },
    peek: cell,
    waits: (offset) => waits(offset),
  };
  const entries: MapEntry[] = [];
  for (let page = 0; page < 256; ) {
    const from = page << 8;
    const device = slow(page);
    while (page < 256 && slow(page) === device) page++;
    const range = { from, to: (page << 8) - 1, name: `from ${from}` };
    entries.push(device ? { ...range, io, ioOffset: from } : { ...range, memory: at + from });
  }
  space.addView('mixed', entries);
  const ports = new PortSpace('ports', 0xffff, scheduler);
  ports.map({
    from: 0,
    to: 0xffff,
    name: 'ports',
    io: {
      read: (offset, t) => {
        log.push(`in ${offset} @${t}`);
        return (offset ^ (offset >> 8) ^ 0x5a) & 0xff;
      },
      write: (offset, value, t) => log.push(`out ${offset} ${value} @${t}`),
      peek: () => 0xff,
    },
  });
  const made = standaloneZ80({ scheduler, space, ports });
  return { ...made, bytes: space.memory.subarray(at, at + 0x10000), log };
}
