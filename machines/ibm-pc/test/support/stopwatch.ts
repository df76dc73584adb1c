import type { MachineConfig } from '@backplane/kernel';
import { ibm5150 } from '../../src/index.ts';
import { bareMachine, hex } from './bench.ts';

/** Channel 0 reads all addresses in turn, one with each period of counter 1, as the BIOS programs it. */
const REFRESH = (period: number): string => `
  b0 00 e6 0d e6 08 e6 00 e6 00
  b0 ff e6 01 e6 01
  b0 58 e6 0b b0 00 e6 0a
  b0 54 e6 43 b0 ${period.toString(16).padStart(2, '0')} e6 41`;
/** Counter 0 counts down from 65,536. */
const START = 'b0 34 e6 43 b0 00 e6 40 e6 40';
/** BX = what counter 0 has come to; HLT. */
const STOP = 'b0 00 e6 43 e4 40 88 c3 e4 40 88 c7 f4';

export interface StopwatchOptions {
  /** Executed once before: registers. */
  readonly before?: string;
  /** Clocks of counter 1 between refreshes; 18 is a PC's. 0 = no refresh. */
  readonly refresh?: number;
  readonly slots?: Readonly<Record<string, string | null>>;
}

/** Clocks of counter 0 that a program takes on the whole machine, measured by itself. */
function measure(code: readonly number[], { before = '', refresh = 0, slots }: StopwatchOptions): number {
  const program = hex(`fa ${refresh > 0 ? REFRESH(refresh) : ''} ${before} ${START}`).concat(code, hex(STOP));
  const machine = bareMachine(ibm5150, program, slots === undefined ? {} : ({ slots } as MachineConfig));
  machine.run(1_000_000);
  return 0x10000 - machine.processor.getRegister('bx');
}

/**
 * Clocks of the processor for one execution of `code`, as a mean of many: the difference between 48 and 528 (or `counts`)
 * copies in a row, measured by counter 0 as a program on a real PC does it.
 */
export function clocksOf(
  code: string,
  options: StopwatchOptions = {},
  [few, many]: readonly [number, number] = [48, 528],
): number {
  const bytes = hex(code);
  const copies = (n: number) => measure(Array.from({ length: n }, () => bytes).flat(), options);
  return ((copies(many) - copies(few)) * 4) / (many - few);
}
