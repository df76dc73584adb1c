/** Bits of the flags register (iAPX 86, 88 User's Manual, section 2, "Flags"). */
export const FLAG = {
  carry: 0x001,
  parity: 0x004,
  auxiliary: 0x010,
  zero: 0x040,
  sign: 0x080,
  trap: 0x100,
  interrupt: 0x200,
  direction: 0x400,
  overflow: 0x800,
} as const;

/** Bits that always read as 1: 15–12 and 1. */
export const FLAGS_FIXED = 0xf002;

/** PARITY[b] = 4, the parity flag, if the byte has an even number of ones, else 0. */
export const PARITY = new Uint8Array(256);
/** ONES[b] = number of ones in the byte. */
export const ONES = new Uint8Array(256);
for (let byte = 0; byte < 256; byte++) {
  let ones = 0;
  for (let rest = byte; rest !== 0; rest >>= 1) ones += rest & 1;
  ONES[byte] = ones;
  PARITY[byte] = (ones & 1) === 0 ? FLAG.parity : 0;
}
