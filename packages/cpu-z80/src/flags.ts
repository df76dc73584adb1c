/** The bits of F. X and Y are undocumented copies of result bits 3 and 5. */
export const FLAG = { C: 0x01, N: 0x02, PV: 0x04, X: 0x08, H: 0x10, Y: 0x20, Z: 0x40, S: 0x80 } as const;

/** S, Z, Y and X of a result. */
export const SZ = new Uint8Array(256);
/** S, Z, Y, X and the parity (even = set) of a result. */
export const SZP = new Uint8Array(256);
/** Flags of INC r, by its result; C is not affected. */
export const INC = new Uint8Array(256);
/** Flags of DEC r, by its result; C is not affected. */
export const DEC = new Uint8Array(256);
/** S, Z, Y, X and C of a sum, by its 9 bits. */
export const ADD = new Uint8Array(512);
/** S, Z, Y, X, N and C of a difference, by its 9 bits. */
export const SUB = new Uint8Array(512);
/** S, Z, N and C of a comparison, by the 9 bits of the difference. */
export const CP = new Uint8Array(512);
/**
 * H and P/V (overflow) of a sum or difference, by operand XOR operand XOR result: bit 4 is the carry into bit 4, and an
 * overflow is a carry into bit 7 (then in bit 7) without one out of it (bit 8), or the other way round.
 */
export const HV = new Uint8Array(512);

for (let value = 0; value < 256; value++) {
  const sz = (value & (FLAG.S | FLAG.Y | FLAG.X)) | (value === 0 ? FLAG.Z : 0);
  let ones = 0;
  for (let bit = 0; bit < 8; bit++) ones += (value >> bit) & 1;
  SZ[value] = sz;
  SZP[value] = sz | ((ones & 1) === 0 ? FLAG.PV : 0);
  INC[value] = sz | ((value & 0x0f) === 0 ? FLAG.H : 0) | (value === 0x80 ? FLAG.PV : 0);
  DEC[value] = sz | FLAG.N | ((value & 0x0f) === 0x0f ? FLAG.H : 0) | (value === 0x7f ? FLAG.PV : 0);
}
for (let value = 0; value < 512; value++) {
  const carry = value >> 8;
  ADD[value] = SZ[value & 0xff]! | carry;
  SUB[value] = SZ[value & 0xff]! | FLAG.N | carry;
  CP[value] = (SZ[value & 0xff]! & (FLAG.S | FLAG.Z)) | FLAG.N | carry;
  HV[value] = (value & FLAG.H) | (((value >> 7) ^ carry) & 1 ? FLAG.PV : 0);
}
