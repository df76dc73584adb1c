import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { petscii } from '../src/screen-codes.ts';
import { type BareMachine, bareMachine, CYCLE, HALT } from './support/bare.ts';

/** What the KERNAL has in its variables at the READY. prompt. */
const PROMPT: readonly (readonly [number, number])[] = [
  [0xcc, 0],
  [0xc6, 0],
  [0x9d, 0x80],
  [0x2b, 0x01],
  [0x2c, 0x08],
];

const ram = (machine: BareMachine) => ({
  get: (a: number) => machine.wired.spaces.memory!.peekRam(a),
  set: (a: number, v: number) => machine.wired.spaces.memory!.poke(a, v),
  word: (a: number) => machine.wired.spaces.memory!.peekRam(a) | (machine.wired.spaces.memory!.peekRam(a + 1) << 8),
  text: (a: number, n: number) => Array.from({ length: n }, (_, i) => machine.wired.spaces.memory!.peekRam(a + i)),
});

/** A machine that stands still; the test plays KERNAL. */
function bench() {
  const machine = bareMachine(HALT);
  const memory = ram(machine);
  const settle = (): void => {
    machine.run(5000 * CYCLE);
  };
  return {
    machine,
    memory,
    settle,
    prompt: () => {
      for (const [a, v] of PROMPT) memory.set(a, v);
    },
    /** Takes what is in the keyboard buffer, as the editor does. */
    take: () => {
      const taken = memory.text(0x277, memory.get(0xc6));
      memory.set(0xc6, 0);
      return taken;
    },
  };
}

const program = Uint8Array.of(0x01, 0x08, 1, 2, 3, 4, 5);
const RUN = [...petscii('run\n')];

describe('a program in the bay', () => {
  test('is put into RAM at the prompt, not before, with the pointers that LOAD sets, and RUN is typed', () => {
    const b = bench();
    b.memory.set(0xcc, 1);
    b.machine.insert('program', program);
    b.machine.input('autostart', 'run');
    const before = b.memory.get(0x801);
    b.settle();
    expect(b.memory.get(0x801)).toBe(before);
    b.prompt();
    b.settle();
    expect(b.memory.text(0x801, 5)).toEqual([1, 2, 3, 4, 5]);
    for (const pointer of [0x2d, 0x2f, 0x31, 0xae]) expect(b.memory.word(pointer)).toBe(0x806);
    expect(b.memory.word(0xac)).toBe(0x801);
    expect(b.take()).toEqual(RUN);
    b.settle();
    expect(b.memory.get(0xc6)).toBe(0);
  });

  test('is only loaded if that is what autostart says', () => {
    const b = bench();
    b.machine.insert('program', program);
    b.machine.input('autostart', 'load');
    b.prompt();
    b.settle();
    expect(b.memory.word(0x2d)).toBe(0x806);
    expect(b.memory.get(0xc6)).toBe(0);
  });

  test('goes beneath ROM and I/O, and ends where memory ends', () => {
    const b = bench();
    const told: string[] = [];
    b.machine.onEvent((event) => told.push(event.text ?? ''));
    b.machine.insert('program', Uint8Array.of(0xf0, 0xcf, ...new Array(0x4000).fill(0x77)));
    b.machine.input('autostart', 'load');
    b.prompt();
    b.settle();
    const space = b.machine.wired.spaces.memory!;
    space.select(space.viewIndex('mode 0'));
    expect([space.peek(0xcff0), space.peek(0xd020), space.peek(0xffff)]).toEqual([0x77, 0x77, 0x77]);
    expect(space.peek(0xcfef)).not.toBe(0x77);
    expect(space.peek(0x0000)).not.toBe(0x77);
    expect(told.join()).toMatch(/longer than the memory/);
  });

  test('what is no program is refused', () => {
    const b = bench();
    expect(() => b.machine.insert('program', Uint8Array.of(1))).toThrow(/PRG/);
    expect(() => b.machine.insert('program', 'text')).toThrow(/PRG/);
  });

  test('a state saved before the start needs the same program', () => {
    const a = bench();
    a.machine.insert('program', program);
    a.machine.input('autostart', 'run');
    const saved = a.machine.save();
    const b = bench();
    expect(() => b.machine.load(saved)).toThrow(/program with SHA-1/);
    b.machine.insert('program', program);
    b.machine.load(saved);
    expect(b.machine.hash()).toBe(a.machine.hash());
  });
});

describe('from disk and tape', () => {
  const typed = (request: string): string[] => {
    const b = bench();
    b.machine.input('autostart', request);
    b.prompt();
    const lines: string[] = [];
    for (let n = 0; n < 20; n++) {
      b.settle();
      lines.push(String.fromCharCode(...b.take()));
    }
    return lines.join('').split('\r');
  };

  test.each([
    ['run', ['LOAD"*",8,1', 'RUN', '']],
    ['load', ['LOAD"*",8,1', '']],
    ['disk GAME', ['LOAD"GAME",8,1', 'RUN', '']],
    ['load disk a long file name', ['LOAD"A LONG FILE NAME",8,1', '']],
    ['run tape', ['LOAD', 'RUN', '']],
    ['load tape', ['LOAD', '']],
    ['none', ['']],
  ])('%s', (request, lines) => {
    expect(typed(request)).toEqual(lines);
  });

  test('RUN waits for the prompt after LOAD', () => {
    const b = bench();
    b.machine.input('autostart', 'run tape');
    b.prompt();
    b.settle();
    // the editor takes the line and works
    b.memory.set(0xcc, 1);
    expect(b.take()).toEqual([...petscii('load\n')]);
    b.settle();
    expect(b.memory.get(0xc6)).toBe(0);
    b.prompt();
    b.settle();
    expect(b.take()).toEqual(RUN);
  });

  test('another request is told', () => {
    const b = bench();
    const told: string[] = [];
    b.machine.onEvent((event) => told.push(event.text ?? ''));
    b.machine.input('autostart', 'walk');
    expect(told.join()).toMatch(/Autostart takes run/);
  });
});

describe('the keyboard buffer', () => {
  test('is filled ten characters at a time, as it empties, from the first prompt on', () => {
    const b = bench();
    b.memory.set(0xcc, 1);
    b.machine.input('keybuf', 'print "hello world"\n');
    b.settle();
    expect(b.machine.parts.loader.pending).toBe(20);
    b.prompt();
    b.settle();
    expect(b.memory.get(0xc6)).toBe(10);
    b.settle();
    expect(String.fromCharCode(...b.take())).toBe('PRINT "HEL');
    // a program that does not show a cursor gets the rest as well
    b.memory.set(0xcc, 1);
    b.memory.set(0x9d, 0);
    b.settle();
    expect(String.fromCharCode(...b.take())).toBe('LO WORLD"\r');
    expect(b.machine.parts.loader.pending).toBe(0);
  });

  test('PETSCII of a text', () => {
    expect([...petscii('aZ09!\\n{clr}\\x93π')]).toEqual([0x41, 0xda, 0x30, 0x39, 0x21, 0x0d, 0x93, 0x93, 0xff]);
    expect(() => petscii('é')).toThrow(/not on this keyboard/);
    expect(() => petscii('{nothing}')).toThrow(/no control code/);
  });

  test('any text gives bytes or a RangeError', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        try {
          return petscii(text).length <= text.length;
        } catch (error) {
          return error instanceof RangeError;
        }
      }),
    );
  });

  test('any input is taken or told', () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array({ maxLength: 30 }), (text, bytes) => {
        const b = bench();
        b.machine.input('autostart', text);
        b.machine.input('keybuf', bytes);
        b.machine.input('keyboard', text);
        b.machine.input('paddles1', text);
        b.machine.input('mouse2', text);
        b.prompt();
        b.settle();
        const saved = b.machine.save();
        b.machine.load(saved);
        return b.machine.save().length === saved.length;
      }),
      { numRuns: 20 },
    );
  });
});
