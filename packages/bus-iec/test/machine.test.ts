import { Mos6502Part } from '@backplane/cpu-6502';
import {
  createMachine,
  type Device,
  defineCard,
  defineMachine,
  definePart,
  type IoTarget,
  type PartContext,
  part,
  sha1Hex,
} from '@backplane/kernel';
import { createD64, openD64 } from '@backplane/media';
import { testMachine } from '@backplane/testkit';
import { describe, expect, it, test } from 'vitest';
import { iecSlot, virtualDrive } from '../src/index.ts';

/** A port on the serial bus. Written: bits 0–2 pull ATN, CLK, DATA. Read: bit 5 ATN, bit 6 CLK, bit 7 DATA is low. */
class Port implements Device {
  readonly stateVersion = 1;
  readonly io: { readonly register: IoTarget };

  constructor(ctx: PartContext<'atn' | 'clk' | 'data', 'atn' | 'clk' | 'data'>) {
    const { out, in: input } = ctx;
    const read = (t: number): number =>
      (input.atn.at(t) ? 0x20 : 0) | (input.clk.at(t) ? 0x40 : 0) | (input.data.at(t) ? 0x80 : 0);
    this.io = {
      register: {
        peek: () => 0,
        read: (_offset, t) => read(t),
        write: (_offset, value, t) => {
          out.atn.drive((value & 1) !== 0, t);
          out.clk.drive((value & 2) !== 0, t);
          out.data.drive((value & 4) !== 0, t);
        },
      },
    };
  }

  reset(): void {}
  state(): void {}
}

const PortPart = definePart({
  type: 'TestPort',
  title: 'port on the serial bus',
  pins: { atn: 'bus', clk: 'bus', data: 'bus' },
  io: { register: { size: 1 } },
  create: (ctx) => new Port(ctx),
});

const PORT = 0xd000;
const OPCODES: Readonly<Record<string, number>> = {
  'lda #': 0xa9,
  'ldx #': 0xa2,
  'ldy #': 0xa0,
  'cmp #': 0xc9,
  'eor #': 0x49,
  'lda zp': 0xa5,
  'sta zp': 0x85,
  'lsr zp': 0x46,
  'ror zp': 0x66,
  'inc zp': 0xe6,
  'lda abs': 0xad,
  'sta abs': 0x8d,
  'bit abs': 0x2c,
  'sta aby': 0x99,
  jsr: 0x20,
  jmp: 0x4c,
  bne: 0xd0,
  bcs: 0xb0,
  bcc: 0x90,
  bmi: 0x30,
  bpl: 0x10,
  bvs: 0x70,
  bvc: 0x50,
  beq: 0xf0,
  dex: 0xca,
  iny: 0xc8,
  asl: 0x0a,
  rts: 0x60,
  nop: 0xea,
};

/** Assembles `label:`, `op`, `op value` lines to a ROM of 4 KB at F000h that starts at its beginning. */
function assemble(source: string): Uint8Array {
  const lines = source
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const labels = new Map<string, number>();
  const rom = new Uint8Array(0x1000).fill(0xea);
  for (const pass of [1, 2]) {
    let at = 0xf000;
    const put = (...bytes: number[]): void => {
      for (const byte of bytes) rom[at++ - 0xf000] = byte & 0xff;
    };
    for (const line of lines) {
      if (line.endsWith(':')) {
        labels.set(line.slice(0, -1), at);
        continue;
      }
      const [op = '', ...rest] = line.split(' ');
      const value = rest.at(-1) ?? '';
      const number = labels.get(value) ?? Number(value.replace(/^\$/, '0x'));
      if (pass === 2 && rest.length > 0 && Number.isNaN(number)) throw new Error(`what is ${line}?`);
      const code = OPCODES[rest.length > 1 ? `${op} ${rest[0]}` : op]!;
      if (rest.length === 0) put(code);
      else if (op.startsWith('b') && op !== 'bit') put(code, number - (at + 2));
      else if (op === 'jsr' || op === 'jmp' || rest[0]!.startsWith('ab')) put(code, number, number >> 8);
      else put(code, number);
    }
  }
  rom[0xffc] = 0x00;
  rom[0xffd] = 0xf0;
  return rom;
}

/** Reads the status of drive 8, writes it to 0400h, counts, and again for ever. */
const COMPUTER = assemble(`
  start:
    lda # 3
    sta abs ${PORT}
    jsr wait
    lda # $48
    jsr send
    lda # $6f
    jsr send
    lda # 7
    sta abs ${PORT}
    lda # 6
    sta abs ${PORT}
    lda # 4
    sta abs ${PORT}
  turn:
    bit abs ${PORT}
    bvc turn
    ldy # 0
  next:
    jsr receive
    sta aby $0400
    iny
    bcc next
    lda # 3
    sta abs ${PORT}
    jsr wait
    lda # $5f
    jsr send
    lda # 0
    sta abs ${PORT}
    inc zp $10
    jsr wait
    jmp start
  wait:
    ldx # 200
  waiting:
    nop
    dex
    bne waiting
    rts
  send:
    sta zp $11
    lda # 1
    sta abs ${PORT}
  notready:
    bit abs ${PORT}
    bmi notready
    lda # 3
    sta abs ${PORT}
    ldx # 8
  bit:
    lsr zp $11
    bcs one
    lda # 7
    bne put
  one:
    lda # 3
  put:
    sta abs ${PORT}
    nop
    nop
    nop
    nop
    nop
    nop
    nop
    nop
    eor # 2
    sta abs ${PORT}
    nop
    nop
    nop
    nop
    nop
    nop
    nop
    nop
    lda # 3
    sta abs ${PORT}
    dex
    bne bit
  unheard:
    bit abs ${PORT}
    bpl unheard
    rts
  receive:
    bit abs ${PORT}
    bvs receive
    lda # 0
    sta abs ${PORT}
    sta zp $12
    ldx # 24
  early:
    bit abs ${PORT}
    bvs bits
    dex
    bne early
    lda # 4
    sta abs ${PORT}
    ldx # 10
  hold:
    dex
    bne hold
    lda # 0
    sta abs ${PORT}
    inc zp $12
  late:
    bit abs ${PORT}
    bvc late
  bits:
    ldx # 8
  low:
    bit abs ${PORT}
    bvs low
    lda abs ${PORT}
    eor # $80
    asl
    ror zp $11
  high:
    bit abs ${PORT}
    bvc high
    dex
    bne low
    lda # 4
    sta abs ${PORT}
    lda zp $12
    cmp # 1
    lda zp $11
    rts
`);

/** Holds DATA while ATN is low: the beginning of a drive with a processor of its own. */
const DRIVE = assemble(`
  loop:
    lda abs ${PORT}
    asl
    asl
    asl
    lda # 0
    bcc off
    lda # 4
  off:
    sta abs ${PORT}
    jmp loop
`);

const rom = (bytes: Uint8Array) => ({
  title: 'program',
  size: 0x1000,
  images: [{ id: 'x', title: 'x', sha1: sha1Hex(bytes), bytes }],
});
const space = {
  bits: 16,
  regions: { ram: { ram: 0x1000 }, rom: { rom: 'program' as const } },
  views: {
    main: [
      { from: 0x0000, to: 0x0fff, region: 'ram' as const },
      { from: PORT, to: PORT, io: 'port.register' as const },
      { from: 0xf000, to: 0xffff, region: 'rom' as const },
    ],
  },
};

const thinking = defineCard({
  id: 'thinking',
  title: 'device with a processor',
  fits: 'iec',
  clocks: { own: { hz: 1_000_000 } },
  roms: { program: rom(DRIVE) },
  ownSpaces: { memory: space },
  parts: {
    cpu: part(Mos6502Part, { clock: 'own', space: 'memory' }),
    port: part(PortPart, { clock: 'own' }),
  },
  lines: {
    atn: { from: ['port.atn'], to: ['port.atn'] },
    clk: { from: ['port.clk'], to: ['port.clk'] },
    data: { from: ['port.data'], to: ['port.data'] },
  },
});

const slot = {
  type: iecSlot,
  bind: { atn: 'atn', clk: 'clk', data: 'data', srq: 'srq', reset: 'reset' },
  cards: { virtual: virtualDrive, thinking },
};

const computer = defineMachine({
  id: 'serial-computer',
  title: 'a computer with a serial bus',
  year: 2026,
  status: 'working',
  crystal: 4_000_000,
  clocks: { cpu: { divide: 4 } },
  roms: { program: rom(COMPUTER) },
  parts: {
    cpu: part(Mos6502Part, { clock: 'cpu', space: 'memory' }),
    port: part(PortPart, { clock: 'cpu' }),
  },
  spaces: { memory: space },
  lines: {
    atn: { from: ['port.atn'], to: ['port.atn'] },
    clk: { from: ['port.clk'], to: ['port.clk'] },
    data: { from: ['port.data'], to: ['port.data'] },
    srq: { from: [], to: [] },
    reset: { from: [], to: ['cpu.reset'] },
  },
  slots: {
    drive8: { ...slot, default: 'virtual' },
    drive9: { ...slot, default: 'virtual' },
  },
});

describe('a computer with a processor', () => {
  const text = (machine: ReturnType<typeof createMachine>, length: number): string =>
    String.fromCharCode(...Array.from({ length }, (_, i) => machine.wired.spaces.memory!.peek(0x400 + i)));

  it('reads the status of a drive', () => {
    const machine = createMachine(computer);
    machine.insert('drive8.disk', openD64(createD64()));
    const answer = (n: number): void => {
      const end = machine.tick + machine.ticksPerSecond;
      while (machine.wired.spaces.memory!.peek(0x10) < n && machine.tick < end) machine.run(1000);
    };
    answer(1);
    expect(text(machine, 26)).toBe('73,CBM DOS V2.6 1541,00,00');
    answer(2);
    expect(text(machine, 13)).toBe('00, OK,00,00\r');
    expect(machine.wired.spaces.memory!.peek(0x10)).toBe(2);
  });

  it('has a device with a processor of its own beside it', () => {
    const machine = createMachine(computer, { slots: { drive8: null, drive9: 'thinking' } });
    expect(machine.processors).toHaveLength(2);
    let together = 0;
    const { atn, data } = machine.wired.lines as Record<string, { level: boolean }>;
    for (let i = 0; i < 2000; i++) {
      machine.run(37);
      if (atn!.level && data!.level) together++;
    }
    expect(together).toBeGreaterThan(100);
  });
});

testMachine({
  describe,
  test,
  definition: computer,
  ticks: 800_000,
  prepare: (machine) => machine.insert('drive8.disk', openD64(createD64())),
});
