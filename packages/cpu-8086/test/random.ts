import { AddressSpace, type IoTarget, PortSpace, Scheduler } from '@backplane/kernel';
import { Prng } from '@backplane/testkit';
import { type Intel8086Options, type Standalone8086, standalone8086, type Variant } from '../src/index.ts';

/** A memory whose accesses take different times, and ports that answer with what they were asked. */
export interface RandomMachine extends Standalone8086 {
  readonly bytes: Uint8Array;
}

export interface RandomOptions extends Intel8086Options {
  readonly variant?: Variant;
  readonly wired?: boolean;
  readonly ticks?: number;
  /** All memory is a device, whose wait states depend on the address. */
  readonly slow?: boolean;
}

/** A processor with random registers on memory that is full of random instructions. */
export function randomMachine(seed: number, options: RandomOptions = {}): RandomMachine {
  const { slow = false, ...rest } = options;
  const scheduler = new Scheduler();
  const prng = new Prng(seed);
  const space = new AddressSpace('memory', 20, scheduler);
  const at = space.addMemory(0x100000);
  const bytes = space.memory.subarray(at, at + 0x100000);
  const device: IoTarget = {
    read: (offset) => bytes[offset]!,
    write: (offset, value) => {
      bytes[offset] = value;
    },
    peek: (offset) => bytes[offset]!,
    waits: (offset, write) => ((offset >> 3) ^ (write ? 2 : 0)) & 3,
  };
  space.addView('ram', [
    slow ? { from: 0, to: 0xfffff, name: 'device', io: device } : { from: 0, to: 0xfffff, name: 'RAM', memory: at },
  ]);
  const ports = new PortSpace('ports', 0xffff, scheduler);
  ports.map({
    from: 0,
    to: 0xffff,
    name: 'ports',
    io: { read: (o) => (o ^ (o >> 8)) & 0xff, write: () => {}, peek: () => 0, waits: (o) => (slow ? o & 3 : 0) },
  });
  const machine = standalone8086({ scheduler, space, ports, ...rest });
  for (let n = 0; n < bytes.length; n++) bytes[n] = prng.next() >>> 24;
  const { cpu } = machine;
  for (const { name, bits } of cpu.registers) if (bits === 16) cpu.setRegister(name, prng.next() & 0xffff);
  cpu.setRegister('flags', prng.next() & 0x0cd5);
  return { ...machine, bytes };
}

/** Registers and clocks in a form that can be compared. */
export function summary({ cpu }: Standalone8086): string {
  const registers = cpu.registers.filter((r) => r.bits === 16).map(({ name }) => `${name}=${cpu.getRegister(name)}`);
  return `${cpu.cycles} ${registers.join(' ')}`;
}
