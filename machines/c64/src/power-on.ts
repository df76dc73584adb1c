/**
 * What RAM holds when power comes up: the DRAM cells of a C64 settle in stripes of four bytes that begin two bytes early,
 * and every other 16K block is inverted. A pattern of many boards; chips differ.
 */
export function ramAtPowerOn(offset: number): number {
  const stripe = ((offset + 2) >> 2) & 1;
  return (stripe ^ (offset >> 14)) & 1 ? 0xff : 0x00;
}
