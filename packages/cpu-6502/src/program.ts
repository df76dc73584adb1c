import { MODE } from './generated/fast.ts';
import { MODE as MODE_65C02 } from './generated/fast-65c02.ts';
import { CODE, FETCH_ONLY_SLOT, IS_WRITE, LIVE, POLLS } from './generated/program.ts';
import { CODE as CODE_65C02, LIVE as LIVE_65C02, POLLS as POLLS_65C02, UNHELD } from './generated/program-65c02.ts';
import { INSTRUCTIONS, type Instruction } from './table.ts';
import { BIT_OPCODES, INSTRUCTIONS_65C02, INSTRUCTIONS_R65C02, INSTRUCTIONS_W65C02, WDC_ONLY } from './table-65c02.ts';

/** What the processor executes: an instruction table and what has been generated from it. */
export interface Program {
  readonly instructions: readonly Instruction[];
  /** The CMOS engines execute it, not the NMOS ones. */
  readonly cmos: boolean;
  /** Micro-operation per slot. */
  readonly code: Uint8Array;
  /** Latches that the rest of a program needs, per slot. */
  readonly live: Uint8Array;
  /** Slots in whose cycle interrupts are looked at. */
  readonly polls: Uint8Array;
  /** Micro-operations that RDY does not hold. */
  readonly unheld: Uint8Array;
  /** Case of the fast engine's first switch, per opcode. */
  readonly modes: Uint8Array;
  /** The same while D is set: on a 65C02 ADC and SBC have a cycle more, which is the stepped engine's affair. */
  readonly decimalModes: Uint8Array;
}

export const NMOS: Program = {
  instructions: INSTRUCTIONS,
  cmos: false,
  code: CODE,
  live: LIVE,
  polls: POLLS,
  unheld: IS_WRITE,
  modes: MODE,
  decimalModes: MODE,
};

/** A 65C02 on which some opcodes are NOPs of one cycle. */
function without(instructions: readonly Instruction[], opcodes: readonly number[]): Program {
  const code = CODE_65C02.slice();
  const live = LIVE_65C02.slice();
  const polls = POLLS_65C02.slice();
  const modes = MODE_65C02.slice();
  for (const opcode of opcodes) {
    const slot = opcode * 8;
    code.fill(0, slot, slot + 8);
    code[slot] = CODE[FETCH_ONLY_SLOT]!;
    live.fill(0, slot, slot + 8);
    polls.fill(0, slot, slot + 8);
    // where BRK leads: to the stepped engine
    modes[opcode] = modes[0]!;
  }
  const decimalModes = modes.map((mode, opcode) =>
    /^(adc|sbc)$/.test(instructions[opcode]!.mnemonic) ? modes[0]! : mode,
  );
  return { instructions, cmos: true, code, live, polls, unheld: UNHELD, modes, decimalModes };
}

export const W65C02: Program = without(INSTRUCTIONS_W65C02, []);
export const R65C02: Program = without(INSTRUCTIONS_R65C02, WDC_ONLY);
export const PLAIN_65C02: Program = without(INSTRUCTIONS_65C02, [...WDC_ONLY, ...BIT_OPCODES]);
