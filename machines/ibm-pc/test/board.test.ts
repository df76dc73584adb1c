import type { IsaBoard, IsaEquipment } from '@backplane/bus-isa';
import { Intel8253, Intel8255A, type Intel8259A } from '@backplane/chips-intel';
import { createMachine, type Device, defineCard, definePart, type MachineConfig } from '@backplane/kernel';
import { DeviceBench, testDevice } from '@backplane/testkit';
import { describe, expect, it, test } from 'vitest';
import { DebugPortsPart } from '../src/debug-ports.ts';
import { ibm5150, ibm5160, xtTurbo } from '../src/index.ts';
import { NmiLogicPart } from '../src/nmi.ts';
import { bareMachine, hex, romWith, withBios } from './support/bench.ts';

const HALT = hex('FA F4 EB FC');

type Definition = typeof ibm5150 | typeof ibm5160 | typeof xtTurbo;

/** A machine whose processor stands still, and its ports. */
function still(definition: Definition, config: MachineConfig = {}) {
  const machine = bareMachine(definition as typeof ibm5150, HALT, config);
  machine.run(100_000);
  const io = machine.wired.ports.io!;
  return {
    machine,
    in: (port: number) => io.read(port, machine.tick),
    out: (port: number, value: number) => io.write(port, value, machine.tick),
  };
}

/** A card that only says what it is. */
const told = (equipment: IsaEquipment) =>
  defineCard({
    id: 'told',
    title: 'a card that says what it is',
    fits: 'isa8',
    parts: {
      it: {
        type: definePart({
          type: 'Told',
          title: 'a card that says what it is',
          create: (): Device => ({
            stateVersion: 1,
            reset() {},
            state() {},
            attach: ({ board }) => (board as unknown as IsaBoard).install(equipment),
          }),
        }),
        clock: 'clk',
        peers: { board: 'board' },
      },
    },
  });

const empty = (definition: Definition) =>
  Object.fromEntries(Object.keys(definition.slots ?? {}).map((name) => [name, null]));

describe('I/O address map', () => {
  it('A5 to A9 choose the chip; its own address lines repeat its registers', () => {
    const { in: read, out, machine } = still(ibm5160);
    // 8259A: the mask at 21h, and at each odd port up to 3Fh
    out(0x20, 0x13);
    out(0x21, 0x08);
    out(0x21, 0x09);
    for (const port of [0x21, 0x23, 0x2f, 0x3f, 0x421, 0xfc21]) {
      out(port, port & 0xff);
      expect(read(0x21)).toBe(port & 0xff);
      expect((machine.parts.pic as Intel8259A).imr).toBe(port & 0xff);
    }
    // 8255A: port B at 61h, 65h … 7Dh
    out(0x63, 0x99);
    for (const port of [0x61, 0x65, 0x7d, 0x461]) {
      out(port, 0x4c);
      expect(read(port)).toBe(0x4c);
      out(port, 0x0c);
      expect(read(0x61)).toBe(0x0c);
    }
    // 8253: counter 2 by 5Eh and 42h
    out(0x5f, 0x90);
    out(0x5e, 77);
    expect(machine.parts.pit).toBeInstanceOf(Intel8253);
    machine.run(24);
    expect(read(0x42)).toBe(77);
    // page registers, NMI mask: write only; nothing at C0h–FFh, but for the ports that are not the PC's
    for (const port of [0x80, 0x81, 0x9f, 0xa0, 0xbf, 0xc0, 0xe0, 0xff]) expect(read(port)).toBe(0xff);
  });

  it('8237A: registers at 00h–0Fh and again at 10h–1Fh', () => {
    const { in: read, out } = still(ibm5150);
    out(0x0d, 0);
    out(0x02, 0x34);
    out(0x12, 0x12);
    out(0x1c, 0);
    expect([read(0x02), read(0x12)]).toEqual([0x34, 0x12]);
  });
});

describe('memory', () => {
  it.each([
    [64, 0x0ffff],
    [80, 0x13fff],
    [256, 0x3ffff],
    [640, 0x9ffff],
  ])('%i K reach to %i', (kilobytes, last) => {
    const { machine } = still(ibm5150, { options: { memory: kilobytes * 1024 } as never });
    const space = machine.wired.spaces.memory!;
    expect(space.poke(last, 0x5a)).toBe(true);
    expect(space.peek(last)).toBe(0x5a);
    expect(space.poke(last + 1, 0x5a)).toBe(false);
    expect(space.peek(last + 1)).toBe(0xff);
  });

  it('comes in steps of 16K', () => {
    expect(() => still(ibm5150, { options: { memory: 100_000 } as never })).toThrow(
      'Option "memory" is 100000 bytes; RAM comes in multiples of 16384 bytes (16K).',
    );
  });

  it.each([0x2000, 0x4000, 0x8000, 0x10000])('a BIOS of %i bytes ends at FFFFFh', (size) => {
    const rom = new Uint8Array(size).fill(0x11);
    rom[0] = 0x22;
    rom.set([0xf4], size - 16);
    const machine = createMachine(ibm5160, { slots: empty(ibm5160), ...withBios(rom) } as never);
    const space = machine.wired.spaces.memory!;
    expect(space.peek(0x100000 - size)).toBe(0x22);
    expect(space.peek(0xffff0)).toBe(0xf4);
    expect(space.peek(0x100000 - size - 1)).toBe(0xff);
  });

  it('a BIOS of another size is refused', () => {
    expect(() => createMachine(ibm5160, withBios(new Uint8Array(5000)) as never)).toThrow(
      'has 5000 bytes; the socket takes 8192, 16384, 32768 or 65536',
    );
  });
});

describe('8255A', () => {
  const five = (config: MachineConfig = {}) => {
    const ports = still(ibm5150, config);
    ports.out(0x63, 0x99);
    return ports;
  };
  const xt = (config: MachineConfig = {}) => {
    const ports = still(ibm5160, config);
    ports.out(0x63, 0x99);
    return ports;
  };

  it.each([
    [64, 0],
    [128, 2],
    [256, 6],
    [544, 15],
    [640, 18],
  ])('5150: SW2 tells %i K', (kilobytes, steps) => {
    const { in: read, out } = five({ options: { memory: kilobytes * 1024 } as never });
    out(0x61, 0x04);
    expect(read(0x62) & 0x0f).toBe(steps & 15);
    out(0x61, 0x00);
    expect(read(0x62) & 0x0f).toBe((steps >> 4) | 0x0e);
  });

  it('5150: SW1 is read at port A while PB7 is 1, the keyboard while it is 0', () => {
    const { in: read, out } = five({ options: { 'switch-display': 'mono', 'switch-floppies': '2' } as never });
    out(0x61, 0x80);
    expect(read(0x60)).toBe(0b01_11_11_01);
    out(0x61, 0x40);
    expect(read(0x60)).toBe(0);
  });

  it.each([
    ['mono', 3],
    ['cga80', 2],
    ['cga40', 1],
    ['none', 0],
  ])('5160: SW1 for %s', (display, bits) => {
    const { in: read, out } = xt({
      options: { memory: 0x20000, 'switch-display': display, 'switch-floppies': '3' } as never,
    });
    out(0x61, 0x08);
    expect(read(0x62) & 0x0f).toBe(bits | (2 << 2));
    out(0x61, 0x00);
    // normal start, no 8087, two banks
    expect(read(0x62) & 0x0f).toBe(0b01_0_1);
  });

  it('the switches follow what is plugged in: the first video card, all floppy drives', () => {
    const slots = {
      ...empty(ibm5150),
      isa1: told({ video: 'monochrome' }),
      isa2: told({ floppyDrives: 2 }),
      isa3: told({ video: 'colour-80' }),
    };
    const machine = createMachine(ibm5150, { ...withBios(romWith(HALT)), slots } as never);
    const io = machine.wired.ports.io!;
    io.write(0x63, 0x99, 0);
    io.write(0x61, 0x80, 0);
    expect(io.read(0x60, 0)).toBe(0b01_11_11_01);
  });

  it('5150 without drives: switch 1 is ON', () => {
    const { in: read, out } = five();
    out(0x61, 0x80);
    expect(read(0x60) & 1).toBe(0);
  });

  it('PB0 gates counter 2, PC5 shows its output, and PC4 of the 5150 while the motor is off', () => {
    const { in: read, out, machine } = five();
    out(0x61, 0x08);
    // mode 3, 1000 cycles
    out(0x43, 0xb6);
    out(0x42, 0xe8);
    out(0x42, 0x03);
    machine.run(12 * 1700);
    // no gate: OUT stays high
    expect(read(0x62) & 0x30).toBe(0x30);
    out(0x61, 0x09);
    const levels: number[] = [];
    for (let n = 0; n < 8; n++) {
      machine.run(12 * 500);
      levels.push(read(0x62) & 0x30);
    }
    expect(new Set(levels)).toEqual(new Set([0x30, 0]));
    for (let n = 1; n < 8; n++) expect(levels[n]).not.toBe(levels[n - 1]);
    out(0x61, 0x00);
    expect(read(0x62) & 0x30).toBe(0x20);
    const other = xt();
    expect(other.in(0x62) & 0x30).toBe(0);
  });

  it('is what the ports are wired to', () => {
    expect(five().machine.parts.ppi).toBeInstanceOf(Intel8255A);
  });
});

describe('NMI', () => {
  it('I/O CH CK is latched, shown at PC6, cleared by PB5, and asks for NMI if the mask lets it', () => {
    const bench = new DeviceBench({ part: NmiLogicPart });
    const { device } = bench;
    device.watchChannel(true, 0);
    bench.drive('iochk', true);
    bench.drive('iochk', false);
    expect([device.channelCheck, bench.out.nmi!.on]).toEqual([true, false]);
    bench.write('mask', 0, 0x80);
    expect(bench.out.nmi!.on).toBe(true);
    bench.write('mask', 0, 0x7f);
    expect(bench.out.nmi!.on).toBe(false);
    bench.write('mask', 0, 0x80);
    device.watchChannel(false, 0);
    expect([device.channelCheck, bench.out.nmi!.on]).toEqual([false, false]);
    // PC6 shows the line itself then
    bench.drive('iochk', true);
    expect([device.channelCheck, bench.out.nmi!.on]).toEqual([true, false]);
    // still asserted when it is watched again
    device.watchChannel(true, 0);
    expect(bench.out.nmi!.on).toBe(true);
  });

  it('reaches the processor', () => {
    // NMI vector → FE00:0020, which stores AAh at 0000:0500; PB5 = 0, mask on
    const program = hex(`31 C0 8E D8 8E D0 BC 00 04 C7 06 08 00 20 00 C7 06 0A 00 00 FE
      B0 80 E6 A0 EB FE`);
    while (program.length < 0x20) program.push(0x90);
    program.push(...hex('C6 06 00 05 AA CF'));
    const machine = bareMachine(ibm5160, program);
    machine.run(10_000);
    machine.wired.ports.io!.write(0x63, 0x99, machine.tick);
    machine.wired.ports.io!.write(0x61, 0x00, machine.tick);
    const peek = () => machine.wired.spaces.memory!.peek(0x500);
    machine.run(10_000);
    expect(peek()).toBe(0);
    machine.parts.nmi.watchChannel(true, machine.tick);
    const line = machine.wired.lines.iochk!;
    const driver = line.addDriver('test');
    line.drive(driver, true, machine.tick);
    machine.run(10_000);
    expect(peek()).toBe(0xaa);
  });

  testDevice({ describe, test, part: NmiLogicPart });
});

describe('ports for test programs', () => {
  it('E9h prints, 402h does not, 501h ends the run with its code', () => {
    // MOV AL,'H' / OUT E9 / MOV AL,'i' / OUT E9 / MOV DX,402 / MOV AL,'!' / OUT DX,AL / MOV DX,501 / MOV AL,7 / OUT DX,AL
    const machine = bareMachine(ibm5150, hex('B0 48 E6 E9 B0 69 E6 E9 BA 02 04 B0 21 EE BA 01 05 B0 07 EE F4'));
    let text = '';
    machine.onOutput('debug', (byte) => {
      text += String.fromCharCode(byte);
    });
    expect(machine.run(1_000_000)).toBe('exit');
    expect(machine.stopEvent).toMatchObject({ kind: 'exit', code: 7 });
    expect(text).toBe('Hi');
  });

  it("501h makes exit codes as QEMU's isa-debug-exit does, if asked", () => {
    // MOV DX,501 / MOV AL,7 / OUT DX,AL / HLT
    const machine = bareMachine(ibm5150, hex('BA 01 05 B0 07 EE F4'), { options: { 'debug-exit': 'qemu' } as never });
    expect(machine.run(1_000_000)).toBe('exit');
    expect(machine.stopEvent).toMatchObject({ kind: 'exit', code: 15 });
  });

  it('are not there without the option', () => {
    const ports = still(ibm5150, { options: { debug: false } as never });
    expect(ports.in(0xe9)).toBe(0xff);
    ports.out(0x501, 1);
    expect(ports.machine.stopEvent).toBeNull();
    expect(still(ibm5150).in(0xe9)).toBe(0xe9);
  });

  it('"Shutdown" at 8900h switches off', () => {
    const { machine, out } = still(ibm5160);
    for (const letter of 'ShutShutdown') out(0x8900, letter.charCodeAt(0));
    expect(machine.run(1)).toBe('power-off');
  });

  it.each([
    ['auto', 0xff],
    ['a', 0],
    ['c', 1],
    ['a-only', 2],
    ['c-only', 3],
  ])('E8h tells the boot order %s', (boot, value) => {
    expect(still(ibm5160, { options: { boot } as never }).in(0xe8)).toBe(value);
  });

  testDevice({ describe, test, part: DebugPortsPart, options: { enabled: true, boot: 'auto', exit: 'value' } });
});

describe('timer, interrupt controller and processor', () => {
  it('the timer interrupt comes every 65,536 cycles of 1.19318 MHz', () => {
    // vectors from 8; counter 0 mode 3, 65536; the routine prints a dot and ends the interrupt
    const program = hex(`31 C0 8E D8 8E D0 BC 00 04 C7 06 20 00 40 00 C7 06 22 00 00 FE
      B0 13 E6 20 B0 08 E6 21 B0 09 E6 21 B0 FE E6 21
      B0 36 E6 43 B0 00 E6 40 E6 40 FB F4 EB FD`);
    while (program.length < 0x40) program.push(0x90);
    program.push(...hex('E6 E9 B0 20 E6 20 CF'));
    const machine = bareMachine(ibm5160, program);
    const times: number[] = [];
    machine.onOutput('debug', (_byte, t) => times.push(t));
    machine.run(14_318_180 / 4);
    // OUT of counter 0 rises when its mode is set, and then with every period
    expect(times).toHaveLength(5);
    // from HLT the way to the routine is always the same, but for the clocks' phases
    for (let n = 2; n < times.length; n++) {
      expect(Math.abs(times[n]! - times[n - 1]! - 65536 * 12)).toBeLessThanOrEqual(12);
    }
  });

  it('every I/O cycle has one wait state, memory has none', () => {
    // OUT 81,AL / IN AL,61 / MOV [0500],AL / MOV AL,[0500]
    const machine = bareMachine(ibm5160, hex('31 C0 8E D8 E6 81 E4 61 A2 00 05 A0 00 05 F4'));
    const waits: Record<string, Set<number>> = {};
    machine.parts.cpu.watch({
      cycle(kind, _clock, count) {
        waits[kind] ??= new Set();
        waits[kind].add(count);
      },
      queue() {},
      adder() {},
    });
    machine.run(20_000);
    expect(waits).toMatchObject({
      CODE: new Set([0]),
      MEMR: new Set([0]),
      MEMW: new Set([0]),
      IOR: new Set([1]),
      IOW: new Set([1]),
    });
  });

  it('the turbo machine runs at its clock, its timer at 1.19318 MHz', () => {
    const count = (definition: Definition, options: object) => {
      const machine = bareMachine(definition as typeof ibm5160, hex('E6 E9 EB FC'), { options: options as never });
      let n = 0;
      machine.onOutput('debug', () => n++);
      machine.run(1_431_818);
      return n;
    };
    const slow = count(ibm5160, {});
    expect(count(xtTurbo, {}) / slow).toBeCloseTo(8 / (14.31818 / 3), 2);
    expect(count(xtTurbo, { clock: 10_000_000 }) / slow).toBeCloseTo(10 / (14.31818 / 3), 2);
  });
});
