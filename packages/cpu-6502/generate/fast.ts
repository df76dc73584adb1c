import { SLOW } from '@backplane/kernel';
import type { Instruction } from '../src/table.ts';
import type { Family } from './family.ts';
import { BINARY, BIT, type Dialect, type MicroOperation, micro } from './operations.ts';
import { AFTER_BRANCH } from './stepped.ts';
import { bytes, head, indent, LOAD, lines, SAVE } from './text.ts';

/*
 * The fast engine: whole instructions, in two switches, one for what the addressing mode does and one for the operation.
 * (One switch of 256 cases would be too large for the optimiser.) The usual instructions are done in the first. It runs only while a whole instruction fits before the
 * horizon and nothing is pending. If an access to a device changes that in mid-instruction, it leaves the rest of the
 * instruction to the stepped engine.
 */

/** A part of an instruction: statements, or a cycle with its number in the instruction. */
type Part = { readonly operation: MicroOperation; readonly slot: number; readonly last: boolean } | string;

interface Split {
  readonly mode: string;
  readonly modeParts: readonly Part[];
  readonly name: string;
  readonly operationParts: readonly Part[];
}

/** Statements that come after the cycle has been counted. */
const counted = (statements: string): string =>
  statements.replace(/\bnow([,)])/g, 'now - 1$1').replaceAll('cpu.heldUntil === now - 1', 'false');

const LEAVE = 'upc = op << 3;\nbreak out;\n';

function cyclesOf(instruction: Instruction, dialect: Dialect, from = 0, to = instruction.cycles.length): Part[] {
  const { cycles } = instruction;
  return cycles.slice(from, to).map((cycle, n) => ({
    operation: micro(cycle, dialect.nameOf(instruction), dialect),
    slot: from + n,
    last: from + n === cycles.length - 1,
  }));
}

/** The read of a mode, in cycle `slot`, whose byte goes to `t`. */
function lastRead(instruction: Instruction, dialect: Dialect, slot: number, after: string): Part {
  const whole = micro(instruction.cycles[slot]!, dialect.nameOf(instruction), dialect);
  return { operation: { ...whole, after, skip: null, changesI: false }, slot, last: true };
}

/**
 * Opcodes that are left to the stepped engine: those that stop, BRK, NOPs of one and of eight cycles, and to keep the
 * loop small BBR and BBS.
 */
const isLeft = ({ mnemonic, access, cycles }: Instruction): boolean =>
  cycles.length === 0 || /^(brk|jam|wai|stp|bb[rs]\d)$/.test(mnemonic) || (mnemonic === 'nop' && access === 'control');

/**
 * ADC and SBC of the 65C02 have a cycle after their read if D is set. Then they are left to the stepped engine: the
 * first switch goes by another table.
 */
const hasDecimalCycle = ({ cycles }: Instruction): boolean => {
  const before = cycles[cycles.length - 2];
  return before?.operation === 'read' && before.skip === 1;
};

/** Splits an instruction into what it shares with others of its mode and what it shares with others of its name. */
function split(instruction: Instruction, dialect: Dialect): Split {
  const { mode, access, cycles } = instruction;
  const operationName = dialect.nameOf(instruction);
  if (isLeft(instruction)) {
    return { mode: 'control', modeParts: [], name: 'left to the stepped engine', operationParts: [LEAVE] };
  }
  const decimal = hasDecimalCycle(instruction);
  const last = cycles.length - (decimal ? 2 : 1);
  const whole = micro(cycles[last]!, operationName, dialect);
  const { operation } = cycles[last]!;
  if (operation === 'implied' || operation === 'accumulator') {
    const changes = whole.changesI ? ' fl = cpu.fastLimit;' : '';
    return {
      mode: 'implied',
      modeParts: [lastRead(instruction, dialect, last, '')],
      name: operation === 'accumulator' ? `${operationName} accumulator` : operationName,
      operationParts: [counted(whole.after) + changes],
    };
  }
  if (mode === 'relative') {
    return {
      mode: 'control',
      modeParts: [],
      name: operationName,
      operationParts: cyclesOf(instruction, dialect),
    };
  }
  if (access === 'control') {
    return {
      mode: 'control',
      modeParts: [],
      name: `${operationName} ${mode}`,
      operationParts: cyclesOf(instruction, dialect),
    };
  }
  if (operation === 'read') {
    const parts = [
      ...cyclesOf(instruction, dialect, 0, last),
      lastRead(instruction, dialect, last, mode === 'immediate' ? PC_AND_T : 't = m;'),
    ];
    const statements = decimal
      ? BINARY[operationName]!
      : whole.after.replace(mode === 'immediate' ? PC_AND_T : 't = m;', '').trim();
    return { mode: `${mode}, read`, modeParts: parts, name: operationName, operationParts: [counted(statements)] };
  }
  const fixed = cycles.every(({ skip }) => skip === undefined) ? '' : ' if a page is crossed';
  return {
    mode: `${mode}, ${access}${dialect.earlyBranch ? '' : fixed}`,
    modeParts: cyclesOf(instruction, dialect, 0, last),
    name: `${operationName}${access === 'modify' ? ' memory' : ''}`,
    operationParts: [{ operation: whole, slot: -1, last: true }],
  };
}

const PC_AND_T = 'pc = (pc + 1) & 0xffff; t = m;';

/** What follows a slow access before the last one of an instruction: leave if something has to be looked at. */
function leaveAfter({ after, skip, branch }: MicroOperation, slot: number): string {
  const next = `(op << 3) + ${slot + 1}`;
  let text = lines('rb = cpu.readBase;', 'wb = cpu.writeBase;');
  let inner = lines(after, 'now++;');
  if (skip === null) inner += lines(`upc = ${next};`);
  else if (branch === 'taken') inner += lines(`upc = ${skip.condition} ? ${AFTER_BRANCH} : ${next};`);
  else {
    inner += lines(`upc = ${skip.condition} ? (op << 3) + ${slot + 1 + skip.count} : ${next};`);
    if (branch === 'offset') inner += lines(`if (upc === ${next} && cpu.attention !== 0) cpu.branchPoll(now - 1);`);
  }
  text += `if (cpu.fastLimit < 0) {\n${indent(`${inner}break out;\n`, 1)}}\n`;
  return text;
}

function access(operation: MicroOperation, slot: number, last: boolean): string {
  const { bus, address, before } = operation;
  const tail = last
    ? lines('rb = cpu.readBase;', 'wb = cpu.writeBase;', 'fl = cpu.fastLimit;')
    : leaveAfter(operation, slot);
  switch (bus) {
    case 'write':
      return (
        lines(before, `ad = ${address};`, 'if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;') +
        `else {\n${indent(lines('cpu.write(ad, m, now);') + tail, 1)}}\n`
      );
    case 'ignore':
      return (
        lines(`ad = ${address};`) +
        `if (ad <= top || rb[ad >> 8] === slow) {\n${indent(lines('cpu.read(ad, now);') + tail, 1)}}\n`
      );
    default:
      return (
        lines(`ad = ${address};`, 'if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;') +
        `else {\n${indent(lines('m = cpu.read(ad, now);') + tail, 1)}}\n`
      );
  }
}

function sequence(parts: readonly Part[], at = 0): string {
  const part = parts[at];
  if (part === undefined) return '';
  if (typeof part === 'string') {
    const rest = sequence(parts, at + 1);
    return part === '' ? rest : `${part.trimEnd()}\n${rest}`;
  }
  const { operation, slot, last } = part;
  let text = access(operation, slot, last) + lines('now++;', counted(operation.after));
  if (operation.changesI) text += lines('fl = cpu.fastLimit;');
  if (operation.skip === null) return text + sequence(parts, at + 1);
  const skipped = parts.slice(at + 1, at + 1 + operation.skip.count);
  text += `if (!(${operation.skip.condition})) {\n${indent(sequence(skipped), 1)}}\n`;
  return text + sequence(parts, at + 1 + operation.skip.count);
}

/** Modes in which the usual opcodes get a case of their own. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  lda: ['immediate', 'zeropage', 'zeropage,x', 'absolute', 'absolute,x', 'absolute,y', '(zeropage),y'],
  ldx: ['immediate', 'zeropage', 'absolute'],
  ldy: ['immediate', 'zeropage', 'absolute'],
  sta: ['zeropage', 'zeropage,x', 'absolute', 'absolute,x', 'absolute,y', '(zeropage),y'],
  stx: ['zeropage'],
  sty: ['zeropage'],
  cmp: ['immediate', 'zeropage'],
  cpx: ['immediate'],
  cpy: ['immediate'],
  and: ['immediate'],
  ora: ['immediate'],
  eor: ['immediate'],
  adc: ['immediate', 'zeropage'],
  sbc: ['immediate'],
};

/**
 * True if an instruction has a case of its own in the first switch: one indirect jump instead of two, which is worth 17%
 * on usual programs. Not all have, so that the loop stays small enough to be optimised.
 */
function alone(instruction: Instruction, chips: boolean): boolean {
  const { mnemonic, mode, access, cycles } = instruction;
  // a chip that lacks an opcode has the first switch lead to this case
  if (isLeft(instruction)) return chips;
  if (mode === 'relative' || access === 'control') return true;
  const { operation } = cycles[cycles.length - 1]!;
  if (operation === 'implied' || operation === 'accumulator') return true;
  return USUAL[mnemonic]?.includes(mode) ?? false;
}

export function fastEngine({ table, name: family, instructions, dialect, fastArithmetic, chips }: Family): string {
  const modes = new Map<string, string>();
  const operations = new Map<string, string>();
  const modeOf: number[] = [];
  const operationOf: number[] = [];
  const number = (map: Map<string, string>, name: string, text: string): number => {
    const present = map.get(name);
    if (present !== undefined && present !== text) throw new Error(`Two meanings of "${name}":\n${present}\n${text}`);
    map.set(name, text);
    return [...map.keys()].indexOf(name);
  };
  for (const instruction of instructions) {
    const { mode, modeParts, name, operationParts: parts } = split(instruction, dialect);
    const changesD = chips && /^(sed|cld|plp|rti)$/.test(instruction.mnemonic);
    const operationParts = changesD ? [...parts, 'modes = d === 0 ? binary : decimal;'] : parts;
    if (alone(instruction, chips)) {
      const end = isLeft(instruction) ? '' : 'continue;\n';
      const text = sequence([...modeParts, ...operationParts]) + end;
      modeOf.push(number(modes, mode === 'control' ? name : `${name} ${mode}`, text));
      operationOf.push(0);
      continue;
    }
    modeOf.push(number(modes, mode, sequence(modeParts)));
    operationOf.push(number(operations, name, sequence(operationParts)));
  }
  const settles = instructions.map((instruction) => {
    const { cycles } = instruction;
    const last = cycles[cycles.length - (hasDecimalCycle(instruction) ? 2 : 1)];
    return last === undefined ? 0 : micro(last, dialect.nameOf(instruction), dialect).vSettles;
  });
  const cases = (map: Map<string, string>): string =>
    [...map]
      .map(
        ([name, text], n) =>
          `case ${n}: // ${name}\n${indent(`${text}${/(break out|continue);\n$/.test(text) ? '' : 'break;\n'}`, 1)}`,
      )
      .join('');
  const arithmetic = fastArithmetic === '' ? '' : `import { ${fastArithmetic} } from '../alu.ts';\n`;
  const slots = chips ? 'FETCH_SLOT, INTERRUPT_SLOT' : 'FETCH_ONLY_SLOT, FETCH_SLOT, INTERRUPT_SLOT';
  const text = `${head(table)}${arithmetic}import type { Core6502 } from '../core.ts';
import { ${slots} } from './program.ts';

${bytes('MODE', 'Case of the first switch, per opcode.', modeOf)}
${bytes('OPERATION', 'Case of the second switch, per opcode.', operationOf)}
${bytes('V_SETTLES', 'Cycles after its last one until V, written by an instruction, is there; 0 if it is not written.', settles)}
/**
 * Runs whole instructions while one is sure to end by \`cpu.fastLimit\` + 8, and leaves at once, if need be within an
 * instruction, when an access to a device asks for attention.
 */
export function runFast${family}(cpu: Core6502): void {
  const mem = cpu.space.memory;
  const top = cpu.portTop;
  // page base of a device's page (SLOW of the kernel)
  const slow = ${SLOW};
${
  chips
    ? `  const binary = cpu.program.modes;
  const decimal = cpu.program.decimalModes;
  let modes = cpu.d === 0 ? binary : decimal;`
    : '  const modes = MODE;'
}
  const operations = OPERATION;
  const settles = V_SETTLES;
  let rb = cpu.readBase;
  let wb = cpu.writeBase;
${LOAD}  let now = cpu.now;
  let fl = cpu.fastLimit;
  let upc = FETCH_SLOT;
  let op = -1;
  let ad = 0;
  let b = 0;
  let m = 0;
  let r = 0;
  out: while (now <= fl) {
    ad = pc;
    if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
    else {
      m = cpu.read(ad, now);
      rb = cpu.readBase;
      wb = cpu.writeBase;
      if (cpu.fastLimit < 0) {
        if (op >= 0) cpu.vWritten = now - 1 + settles[op]!;
        if (cpu.attention !== 0 && cpu.poll(now)) upc = INTERRUPT_SLOT + 1;
        else {
          pc = (pc + 1) & 0xffff;
          upc = m << 3;
        }
        now++;
        break out;
      }
    }
    now++;
    pc = (pc + 1) & 0xffff;
    op = m;
    switch (modes[op]) {
${indent(cases(modes), 3)}    }
    switch (operations[op]) {
${indent(cases(operations), 3)}    }
  }
  if (upc === FETCH_SLOT && op >= 0) cpu.vWritten = now - 1 + settles[op]!;
${SAVE}  cpu.upc = upc;
  cpu.now = now;
}
`;
  return text.replaceAll(BIT, '((op >> 4) & 7)');
}
