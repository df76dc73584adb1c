import { type Instruction, type Page, type Step, TABLE } from '../src/table.ts';
import { label } from './text.ts';

/* The instruction table as a page to read: opcode, mnemonic, T-states, machine cycles. */

const TITLES: Readonly<Record<Page, string>> = {
  base: 'Without prefix',
  cb: 'CB',
  ed: 'ED (all other codes do nothing for 8 T)',
  xy: 'DD (IX); FD is the same with IY. Opcodes that are missing act as without prefix, 4 T later',
  xycb: 'DD CB d (IX); FD CB d is the same with IY',
};

/** Opcode bytes before the steps, as machine cycles. */
const FETCHES: Readonly<Record<Page, readonly string[]>> = {
  base: ['M1 4'],
  cb: ['M1 4', 'M1 4'],
  ed: ['M1 4', 'M1 4'],
  xy: ['M1 4', 'M1 4'],
  xycb: ['M1 4', 'M1 4', 'read pc 3', 'read pc 5'],
};

function cycle(step: Step): string | null {
  switch (step.kind) {
    case 'operand':
      return 'read pc 3';
    case 'read':
      return `read ${step.address} 3`;
    case 'write':
      return `write ${step.address} 3`;
    case 'in':
      return `in ${step.address} 4`;
    case 'out':
      return `out ${step.address} 4`;
    case 'idle':
      return `${step.t}`;
    default:
      return null;
  }
}

const length = (cycles: readonly string[]) => cycles.reduce((sum, c) => sum + Number(/\d+$/.exec(c)![0]), 0);
const plain = (steps: readonly Step[]) => steps.map(cycle).filter((c) => c !== null);

function row(instruction: Instruction): string {
  const always = [...FETCHES[instruction.page], ...plain(instruction.steps)];
  let t = `${length(always)}`;
  let cycles = always.join(', ');
  for (const step of instruction.steps) {
    if (step.kind !== 'when') continue;
    const more = plain(step.steps);
    if (more.length === 0) continue;
    t += ` / ${length([...always, ...more])}`;
    cycles += `; if ${step.condition}: ${more.join(', ')}`;
  }
  const opcode = instruction.opcode.toString(16).padStart(2, '0').toUpperCase();
  return `| ${opcode} | \`${label(instruction)}\`${instruction.undocumented ? ' *' : ''} | ${t} | ${cycles} |`;
}

export function manual(): string {
  let text = `# Instructions of the Z80

Generated from \`src/table.ts\`. Machine cycles with their T-states; a bare number is T-states without a bus cycle, which
lengthen the cycle before. \`pc\` is the next byte of the instruction, \`nn\` the word read from there, \`az\` A and the byte
read from there. * is not in the manufacturer's manual.
`;
  for (const page of Object.keys(TABLE) as Page[]) {
    const rows = TABLE[page].filter((i) => i !== null && !i.text.startsWith('prefix')).map((i) => row(i!));
    text += `\n## ${TITLES[page]}\n\n| | | T | machine cycles |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
  }
  return text;
}
