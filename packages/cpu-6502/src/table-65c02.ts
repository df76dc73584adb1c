import {
  type Access,
  addressing,
  type Cycle,
  type Instruction,
  ignore,
  type Mode,
  plainCycles,
  read,
  readOpcodes,
  write,
} from './table.ts';

/*
 * The instruction table of the CMOS 65C02
 *
 * The W65C02S has all of it. Rockwell's R65C02 lacks WAI and STP, the plain 65C02 (Synertek, NCR, early GTE) also the
 * bit instructions of columns 7 and F; there these opcodes are NOPs of one cycle.
 *
 * Bus cycles: where the NMOS 6502 reads from a wrong page while a carry is on its way, the 65C02 reads the last byte of
 * the instruction again; a store or INC/DEC with an index that crosses no page reads its target beforehand. A
 * read-modify-write instruction reads twice and writes once. Each of the opcodes without a meaning has its length and
 * its time.
 *
 * Sources: Western Design Center, W65C02S data sheet, tables 4-1, 5-1, 6-4 and 7-1; Rockwell, R65C00 Microprocessors
 * data sheet; Synertek, SY65C02 data sheet; Bruce Clark and Jeff Laughton, 65C02 Opcodes (6502.org).
 */

type Shape =
  | Mode
  | 'brk'
  | 'jsr'
  | 'rts'
  | 'rti'
  | 'push'
  | 'pull'
  | 'jump'
  | 'jump-indirect'
  | 'always'
  | 'one-cycle'
  | 'eight-cycles'
  | 'wait'
  | 'stop';

/** Opcodes by mnemonic; a shape is followed by its opcodes. `*`: not in the manufacturers' sets. */
const OPCODES = `
adc immediate 69 zeropage 65 zeropage,x 75 absolute 6d absolute,x 7d absolute,y 79 (zeropage,x) 61 (zeropage),y 71 (zeropage) 72
and immediate 29 zeropage 25 zeropage,x 35 absolute 2d absolute,x 3d absolute,y 39 (zeropage,x) 21 (zeropage),y 31 (zeropage) 32
asl accumulator 0a zeropage 06 zeropage,x 16 absolute 0e absolute,x 1e
bbr0 zeropage,relative 0f
bbr1 zeropage,relative 1f
bbr2 zeropage,relative 2f
bbr3 zeropage,relative 3f
bbr4 zeropage,relative 4f
bbr5 zeropage,relative 5f
bbr6 zeropage,relative 6f
bbr7 zeropage,relative 7f
bbs0 zeropage,relative 8f
bbs1 zeropage,relative 9f
bbs2 zeropage,relative af
bbs3 zeropage,relative bf
bbs4 zeropage,relative cf
bbs5 zeropage,relative df
bbs6 zeropage,relative ef
bbs7 zeropage,relative ff
bcc relative 90
bcs relative b0
beq relative f0
bit immediate 89 zeropage 24 zeropage,x 34 absolute 2c absolute,x 3c
bmi relative 30
bne relative d0
bpl relative 10
bra always 80
brk brk 00
bvc relative 50
bvs relative 70
clc implied 18
cld implied d8
cli implied 58
clv implied b8
cmp immediate c9 zeropage c5 zeropage,x d5 absolute cd absolute,x dd absolute,y d9 (zeropage,x) c1 (zeropage),y d1 (zeropage) d2
cpx immediate e0 zeropage e4 absolute ec
cpy immediate c0 zeropage c4 absolute cc
dec accumulator 3a zeropage c6 zeropage,x d6 absolute ce absolute,x de
dex implied ca
dey implied 88
eor immediate 49 zeropage 45 zeropage,x 55 absolute 4d absolute,x 5d absolute,y 59 (zeropage,x) 41 (zeropage),y 51 (zeropage) 52
inc accumulator 1a zeropage e6 zeropage,x f6 absolute ee absolute,x fe
inx implied e8
iny implied c8
jmp jump 4c jump-indirect 6c (absolute,x) 7c
jsr jsr 20
lda immediate a9 zeropage a5 zeropage,x b5 absolute ad absolute,x bd absolute,y b9 (zeropage,x) a1 (zeropage),y b1 (zeropage) b2
ldx immediate a2 zeropage a6 zeropage,y b6 absolute ae absolute,y be
ldy immediate a0 zeropage a4 zeropage,x b4 absolute ac absolute,x bc
lsr accumulator 4a zeropage 46 zeropage,x 56 absolute 4e absolute,x 5e
nop implied ea
ora immediate 09 zeropage 05 zeropage,x 15 absolute 0d absolute,x 1d absolute,y 19 (zeropage,x) 01 (zeropage),y 11 (zeropage) 12
pha push 48
php push 08
phx push da
phy push 5a
pla pull 68
plp pull 28
plx pull fa
ply pull 7a
rmb0 zeropage 07
rmb1 zeropage 17
rmb2 zeropage 27
rmb3 zeropage 37
rmb4 zeropage 47
rmb5 zeropage 57
rmb6 zeropage 67
rmb7 zeropage 77
rol accumulator 2a zeropage 26 zeropage,x 36 absolute 2e absolute,x 3e
ror accumulator 6a zeropage 66 zeropage,x 76 absolute 6e absolute,x 7e
rti rti 40
rts rts 60
sbc immediate e9 zeropage e5 zeropage,x f5 absolute ed absolute,x fd absolute,y f9 (zeropage,x) e1 (zeropage),y f1 (zeropage) f2
sec implied 38
sed implied f8
sei implied 78
smb0 zeropage 87
smb1 zeropage 97
smb2 zeropage a7
smb3 zeropage b7
smb4 zeropage c7
smb5 zeropage d7
smb6 zeropage e7
smb7 zeropage f7
sta zeropage 85 zeropage,x 95 absolute 8d absolute,x 9d absolute,y 99 (zeropage,x) 81 (zeropage),y 91 (zeropage) 92
stp stop db
stx zeropage 86 zeropage,y 96 absolute 8e
sty zeropage 84 zeropage,x 94 absolute 8c
stz zeropage 64 zeropage,x 74 absolute 9c absolute,x 9e
tax implied aa
tay implied a8
trb zeropage 14 absolute 1c
tsb zeropage 04 absolute 0c
tsx implied ba
txa implied 8a
txs implied 9a
tya implied 98
wai wait cb
nop* immediate 02 22 42 62 82 c2 e2 zeropage 44 zeropage,x 54 d4 f4 absolute dc fc eight-cycles 5c
nop* one-cycle 03 13 23 33 43 53 63 73 83 93 a3 b3 c3 d3 e3 f3
nop* one-cycle 0b 1b 2b 3b 4b 5b 6b 7b 8b 9b ab bb eb fb`;

const WRITES = new Set(['sta', 'stx', 'sty', 'stz']);
const MODIFIES = /^(asl|lsr|rol|ror|inc|dec|trb|tsb|[rs]mb\d)$/;
/** With D set they take one cycle more. */
const DECIMAL = new Set(['adc', 'sbc']);

/** The fix-up cycle of reads and shifts: left out if no page is crossed. */
const mayFix = (cycle: Cycle): readonly Cycle[] => [{ ...cycle, skip: 1 }, ignore('pc-1')];
/** That of stores, INC and DEC. */
const fixes = (cycle: Cycle): readonly Cycle[] => [cycle, ignore('ea-or-pc-1')];

/** The vector is fetched; D is cleared. */
const VECTOR: readonly Cycle[] = [read('ea', 'vector-low,clear-d'), read('ea+1', 'vector-high')];
/** Cycles of a taken branch; the second only if it crosses a page. */
const TAKEN: readonly Cycle[] = [{ ...ignore('pc', 'branch'), skip: 1 }, ignore('ea')];

function reads(mode: Mode, mnemonic: string): readonly Cycle[] {
  const last: Cycle =
    mode === 'immediate' ? { ...read('pc', 'pc+1'), operation: 'read' } : { ...read('ea', 'none'), operation: 'read' };
  const before = mode === 'immediate' ? [] : addressing(mode, mayFix);
  if (!DECIMAL.has(mnemonic)) return [...before, last];
  return [...before, { ...last, skip: 1 }, ignore(mode === 'immediate' ? 'pc-1' : 'ea')];
}

function cyclesOf(shape: Shape, mnemonic: string): readonly Cycle[] {
  switch (shape) {
    case 'relative':
      return [{ ...read('pc', 'pc+1'), operation: 'branch', skip: 2 }, ...TAKEN];
    case 'always':
      return [read('pc', 't=zp'), ...TAKEN];
    case 'zeropage,relative':
      return [
        read('pc', 'ea=zp'),
        read('ea', 't=byte'),
        ignore('ea'),
        { ...read('pc', 'pc+1'), operation: 'bit-branch', skip: 2 },
        ...TAKEN,
      ];
    case 'brk':
      return [
        ignore('pc', 'pc+1'),
        write('stack', 'pch', 's-1'),
        write('stack', 'pcl', 's-1'),
        write('stack', 'p-break', 's-1,break-vector'),
        ...VECTOR,
      ];
    case 'jump-indirect':
      return [
        read('pc', 'ea=zp'),
        read('pc', 'ea=high'),
        ignore('pc-1'),
        read('ea', 't=byte'),
        read('ea+1-carried', 'jump-indirect'),
      ];
    case '(absolute,x)':
      return [
        read('pc', 'ea=zp'),
        read('pc', 'ea=high'),
        ignore('pc-1', 'ea+x-carried'),
        read('ea', 't=byte'),
        read('ea+1-carried', 'jump-indirect'),
      ];
    case 'one-cycle':
      return [];
    case 'eight-cycles':
      return [
        read('pc', 'ea=zp'),
        ignore('pc', 'pc+1'),
        ignore('ff-page'),
        ignore('ffff'),
        ignore('ffff'),
        ignore('ffff'),
        ignore('ffff'),
      ];
    case 'wait':
      return [ignore('pc'), ignore('pc', 'wait')];
    case 'stop':
      return [ignore('pc'), ignore('pc', 'stop')];
    case 'immediate':
      return reads(shape, mnemonic);
    default:
      break;
  }
  const plain = plainCycles(shape);
  if (plain !== null) return plain;
  const mode = shape as Mode;
  if (WRITES.has(mnemonic)) {
    return [...addressing(mode, fixes), { bus: 'write', address: 'ea', latch: 'none', operation: 'write' }];
  }
  if (MODIFIES.test(mnemonic)) {
    const always = mnemonic === 'inc' || mnemonic === 'dec';
    return [
      ...addressing(mode, always ? fixes : mayFix),
      read('ea', 't=byte'),
      ignore('ea'),
      { bus: 'write', address: 'ea', latch: 'none', operation: 'modify' },
    ];
  }
  return reads(mode, mnemonic);
}

/** The mode that the assembler writes for a shape. */
function modeOf(shape: Shape): Mode {
  switch (shape) {
    case 'jsr':
    case 'jump':
    case 'eight-cycles':
      return 'absolute';
    case 'jump-indirect':
      return '(absolute)';
    case 'always':
      return 'relative';
    case 'brk':
    case 'rts':
    case 'rti':
    case 'push':
    case 'pull':
    case 'one-cycle':
    case 'wait':
    case 'stop':
      return 'implied';
    default:
      return shape;
  }
}

function accessOf(shape: Shape, mnemonic: string): Access {
  if (shape === 'implied' || shape === 'accumulator') return 'none';
  if (modeOf(shape) !== shape || /relative|\(absolute/.test(shape)) return 'control';
  if (WRITES.has(mnemonic)) return 'write';
  return MODIFIES.test(mnemonic) ? 'modify' : 'read';
}

const make = (shape: Shape, mnemonic: string) => ({
  mode: modeOf(shape),
  access: accessOf(shape, mnemonic),
  cycles: cyclesOf(shape, mnemonic),
});

/** The 256 opcodes of the W65C02S. */
export const INSTRUCTIONS_W65C02: readonly Instruction[] = readOpcodes<Shape>(OPCODES, make);

/** The same with NOPs of one cycle in place of `opcodes`. */
function without(instructions: readonly Instruction[], opcodes: readonly number[]): readonly Instruction[] {
  return instructions.map((instruction) =>
    opcodes.includes(instruction.opcode)
      ? { opcode: instruction.opcode, mnemonic: 'nop', documented: false, ...make('one-cycle', 'nop') }
      : instruction,
  );
}

/** WAI and STP. */
export const WDC_ONLY: readonly number[] = [0xcb, 0xdb];
/** RMB, SMB, BBR and BBS. */
export const BIT_OPCODES: readonly number[] = Array.from({ length: 32 }, (_, n) => n * 8 + 7);

/** The 256 opcodes of the R65C02. */
export const INSTRUCTIONS_R65C02: readonly Instruction[] = without(INSTRUCTIONS_W65C02, WDC_ONLY);
/** The 256 opcodes of the plain 65C02. */
export const INSTRUCTIONS_65C02: readonly Instruction[] = without(INSTRUCTIONS_R65C02, BIT_OPCODES);

/** IRQ and NMI. Which of the two it is, is settled in the second cycle: nothing takes a sequence over. */
export const INTERRUPT_CYCLES_65C02: readonly Cycle[] = [
  ignore('pc'),
  ignore('pc', 'vector'),
  write('stack', 'pch', 's-1'),
  write('stack', 'pcl', 's-1'),
  write('stack', 'p', 's-1'),
  ...VECTOR,
];

/** RESET: the pushes are reads. */
export const RESET_CYCLES_65C02: readonly Cycle[] = [
  ignore('pc'),
  ignore('pc'),
  ignore('stack', 's-1'),
  ignore('stack', 's-1'),
  ignore('stack', 's-1,reset-vector'),
  ...VECTOR,
];
