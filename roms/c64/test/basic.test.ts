import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BasicBench } from './basic-bench.ts';

const images = join(import.meta.dirname, '..', 'images');
const basic = readFileSync(join(images, 'basic.bin'));
const tail = readFileSync(join(images, 'kernal.bin')).subarray(0, 0x500);

function bench(): BasicBench {
  const made = new BasicBench([
    { at: 0xa000, bytes: basic },
    { at: 0xe000, bytes: tail },
  ]);
  made.run(3_000_000);
  return made;
}

/** Each entry: lines to type, and the screen that they lead to. */
const corpus = readFileSync(join(import.meta.dirname, 'basic-corpus.txt'), 'latin1')
  .split(/^----\n/m)
  .map((entry) => entry.split(/^====\n/m) as [string, string]);

describe('BASIC', () => {
  it('starts with the memory that is free', () => {
    expect(bench().text).toBe(
      '\n    **** BACKPLANE 64 BASIC V2 ****\n\n 64K RAM SYSTEM  38911 BASIC BYTES FREE\n\nREADY.\n'.replace(
        '\n    **',
        '\n   **',
      ),
    );
  });

  it.each(corpus)('shows the expected screen for %j', (typed, screen) => {
    const machine = bench();
    machine.type('\x93');
    machine.run();
    for (const line of typed.split('\n').filter((l) => l !== '')) {
      machine.type(line);
      machine.run();
    }
    expect(machine.text).toBe(screen.replace(/\n$/, ''));
  });

  it('keeps programs in the usual form: links, numbers, tokens', () => {
    const machine = bench();
    machine.type('10 PRINT"A":GOTO20', '20 END');
    machine.run();
    const bytes = Array.from({ length: 21 }, (_, i) => machine.space.peek(0x0801 + i));
    expect(bytes).toEqual(
      [0x0e, 0x08, 10, 0, 0x99, 0x22, 0x41, 0x22, 0x3a, 0x89, 0x32, 0x30, 0, 0x14, 0x08, 20, 0, 0x80, 0, 0, 0].slice(
        0,
        21,
      ),
    );
  });

  it('saves, verifies and loads; a LOAD in a program goes on with the new one and keeps variables', () => {
    const machine = bench();
    for (const line of [
      '10 PRINT"SECOND"A',
      'SAVE"B",8',
      'VERIFY"B",8',
      'NEW',
      '10 A=7:LOAD"B",8',
      '20 REM',
      '30 REM',
      'RUN',
    ]) {
      machine.type(line);
      machine.run();
    }
    expect(machine.text).toContain('OK');
    expect(machine.text).toContain('SECOND 7');
  });

  it('writes to files and reads from them', () => {
    const machine = bench();
    for (const line of [
      '10 OPEN1,8,2,"F,S,W":PRINT#1,"ONE,TWO":PRINT#1,42:CLOSE1',
      '20 OPEN1,8,2,"F,S,R":INPUT#1,A$,B$,C:GET#1,D$:PRINTA$B$C;ST:CLOSE1',
      'RUN',
    ]) {
      machine.type(line);
      machine.run();
    }
    expect(machine.text).toContain('ONETWO 42  64');
  });

  it('stops with STOP and goes on with CONT', () => {
    const machine = bench();
    machine.type('10 A=A+1:IFA<500THEN10', '20 PRINT"DONE"A');
    machine.run();
    machine.stopAt = machine.cpu.cycles + 200_000;
    machine.type('RUN');
    machine.run();
    expect(machine.text).toContain('BREAK IN 10');
    machine.type('CONT');
    machine.run();
    expect(machine.text).toContain('DONE 500');
  });
});

/** A 5-byte number as the interpreter stores it. */
function decode(machine: BasicBench, at: number): number {
  const [e, a, b, c, d] = [0, 1, 2, 3, 4].map((i) => machine.space.peek(at + i)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  if (e === 0) return 0;
  const mantissa = ((a | 0x80) * 0x1000000 + b * 0x10000 + c * 0x100 + d) / 0x100000000;
  return (a & 0x80 ? -1 : 1) * mantissa * 2 ** (e - 128);
}
function encode(machine: BasicBench, at: number, mantissa: number, exponent: number, negative: boolean): void {
  [
    exponent,
    ((mantissa >>> 24) & 0x7f) | (negative ? 0x80 : 0),
    (mantissa >>> 16) & 0xff,
    (mantissa >>> 8) & 0xff,
    mantissa & 0xff,
  ].forEach((byte, i) => {
    machine.space.poke(at + i, byte);
  });
}

describe('arithmetic against exact values', () => {
  // A, B and C are made first: their values lie at 0811h's program end; the program computes C for ever
  const ulp = (x: number) => 2 ** (Math.floor(Math.log2(Math.abs(x))) - 31);
  let state = 12345;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  const run = (
    expression: string,
    cases: number,
    exponents: readonly [number, number],
    one: boolean,
    exact: (a: number, b: number) => number,
    limit: number,
    unit: (want: number) => number = ulp,
  ) => {
    const machine = bench();
    machine.type(`1 C=${expression}`, 'A=1:B=1:C=1');
    machine.run();
    let worst = 0;
    for (let n = 0; n < cases; n++) {
      const variables = machine.space.peek(0x2d) + 256 * machine.space.peek(0x2e);
      const span = exponents[1] - exponents[0];
      encode(
        machine,
        variables + 2,
        (random() | 0x80000000) >>> 0,
        exponents[0] + ((random() >>> 8) % span),
        !one && (random() & 0x10000) !== 0,
      );
      encode(
        machine,
        variables + 9,
        (random() | 0x80000000) >>> 0,
        exponents[0] + ((random() >>> 8) % span),
        !one && (random() & 0x10000) !== 0,
      );
      const a = decode(machine, variables + 2);
      const b = decode(machine, variables + 9);
      machine.type('GOTO1');
      machine.run();
      const c = decode(machine, variables + 16);
      const want = exact(a, b);
      const error =
        want === 0 ? Math.abs(c) / ulp(Math.max(Math.abs(a), Math.abs(b))) : Math.abs(c - want) / unit(want);
      if (error > worst) worst = error;
    }
    expect(worst).toBeLessThan(limit);
  };
  it('adds', () => run('A+B', 3000, [120, 136], false, (a, b) => a + b, 1.01));
  it('subtracts', () => run('A-B', 3000, [120, 136], false, (a, b) => a - b, 1.01));
  it('multiplies', () => run('A*B', 3000, [70, 186], false, (a, b) => a * b, 0.52));
  it('divides', () => run('A/B', 3000, [70, 186], false, (a, b) => a / b, 0.52));
  it('takes square roots', () => run('SQR(A)', 300, [2, 254], true, (a) => Math.sqrt(a), 1.1));
  it('takes logarithms', () => run('LOG(A)', 300, [60, 120], true, (a) => Math.log(a), 3));
  it('takes powers of e', () => run('EXP(A)', 300, [110, 134], true, (a) => Math.exp(a), 1.2));
  it('takes arcs of tangents', () => run('ATN(A)', 300, [110, 145], true, (a) => Math.atan(a), 4));
  it('takes powers of e over the whole range', () => run('EXP(A)', 300, [134, 135], true, (a) => Math.exp(a), 1.2));
  it('takes sines of small arcs', () => run('SIN(A)', 300, [110, 129], true, (a) => Math.sin(a), 1.5));
  it('takes sines and cosines of arcs up to 32, right in the ninth place', () => {
    const place = () => 1e-9;
    run('SIN(A)', 300, [128, 134], true, (a) => Math.sin(a), 0.5, place);
    run('COS(A)', 300, [110, 134], true, (a) => Math.cos(a), 0.5, place);
  });
});
