/*
 * Characters on a serial line
 *
 * A start bit (0), data bits from the least significant one on, an optional parity bit, and one or more stop bits (1). The
 * line rests at 1.
 */

/** One character on its way. */
export interface SerialFrame {
  /** Its bits in the order in which they are sent, the start bit in bit 0. Beyond them the line is 1. */
  readonly bits: number;
  /** Start, data and parity bits: all that may be 0. */
  readonly count: number;
  /** Length of a bit in ticks of the machine's crystal; need not be whole. */
  readonly bitTicks: number;
  /** Tick at which the start bit begins. */
  readonly start: number;
}

/** How characters are made up: data bits 5–8, parity, stop bits. */
export interface SerialFormat {
  readonly dataBits: number;
  readonly parity: 'none' | 'odd' | 'even' | 'mark' | 'space';
  /** 1, 1.5 or 2. */
  readonly stopBits: number;
}

/** Parity bit of a character. */
export function parityBit(data: number, parity: SerialFormat['parity']): number {
  if (parity === 'mark' || parity === 'space') return parity === 'mark' ? 1 : 0;
  let ones = 0;
  for (let rest = data; rest !== 0; rest &= rest - 1) ones++;
  return (ones & 1) ^ (parity === 'odd' ? 1 : 0);
}

/** The bits of a character in the order in which they are sent, the start bit in bit 0. */
export function frameBits(data: number, format: SerialFormat): number {
  const value = data & ((1 << format.dataBits) - 1);
  const bits = value << 1;
  return format.parity === 'none' ? bits : bits | (parityBit(value, format.parity) << (1 + format.dataBits));
}

/** Start, data and parity bits of a format. */
export function frameCount(format: SerialFormat): number {
  return 1 + format.dataBits + (format.parity === 'none' ? 0 : 1);
}

/** What is on the line `place` bits after the beginning of the start bit; `place` need not be whole. */
export function lineAt(frame: SerialFrame, place: number): number {
  const n = Math.floor(place);
  return n < frame.count ? (frame.bits >> n) & 1 : 1;
}
