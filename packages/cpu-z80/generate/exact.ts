import { type Instruction, type Step, TABLE } from '../src/table.ts';
import { hex, Writer, writesFlags } from './operations.ts';
import { HEAD, indent, label } from './text.ts';

/*
 * The exact engine: registers in fields, every bus cycle a call at its own T-state. It is used for one instruction at a
 * time: when a bus cycle leads to a device, for instructions that deal with ports and interrupts, and while the bus is
 * observed.
 */

const writer = new Writer({
  reg: (name) => `cpu.${name}`,
  field: (name) => `cpu.${name}`,
  pc: {
    value: 'cpu.pc',
    jump: (target) => `cpu.pc = ${target};`,
    back: (n) => `cpu.pc = (cpu.pc - ${n}) & 0xffff;`,
  },
  indexedByDd: 'prefix === 0xdd',
});

function statement(step: Step): string {
  switch (step.kind) {
    case 'operand':
      return writer.setByte(step.to, 'cpu.operand()');
    case 'read':
      return writer.setByte(step.to, `cpu.read(${writer.word(step.address)})`);
    case 'write':
      return `cpu.write(${writer.word(step.address)}, ${writer.byte(step.from)});`;
    case 'in':
      return writer.setByte(step.to, `cpu.input(${writer.word(step.address)})`);
    case 'out':
      return `cpu.output(${writer.word(step.address)}, ${writer.byte(step.from)});`;
    case 'idle':
      return `cpu.t += ${step.t};`;
    case 'op':
      if (step.name === 'prefix') return prefix(String(step.args[0]));
      return writer.operation(step.name, step.args);
    case 'when':
      return `if (${writer.condition(step.condition)}) {\n${indent(step.steps.map(statement).join('\n'), 1)}\n}`;
  }
}

function prefix(name: string): string {
  switch (name) {
    case 'cb':
      return 'executeCb(cpu);';
    case 'ed':
      return 'executeEd(cpu);';
    default:
      return `executeIndexed(cpu, 0x${name});`;
  }
}

export function flagsWritten(steps: readonly Step[]): boolean {
  return steps.some((s) => (s.kind === 'op' && writesFlags(s.name)) || (s.kind === 'when' && flagsWritten(s.steps)));
}

function isPrefix(instruction: Instruction): boolean {
  return instruction.steps.some((s) => s.kind === 'op' && s.name === 'prefix');
}

function body(instruction: Instruction): string {
  const lines = instruction.steps.map(statement);
  if (!isPrefix(instruction)) lines.push(flagsWritten(instruction.steps) ? 'cpu.q = cpu.f;' : 'cpu.q = 0;');
  lines.push('return;');
  return lines.join('\n');
}

function cases(page: keyof typeof TABLE, from = 0, to = 256): string {
  let text = '';
  for (const instruction of TABLE[page].slice(from, to)) {
    if (instruction === null) continue;
    // the CB prefix behind DD or FD leads to a page of its own
    const own = page === 'xy' && instruction.opcode === 0xcb ? 'executeIndexedCb(cpu, x);\nreturn;' : body(instruction);
    text += `    case ${hex(instruction.opcode)}: // ${label(instruction)}\n${indent(own, 3)}\n`;
  }
  return text;
}

const LATCHES = '  let z = 0;\n  let w = 0;\n  let u = 0;\n  let v = 0;\n';

/** Declares the latches and scratch values that the cases use. */
function locals(text: string): string {
  return LATCHES.split('\n')
    .filter((line) => line !== '' && new RegExp(`\\b${line.charAt(6)}\\b`).test(text.replace(/\/\/.*/g, '')))
    .map((line) => `${line}\n`)
    .join('');
}

function fn(head: string, extra: string, text: string): string {
  return `${head} {\n${locals(text)}${extra}  switch (opcode) {\n${text}  }\n}\n`;
}

export function exactEngine(): string {
  const base = [0, 64, 128, 192].map((from) => cases('base', from, from + 64));
  const parts = base.map((text, n) => fn(`function execute${n}(cpu: Z80Core, opcode: number): void`, '', text));
  const cb = cases('cb');
  const ed = `${cases('ed')}    default: // no operation\n      cpu.q = 0;\n      return;\n`;
  const xy =
    `${cases('xy')}    case 0xdd:\n    case 0xfd:\n      // only the last prefix of a chain counts; no interrupt is accepted in between\n` +
    `      cpu.prefix = opcode;\n      return;\n    default:\n      execute(cpu, opcode);\n      return;\n`;
  const xycb = cases('xycb');
  return `${HEAD}import type { Z80Core } from '../core.ts';
import { ADD, CP, DEC, HV, INC, SUB, SZ, SZP } from '../flags.ts';

/** Executes an unprefixed opcode that has been fetched, with every bus cycle at its own T-state. */
export function execute(cpu: Z80Core, opcode: number): void {
  if (opcode < 0x80) {
    if (opcode < 0x40) execute0(cpu, opcode);
    else execute1(cpu, opcode);
  } else if (opcode < 0xc0) execute2(cpu, opcode);
  else execute3(cpu, opcode);
}

${parts.join('\n')}
${fn('function executeCb(cpu: Z80Core): void', '  const opcode = cpu.fetch();\n', cb)}
${fn('function executeEd(cpu: Z80Core): void', '  const opcode = cpu.fetch();\n', ed)}
/** Executes the opcode behind DD or FD. */
${fn(
  'export function executeIndexed(cpu: Z80Core, prefix: number): void',
  '  let x = prefix === 0xdd ? cpu.ix : cpu.iy;\n  const opcode = cpu.fetch();\n',
  xy,
)}
/** DD CB d op: displacement and opcode are memory reads, the second one 2 T-states longer. */
${fn(
  'function executeIndexedCb(cpu: Z80Core, x: number): void',
  '  cpu.wz = (x + ((cpu.operand() << 24) >> 24)) & 0xffff;\n  const opcode = cpu.operand();\n  cpu.t += 2;\n',
  xycb,
)}`;
}
