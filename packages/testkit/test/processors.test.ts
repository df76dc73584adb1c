import { createMachine, type LineSpec, type MachineDefinition, type PartPlace } from '@backplane/kernel';
import { describe, expect, it } from 'vitest';
import { assembleToy, Prng, TOY_OPCODES, toyOperandBytes } from '../src/index.ts';
import { hashesAt, MailboxPart, type ToyNode, toyMachine } from './fixture.ts';

/** A wired-OR bus line between pins of that name of several processors. */
const bus = (pin: string, ...cpus: string[]): LineSpec => ({
  from: cpus.map((c) => `${c}.${pin}`),
  to: cpus.map((c) => `${c}.${pin}`),
});

const SENDER = assembleToy(`
start:  ldx #0
next:   ldax message
        jz start
        sta $2000
        lda #8
        sta $2001
bit:    lda $2000
        and #128
        jz zero
        set 0
        jmp clock
zero:   clr 0
clock:  set 1
taken:  joff 2, taken
        clr 1
ready:  jon 2, ready
        lda $2000
        shl
        sta $2000
        lda $2001
        add #255
        sta $2001
        jnz bit
        inx
        jmp next
message: byte 72, 69, 76, 76, 79, 46, 0
`);

const RECEIVER = assembleToy(`
        ldx #0
again:  lda #8
        sta $2001
        lda #0
        sta $2000
bit:    joff 1, bit
        lda $2000
        shl
        joff 0, zero
        add #1
zero:   sta $2000
        set 2
low:    jon 1, low
        clr 2
        lda $2001
        add #255
        sta $2001
        jnz bit
        lda $2000
        stax $3000
        out
        inx
        jmp again
`);

const LINES = { data: bus('p0', 'cpu0', 'cpu1'), clock: bus('p1', 'cpu0', 'cpu1'), ack: bus('p2', 'cpu0', 'cpu1') };

/** Every way of slicing gives the hashes that one tick at a time gives. */
function expectSlicesAlike(definition: MachineDefinition, stops: readonly number[]): string[] {
  const exact = hashesAt(definition, stops, () => 1);
  expect(hashesAt(definition, stops, () => 7)).toEqual(exact);
  expect(hashesAt(definition, stops, () => 1000)).toEqual(exact);
  expect(hashesAt(definition, stops, () => Number.MAX_SAFE_INTEGER / 2)).toEqual(exact);
  const random = new Prng(1);
  expect(hashesAt(definition, stops, () => random.between(1, 5000))).toEqual(exact);
  const saving = (machine: ReturnType<typeof createMachine<MachineDefinition>>, n: number) => {
    if (n % 3 !== 0) return machine;
    const copy = createMachine<MachineDefinition>(definition);
    copy.load(machine.save());
    expect(copy.hash()).toBe(machine.hash());
    return copy;
  };
  expect(hashesAt(definition, stops, () => random.between(1, 400), saving)).toEqual(exact);
  return exact;
}

describe('two processors in different clock domains', () => {
  it.each([
    ['cycle', 'cycle'],
    ['instruction', 'cycle'],
    ['cycle', 'instruction'],
  ] as const)('talk over open-collector lines by polling (%s, %s)', (first, second) => {
    const definition = toyMachine(
      [
        { program: SENDER, clock: 'pal', granularity: first },
        { program: RECEIVER, clock: 'drive', granularity: second },
      ],
      LINES,
    );
    const hashes = expectSlicesAlike(definition, [977, 20_011, 60_000]);
    expect(new Set(hashes).size).toBe(3);

    const machine = createMachine<MachineDefinition>(definition);
    let text = '';
    machine.onOutput('out1', (byte) => {
      text += String.fromCharCode(byte);
    });
    machine.run(400_000);
    expect(text).toMatch(/^HELLO\.HELLO\.H/);
    expect(machine.seconds).toBeCloseTo(400_000 / 17_734_475);
  });

  it('take the ticks from rational clocks exactly', () => {
    const machine = createMachine<MachineDefinition>(
      toyMachine(
        [
          { program: SENDER, clock: 'pal' },
          { program: RECEIVER, clock: 'drive' },
        ],
        LINES,
      ),
    );
    machine.run(17_734_475);
    expect(machine.processors.map((p) => p.cycles)).toEqual([Math.ceil(17_734_475 / 18), 1_000_000]);
  });

  it('can be saved in the middle of a transfer and go on elsewhere', () => {
    const definition = toyMachine(
      [
        { program: SENDER, clock: 'pal' },
        { program: RECEIVER, clock: 'drive' },
      ],
      LINES,
    );
    const first = createMachine<MachineDefinition>(definition);
    const second = createMachine<MachineDefinition>(definition);
    let cut = 0;
    for (let i = 0; i < 200; i++) {
      first.run(211);
      if (!first.wired.lines.clock!.level) continue;
      cut++;
      second.load(first.save());
      first.run(5000);
      second.run(5000);
      expect(second.hash()).toBe(first.hash());
    }
    expect(cut).toBeGreaterThan(10);
  });
});

describe('interrupts between processors', () => {
  const MAIN = `
        org $FFFE
        word service
        org 0
        ei
loop:   inx
        lda $2000
        add #1
        sta $2000
        jmp loop
service: lda $2001
        add #1
        sta $2001
        txa
        sta $2002
        clr 1
        set 1
        rti
`;
  const PULSES = `
        org $FFFE
        word service
        org 0
        ei
        ldx #3
loop:   set 0
        dex
        jxnz loop
        ldx #5
        clr 0
        lda $2002
        add #3
        sta $2002
        jmp loop
service: lda $2003
        add #1
        sta $2003
        rti
`;

  it('one interrupts the other', () => {
    const definition = toyMachine(
      [
        { program: assembleToy(MAIN), clock: 'drive' },
        { program: assembleToy(PULSES), clock: 'pal' },
      ],
      { request: { from: ['cpu1.p0'], to: ['cpu0.irq'] } },
    );
    expectSlicesAlike(definition, [501, 7003, 33_333]);
    const machine = createMachine<MachineDefinition>(definition);
    machine.run(33_333);
    const [listener] = machine.processors;
    expect(listener!.getRegister('irqs')).toBeGreaterThan(20);
    expect(listener!.space.peek(0x2001)).toBeGreaterThan(20);
  });

  it('each interrupts the other: they take turns', () => {
    const definition = toyMachine(
      [
        { program: assembleToy(MAIN), clock: 'drive' },
        { program: assembleToy(PULSES), clock: 'pal' },
      ],
      {
        request: { from: ['cpu1.p0'], to: ['cpu0.irq'] },
        answer: { from: ['cpu0.p1'], to: ['cpu1.irq'] },
      },
    );
    expectSlicesAlike(definition, [501, 7003, 33_333]);
    const machine = createMachine<MachineDefinition>(definition);
    machine.run(33_333);
    for (const p of machine.processors) expect(p.getRegister('irqs')).toBeGreaterThan(10);
  });

  it('an instruction-granular processor is interrupted by a cycle-granular one', () => {
    expectSlicesAlike(
      toyMachine(
        [
          { program: assembleToy(MAIN), clock: 'slow', granularity: 'instruction' },
          { program: assembleToy(PULSES), clock: 'fast' },
        ],
        {
          request: { from: ['cpu1.p0'], to: ['cpu0.irq'] },
          answer: { from: ['cpu0.p1'], to: ['cpu1.p2'] },
        },
      ),
      [501, 7003, 33_333],
    );
  });
});

describe('events', () => {
  it('wait for all processors, also when one meets them in the overshoot of an instruction', () => {
    const definition = toyMachine(
      [
        {
          program: assembleToy('loop: lda $F001\n add #1\n sta $2000\n jmp loop'),
          clock: 'slow',
          granularity: 'instruction',
        },
        {
          program: assembleToy('lda #40\n sta $F000\n loop: lda $F001\n stax $3000\n inx\n jmp loop'),
          clock: 'fast',
        },
      ],
      { p0: bus('p0', 'cpu0', 'cpu1') },
    );
    expectSlicesAlike(definition, [1003, 9_999]);
    // what the second one sees of its own timer has nothing to do with how finely the first one can be stopped
    const seen = (['cycle', 'instruction'] as const).map((granularity) => {
      const { parts } = definition;
      const machine = createMachine<MachineDefinition>({
        ...definition,
        parts: { ...parts, cpu0: { ...parts.cpu0!, options: { granularity } } },
      });
      machine.run(9_999);
      const { space } = machine.processors[1]!;
      return Array.from({ length: 256 }, (_, n) => space.peek(0x3000 + n));
    });
    expect(seen[1]).toEqual(seen[0]);
    expect(new Set(seen[0]).size).toBeGreaterThan(5);
  });
});

describe('stops', () => {
  const nodes: ToyNode[] = [
    { program: SENDER, clock: 'pal' },
    { program: RECEIVER, clock: 'drive' },
  ];

  it.each([
    ['cycle', 'cycle'],
    ['instruction', 'cycle'],
  ] as const)('asked for by a listener change nothing (%s, %s)', (first, second) => {
    const definition = toyMachine(
      [
        { ...nodes[0]!, granularity: first },
        { ...nodes[1]!, granularity: second },
      ],
      LINES,
    );
    const [exact] = hashesAt(definition, [60_000], () => 1);
    for (const line of ['data', 'clock', 'ack']) {
      const machine = createMachine<MachineDefinition>(definition);
      let stops = 0;
      machine.wired.lines[line]!.listen(() => {
        stops++;
        machine.requestStop();
      });
      let runs = 0;
      while (machine.tick < 60_000) {
        machine.runUntil(60_000);
        runs++;
        for (const p of Object.values(machine.wired.parts)) {
          const { cycles } = p.device as { cycles?: number };
          if (cycles !== undefined) expect(p.clock.tickOf(cycles)).toBeGreaterThanOrEqual(machine.tick);
        }
      }
      expect(stops).toBeGreaterThan(10);
      expect(runs).toBeGreaterThan(10);
      expect(machine.tick).toBe(60_000);
      expect(machine.hash()).toBe(exact);
    }
  });

  it('leave all processors at one tick, so that inputs given there can be replayed', () => {
    const ECHO = 'loop: in\n jz loop\n stax $3000\n inx\n set 0\n clr 0\n jmp loop';
    const base = toyMachine(
      [
        { program: assembleToy(ECHO), clock: 'pal' },
        { program: assembleToy(ECHO), clock: 'drive' },
      ],
      { p0: bus('p0', 'cpu0', 'cpu1') },
    );
    const definition = {
      ...base,
      inputs: { in0: { title: 'first', to: 'cpu0.in' }, in1: { title: 'second', to: 'cpu1.in' } },
    };
    const log: [tick: number, name: string, value: string][] = [];
    const machine = createMachine<MachineDefinition>(definition);
    machine.wired.lines.p0!.listen(() => machine.requestStop());
    const random = new Prng(5);
    for (let n = 0; n < 100; n++) {
      const name = random.pick(['in0', 'in1']);
      const value = String.fromCharCode(random.between(1, 255));
      log.push([machine.tick, name, value]);
      machine.input(name, value);
      machine.run(random.between(50, 2000));
    }
    const replay = createMachine<MachineDefinition>(definition);
    for (const [tick, name, value] of log) {
      replay.runUntil(tick);
      replay.input(name, value);
    }
    replay.runUntil(machine.tick);
    expect(replay.hash()).toBe(machine.hash());
    expect(new Set(log.map(([tick]) => tick)).size).toBeGreaterThan(90);
  });
});

describe('kept transitions', () => {
  it('are enough when one processor changes a line far more often than the other looks', () => {
    const definition = toyMachine(
      [
        { program: assembleToy('loop: set 0\n set 1\n clr 0\n nop\n clr 1\n jmp loop'), clock: 'fast' },
        {
          program: assembleToy(`
            ldx #0
    wait:   dex
            jxnz wait
            lda $2000
            add #1
            sta $2000
            joff 0, off
            lda $2001
            add #1
            sta $2001
    off:    jon 1, wait
            lda $2002
            add #1
            sta $2002
            jmp wait`),
          clock: 'odd',
        },
      ],
      { p0: bus('p0', 'cpu0', 'cpu1'), p1: bus('p1', 'cpu0', 'cpu1') },
    );
    const transitions: number[] = [];
    const machine = createMachine<MachineDefinition>(definition);
    machine.wired.lines.p0!.listen((_, t) => transitions.push(t));
    machine.run(100_000);
    const looks = machine.processors[1]!.space.peek(0x2000);
    expect(looks).toBeGreaterThan(5);
    expect(transitions.length / looks).toBeGreaterThan(64);
    expectSlicesAlike(definition, [50_000, 100_000]);
  });
});

describe('shared things', () => {
  const WRITER = 'loop: inx\n txa\n sta $F010\n jmp loop';
  const READER = 'loop: lda $F010\n stax $3000\n inx\n lda $F010\n add #1\n sta $F010\n jmp loop';

  it('a device in two spaces makes processors take turns', () => {
    const nodes: ToyNode[] = [
      { program: assembleToy(WRITER), clock: 'drive', io: ['box.byte'] },
      { program: assembleToy(READER), clock: 'odd', io: ['box.byte'] },
    ];
    expectSlicesAlike(toyMachine(nodes, {}, { box: { type: MailboxPart, clock: 'pal' } }), [3001, 20_000]);
  });

  it('two processors in one space take turns', () => {
    const base = toyMachine(
      [
        { program: assembleToy('loop: inx\n txa\n sta $2000\n jmp loop'), clock: 'drive' },
        { program: assembleToy(''), clock: 'odd' },
      ],
      {},
    );
    const definition = {
      ...base,
      parts: { ...base.parts, cpu1: { ...base.parts.cpu1!, space: 'memory0' } },
    };
    expectSlicesAlike(definition, [3001, 20_000]);
  });
});

describe('what cannot be exact is refused', () => {
  const node = (program: string): ToyNode => ({
    program: assembleToy(program),
    clock: 'pal',
    granularity: 'instruction',
  });

  it('two instruction-granular processors on a line', () => {
    const definition = toyMachine([node('set 0'), node('nop')], { wire: { from: ['cpu0.p0'], to: ['cpu1.p1'] } });
    expect(() => createMachine<MachineDefinition>(definition)).toThrow(
      'Line "wire" joins "cpu0" and "cpu1", which both stop only between instructions',
    );
  });

  it('two instruction-granular processors with a device in both spaces', () => {
    const io = ['box.byte'];
    const definition = toyMachine(
      [
        { ...node('nop'), io },
        { ...node('nop'), io },
      ],
      {},
      {
        box: { type: MailboxPart, clock: 'pal' },
      } as Record<string, PartPlace>,
    );
    expect(() => createMachine<MachineDefinition>(definition)).toThrow('Part "box" joins "cpu0" and "cpu1"');
  });

  it('two instruction-granular processors that share nothing run', () => {
    expectSlicesAlike(toyMachine([node('loop: inx\n jmp loop'), node('loop: dex\n jmp loop')], {}), [999]);
  });

  it('a part that names a processor that is none', () => {
    const definition = toyMachine([node('nop'), { ...node('nop'), granularity: 'cycle' }], {}, {
      box: { type: MailboxPart, clock: 'pal', processor: 'cpu' },
    } as Record<string, PartPlace>);
    expect(() => createMachine<MachineDefinition>(definition)).toThrow('names processor "cpu". Did you mean "cpu0"?');
  });
});

describe('random machines', () => {
  /** A program of random instructions that jump about in itself, write to low RAM and use their timer. */
  function randomProgram(random: Prng): Uint8Array {
    const image = assembleToy('');
    const starts: number[] = [];
    let at = 0;
    const jumps: number[] = [];
    while (at < 200) {
      starts.push(at);
      const opcode = random.below(TOY_OPCODES.length);
      const info = TOY_OPCODES[opcode]!;
      if (info.name === 'exit' || (info.name === 'di' && !random.oneIn(4))) continue;
      image[at] = opcode;
      const bytes = toyOperandBytes(info);
      if (bytes === 1) image[at + 1] = random.below(256);
      if (bytes === 2) {
        if (info.name.startsWith('j')) jumps.push(at);
        else {
          const target = random.oneIn(2) ? 0xf000 + random.pick([0, 1, 2, 16]) : 0x2000 + random.below(8);
          image[at + 1] = target & 0xff;
          image[at + 2] = target >> 8;
        }
      }
      at += 1 + bytes;
    }
    image.set([TOY_OPCODES.findIndex((o) => o.name === 'jmp'), 0, 0], at);
    for (const jump of jumps) image[jump + 1] = random.pick(starts);
    image[0xfffe] = random.pick(starts);
    return image;
  }

  function randomMachine(seed: number): MachineDefinition {
    const random = new Prng(seed);
    const count = random.between(2, 3);
    const coarse = random.oneIn(2) ? random.below(count) : -1;
    const shared = coarse < 0 && random.oneIn(4);
    const nodes = Array.from(
      { length: count },
      (_, n): ToyNode => ({
        program: randomProgram(random),
        clock: random.pick(['pal', 'drive', 'odd', 'fast', 'slow']),
        granularity: n === coarse ? 'instruction' : 'cycle',
        ...(shared && n < 2 ? { io: ['box.byte'] } : {}),
      }),
    );
    const lines: Record<string, { merge: 'any' | 'all'; from: string[]; to: string[] }> = {};
    const line = (): { from: string[]; to: string[] } => {
      const id = `l${random.below(4)}`;
      lines[id] ??= { merge: random.oneIn(4) ? 'all' : 'any', from: [], to: [] };
      return lines[id];
    };
    for (let n = 0; n < count; n++) {
      for (const pin of ['p0', 'p1', 'p2']) {
        line().from.push(`cpu${n}.${pin}`);
        line().to.push(`cpu${n}.${pin}`);
      }
      line().from.push(`timer${n}.out`);
      if (random.oneIn(2)) line().to.push(`timer${n}.gate`);
      if (random.oneIn(2)) line().to.push(`cpu${n}.irq`);
    }
    return toyMachine(nodes, lines, shared ? { box: { type: MailboxPart, clock: 'pal' } } : {});
  }

  it('give the same hash however they are sliced', () => {
    let lockstep = 0;
    let led = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const definition = randomMachine(seed);
      const stops = [700, 3001, 6000];
      const exact = hashesAt(definition, stops, () => 1);
      const random = new Prng(seed);
      const all = [
        hashesAt(definition, stops, () => 6000),
        hashesAt(definition, stops, () => 97),
        hashesAt(definition, stops, () => random.between(1, 1000)),
        hashesAt(
          definition,
          stops,
          () => random.between(1, 600),
          (machine) => {
            const copy = createMachine<MachineDefinition>(definition);
            copy.load(machine.save());
            return copy;
          },
        ),
      ];
      for (const hashes of all) expect(hashes, `seed ${seed}`).toEqual(exact);
      if (createMachine<MachineDefinition>(definition).lockstep) lockstep++;
      else led++;
    }
    expect(lockstep).toBeGreaterThan(5);
    expect(led).toBeGreaterThan(5);
  });
});
