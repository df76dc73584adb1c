import { describe, expect, test } from 'vitest';
import { bareMachine, CYCLE } from './support/bare.ts';

/** Runs a program from E000h that ends in an endless loop, and returns the machine. */
function ran(program: readonly number[], cycles = 2000) {
  const end = 0xe000 + program.length;
  const machine = bareMachine([...program, 0x4c, end & 0xff, end >> 8]);
  machine.run(cycles * CYCLE);
  return machine;
}

/** lda #value; sta address */
const store = (address: number, value: number): number[] =>
  address < 0x100 ? [0xa9, value, 0x85, address] : [0xa9, value, 0x8d, address & 0xff, address >> 8];
/** lda from; sta to */
const copy = (from: number, to: number): number[] => [
  ...(from < 0x100 ? [0xa5, from] : [0xad, from & 0xff, from >> 8]),
  ...[0x8d, to & 0xff, to >> 8],
];

describe("the processor's port", () => {
  test('after power-on all is input, and the pull-ups select ROM and I/O', () => {
    const machine = ran([...copy(0x00, 0x400), ...copy(0x01, 0x401)]);
    const space = machine.wired.spaces.memory!;
    expect(space.peek(0x400)).toBe(0x00);
    // sense is high, motor low, P3 floats
    expect(space.peek(0x401)).toBe(0x17);
    expect(machine.parts.pla.mode).toBe(31);
  });

  test('the modes that the port can choose', () => {
    for (let port = 0; port < 8; port++) {
      // the loop goes on in RAM where the KERNAL is switched off
      const program = [...store(0x01, 0x30 | port), ...store(0x00, 0x2f)];
      const machine = bareMachine([...program, ...new Array(0x100 - program.length).fill(0xea), 0x4c, 0x00, 0xe1]);
      const space = machine.wired.spaces.memory!;
      for (let a = 0xe000; a < 0xe100; a++) space.poke(a, 0xea);
      for (const [n, byte] of [0x4c, 0x00, 0xe1].entries()) space.poke(0xe100 + n, byte);
      machine.run(3000 * CYCLE);
      expect(machine.parts.pla.mode).toBe(0x18 | port);
      expect(space.views[space.selected]).toBe(`mode ${0x18 | port}`);
    }
  });

  test('the map has changed for the next cycle already', () => {
    // sta 00 switches the KERNAL off; the next opcode comes from RAM
    const program = [...store(0x01, 0x35), ...store(0x00, 0x2f)];
    const machine = bareMachine(program);
    const space = machine.wired.spaces.memory!;
    // RAM goes on with: lda #$42; sta $0400; jmp *
    const next = [0xa9, 0x42, 0x8d, 0x00, 0x04, 0x4c, 0x0d, 0xe0];
    for (const [n, byte] of next.entries()) space.poke(0xe008 + n, byte);
    machine.run(200 * CYCLE);
    expect(space.peek(0x400)).toBe(0x42);
  });

  test('a write to the port leaves in RAM what is on the bus', () => {
    const machine = ran([...store(0x00, 0x2f)], 100);
    const { pla } = machine.parts;
    const at = machine.wired.spaces.memory!.memory[pla.ramAt]!;
    // not the value written, nor the power-on value's neighbour by accident: the VIC's byte of that cycle
    const other = ran([...store(0x00, 0x00)], 100);
    expect(other.wired.spaces.memory!.memory[other.parts.pla.ramAt]).toBe(at);
  });

  test('cassette: motor and write lines follow the port', () => {
    const off = ran([...store(0x01, 0x37), ...store(0x00, 0x2f)]);
    expect([off.wired.parts.pla!.out.cassetteMotor!.on, off.wired.parts.pla!.out.cassetteWrite!.on]).toEqual([
      false,
      true,
    ]);
    const on = ran([...store(0x01, 0x1f), ...store(0x00, 0x2f)]);
    expect([on.wired.parts.pla!.out.cassetteMotor!.on, on.wired.parts.pla!.out.cassetteWrite!.on]).toEqual([
      true,
      false,
    ]);
  });
});

describe('I/O', () => {
  test('chips repeat through their pages', () => {
    const machine = bareMachine();
    machine.run(100 * CYCLE);
    const space = machine.wired.spaces.memory!;
    space.write(0xd3e0, 5, machine.tick);
    expect(space.read(0xd020, machine.tick) & 0x0f).toBe(5);
    expect(space.read(0xd060, machine.tick) & 0x0f).toBe(5);
    space.write(0xdcf2, 0xa5, machine.tick);
    expect(space.read(0xdc02, machine.tick)).toBe(0xa5);
    space.write(0xdd12, 0x5a, machine.tick);
    expect(space.read(0xddf2, machine.tick)).toBe(0x5a);
  });

  test('colour RAM has nibbles, and the VIC drives the rest of the bus', () => {
    const machine = bareMachine();
    machine.run(100 * CYCLE);
    const space = machine.wired.spaces.memory!;
    space.write(0xd900, 0xab, machine.tick);
    const t = machine.tick;
    expect(space.read(0xd900, t)).toBe((machine.parts.vic.phi1Data(t) & 0xf0) | 0x0b);
    expect(space.peek(0xd900)).toBe(0x0b);
  });

  test('where nothing answers, a read finds what the VIC left on the bus', () => {
    const machine = bareMachine();
    machine.run(100 * CYCLE);
    const space = machine.wired.spaces.memory!;
    for (const address of [0xde00, 0xdeff, 0xdf00, 0xdfff]) {
      expect(space.read(address, machine.tick)).toBe(machine.parts.vic.phi1Data(machine.tick));
    }
  });

  test('CIA 2 selects the 16K that the VIC sees', () => {
    const machine = bareMachine();
    machine.run(100 * CYCLE);
    const space = machine.wired.spaces.memory!;
    const { pla } = machine.parts;
    expect(pla.bank).toBe(0);
    space.write(0xdd02, 3, machine.tick);
    for (let value = 0; value < 4; value++) {
      space.write(0xdd00, value, machine.tick);
      const bank = 3 - value;
      expect(pla.bank).toBe(bank);
      const { memory, pages, cpuPages } = pla.vicBus;
      for (let page = 0; page < 64; page++) {
        const chargen = (bank & 1) === 0 && page >= 0x10 && page < 0x20;
        const offset = pages[page]! + page * 0x100;
        expect(cpuPages[page]).toBe(chargen ? -1 : bank * 64 + page);
        if (chargen) expect(memory[offset + 5]).toBe(pla.characterRom[(page - 0x10) * 0x100 + 5]);
        else expect(offset).toBe(pla.ramAt + (bank * 64 + page) * 0x100);
      }
    }
  });

  test('the serial bus is driven through inverters, and read back', () => {
    const machine = bareMachine();
    machine.run(100 * CYCLE);
    const space = machine.wired.spaces.memory!;
    const { iecClk, iecData } = machine.wired.lines;
    space.write(0xdd02, 0x3f, machine.tick);
    space.write(0xdd00, 0x10, machine.tick);
    expect([iecClk!.level, iecData!.level]).toEqual([true, false]);
    machine.run(CYCLE);
    expect(space.read(0xdd00, machine.tick) & 0xc0).toBe(0x80);
    space.write(0xdd00, 0x20, machine.tick);
    expect([iecClk!.level, iecData!.level]).toEqual([false, true]);
    machine.run(CYCLE);
    expect(space.read(0xdd00, machine.tick) & 0xc0).toBe(0x40);
  });
});

describe('the debug cartridge', () => {
  const exits = (program: readonly number[], enabled = true): (number | undefined)[] => {
    const end = 0xe000 + program.length;
    const codes: (number | undefined)[] = [];
    const machine = bareMachine([...program, 0x4c, end & 0xff, end >> 8], { options: { debugcart: enabled } });
    machine.onEvent((event) => {
      if (event.kind === 'exit') codes.push(event.code);
    });
    for (let n = 0; n < 3; n++) machine.run(500 * CYCLE);
    return codes;
  };

  test('the first byte written to D7FFh is the exit code', () => {
    expect(exits([...store(0xd7ff, 0x42), ...store(0xd7ff, 0x43)])).toEqual([0x42]);
  });

  test('a read-modify-write instruction counts with its first write', () => {
    // inc d7ff: the SID's bus holds FF from the store before
    expect(exits([...store(0xd400, 0xff), 0xee, 0xff, 0xd7])).toEqual([0xff]);
  });

  test('only while I/O is mapped, only at this address, only if it is there', () => {
    expect(exits([...store(0xd7fe, 1), ...store(0xd6ff, 1), ...store(0xd3ff, 1)])).toEqual([]);
    // CHAREN low: the write goes to RAM
    expect(exits([...store(1, 0x33), ...store(0, 0x2f), ...store(0xd7ff, 1)])).toEqual([]);
    expect(exits(store(0xd7ff, 1), false)).toEqual([]);
  });

  test('the run stops in the cycle of the write', () => {
    const machine = bareMachine([...store(0xd7ff, 0), 0x4c, 0x05, 0xe0], { options: { debugcart: true } });
    expect(machine.run(10_000 * CYCLE)).toBe('exit');
    // 7 cycles of reset, lda 2, sta abs: written in its 4th cycle
    expect(machine.stopEvent?.tick).toBe((7 + 2 + 3) * CYCLE);
    expect(machine.processor.cycles).toBe(7 + 2 + 4);
  });
});
