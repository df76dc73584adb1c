const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * Decodes base64 (RFC 4648, section 4) without host functions.
 *
 * @param text Digits with padding, no white space.
 * @throws RangeError at a length that is no multiple of four or a character that is no digit.
 */
export function decodeBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0) throw new RangeError(`Base64 text of ${text.length} characters: not a multiple of four.`);
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  const digits = text.length - padding;
  let bits = 0;
  let value = 0;
  let at = 0;
  for (let i = 0; i < digits; i++) {
    const digit = DIGITS.indexOf(text[i]!);
    if (digit < 0) throw new RangeError(`"${text[i]}" at ${i} is not a base64 digit.`);
    value = ((value << 6) | digit) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = value >> bits;
    }
  }
  return bytes;
}
