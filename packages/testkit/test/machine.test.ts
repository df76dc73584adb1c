import {
  createMachine,
  type Device,
  definePart,
  type MachineDefinition,
  merge,
  type PartContext,
  type StateIo,
  type TextScreen,
} from '@backplane/kernel';
import { describe, expect, it, test } from 'vitest';
import {
  assembleToy,
  matchers,
  runUntilExit,
  runUntilOutput,
  runUntilText,
  shownText,
  type TestRunner,
  type ToyCpu,
  testMachine,
} from '../src/index.ts';
import { toyMachine } from './fixture.ts';

/** Twenty columns and two rows; a write to register 0 appends a character, FFh clears. */
class Display implements Device {
  readonly stateVersion = 1;
  readonly characters = new Int32Array(40).fill(32);
  #at = 0;
  #revision = 0;
  readonly io;
  readonly screen: TextScreen;

  constructor() {
    const { characters } = this;
    const revision = () => this.#revision;
    this.screen = {
      columns: 20,
      rows: 2,
      characters,
      attributes: new Uint8Array(40),
      cursorColumn: -1,
      cursorRow: 0,
      get revision() {
        return revision();
      },
    };
    this.io = {
      data: {
        read: () => 0,
        peek: () => 0,
        write: (_offset: number, value: number) => {
          if (value === 0xff) this.reset();
          else {
            characters[this.#at] = value;
            this.#at = (this.#at + 1) % 40;
          }
          this.#revision++;
        },
      },
    };
  }

  reset(): void {
    this.characters.fill(32);
    this.#at = 0;
  }

  state(io: StateIo): void {
    io.ints('characters', this.characters);
    this.#at = io.number('at', this.#at);
  }
}

const DisplayPart = definePart({
  type: 'Display',
  title: 'Display',
  io: { data: { size: 1 } },
  create: () => new Display(),
});

/** Shows what is typed, sends it out, and ends with the code 3 at a full stop. */
const ECHO = assembleToy(`
        ldx #0
greet:  ldax text
        jz loop
        sta $F010
        out
        inx
        jmp greet
loop:   in
        jz loop
        sta $F010
        out
        eor #46
        jnz loop
        lda #3
        exit
        jmp loop
text:   byte 82, 69, 65, 68, 89, 46, 0
`);

const terminal = merge(toyMachine([{ program: ECHO, clock: 'drive', io: ['display.data'] }], {}), {
  id: 'terminal',
  parts: { display: { type: DisplayPart, clock: 'drive' } },
  inputs: { keys: { title: 'keys', to: 'cpu0.in' } },
  screen: 'display',
}) as MachineDefinition;

const make = (definition = terminal) => createMachine<MachineDefinition>(definition);

testMachine({
  describe,
  test,
  definition: terminal,
  ticks: 60_000,
  script: [
    { tick: 20_000, input: 'keys', value: 'AB' },
    { tick: 20_001, input: 'keys', value: 'C.' },
    { tick: 41_234, input: 'keys', value: Uint8Array.of(68) },
  ],
});

testMachine({
  describe,
  test,
  definition: toyMachine(
    [
      { program: assembleToy('loop: set 0\n inx\n clr 0\n jmp loop'), clock: 'pal' },
      { program: assembleToy('loop: jon 0, on\n dex\non: inx\n txa\n stax $2000\n jmp loop'), clock: 'drive' },
    ],
    { wire: { from: ['cpu0.p0'], to: ['cpu1.p0'] } },
  ),
  ticks: 50_000,
});

describe('testMachine', () => {
  type Fault = 'none' | 'sees slices' | 'forgets' | 'keeps over power-on';

  /** A device that draws on what it must not. */
  class Bad implements Device {
    readonly stateVersion = 1;
    readonly io;
    #value = 0;
    readonly #fault: Fault;
    constructor(ctx: PartContext, fault: Fault) {
      this.#fault = fault;
      this.io = {
        byte: {
          read: () => {
            this.#value = (fault === 'sees slices' ? ctx.scheduler.now : this.#value + 1) & 0xff;
            return this.#value;
          },
          peek: () => this.#value,
          write: () => {},
        },
      };
    }
    reset(): void {
      if (this.#fault !== 'keeps over power-on') this.#value = 0;
    }
    state(io: StateIo): void {
      if (this.#fault === 'forgets') io.number('value', 0);
      else this.#value = io.number('value', this.#value);
    }
  }

  const failures = (fault: Fault, lines: MachineDefinition['lines'] = {}): string => {
    const failed: string[] = [];
    const runner: TestRunner = {
      describe: (_, body) => body(),
      test: Object.assign(
        (name: string, body: () => void) => {
          try {
            body();
          } catch (error) {
            failed.push(`${name}: ${(error as Error).message}`);
          }
        },
        { skip: () => {} },
      ),
    };
    const BadPart = definePart({
      type: 'Bad',
      title: 'Bad',
      io: { byte: { size: 1 } },
      create: (ctx) => new Bad(ctx, fault),
    });
    const program = assembleToy('loop: lda $F010\n stax $2000\n inx\n jmp loop');
    const base = toyMachine([{ program, clock: 'pal', io: ['bad.byte'] }], lines, {
      bad: { type: BadPart, clock: 'pal' },
    });
    testMachine({ ...runner, definition: base, ticks: 20_000 });
    return failed.join('\n');
  };

  it('finds nothing wrong with a good machine', () => {
    expect(failures('none', { wire: { from: ['cpu0.p0'], to: ['cpu0.irq'] } })).toBe('');
  });

  it.each<[Fault, RegExp]>([
    [
      'sees slices',
      /run\(1\) N times .* In slices of one tick: the state at tick 3000 differs in [\s\S]*In random slices/,
    ],
    ['forgets', /saving and loading at any stop changes nothing: After \d+ loads: the state at tick 20000 differs in/],
    ['keeps over power-on', /power-on gives a fresh machine: After power-on: .*part bad\/value/],
  ])('finds a machine that %s', (fault, message) => {
    expect(failures(fault)).toMatch(message);
  });

  it('finds lines that end in the air', () => {
    expect(failures('none', { nmi: { from: ['cpu0.p0'], to: [] } })).toBe(
      'no line ends in the air: Nobody drives or nobody reads: nmi.',
    );
  });
});

describe('programs in tests', () => {
  it('wait for text on the screen', () => {
    const machine = make();
    runUntilText(machine, 'READY.');
    expect(shownText(machine.screen!)).toBe('READY.');
    machine.input('keys', 'HELLO');
    runUntilText(machine, /H[A-Z]+O/g);
    expect(() => runUntilText(machine, 'BYE', { seconds: 0.1 })).toThrow(
      'BYE did not appear within 0.1 emulated seconds. The screen shows \nREADY.HELLO',
    );
    machine.input('keys', '.');
    expect(() => runUntilText(machine, 'BYE')).toThrow('BYE did not appear before the run ended (exit).');
    expect(() => runUntilText(make(toyMachine([{ program: ECHO, clock: 'pal' }], {})), 'x')).toThrow('no screen');
  });

  it('wait for what is sent', () => {
    const machine = make();
    expect(runUntilOutput(machine, 'out0', 'READY')).toContain('READY');
    machine.input('keys', 'x');
    expect(runUntilOutput(machine, 'out0', /x/)).toMatch(/x$/);
    expect(() => runUntilOutput(machine, 'out0', 'y', { seconds: 0.01 })).toThrow(
      'y was not sent to "out0" within 0.01 emulated seconds. What was sent is nothing',
    );
    expect(() => runUntilOutput(machine, 'out1', 'y')).toThrow('Did you mean "out0"?');
  });

  it('wait for the end', () => {
    const machine = make();
    machine.input('keys', '.');
    expect(runUntilExit(machine)).toMatchObject({ kind: 'exit', code: 3, source: 'cpu0' });
    expect(() => runUntilExit(machine, { seconds: 0.1 })).toThrow(
      'The program did not end within 0.1 emulated seconds. The screen shows \nREADY..',
    );
  });

  it('have matchers', () => {
    const machine = make();
    runUntilText(machine, 'READY.');
    (machine.processor as ToyCpu).setRegister('a', 0x1234);
    const answers = [
      matchers.toShowText(machine, 'READY.'),
      matchers.toShowText(machine, /^R.*\.$/),
      matchers.toHaveRegister(machine, 'a', 0x34),
      matchers.toHaveBytes(machine, 0, [0x06, 0x00]),
    ];
    expect(answers.map((a) => a.pass)).toEqual([true, true, true, true]);
    expect(answers.map((a) => a.message())).toEqual([
      'expected the screen not to show READY.; it shows\nREADY.',
      'expected the screen not to show /^R.*\\.$/; it shows\nREADY.',
      'expected a not to be 34h; it is 34h',
      'expected 0h not to hold 06 00; it holds 06 00',
    ]);
    expect(matchers.toShowText(machine, 'BASIC')).toMatchObject({ pass: false });
    expect(matchers.toHaveRegister(machine, 'a', 0x35).pass).toBe(false);
    expect(matchers.toHaveBytes(machine, 0, [0x06, 0x01]).message()).toBe('expected 0h to hold 06 01; it holds 06 00');
    expect.extend(matchers);
    type Extended = { toShowText(t: string): void; not: { toShowText(t: string): void } };
    const extended = () => expect(machine) as unknown as Extended;
    extended().toShowText('READY');
    extended().not.toShowText('BASIC');
    expect(() => extended().toShowText('BASIC')).toThrow('expected the screen to show BASIC');
  });
});
