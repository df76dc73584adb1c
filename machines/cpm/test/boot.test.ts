import { createMachine, type Machine, screenText } from '@backplane/kernel';
import { catalog, cpm } from '@backplane/machine-cpm';
import type { MachinePackage } from '@backplane/session';
import { expect, test } from 'vitest';

/** The catalog is what the session expects of a machine package. */
const checked: MachinePackage = catalog;

const [entry] = catalog.machines;

/** A machine with the system disk in drive A. */
function computer(options: NonNullable<Parameters<typeof createMachine<typeof cpm>>[1]>['options'] = {}) {
  const machine = createMachine(cpm, { options });
  const system = entry.media.builtIn.a;
  const disk = entry.media.open('a', system.image(), { name: system.name, format: system.format, sha1: '' });
  machine.insert('a', disk.medium);
  return machine;
}

/** Runs until the guest waits for a key; at most `seconds` of its time. */
function settle(machine: Machine<typeof cpm>, seconds = 20): void {
  for (let n = 0; n < seconds * 50; n++) {
    machine.run(machine.ticksPerSecond / 50);
    if (machine.parts.console.idle || machine.stopEvent !== null) return;
  }
  throw new Error(`No prompt after ${seconds} s:\n${text(machine)}`);
}

const text = (machine: Machine<typeof cpm>): string => screenText(machine.screen!).join('\n');

function type(machine: Machine<typeof cpm>, line: string): string {
  machine.input('console', `${line}\r`);
  settle(machine);
  return text(machine);
}

test('the catalog fits the contract', () => {
  expect(checked.machines[0]!.definition.id).toBe('cpm');
});

test('boots to a prompt and lists the system disk', () => {
  const machine = computer();
  settle(machine);
  expect(text(machine)).toMatch(/A>$/m);
  expect(type(machine, 'DIR')).toMatch(/A: .*COM/);
});

test('a start-up command runs silently and ends the run with its exit code', () => {
  const machine = computer();
  let out = '';
  machine.onOutput('console', (byte) => {
    out += String.fromCharCode(byte);
  });
  machine.input('command', 'STAT');
  expect(machine.run(10 * machine.ticksPerSecond)).toBe('exit');
  expect(machine.stopEvent?.code).toBe(0);
  expect(out).toMatch(/^A: R\/W/m);
  expect(out).not.toContain('A>');
});

test('power-off and reset by port 1Dh', () => {
  const machine = computer();
  settle(machine);
  const { cpu } = machine.parts;
  const code = (bytes: readonly number[]) => {
    bytes.forEach((byte, n) => {
      cpu.space.poke(0x100 + n, byte);
    });
    cpu.setRegister('pc', 0x100);
  };
  // ld a,aa / out (1d),a / ld a,40 / out (1d),a / jr $
  code([0x3e, 0xaa, 0xd3, 0x1d, 0x3e, 0x40, 0xd3, 0x1d, 0x18, 0xfe]);
  const rows = () => text(machine).split('Backplane').length;
  const before = rows();
  machine.run(machine.ticksPerSecond);
  expect(rows()).toBe(before + 1);
  // an unlocked value alone does nothing; after AAh, 80h switches off
  code([0x3e, 0x80, 0xd3, 0x1d, 0x3e, 0xaa, 0xd3, 0x1d, 0x3e, 0x80, 0xd3, 0x1d, 0x18, 0xfe]);
  expect(machine.run(machine.ticksPerSecond)).toBe('power-off');
});

test('the timer interrupts every 10 ms and the delay circuit stops the processor', () => {
  const machine = createMachine(cpm);
  machine.run(1000);
  const { cpu } = machine.parts;
  const poke = (at: number, bytes: readonly number[]) => {
    bytes.forEach((byte, n) => {
      cpu.space.poke(at + n, byte);
    });
  };
  // removes the ROM, counts interrupts in HL: im 1 / ei / timer on / jr $ ; 0038: inc hl / ei / reti
  poke(0x8000, [0xaf, 0xd3, 0x18, 0x21, 0, 0, 0x3e, 1, 0xd3, 0x1b, 0xed, 0x56, 0xfb, 0x18, 0xfe]);
  poke(0x38, [0x23, 0xfb, 0xed, 0x4d]);
  cpu.setRegister('sp', 0xf000);
  cpu.setRegister('pc', 0x8000);
  machine.run(machine.ticksPerSecond);
  expect(cpu.getRegister('hl')).toBe(100);
  // di / ld a,50 / out (1c),a / halt: half a second
  poke(0x8100, [0xf3, 0x3e, 50, 0xd3, 0x1c, 0x76]);
  cpu.setRegister('pc', 0x8100);
  const start = cpu.cycles;
  while (cpu.getRegister('halted') === 0) machine.run(100_000);
  expect(cpu.cycles - start).toBeGreaterThanOrEqual(0.5 * 4e6);
  expect(cpu.cycles - start).toBeLessThan(0.5 * 4e6 + 100_100);
});

test('the clock counts on from the time that the host gave', () => {
  const machine = createMachine(cpm);
  // 29 February 2000, 23:59:58
  machine.input('clock', Date.UTC(2000, 1, 29, 23, 59, 58) / 1000 - Date.UTC(1978, 0, 1) / 1000);
  const { ports } = machine.wired.ports;
  const read = (command: number) => {
    ports!.write(0x19, command, machine.tick);
    return ports!.read(0x1a, machine.tick);
  };
  const all = () => [5, 6, 7, 2, 1, 0].map(read);
  expect(all()).toEqual([0x29, 0x02, 0x00, 0x23, 0x59, 0x58]);
  machine.run(3 * machine.ticksPerSecond);
  expect(all()).toEqual([0x01, 0x03, 0x00, 0x00, 0x00, 0x01]);
  expect(read(3) | (read(4) << 8)).toBe((Date.UTC(2000, 2, 1) - Date.UTC(1978, 0, 1)) / 86_400_000 + 1);
});

test('reading the console data port waits for a key', () => {
  const machine = createMachine(cpm);
  machine.run(1000);
  const { cpu } = machine.parts;
  // in a,(1) / ld b,a / in a,(1) / halt
  [0xdb, 1, 0x47, 0xdb, 1, 0x76].forEach((byte, n) => {
    cpu.space.poke(0x8000 + n, byte);
  });
  cpu.setRegister('pc', 0x8000);
  machine.run(50_000);
  expect(cpu.pc).toBe(0x8000);
  expect(machine.parts.console.idle).toBe(true);
  machine.input('console', 'x');
  machine.run(50_000);
  expect([cpu.getRegister('b'), cpu.pc]).toEqual([0x78, 0x8003]);
  machine.input('console-end', true);
  machine.run(50_000);
  expect([cpu.getRegister('a'), cpu.getRegister('halted')]).toEqual([0x1a, 1]);
});

test('RAM banks lie below C000h; the bank in force is state', () => {
  const machine = createMachine(cpm);
  const { ports } = machine.wired.ports;
  const space = machine.wired.spaces.memory!;
  const out = (port: number, value: number) => ports!.write(port, value, machine.tick);
  out(0x18, 0);
  out(0x14, 3);
  for (const bank of [0, 1, 2, 3]) {
    out(0x15, bank);
    space.write(0x1000, 0x10 + bank, 0);
    space.write(0xd000, 0x20 + bank, 0);
  }
  // bank 3 is not in use, so its write went to bank 2
  const seen = [0, 1, 2].map((bank) => {
    out(0x15, bank);
    return [space.read(0x1000, 0), space.read(0xd000, 0)];
  });
  expect(seen).toEqual([
    [0x10, 0x23],
    [0x11, 0x23],
    [0x13, 0x23],
  ]);
  out(0x15, 1);
  const other = createMachine(cpm);
  other.load(machine.save());
  expect(other.wired.spaces.memory!.read(0x1000, 0)).toBe(0x11);
  expect(other.hash()).toBe(machine.hash());
});

test('terminal lines without a terminal have no character and are not ready; unused ports read FFh', () => {
  const { ports } = createMachine(cpm).wired.ports;
  const read = (port: number) => ports!.read(port, 0);
  expect([0x28, 0x29, 0x2a, 0x2b, 0x2c, 0x2d, 0x2e, 0x2f].map(read)).toEqual(new Array(8).fill(0));
  expect([0x27, 0x30].map(read)).toEqual([0xff, 0xff]);
});

test('after the end of input a program that looks for keys while it computes is left in peace, within limits', () => {
  const run = (code: readonly number[]) => {
    const machine = createMachine(cpm);
    machine.run(1000);
    const { cpu } = machine.parts;
    code.forEach((byte, n) => {
      cpu.space.poke(0x8000 + n, byte);
    });
    cpu.setRegister('pc', 0x8000);
    machine.input('console-end', true);
    return machine;
  };
  // in a,(0) / or a / jr nz,+6 / djnz -8 / out (1),a / jr -12 / halt: computes, prints a character now and then
  const breakable = run([0xdb, 0, 0xb7, 0x20, 0x06, 0x10, 0xf9, 0xd3, 1, 0x18, 0xf5, 0x76]);
  breakable.run(60 * breakable.ticksPerSecond);
  expect(breakable.parts.cpu.getRegister('halted')).toBe(0);
  // in a,(0) / or a / jr z,-5 / in a,(1) / inc hl / jr -10: polls, takes and forgets
  const polls = [0xdb, 0, 0xb7, 0x28, 0xfb, 0xdb, 1, 0x23, 0x18, 0xf6];
  const busy = run([0x21, 0, 0, ...polls]);
  busy.run(20 * busy.ticksPerSecond);
  expect(busy.stopEvent).toBeNull();
  expect(busy.parts.cpu.getRegister('hl')).toBe(64);
  expect(busy.run(60 * busy.ticksPerSecond)).toBe('exit');
  expect(busy.stopEvent).toMatchObject({ code: 1, text: 'The program waits for input that has ended.' });
  // in a,(1) / inc hl / jr -5: waits for each
  const reader = run([0x21, 0, 0, 0xdb, 1, 0x23, 0x18, 0xfb]);
  expect(reader.run(reader.ticksPerSecond)).toBe('exit');
  expect(reader.stopEvent).toMatchObject({ code: 1, text: expect.stringContaining('keeps reading') });
});
