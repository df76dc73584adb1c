import type { Address, Cycle, Instruction, Latch, Value } from '../src/table.ts';

/*
 * What the names of the table do, as statements of TypeScript
 *
 * Both engines keep the registers in locals of the same names: `pc a x y s` as on the data sheet, the flags `c v` as 0
 * or 1, `d` as 0, 1 (decimal arithmetic) or 2 (set, but without effect: 2A03), and `nz`, whose low byte is zero if Z is
 * set and whose bits 7 and 8 are not both clear if N is set. `i` is a field, because interrupt logic looks at it.
 * Internal latches: `ea` the effective address, `t` the second operand latch. `m` is the byte just transferred, `r` a
 * scratch value, `now` the number of the cycle.
 */

const NEXT = 'pc = (pc + 1) & 0xffff;';
const DOWN = 's = (s - 1) & 0xff;';

const ADDRESS: Readonly<Record<Address, string>> = {
  pc: 'pc',
  'pc-uncarried': 'pc',
  stack: '0x100 | s',
  ea: 'ea',
  'ea-page': '(ea - 0x100) & 0xffff',
  'ea-uncarried': '(ea - (t & 0x100)) & 0xffff',
  'ea+1-wrapped': '(ea & 0xff00) | ((ea + 1) & 0xff)',
  'ea+1': 'ea + 1',
  t: 't',
  't+1': '(t + 1) & 0xff',
  ffff: '0xffff',
  fffe: '0xfffe',
  'pc-1': '(pc - 1) & 0xffff',
  'ea-or-pc-1': 't > 0xff ? (pc - 1) & 0xffff : ea',
  'ea+1-carried': '(ea + 1) & 0xffff',
  'ff-page': '0xff00 | ea',
};

/**
 * RDY repeats a read with the same address, except for the read that waits for the carry of the index: the carry arrives
 * while the processor is held, so the repetitions are at the right address. (A branch backwards borrows too late for
 * that.) Visual 6502, simulation.
 */
const HELD_ADDRESS: Partial<Record<Address, string>> = {
  'pc-uncarried': 'cpu.heldUntil === now && t < 0x80 ? ea : pc',
  'ea-page': 'cpu.heldUntil === now ? ea : (ea - 0x100) & 0xffff',
  'ea-uncarried': 'cpu.heldUntil === now ? ea : (ea - (t & 0x100)) & 0xffff',
};

/** P as pushed, without B. */
const STATUS =
  '(c | ((nz & 0xff) === 0 ? 0x02 : 0) | (cpu.i << 2) | (d !== 0 ? 0x28 : 0x20) | (v << 6) | ((nz & 0x180) !== 0 ? 0x80 : 0))';

const VALUE: Readonly<Record<Value, string>> = {
  pch: 'pc >> 8',
  pcl: 'pc & 0xff',
  p: STATUS,
  'p-break': `${STATUS} | 0x10`,
  t: 't',
};

const SET_STATUS =
  'c = m & 1; d = (m & 8) !== 0 ? cpu.decimal : 0; v = (m >> 6) & 1; nz = ((m & 0x80) << 1) | (((m >> 1) & 1) ^ 1);';

/** `after` statements of a latch; `skip` is the condition for leaving out the cycles that `Cycle.skip` counts. */
const LATCH: Readonly<Record<Latch, { readonly after: string; readonly skip?: string }>> = {
  none: { after: '' },
  'pc+1': { after: NEXT },
  'ea=zp': { after: `${NEXT} ea = m;` },
  'ea+x': { after: 'ea = (ea + x) & 0xff;' },
  'ea+y': { after: 'ea = (ea + y) & 0xff;' },
  'ea=high': { after: `${NEXT} ea = ea | (m << 8);` },
  'ea=high+x': { after: `${NEXT} t = ea + x; ea = ((m << 8) + t) & 0xffff;`, skip: 't < 0x100' },
  'ea=high+y': { after: `${NEXT} t = ea + y; ea = ((m << 8) + t) & 0xffff;`, skip: 't < 0x100' },
  't=zp': { after: `${NEXT} t = m;` },
  't+x': { after: 't = (t + x) & 0xff;' },
  'ea=low': { after: 'ea = m;' },
  'ea=indirect-high': { after: 'ea = ea | (m << 8);' },
  'ea=indirect-high+y': { after: 't = ea + y; ea = ((m << 8) + t) & 0xffff;', skip: 't < 0x100' },
  't=byte': { after: 't = m;' },
  'branch-low': {
    after: 'ea = (pc + ((t << 24) >> 24)) & 0xffff; pc = (pc & 0xff00) | (ea & 0xff);',
    skip: 'pc === ea',
  },
  'branch-high': { after: 'pc = ea;' },
  jump: { after: 'pc = ea | (m << 8);' },
  'jump-indirect': { after: 'pc = t | (m << 8);' },
  's+1': { after: 's = (s + 1) & 0xff;' },
  's-1': { after: DOWN },
  's-1,vector': { after: `${DOWN} ea = cpu.vector(now);` },
  's-1,reset-vector': { after: `${DOWN} ea = 0xfffc;` },
  'return-low': { after: 'ea = m; s = (s + 1) & 0xff;' },
  'return-high': { after: 'pc = ea | (m << 8);' },
  'vector-low': { after: 't = m; cpu.vectorFetched(ea, now);' },
  'vector-high': { after: 'pc = t | (m << 8);' },
  'pull-p': { after: `${SET_STATUS} s = (s + 1) & 0xff; cpu.setInterruptDisable((m >> 2) & 1);` },
  jam: { after: 'cpu.upc = upc; cpu.enterJam(now);' },
  stay: { after: '' },
  'ea+x-carried': { after: 'ea = (ea + x) & 0xffff;' },
  branch: {
    after: 'ea = pc; pc = (pc + ((t << 24) >> 24)) & 0xffff;',
    skip: '((pc ^ ea) & 0xff00) === 0',
  },
  vector: { after: 'ea = cpu.chooseVector(now);' },
  's-1,break-vector': { after: `${DOWN} ea = 0xfffe;` },
  'vector-low,clear-d': { after: 't = m; d = 0; cpu.setInterruptDisable(1);' },
  wait: { after: 'cpu.waitForInterrupt();' },
  stop: { after: 'cpu.stopClock(now);' },
};

const ADC =
  'if (d !== 1) { r = a + t + c; v = ((~(a ^ t) & (a ^ r)) >> 7) & 1; c = r >> 8; a = nz = r & 0xff; } ' +
  'else { r = addDecimal(a, t, c); a = r & 0xff; nz = (r >> 8) & 0x1ff; c = (r >> 17) & 1; v = r >> 18; }';
const SBC =
  'r = a - t - 1 + c; v = (((a ^ t) & (a ^ r)) >> 7) & 1; nz = r & 0xff; ' +
  'if (d !== 1) a = r & 0xff; else a = subtractDecimal(a, t, c); c = r < 0 ? 0 : 1;';
const compare = (register: string) => `r = ${register} - t; c = r < 0 ? 0 : 1; nz = r & 0xff;`;

/** Operations on the byte read, which is in `t`. */
const READ: Readonly<Record<string, string>> = {
  lda: 'a = nz = t;',
  ldx: 'x = nz = t;',
  ldy: 'y = nz = t;',
  and: 'a = nz = a & t;',
  ora: 'a = nz = a | t;',
  eor: 'a = nz = a ^ t;',
  adc: ADC,
  sbc: SBC,
  cmp: compare('a'),
  cpx: compare('x'),
  cpy: compare('y'),
  bit: 'nz = (a & t) | ((t & 0x80) << 1); v = (t >> 6) & 1;',
  nop: '',
  lax: 'a = x = nz = t;',
  anc: 'a = nz = a & t; c = a >> 7;',
  alr: 'r = a & t; c = r & 1; a = nz = r >> 1;',
  arr: 'r = andRotate(a & t, c, d); a = r & 0xff; nz = (r >> 8) & 0x1ff; c = (r >> 17) & 1; v = r >> 18;',
  sbx: 'r = (a & x) - t; c = r < 0 ? 0 : 1; x = nz = r & 0xff;',
  lxa: 'a = x = nz = (a | cpu.lxa) & t;',
  ane: 'a = nz = (a | cpu.aneConstant(now)) & x & t;',
  las: 'a = x = s = nz = t & s;',
};

/**
 * SHA, SHX, SHY, TAS: what is stored is ANDed with one more than the high byte of the address before indexing. If the
 * index crosses a page, the same AND also drives the high half of the address, in place of the carry.
 */
const HIGH_STORES: Readonly<Record<string, string>> = { sha: 'a & x', shx: 'x', shy: 'y', tas: 'a & x' };
const storeHigh = (value: string) =>
  `r = ${value}; m = r & cpu.highMask(ea, t, now); if (t > 0xff) ea = ((r & (ea >> 8)) << 8) | (ea & 0xff);`;

/** Stores: statements that bring the byte into `m`. They may move `ea`. */
const WRITE: Readonly<Record<string, string>> = {
  sta: 'm = a;',
  stx: 'm = x;',
  sty: 'm = y;',
  sax: 'm = a & x;',
  sha: storeHigh(HIGH_STORES.sha!),
  shx: storeHigh(HIGH_STORES.shx!),
  shy: storeHigh(HIGH_STORES.shy!),
  tas: `s = a & x; ${storeHigh('s')}`,
};

const ASL = 'c = t >> 7; t = nz = (t << 1) & 0xff;';
const LSR = 'c = t & 1; t = nz = t >> 1;';
const ROL = 'r = (t << 1) | c; c = t >> 7; t = nz = r & 0xff;';
const ROR = 'r = (c << 7) | (t >> 1); c = t & 1; t = nz = r;';

/** Read-modify-write: from `t` to `t`. */
const MODIFY: Readonly<Record<string, string>> = {
  asl: ASL,
  lsr: LSR,
  rol: ROL,
  ror: ROR,
  inc: 't = nz = (t + 1) & 0xff;',
  dec: 't = nz = (t - 1) & 0xff;',
  slo: `${ASL} a = nz = a | t;`,
  rla: `${ROL} a = nz = a & t;`,
  sre: `${LSR} a = nz = a ^ t;`,
  rra: `${ROR} ${ADC}`,
  dcp: `t = (t - 1) & 0xff; ${compare('a')}`,
  isc: `t = (t + 1) & 0xff; ${SBC}`,
};

const IMPLIED: Readonly<Record<string, string>> = {
  clc: 'c = 0;',
  sec: 'c = 1;',
  cld: 'd = 0;',
  sed: 'd = cpu.decimal;',
  clv: 'v = 0;',
  cli: 'cpu.changeInterruptDisable(0, now, cpu.heldUntil === now);',
  sei: 'cpu.changeInterruptDisable(1, now, cpu.heldUntil === now);',
  dex: 'x = nz = (x - 1) & 0xff;',
  dey: 'y = nz = (y - 1) & 0xff;',
  inx: 'x = nz = (x + 1) & 0xff;',
  iny: 'y = nz = (y + 1) & 0xff;',
  tax: 'x = nz = a;',
  tay: 'y = nz = a;',
  txa: 'a = nz = x;',
  tya: 'a = nz = y;',
  tsx: 'x = nz = s;',
  txs: 's = x;',
  nop: '',
};

/** Conditions under which a branch is taken. */
const BRANCH: Readonly<Record<string, string>> = {
  bcc: 'c === 0',
  bcs: 'c !== 0',
  beq: '(nz & 0xff) === 0',
  bne: '(nz & 0xff) !== 0',
  bpl: '(nz & 0x180) === 0',
  bmi: '(nz & 0x180) !== 0',
  bvc: 'v === 0',
  bvs: 'v !== 0',
};

/** Bytes that are pushed. */
const PUSH: Readonly<Record<string, string>> = { pha: 'm = a;', php: `m = ${STATUS} | 0x10;` };

/** What becomes of a byte pulled, in `m`. */
const PULL: Readonly<Record<string, string>> = {
  pla: 'a = nz = m;',
  plp: `${SET_STATUS} cpu.changeInterruptDisable((m >> 2) & 1, now, false);`,
};

/** What the mnemonics of a table do, by the name that `nameOf` gives. */
export interface Dialect {
  /** Name of an instruction's operation. */
  nameOf(instruction: Pick<Instruction, 'mnemonic' | 'mode'>): string;
  readonly read: Readonly<Record<string, string>>;
  readonly write: Readonly<Record<string, string>>;
  readonly modify: Readonly<Record<string, string>>;
  readonly implied: Readonly<Record<string, string>>;
  readonly branch: Readonly<Record<string, string>>;
  readonly push: Readonly<Record<string, string>>;
  readonly pull: Readonly<Record<string, string>>;
  /** A taken branch looks at interrupts in its second cycle. */
  readonly earlyBranch: boolean;
}

export const NMOS: Dialect = {
  nameOf: ({ mnemonic }) => mnemonic,
  read: READ,
  write: WRITE,
  modify: MODIFY,
  implied: IMPLIED,
  branch: BRANCH,
  push: PUSH,
  pull: PULL,
  earlyBranch: true,
};

/** The number of the bit that an opcode of columns 7 and F means; each engine has its own way to it. */
export const BIT = 'BIT';
/** N alone, in `nz`. */
const KEEP_N = '((nz & 0x180) !== 0 ? 0x100 : 0)';
const TEST = `nz = ${KEEP_N} | ((a & t) !== 0 ? 1 : 0);`;
const SUBTRACT = 'r = a - t - 1 + c; v = (((a ^ t) & (a ^ r)) >> 7) & 1;';

/** ADC and SBC of the 65C02 while D is clear. */
export const BINARY: Readonly<Record<string, string>> = {
  adc: 'r = a + t + c; v = ((~(a ^ t) & (a ^ r)) >> 7) & 1; c = r >> 8; a = nz = r & 0xff;',
  sbc: `${SUBTRACT} a = nz = r & 0xff; c = r < 0 ? 0 : 1;`,
};

export const CMOS: Dialect = {
  nameOf: ({ mnemonic, mode }) =>
    mnemonic === 'bit' && mode === 'immediate' ? 'bit immediate' : mnemonic.replace(/\d$/, ''),
  read: {
    ...READ,
    adc:
      `if (d === 0) { ${BINARY.adc} } ` +
      'else { r = addDecimal65C02(a, t, c); a = nz = r & 0xff; c = (r >> 8) & 1; v = r >> 9; }',
    sbc: `${SUBTRACT} a = nz = d === 0 ? r & 0xff : subtractDecimal65C02(a, t, c); c = r < 0 ? 0 : 1;`,
    'bit immediate': TEST,
  },
  write: { ...WRITE, stz: 'm = 0;' },
  modify: {
    ...MODIFY,
    tsb: `${TEST} t = t | a;`,
    trb: `${TEST} t = t & ~a;`,
    rmb: `t = t & ~(1 << ${BIT});`,
    smb: `t = t | (1 << ${BIT});`,
  },
  implied: IMPLIED,
  branch: { ...BRANCH, bbr: 'r === 0', bbs: 'r !== 0' },
  push: { ...PUSH, phx: 'm = x;', phy: 'm = y;' },
  pull: { ...PULL, plx: 'x = nz = m;', ply: 'y = nz = m;' },
  earlyBranch: false,
};

/** The address of a cycle that RDY may have repeated. */
function heldAddress(address: Address, mnemonic: string): string {
  const stored = HIGH_STORES[mnemonic];
  if (address === 'ea-uncarried' && stored !== undefined) {
    const held = `t > 0xff ? ((${stored} & (ea >> 8)) << 8) | (ea & 0xff) : ea`;
    return `cpu.heldUntil === now ? (${held}) : ${ADDRESS[address]}`;
  }
  return HELD_ADDRESS[address] ?? ADDRESS[address];
}

/** One micro-operation: a bus cycle in statements. */
export interface MicroOperation {
  readonly bus: Cycle['bus'];
  readonly address: string;
  /** The address, if RDY may have repeated the cycle. */
  readonly heldAddress: string;
  /** Before a write: brings the byte into `m`. */
  readonly before: string;
  readonly after: string;
  /** Condition for leaving out `count` cycles, or null. */
  readonly skip: { readonly condition: string; readonly count: number } | null;
  /** A branch's offset, or the cycle after it if the branch is taken: they look at interrupts in a way of their own. */
  readonly branch: 'offset' | 'taken' | null;
  /** JAM: the program does not go on. */
  readonly stays: boolean;
  /** Cycles until V, written here, is there; 0 if it is not written. BIT, PLP and RTI are faster than the adder and CLV. */
  readonly vSettles: number;
  /** I may have changed: the present engine may have to be left. */
  readonly changesI: boolean;
}

/** Statements of one cycle of the operation `name`. */
export function micro(cycle: Cycle, name: string, dialect: Dialect): MicroOperation {
  const latch = LATCH[cycle.latch];
  let before = cycle.value === undefined ? '' : `m = ${VALUE[cycle.value]};`;
  let { after } = latch;
  let condition = latch.skip ?? '';
  switch (cycle.operation) {
    case 'read':
      after = `${after} t = m; ${dialect.read[name]!}`;
      if (cycle.skip !== undefined) condition = 'd === 0';
      break;
    case 'write':
      before = dialect.write[name]!;
      break;
    case 'modify':
      before = `${dialect.modify[name]!} m = t;`;
      break;
    case 'implied':
      after = dialect.implied[name]!;
      break;
    case 'accumulator':
      after = `t = a; ${dialect.modify[name]!} a = t;`;
      break;
    case 'branch':
      after = `${after} t = m;`;
      condition = `!(${dialect.branch[name]!})`;
      break;
    case 'bit-branch':
      after = `${after} r = (t >> ${BIT}) & 1; t = m;`;
      condition = `!(${dialect.branch[name]!})`;
      break;
    case 'push':
      before = dialect.push[name]!;
      break;
    case 'pull':
      after = dialect.pull[name]!;
      break;
    default:
      break;
  }
  return {
    bus: cycle.bus,
    address: ADDRESS[cycle.address],
    heldAddress: heldAddress(cycle.address, name),
    before,
    after: after.trim(),
    skip: cycle.skip === undefined ? null : { condition, count: cycle.skip },
    branch: !dialect.earlyBranch
      ? null
      : cycle.operation === 'branch'
        ? 'offset'
        : cycle.latch === 'branch-low'
          ? 'taken'
          : null,
    stays: cycle.latch === 'stay',
    vSettles: !/\bv = /.test(before + after) ? 0 : /v = \(. >> 6\)/.test(after) ? 1 : 2,
    changesI: /InterruptDisable|vectorFetched/.test(after),
  };
}
