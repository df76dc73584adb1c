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
  indexedByDd: 'opcode === 0xdd',
});

const EXACT_OPERATIONS = new Set(['retn', 'di', 'ei', 'im', 'halt', 'lda_ir']);

/** True for instructions that are left to the exact engine: ports, interrupts, I and R. */
function isExact(instruction: Instruction): boolean {
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

const NEXT_BYTE = ['if ((base = readBase[pc >> 8]!) === SLOW) break run;'];

/** The byte at PC into `to`. */
function operand(to: string): string {
  return [...NEXT_BYTE, writer.setByte(to, 'memory[base + pc]!'), 'pc = (pc + 1) & 0xffff;'].join('\n');
}

function readStep(address: string, to: string): string {
  const simple = /^[a-z]+$/.test(address);
  if (simple) {
    return [
      `if ((base = readBase[${writer.page(address)}]!) === SLOW) break run;`,
      writer.setByte(to, `memory[base + ${writer.word(address)}]!`),
    ].join('\n');
  }
  return [
    `address = ${writer.word(address)};`,
    'if ((base = readBase[address >> 8]!) === SLOW) break run;',
    writer.setByte(to, 'memory[base + address]!'),
  ].join('\n');
}

/** Steps as statements, with the page lookups of all writes before the first change. */
function statements(steps: readonly Step[]): string[] {
  const out: string[] = [];
  const writes = steps.filter((s) => s.kind === 'write');
  const lastRead = steps.findLastIndex((s) => s.kind === 'read' || s.kind === 'operand');
  // an address latched after the last read (WZ = IX + d) is needed for the lookup
  let check = lastRead + 1;
  if (writes.some((s) => s.address === 'wz')) {
    const latch = steps.findLastIndex((s) => s.kind === 'op' && s.name === 'ld16' && s.args[0] === 'wz');
    if (latch >= check && latch < steps.findIndex((s) => s.kind === 'write')) check = latch + 1;
  }
  const where = ['address', 'address2'];
  const bases = ['base', 'base2'];
  let written = 0;
  steps.forEach((step, n) => {
    if (n === check) out.push(...writes.map((s, k) => lookup(s.address, where[k]!, bases[k]!)));
    switch (step.kind) {
      case 'operand':
        out.push(operand(step.to));
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
        const inner = statements(step.steps);
        if (t > 0) inner.push(`t += ${t};`);
        out.push(`if (${writer.condition(step.condition)}) {\n${indent(inner.join('\n'), 1)}\n}`);
        break;
      }
      default:
        break;
    }
  });
  return out;
}

function lookup(address: string, variable: string, base: string): string {
  return `${variable} = ${writer.word(address)};\nif ((${base} = writeBase[${variable} >> 8]!) === SLOW) break run;`;
}

function body(instruction: Instruction, fetches: number): string {
  if (isExact(instruction)) return 'break run;';
  const out = statements(instruction.steps);
  out.push(flagsWritten(instruction.steps) ? 'q = f;' : 'q = 0;');
  out.push(`t += ${4 * fetches + duration(instruction.steps)};`, 'break;');
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
  let actions = '';
  for (let group = 0; group < 32; group++) {
    const instruction = TABLE.xycb[(group << 3) | 6]!;
    const action = instruction.steps.find((s) => s.kind === 'op')!;
    if (action.kind !== 'op') throw new Error('unreachable');
    const lines = [writer.operation(action.name, action.args), group < 16 ? 'q = f;' : 'q = 0;', 'break;'];
    actions += `case ${hex(group)}: // ${label(instruction)}\n${indent(lines.join('\n'), 1)}\n`;
  }
  let copies = '';
  ['b', 'c', 'd', 'e', 'h', 'l', '', 'a'].forEach((register, n) => {
    if (register !== '') copies += `case ${n}:\n  ${register} = z;\n  break;\n`;
  });
  return `case 0xcb: // displacement, then the opcode
${indent(
  `${operand('z')}
wz = (x + ((z << 24) >> 24)) & 0xffff;
${NEXT_BYTE.join('\n')}
sub = memory[base + pc]!;
pc = (pc + 1) & 0xffff;
${readStep('wz', 'z')}
if ((sub & 0xc0) === 0x40) {
  t += 20;
} else {
  if ((base = writeBase[wz >> 8]!) === SLOW) break run;
  t += 23;
}
switch (sub >> 3) {
${indent(actions, 1)}}
if ((sub & 0xc0) !== 0x40) {
  memory[base + wz] = z;
  switch (sub & 0x07) {
${indent(copies, 2)}  }
}
break;`,
  1,
)}
`;
}

const NEXT_OPCODE = (to: string) =>
  `if ((base = readBase[pc >> 8]!) === SLOW) break run;\n${to} = memory[base + pc]!;\npc = (pc + 1) & 0xffff;`;

function prefixed(name: string, opcodes: string, setup: string, text: string): string {
  return `${opcodes} // ${name}
${indent(
  `${setup}${NEXT_OPCODE('sub')}
switch (sub) {
${indent(text, 1)}}
refreshed++;
break;`,
  1,
)}
`;
}

export function fastEngine(): string {
  const base = cases('base', 1, [0xcb, 0xdd, 0xed, 0xfd]);
  const cb = prefixed('prefix cb', 'case 0xcb:', '', cases('cb', 2));
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
import { DEC, INC, SZ, SZP } from '../flags.ts';

/**
 * Runs until \`cpu.t\` reaches \`end\`, or until an instruction that the exact engine has to execute (then \`cpu.t\` stays
 * below \`end\` and PC is on that instruction).
 */
export function runFast(cpu: Z80Core, end: number): void {
  const { memory, readBase, writeBase } = cpu.space;
${load}
  let t = cpu.t;
  /** Opcode fetches so far: the low 7 bits of R. */
  let refreshed = cpu.r;
  let start = pc;
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
    start = pc;
    if ((base = readBase[pc >> 8]!) === SLOW) break;
    opcode = memory[base + pc]!;
    pc = (pc + 1) & 0xffff;
    switch (opcode) {
${indent(base + cb + ed + xy, 3)}    }
    refreshed++;
  }
  // left in the middle: the instruction has changed nothing but PC and what its repetition sets again
  if (t < end) pc = start;
${store}
  cpu.t = t;
  cpu.r = (cpu.r & 0x80) | (refreshed & 0x7f);
}
`;
}
