import { type Instruction, type Page, type Step, TABLE } from '../src/table.ts';
import { flagsWritten } from './exact.ts';
import { hex, Writer } from './operations.ts';
import { HEAD, indent, label } from './text.ts';

/*
 * The fast engine: all registers in locals, memory inlined, one loop
 *
 * It performs only accesses to plain memory. Before an instruction changes anything, every page that it is going to use
 * has been looked up; if one of them leads to a device, the loop is left (`break run`) with the instruction not yet
 * begun, and the exact engine executes it. So nothing can happen inside the loop that moves the limit, switches banks or
 * asserts a line, and T-states are added once for each instruction.
 */

const LOCALS = ['a', 'f', 'b', 'c', 'd', 'e', 'h', 'l', 'ix', 'iy', 'sp', 'pc', 'wz', 'q'];

const writer = new Writer({
  reg: (name) => (LOCALS.includes(name) ? name : `cpu.${name}`),
  field: (name) => `cpu.${name}`,
  pc: {
    value: '(pc + 1)',
    // a target below this piece of memory must be noticed by the one comparison that each instruction makes
    jump: (target) => `pc = ${target} - 1;\nif (pc < low) high = -1;`,
    back: (n) => `pc -= ${n};`,
  },
  indexedByDd: 'opcode === 0xdd',
});

const EXACT_OPERATIONS = new Set(['retn', 'di', 'ei', 'im', 'halt', 'lda_ir']);

/** Rare ones of some size, left out to keep the function in the size that V8 optimises. */
const RARE = new Set(['cpd', 'cpdr', 'rrd', 'rld', 'ex (sp),ix']);

/** True for instructions that are left to the exact engine: ports, interrupts, I and R, and what is rare. */
function isExact(instruction: Instruction): boolean {
  if (RARE.has(instruction.text)) return true;
  if (instruction.undocumented && (instruction.page === 'xy' || instruction.page === 'ed')) return true;
  return instruction.steps.some(
    (s) =>
      s.kind === 'in' ||
      s.kind === 'out' ||
      (s.kind === 'op' && (EXACT_OPERATIONS.has(s.name) || s.args[0] === 'i' || s.args[0] === 'r')),
  );
}

const duration = (steps: readonly Step[]): number =>
  steps.reduce((sum, s) => {
    if (s.kind === 'idle') return sum + s.t;
    if (s.kind === 'operand' || s.kind === 'read' || s.kind === 'write') return sum + 3;
    return sum;
  }, 0);

/** The operand byte at `offset` from the opcode (or its first prefix) into `to`. */
function operand(to: string, offset: number): string {
  return writer.setByte(to, `memory[at + ${offset}]!`);
}

function readStep(address: string, to: string): string {
  if (/^[a-z]+$/.test(address)) {
    return [
      `if ((base = readBase[${writer.page(address)}]!) === slow) break run;`,
      writer.setByte(to, `memory[base + ${writer.word(address)}]!`),
    ].join('\n');
  }
  return [
    `address = ${writer.word(address)};`,
    'if ((base = readBase[address >> 8]!) === slow) break run;',
    writer.setByte(to, 'memory[base + address]!'),
  ].join('\n');
}

/** True if the steps look up pages, that is, may leave the loop. */
const mayLeave = (steps: readonly Step[]): boolean => steps.some((s) => s.kind === 'read' || s.kind === 'write');

/**
 * Steps as statements. The page lookups of all writes, and then the step of PC (`commit`), come before the first change.
 * @param offset where the next operand byte is
 */
function statements(steps: readonly Step[], commit: string, offset: number): string[] {
  const out: string[] = [];
  const writes = steps.filter((s) => s.kind === 'write');
  const conditional = steps.some((s) => s.kind === 'when' && mayLeave(s.steps));
  let check = steps.findLastIndex((s) => s.kind === 'read' || s.kind === 'operand') + 1;
  // an address latched after the last read (WZ = IX + d) is needed for the lookup
  if (writes.some((s) => s.address === 'wz')) {
    const latch = steps.findLastIndex((s) => s.kind === 'op' && s.name === 'ld16' && s.args[0] === 'wz');
    if (latch >= check && latch < steps.findIndex((s) => s.kind === 'write')) check = latch + 1;
  }
  const where = ['address', 'address2'];
  const bases = ['base', 'base2'];
  let written = 0;
  let next = offset;
  const ready = () => {
    out.push(...writes.map((s, k) => lookup(s.address, where[k]!, bases[k]!)));
    if (!conditional) out.push(commit);
  };
  steps.forEach((step, n) => {
    if (n === check) ready();
    switch (step.kind) {
      case 'operand':
        out.push(operand(step.to, next++));
        break;
      case 'read':
        out.push(readStep(step.address, step.to));
        break;
      case 'write':
        out.push(`memory[${bases[written]} + ${where[written]}] = ${writer.byte(step.from)};`);
        written++;
        break;
      case 'op':
        out.push(writer.operation(step.name, step.args));
        break;
      case 'when': {
        const t = duration(step.steps);
        const leaves = mayLeave(step.steps);
        const inner = leaves
          ? statements(step.steps, commit, next)
          : step.steps.flatMap((s) => statements([s], '', next));
        if (t > 0) inner.push(`t += ${t};`);
        const body = indent(inner.filter((line) => line !== '').join('\n'), 1);
        out.push(
          `if (${writer.condition(step.condition)}) {\n${body}\n}${leaves && commit !== '' ? ` else {\n  ${commit}\n}` : ''}`,
        );
        break;
      }
      default:
        break;
    }
  });
  if (check >= steps.length) ready();
  return out.filter((line) => line !== '');
}

function lookup(address: string, variable: string, base: string): string {
  return `${variable} = ${writer.word(address)};\nif ((${base} = writeBase[${variable} >> 8]!) === slow) break run;`;
}

function body(instruction: Instruction, fetches: number): string {
  if (isExact(instruction)) return 'break run;';
  const length = fetches + instruction.steps.filter((s) => s.kind === 'operand').length;
  const out = statements(instruction.steps, length > 1 ? `pc += ${length - 1};` : '', fetches);
  out.push(flagsWritten(instruction.steps) ? 'q = f;' : 'q = 0;');
  const t = 4 * (fetches - 1) + duration(instruction.steps);
  if (t > 0) out.push(`t += ${t};`);
  out.push('break;');
  return out.join('\n');
}

function one(instruction: Instruction, fetches: number): string {
  return `case ${hex(instruction.opcode)}: // ${label(instruction)}\n${indent(body(instruction, fetches), 1)}\n`;
}

function cases(page: Page, fetches: number, skip: readonly number[] = []): string {
  let text = '';
  let exact = '';
  for (const instruction of TABLE[page]) {
    if (instruction === null || skip.includes(instruction.opcode)) continue;
    if (isExact(instruction)) exact += `case ${hex(instruction.opcode)}: // ${label(instruction)}\n`;
    else text += one(instruction, fetches);
  }
  if (exact !== '' && page === 'base') text += `${exact}  break run;\n`;
  return text;
}

/** DD CB d op: 32 actions, then the copy to a register. */
function indexedCb(): string {
  return `case 0xcb: // displacement, then the opcode
${indent(
  `${operand('z', 2)}
wz = ${writer.word('ix+d')};
sub = memory[at + 3]!;
${readStep('wz', 'z')}
if ((sub & 0xc0) !== 0x40) {
  if ((base = writeBase[wz >> 8]!) === slow) break run;
  t += 3;
}
t += 16;
pc += 3;
switch (sub >> 3) {
${indent(actions(TABLE.xycb), 1)}}
if ((sub & 0xc0) !== 0x40) {
  memory[base + wz] = z;
  switch (sub & 0x07) {
${indent(
  registerCases((register) => `${register} = z;`),
  2,
)}  }
}
break;`,
  1,
)}
`;
}

/** What the opcodes of a CB page do to the latch z, by bits 7–3. */
function actions(page: (typeof TABLE)['cb']): string {
  let text = '';
  for (let group = 0; group < 32; group++) {
    const instruction = page[(group << 3) | 6]!;
    const action = instruction.steps.find((s) => s.kind === 'op')!;
    if (action.kind !== 'op') throw new Error('unreachable');
    const lines = [writer.operation(action.name, action.args), group < 16 ? 'q = f;' : 'q = 0;', 'break;'];
    text += `case ${hex(group)}: // ${label(instruction)}\n${indent(lines.join('\n'), 1)}\n`;
  }
  return text;
}

/** BIT, RES and SET: rotates have a case each, these go through the latch z to keep the function small. */
const BIT_OPCODES = Array.from({ length: 0xc0 }, (_, n) => 0x40 + n);

function bits(): string {
  return `default: // bit, res, set
${indent(
  `switch (sub & 0x07) {
${indent(
  registerCases((register) => `z = ${register};`),
  1,
)}  default:
    ${indent(readStep('hl', 'z'), 2).trimStart()}
    if ((sub & 0xc0) !== 0x40) {
      if ((base = writeBase[h]!) === slow) break run;
      t += 3;
    }
    t += 4;
    break;
}
t += 4;
pc += 1;
v = 1 << ((sub >> 3) & 0x07);
if (sub < 0x80) {
  // of memory X and Y are those of the high byte of WZ
  u = (sub & 0x07) === 6 ? wz >> 8 : z;
  v &= z;
  f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (u & 0x28);
  q = f;
  break;
}
z = sub < 0xc0 ? z & ~v : z | v;
q = 0;
switch (sub & 0x07) {
${indent(
  registerCases((register) => `${register} = z;`),
  1,
)}  default:
    memory[base + ((h << 8) | l)] = z;
    break;
}
break;`,
  1,
)}
`;
}

function registerCases(statement: (register: string) => string): string {
  return ['b', 'c', 'd', 'e', 'h', 'l', '', 'a']
    .map((register, n) => (register === '' ? '' : `case ${n}:\n  ${statement(register)}\n  break;\n`))
    .join('');
}

function prefixed(name: string, opcodes: string, setup: string, text: string): string {
  return `${opcodes} // ${name}
${indent(
  `${setup}sub = memory[at + 1]!;
switch (sub) {
${indent(text, 1)}}
refreshed++;
break;`,
  1,
)}
`;
}

export function fastEngine(): string {
  return text().replaceAll(/& 0xffff\b/g, '& word');
}

function text(): string {
  const base = cases('base', 1, [0xcb, 0xdd, 0xed, 0xfd]);
  const cb = prefixed('prefix cb', 'case 0xcb:', '', `${cases('cb', 2, BIT_OPCODES)}${bits()}`);
  const ed = prefixed('prefix ed', 'case 0xed:', '', `${cases('ed', 2)}default:\n  break run;\n`);
  const xy = prefixed(
    'prefix dd, prefix fd',
    'case 0xdd:\ncase 0xfd:',
    'x = opcode === 0xdd ? ix : iy;\n',
    // a displacement follows CB: its own opcode byte may be rewritten while `sub` is used
    `${cases('xy', 2, [0xcb])}${indexedCb()}default:\n  break run;\n`,
  );
  const load = LOCALS.map((r) => `  let ${r} = cpu.${r};`).join('\n');
  const store = LOCALS.map((r) => `  cpu.${r} = ${r};`).join('\n');
  return `${HEAD}import { SLOW } from '@backplane/kernel';
import type { Z80Core } from '../core.ts';
import * as flags from '../flags.ts';

/**
 * Runs until \`cpu.t\` reaches \`end\`, or until an instruction that the exact engine has to execute (then \`cpu.t\` stays
 * below \`end\` and PC is on that instruction).
 */
export function runFast(cpu: Z80Core, end: number): void {
  const { memory, readBase, writeBase } = cpu.space;
  // locals, because bytecode for module variables and for large constants is several times as long
  const { ADD, CP, DEC, HV, INC, SUB, SZ, SZP } = flags;
  const slow = SLOW;
  const word = 0xffff;
${load}
  let t = cpu.t;
  /** Opcode fetches so far: the low 7 bits of R. */
  let refreshed = cpu.r;
  const { pieces } = cpu;
  /** Instructions between these addresses have all their bytes in one piece of memory, at \`code\` + address. */
  let low = 0;
  let high = -1;
  let code = 0;
  /** Of the opcode, in the arena. */
  let at = 0;
  let base = 0;
  let base2 = 0;
  let address = 0;
  let address2 = 0;
  let opcode = 0;
  let sub = 0;
  let x = 0;
  let z = 0;
  let w = 0;
  let u = 0;
  let v = 0;
  run: while (t < end) {
    if (pc > high) {
      code = readBase[pc >> 8]!;
      if (code !== slow) {
        pieces.find(readBase, pc >> 8);
        low = pieces.low;
        high = pieces.high;
      }
      // on a device, or where the piece ends
      if (pc > high) break;
    }
    at = code + pc;
    opcode = memory[at]!;
    switch (opcode) {
${indent(base + cb + ed + xy, 3)}    }
    pc++;
    t += 4;
    refreshed++;
  }
${store}
  cpu.t = t;
  cpu.r = (cpu.r & 0x80) | (refreshed & 0x7f);
}
`;
}
