/*
 * The instruction table of the NMOS 6502: the one source of execution, disassembly and documentation. The vocabulary is
 * also that of the CMOS 65C02 (`table-65c02.ts`).
 *
 * A 6502 does one bus cycle in every clock cycle, so an instruction is a list of bus cycles: what is on the address bus,
 * whether it is a read, a read whose byte is thrown away, or a write, and what happens to the internal latches when the
 * byte has been transferred. The opcode fetch, common to all, is not listed. Dummy reads and writes are bus cycles like
 * any other.
 *
 * Sources: MOS Technology, MCS6500 Family Hardware Manual (1976), appendix A, "Summary of single cycle execution";
 * 64doc (1994), "6510 Instruction Timing"; groepaz, NMOS 6510 Unintended Opcodes: No More Secrets.
 */

/** How the assembler writes an operand. */
export type Mode =
  | 'implied'
  | 'accumulator'
  | 'immediate'
  | 'zeropage'
  | 'zeropage,x'
  | 'zeropage,y'
  | 'absolute'
  | 'absolute,x'
  | 'absolute,y'
  | '(absolute)'
  | '(zeropage,x)'
  | '(zeropage),y'
  | 'relative'
  // 65C02
  | '(zeropage)'
  | '(absolute,x)'
  | 'zeropage,relative';

/** What an instruction does with memory. `control` instructions have a bus sequence of their own. */
export type Access = 'none' | 'read' | 'write' | 'modify' | 'control';

/** What is on the address bus. `ea` is the effective address latch, `t` the second operand latch. */
export type Address =
  | 'pc'
  /** PC with the low byte of a branch target, before the carry reached the high byte. */
  | 'pc-uncarried'
  | 'stack'
  | 'ea'
  /** One page below `ea`, before the carry of the index reached the high byte. */
  | 'ea-page'
  /** As `ea-page` if the index crossed a page, else `ea`. */
  | 'ea-uncarried'
  /** The byte after `ea`, in the same page: the NMOS 6502 does not carry here. */
  | 'ea+1-wrapped'
  | 'ea+1'
  /** Zero page address in `t`. */
  | 't'
  | 't+1'
  | 'ffff'
  | 'fffe'
  /** 65C02: the last byte of the instruction, read once more. */
  | 'pc-1'
  /** 65C02: as `pc-1` if the index crossed a page, else `ea`. */
  | 'ea-or-pc-1'
  /** 65C02: the byte after `ea`, in whatever page. */
  | 'ea+1-carried'
  /** 65C02: in page FFh, the low byte in `ea`. */
  | 'ff-page';

/** What a cycle does once its byte is there, other than an instruction's own operation. */
export type Latch =
  | 'none'
  | 'pc+1'
  | 'ea=zp'
  | 'ea+x'
  | 'ea+y'
  | 'ea=high'
  | 'ea=high+x'
  | 'ea=high+y'
  | 't=zp'
  | 't+x'
  | 'ea=low'
  | 'ea=indirect-high'
  | 'ea=indirect-high+y'
  | 't=byte'
  | 'branch-low'
  | 'branch-high'
  | 'jump'
  | 'jump-indirect'
  | 's+1'
  | 's-1'
  | 's-1,vector'
  | 's-1,reset-vector'
  | 'return-low'
  | 'return-high'
  | 'vector-low'
  | 'vector-high'
  | 'pull-p'
  | 'jam'
  | 'stay'
  // 65C02
  | 'ea+x-carried'
  | 'branch'
  | 'vector'
  | 's-1,break-vector'
  | 'vector-low,clear-d'
  | 'wait'
  | 'stop';

/** What is written, other than an operation's own result. */
export type Value = 'pch' | 'pcl' | 'p' | 'p-break' | 't';

/** One bus cycle. */
export interface Cycle {
  /** `ignore` is a read whose byte is not used. */
  readonly bus: 'read' | 'ignore' | 'write';
  readonly address: Address;
  readonly latch: Latch;
  /** For writes: where the byte comes from. */
  readonly value?: Value;
  /** The instruction's operation takes place here, as an operation of this class. */
  readonly operation?:
    | 'read'
    | 'write'
    | 'modify'
    | 'implied'
    | 'accumulator'
    | 'branch'
    | 'bit-branch'
    | 'push'
    | 'pull';
  /** After this cycle, leave out the next `skip` cycles if the latch's condition (see `generate/`) holds. */
  readonly skip?: number;
}

/** One opcode. */
export interface Instruction {
  readonly opcode: number;
  /** Lower case, as in assembler source. */
  readonly mnemonic: string;
  readonly mode: Mode;
  readonly access: Access;
  /** In the manufacturer's instruction set. */
  readonly documented: boolean;
  /** Bus cycles after the opcode fetch. */
  readonly cycles: readonly Cycle[];
}

/** Programs besides the opcodes: what the processor does at an interrupt and at the end of RESET. */
export const INTERRUPT = 256;
export const RESET = 257;

/** A mode, or a bus sequence of its own. */
type Shape = Mode | 'brk' | 'jsr' | 'rts' | 'rti' | 'push' | 'pull' | 'jump' | 'jump-indirect' | 'jam';

/** Opcodes by mnemonic; a shape is followed by its opcodes. Mnemonics with `*` are not in the manufacturer's set. */
const OPCODES = `
adc immediate 69 zeropage 65 zeropage,x 75 absolute 6d absolute,x 7d absolute,y 79 (zeropage,x) 61 (zeropage),y 71
and immediate 29 zeropage 25 zeropage,x 35 absolute 2d absolute,x 3d absolute,y 39 (zeropage,x) 21 (zeropage),y 31
asl accumulator 0a zeropage 06 zeropage,x 16 absolute 0e absolute,x 1e
bcc relative 90
bcs relative b0
beq relative f0
bit zeropage 24 absolute 2c
bmi relative 30
bne relative d0
bpl relative 10
brk brk 00
bvc relative 50
bvs relative 70
clc implied 18
cld implied d8
cli implied 58
clv implied b8
cmp immediate c9 zeropage c5 zeropage,x d5 absolute cd absolute,x dd absolute,y d9 (zeropage,x) c1 (zeropage),y d1
cpx immediate e0 zeropage e4 absolute ec
cpy immediate c0 zeropage c4 absolute cc
dec zeropage c6 zeropage,x d6 absolute ce absolute,x de
dex implied ca
dey implied 88
eor immediate 49 zeropage 45 zeropage,x 55 absolute 4d absolute,x 5d absolute,y 59 (zeropage,x) 41 (zeropage),y 51
inc zeropage e6 zeropage,x f6 absolute ee absolute,x fe
inx implied e8
iny implied c8
jmp jump 4c jump-indirect 6c
jsr jsr 20
lda immediate a9 zeropage a5 zeropage,x b5 absolute ad absolute,x bd absolute,y b9 (zeropage,x) a1 (zeropage),y b1
ldx immediate a2 zeropage a6 zeropage,y b6 absolute ae absolute,y be
ldy immediate a0 zeropage a4 zeropage,x b4 absolute ac absolute,x bc
lsr accumulator 4a zeropage 46 zeropage,x 56 absolute 4e absolute,x 5e
nop implied ea
ora immediate 09 zeropage 05 zeropage,x 15 absolute 0d absolute,x 1d absolute,y 19 (zeropage,x) 01 (zeropage),y 11
pha push 48
php push 08
pla pull 68
plp pull 28
rol accumulator 2a zeropage 26 zeropage,x 36 absolute 2e absolute,x 3e
ror accumulator 6a zeropage 66 zeropage,x 76 absolute 6e absolute,x 7e
rti rti 40
rts rts 60
sbc immediate e9 zeropage e5 zeropage,x f5 absolute ed absolute,x fd absolute,y f9 (zeropage,x) e1 (zeropage),y f1
sec implied 38
sed implied f8
sei implied 78
sta zeropage 85 zeropage,x 95 absolute 8d absolute,x 9d absolute,y 99 (zeropage,x) 81 (zeropage),y 91
stx zeropage 86 zeropage,y 96 absolute 8e
sty zeropage 84 zeropage,x 94 absolute 8c
tax implied aa
tay implied a8
tsx implied ba
txa implied 8a
txs implied 9a
tya implied 98
alr* immediate 4b
anc* immediate 0b 2b
ane* immediate 8b
arr* immediate 6b
dcp* zeropage c7 zeropage,x d7 absolute cf absolute,x df absolute,y db (zeropage,x) c3 (zeropage),y d3
isc* zeropage e7 zeropage,x f7 absolute ef absolute,x ff absolute,y fb (zeropage,x) e3 (zeropage),y f3
jam* jam 02 12 22 32 42 52 62 72 92 b2 d2 f2
las* absolute,y bb
lax* zeropage a7 zeropage,y b7 absolute af absolute,y bf (zeropage,x) a3 (zeropage),y b3
lxa* immediate ab
nop* implied 1a 3a 5a 7a da fa immediate 80 82 89 c2 e2 zeropage 04 44 64 zeropage,x 14 34 54 74 d4 f4
nop* absolute 0c absolute,x 1c 3c 5c 7c dc fc
rla* zeropage 27 zeropage,x 37 absolute 2f absolute,x 3f absolute,y 3b (zeropage,x) 23 (zeropage),y 33
rra* zeropage 67 zeropage,x 77 absolute 6f absolute,x 7f absolute,y 7b (zeropage,x) 63 (zeropage),y 73
sax* zeropage 87 zeropage,y 97 absolute 8f (zeropage,x) 83
sbc* immediate eb
sbx* immediate cb
sha* absolute,y 9f (zeropage),y 93
shx* absolute,y 9e
shy* absolute,x 9c
slo* zeropage 07 zeropage,x 17 absolute 0f absolute,x 1f absolute,y 1b (zeropage,x) 03 (zeropage),y 13
sre* zeropage 47 zeropage,x 57 absolute 4f absolute,x 5f absolute,y 5b (zeropage,x) 43 (zeropage),y 53
tas* absolute,y 9b`;

const WRITES = new Set('sta stx sty sax sha shx shy tas'.split(' '));
const MODIFIES = new Set('asl lsr rol ror inc dec slo rla sre rra dcp isc'.split(' '));

export const read = (address: Address, latch: Latch): Cycle => ({ bus: 'read', address, latch });
export const ignore = (address: Address, latch: Latch = 'none'): Cycle => ({ bus: 'ignore', address, latch });
export const write = (address: Address, value: Value, latch: Latch = 'none'): Cycle => ({
  bus: 'write',
  address,
  latch,
  value,
});

/**
 * Cycles that bring the effective address into `ea`.
 * @param indexed adds to the cycle of an addition that may cross a page the fix-up cycle
 */
export function addressing(mode: Mode, indexed: (cycle: Cycle) => readonly Cycle[]): readonly Cycle[] {
  switch (mode) {
    case 'zeropage':
      return [read('pc', 'ea=zp')];
    case 'zeropage,x':
      return [read('pc', 'ea=zp'), ignore('ea', 'ea+x')];
    case 'zeropage,y':
      return [read('pc', 'ea=zp'), ignore('ea', 'ea+y')];
    case 'absolute':
      return [read('pc', 'ea=zp'), read('pc', 'ea=high')];
    case 'absolute,x':
      return [read('pc', 'ea=zp'), ...indexed(read('pc', 'ea=high+x'))];
    case 'absolute,y':
      return [read('pc', 'ea=zp'), ...indexed(read('pc', 'ea=high+y'))];
    case '(zeropage,x)':
      return [read('pc', 't=zp'), ignore('t', 't+x'), read('t', 'ea=low'), read('t+1', 'ea=indirect-high')];
    case '(zeropage),y':
      return [read('pc', 't=zp'), read('t', 'ea=low'), ...indexed(read('t+1', 'ea=indirect-high+y'))];
    case '(zeropage)':
      return [read('pc', 't=zp'), read('t', 'ea=low'), read('t+1', 'ea=indirect-high')];
    default:
      throw new Error(`No effective address in mode ${mode}`);
  }
}

/** The fix-up cycle of a read: left out if no page is crossed. */
const mayFix = (cycle: Cycle): readonly Cycle[] => [{ ...cycle, skip: 1 }, ignore('ea-page')];
/** That of a write. */
const fixes = (cycle: Cycle): readonly Cycle[] => [cycle, ignore('ea-uncarried')];

/** Pushes of an interrupt or BRK, and its vector. */
const ENTRY = (status: 'p' | 'p-break'): readonly Cycle[] => [
  write('stack', 'pch', 's-1'),
  write('stack', 'pcl', 's-1'),
  write('stack', status, 's-1,vector'),
  read('ea', 'vector-low'),
  read('ea+1', 'vector-high'),
];

/** Cycles of the shapes in which NMOS and CMOS are alike, or null. */
export function plainCycles(shape: string): readonly Cycle[] | null {
  switch (shape) {
    case 'implied':
      return [{ ...ignore('pc'), operation: 'implied' }];
    case 'accumulator':
      return [{ ...ignore('pc'), operation: 'accumulator' }];
    case 'immediate':
      return [{ ...read('pc', 'pc+1'), operation: 'read' }];
    case 'jump':
      return [read('pc', 'ea=zp'), read('pc', 'jump')];
    case 'jsr':
      return [
        read('pc', 'ea=zp'),
        ignore('stack'),
        write('stack', 'pch', 's-1'),
        write('stack', 'pcl', 's-1'),
        read('pc', 'jump'),
      ];
    case 'rts':
      return [
        ignore('pc'),
        ignore('stack', 's+1'),
        read('stack', 'return-low'),
        read('stack', 'return-high'),
        ignore('pc', 'pc+1'),
      ];
    case 'rti':
      return [
        ignore('pc'),
        ignore('stack', 's+1'),
        read('stack', 'pull-p'),
        read('stack', 'return-low'),
        read('stack', 'return-high'),
      ];
    case 'push':
      return [ignore('pc'), { bus: 'write', address: 'stack', latch: 's-1', operation: 'push' }];
    case 'pull':
      return [ignore('pc'), ignore('stack', 's+1'), { ...read('stack', 'none'), operation: 'pull' }];
    default:
      return null;
  }
}

function cyclesOf(shape: Shape, mnemonic: string): readonly Cycle[] {
  const plain = plainCycles(shape);
  if (plain !== null) return plain;
  switch (shape) {
    case 'relative':
      return [
        { ...read('pc', 'pc+1'), operation: 'branch', skip: 2 },
        { ...ignore('pc', 'branch-low'), skip: 1 },
        ignore('pc-uncarried', 'branch-high'),
      ];
    case 'brk':
      return [ignore('pc', 'pc+1'), ...ENTRY('p-break')];
    case 'jump-indirect':
      return [read('pc', 'ea=zp'), read('pc', 'ea=high'), read('ea', 't=byte'), read('ea+1-wrapped', 'jump-indirect')];
    case 'jam':
      return [ignore('pc', 'jam'), ignore('ffff'), ignore('fffe'), ignore('fffe'), ignore('ffff', 'stay')];
    default:
      break;
  }
  if (WRITES.has(mnemonic)) {
    return [...addressing(shape as Mode, fixes), { bus: 'write', address: 'ea', latch: 'none', operation: 'write' }];
  }
  if (MODIFIES.has(mnemonic)) {
    return [
      ...addressing(shape as Mode, fixes),
      read('ea', 't=byte'),
      write('ea', 't'),
      { bus: 'write', address: 'ea', latch: 'none', operation: 'modify' },
    ];
  }
  return [...addressing(shape as Mode, mayFix), { ...read('ea', 'none'), operation: 'read' }];
}

/** The mode that the assembler writes for a shape. */
function modeOf(shape: Shape): Mode {
  switch (shape) {
    case 'jsr':
    case 'jump':
      return 'absolute';
    case 'jump-indirect':
      return '(absolute)';
    case 'brk':
    case 'rts':
    case 'rti':
    case 'push':
    case 'pull':
    case 'jam':
      return 'implied';
    default:
      return shape;
  }
}

function accessOf(shape: Shape, mnemonic: string): Access {
  if (shape === 'implied' || shape === 'accumulator') return 'none';
  if (modeOf(shape) !== shape || shape === 'relative') return 'control';
  if (WRITES.has(mnemonic)) return 'write';
  return MODIFIES.has(mnemonic) ? 'modify' : 'read';
}

/** What is made of a shape and a mnemonic. */
export type Maker<S extends string> = (shape: S, mnemonic: string) => Pick<Instruction, 'mode' | 'access' | 'cycles'>;

/** Reads a list of opcodes: a mnemonic a line; a shape is followed by its opcodes. */
export function readOpcodes<S extends string>(text: string, make: Maker<S>): readonly Instruction[] {
  const table: Instruction[] = [];
  for (const line of text.trim().split('\n')) {
    const [name, ...rest] = line.split(' ');
    const documented = !name!.endsWith('*');
    const mnemonic = name!.replace('*', '');
    let shape = '';
    for (const word of rest) {
      if (!/^[0-9a-f]{2}$/.test(word)) {
        shape = word;
        continue;
      }
      const opcode = Number.parseInt(word, 16);
      if (table[opcode] !== undefined) throw new Error(`Opcode ${word} is given twice, the second time as ${name}`);
      table[opcode] = { opcode, mnemonic, documented, ...make(shape as S, mnemonic) };
    }
  }
  return table;
}

/** The 256 opcodes. */
export const INSTRUCTIONS: readonly Instruction[] = readOpcodes<Shape>(OPCODES, (shape, mnemonic) => ({
  mode: modeOf(shape),
  access: accessOf(shape, mnemonic),
  cycles: cyclesOf(shape, mnemonic),
}));

/**
 * IRQ and NMI: seven cycles, of which the first is the fetch of an opcode that is thrown away and the second another
 * read of the same byte.
 */
export const INTERRUPT_CYCLES: readonly Cycle[] = [ignore('pc'), ignore('pc'), ...ENTRY('p')];

/** RESET: an interrupt whose three pushes are reads, because the R/W line is held at read. */
export const RESET_CYCLES: readonly Cycle[] = [
  ignore('pc'),
  ignore('pc'),
  ignore('stack', 's-1'),
  ignore('stack', 's-1'),
  ignore('stack', 's-1,reset-vector'),
  read('ea', 'vector-low'),
  read('ea+1', 'vector-high'),
];

/** Bytes of an instruction in a mode. BRK counts as one, although it also skips the byte behind it. */
export function lengthOf(mode: Mode): number {
  switch (mode) {
    case 'implied':
    case 'accumulator':
      return 1;
    case 'absolute':
    case 'absolute,x':
    case 'absolute,y':
    case '(absolute)':
    case '(absolute,x)':
    case 'zeropage,relative':
      return 3;
    default:
      return 2;
  }
}

/** Fewest and most clock cycles of an instruction, opcode fetch included. Infinity for JAM, WAI and STP. */
export function duration(instruction: Instruction): readonly [least: number, most: number] {
  const { cycles, mnemonic } = instruction;
  if (mnemonic === 'jam') return [2, Number.POSITIVE_INFINITY];
  if (mnemonic === 'wai' || mnemonic === 'stp') return [3, Number.POSITIVE_INFINITY];
  let least = 1;
  for (let n = 0; n < cycles.length; n++) {
    least++;
    n += cycles[n]!.skip ?? 0;
  }
  return [least, 1 + cycles.length];
}
