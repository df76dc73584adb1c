/*
 * Decimal arithmetic of the NMOS 6502
 *
 * In decimal mode the chip corrects each half of the sum by itself, and takes the flags at different places on the way:
 * Z always from the binary sum, N and V of ADC after the correction of the low digit, C after that of the high one.
 * Sources: 64doc (1994), "Decimal mode in NMOS 6500 series"; Bruce Clark, Decimal Mode (6502.org); No More Secrets,
 * "ARR in decimal mode".
 *
 * A result is packed as A (bits 0–7), the flag latch `nz` (8–16: low byte 0 = Z, bit 8 = N), C (17) and V (18).
 */

function pack(a: number, zero: boolean, negative: number, carry: number, overflow: number): number {
  return a | ((zero ? 0 : 1) << 8) | (negative << 16) | (carry << 17) | (overflow << 18);
}

/** ADC with D set. Any bytes, not only BCD. */
export function addDecimal(a: number, operand: number, carry: number): number {
  const binary = (a + operand + carry) & 0xff;
  let low = (a & 0x0f) + (operand & 0x0f) + carry;
  if (low > 9) low += 6;
  let high = (a & 0xf0) + (operand & 0xf0) + (low > 0x0f ? 0x10 : 0);
  const negative = (high >> 7) & 1;
  const overflow = (~(a ^ operand) & (a ^ high) & 0x80) >> 7;
  if (high > 0x90) high += 0x60;
  return pack((high & 0xf0) | (low & 0x0f), binary === 0, negative, high > 0xff ? 1 : 0, overflow);
}

/** SBC with D set: the new A. All flags are those of the binary subtraction. */
export function subtractDecimal(a: number, operand: number, carry: number): number {
  let low = (a & 0x0f) - (operand & 0x0f) - 1 + carry;
  let high = (a >> 4) - (operand >> 4);
  if (low < 0) {
    low -= 6;
    high--;
  }
  if (high < 0) high -= 6;
  return ((high & 0x0f) << 4) | (low & 0x0f);
}

/** ARR: AND has been done; the rotation, its odd flags, and with D = 1 a correction of both digits. */
export function andRotate(value: number, carry: number, d: number): number {
  const rotated = (value >> 1) | (carry << 7);
  const zero = rotated === 0;
  const overflow = ((rotated ^ (rotated << 1)) >> 6) & 1;
  if (d !== 1) return pack(rotated, zero, carry, (rotated >> 6) & 1, overflow);
  let result = rotated;
  if ((value & 0x0f) + (value & 0x01) > 5) result = (result & 0xf0) | ((result + 6) & 0x0f);
  const high = (value & 0xf0) + (value & 0x10) > 0x50 ? 1 : 0;
  if (high !== 0) result = (result + 0x60) & 0xff;
  return pack(result, zero, carry, high, ((rotated ^ value) >> 6) & 1);
}

/**
 * ADC with D set on the 65C02: the digits as on the NMOS 6502, but N and Z are those of the result.
 * Source: Bruce Clark, Decimal Mode, appendix A.
 * @returns A in bits 0–7, C in bit 8, V in bit 9
 */
export function addDecimal65C02(a: number, operand: number, carry: number): number {
  let low = (a & 0x0f) + (operand & 0x0f) + carry;
  if (low > 9) low = ((low + 6) & 0x0f) + 0x10;
  const sum = (a & 0xf0) + (operand & 0xf0) + low;
  const overflow = (~(a ^ operand) & (a ^ sum) & 0x80) >> 7;
  const result = sum > 0x9f ? sum + 0x60 : sum;
  return (result & 0xff) | (result > 0xff ? 0x100 : 0) | (overflow << 9);
}

/** SBC with D set on the 65C02: the new A, which N and Z show. C and V are those of the binary subtraction. */
export function subtractDecimal65C02(a: number, operand: number, carry: number): number {
  const low = (a & 0x0f) - (operand & 0x0f) - 1 + carry;
  let result = a - operand - 1 + carry;
  if (result < 0) result -= 0x60;
  if (low < 0) result -= 0x06;
  return result & 0xff;
}
