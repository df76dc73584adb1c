import { SLOW } from '@backplane/kernel';
import { INTERRUPT, RESET } from '../src/table.ts';
import type { Family } from './family.ts';
import { BIT, type MicroOperation } from './operations.ts';
import { type Assembled, FETCH, FETCH_ONLY_SLOT, SLOTS } from './program.ts';
import { bytes, head, indent, LOAD, lines, SAVE } from './text.ts';

/*
 * The stepped engine: one micro-operation a clock cycle, registers in locals of one loop. It can stop and go on at every
 * cycle, holds for RDY, and takes interrupts.
 */

/** A bus cycle whose page bases are in `rb` and `wb`. */
function access({ bus, heldAddress: address, before }: MicroOperation): string {
  switch (bus) {
    case 'write':
      return lines(
        before,
        `ad = ${address};`,
        'if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;',
        'else {\n  cpu.write(ad, m, now);\n  rb = cpu.readBase;\n  wb = cpu.writeBase;\n}',
      );
    case 'ignore':
      return lines(
        `ad = ${address};`,
        'if (ad <= top || rb[ad >> 8] === slow) {\n  cpu.read(ad, now);\n  rb = cpu.readBase;\n  wb = cpu.writeBase;\n}',
      );
    default:
      return lines(
        `ad = ${address};`,
        'if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;',
        'else {\n  m = cpu.read(ad, now);\n  rb = cpu.readBase;\n  wb = cpu.writeBase;\n}',
      );
  }
}

/** Leaves out cycles. What a branch sees of the interrupt lines is its own affair. */
function skipping({ branch, skip }: MicroOperation): string {
  if (branch === 'taken') return lines(`if (${skip!.condition}) upc = ${AFTER_BRANCH};`);
  const text = lines(`if (${skip!.condition}) upc += ${skip!.count};`);
  return branch === 'offset' ? text + lines('else if (cpu.attention !== 0) cpu.branchPoll(now);') : text;
}

/** Where a taken branch within a page goes on. */
export const AFTER_BRANCH = 'cpu.attention !== 0 && cpu.latched === 0 ? FETCH_ONLY_SLOT : FETCH_SLOT';

function body(operation: MicroOperation): string {
  const { after, skip, stays, vSettles } = operation;
  let text = access(operation) + lines(...after.split(/(?<=;) (?=[a-z])/));
  if (vSettles !== 0) text += lines(`vw = now + ${vSettles};`);
  if (skip !== null) text += skipping(operation);
  if (stays) text += lines('upc--;');
  // in a micro-operation `upc` is one slot ahead
  return text.replaceAll(BIT, '((upc >> 7) & 7)');
}

/** The slot after BRK's six cycles. */
const FETCH_SLOT = 6;

const FETCH_READ = `ad = pc;
if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
else {
  m = cpu.fetch(ad, now);
  rb = cpu.readBase;
  wb = cpu.writeBase;
}
`;

/** The slots that are known by name. They are the same in all families; one file has them. */
function slots(): string {
  return `
/** Slot at which the processor is between two instructions. */
export const FETCH_SLOT = ${FETCH_SLOT};
/** The same, when interrupts are not looked at before the next instruction. */
export const FETCH_ONLY_SLOT = ${FETCH_ONLY_SLOT};
/** First slot of the interrupt sequence: its opcode fetch. */
export const INTERRUPT_SLOT = ${INTERRUPT * SLOTS};
/** First slot of RESET. */
export const RESET_SLOT = ${RESET * SLOTS};
`;
}

export function program({ table, chips }: Family, { micro, code, live, polls }: Assembled): string {
  if (code[FETCH_SLOT] !== FETCH) throw new Error('BRK leaves no slot for the fetch');
  const writes = micro.map((operation) => (operation?.bus === 'write' ? 1 : 0));
  return (
    head(table) +
    bytes('CODE', `Micro-operation per slot, ${SLOTS} slots for each opcode, interrupt (256) and RESET (257).`, code) +
    '\n' +
    bytes('LIVE', 'Latches that the rest of a program needs, per slot: bit 0 `ea`, bit 1 `t`.', live) +
    '\n' +
    bytes(
      'POLLS',
      "Slots in whose cycle interrupts are looked at: the last one of an instruction, a branch's second.",
      polls,
    ) +
    '\n' +
    (chips
      ? bytes(
          'UNHELD',
          'Micro-operations that RDY does not hold: none.',
          micro.map(() => 0),
        )
      : bytes('IS_WRITE', 'Micro-operations that write: RDY does not hold them.', writes) + slots())
  );
}

export function steppedEngine({ table, name, chips, stepArithmetic }: Family, { micro }: Assembled): string {
  let cases = `case 0: // opcode fetch
${indent(
  `if (now <= cpu.fastLimit) {
  upc = FETCH_SLOT;
  break out;
}
${FETCH_READ}if (cpu.attention !== 0 && cpu.poll(now)) upc = INTERRUPT_SLOT + 1;
else {
  pc = (pc + 1) & 0xffff;
  upc = m << 3;
}
break;
`,
  1,
)}case 1: // opcode fetch without a look at the interrupt lines
${indent(`${FETCH_READ}pc = (pc + 1) & 0xffff;\nupc = m << 3;\nbreak;\n`, 1)}`;
  micro.forEach((operation, n) => {
    if (operation !== null) cases += `case ${n}:\n${indent(`${body(operation)}break;\n`, 1)}`;
  });
  const slots = chips ? 'FETCH_SLOT, INTERRUPT_SLOT' : 'CODE, FETCH_ONLY_SLOT, FETCH_SLOT, INTERRUPT_SLOT';
  return `${head(table)}import { ${stepArithmetic} } from '../alu.ts';
import type { Core6502 } from '../core.ts';
import { ${slots} } from './program.ts';

/**
 * Runs cycle by cycle until the limit, or until an instruction boundary from which the fast engine can go on.
 */
export function runStepped${name}(cpu: Core6502): void {
  const mem = cpu.space.memory;
  const top = cpu.portTop;
  // page base of a device's page (SLOW of the kernel)
  const slow = ${SLOW};
  const code = ${chips ? 'cpu.code' : 'CODE'};
  let rb = cpu.readBase;
  let wb = cpu.writeBase;
${LOAD}  let upc = cpu.upc;
  let now = cpu.now;
  let vw = cpu.vWritten;
  let ad = 0;
  let b = 0;
  let m = 0;
  let r = 0;
  out: for (;;) {
    if (now >= cpu.horizonOrLimit) {
      cpu.upc = upc;
      cpu.vWritten = vw;
      now = cpu.attend(now);
      upc = cpu.upc;
      if (cpu.overflowSet !== 0) {
        v = 1;
        cpu.overflowSet = 0;
      }
      rb = cpu.readBase;
      wb = cpu.writeBase;
      if (now >= cpu.limit) break;
    }
    switch (code[upc++]) {
${indent(cases, 3)}    }
    now++;
  }
${SAVE}  cpu.upc = upc;
  cpu.vWritten = vw;
  cpu.now = now;
}
`;
}
