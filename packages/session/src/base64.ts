const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Int16Array(128).fill(-1);
for (let i = 0; i < DIGITS.length; i++) VALUES[DIGITS.charCodeAt(i)] = i;

/** Bytes as base64 (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const n = (bytes[i]! << 16) | ((left > 1 ? bytes[i + 1]! : 0) << 8) | (left > 2 ? bytes[i + 2]! : 0);
    parts.push(
      DIGITS[n >> 18]! +
        DIGITS[(n >> 12) & 63]! +
        (left > 1 ? DIGITS[(n >> 6) & 63]! : '=') +
        (left > 2 ? DIGITS[n & 63]! : '='),
    );
  }
  return parts.join('');
}

/** Bytes of base64 text; undefined if it is not base64. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let at = 0;
  for (let i = 0; i < text.length; i += 4) {
    let n = 0;
    for (let k = 0; k < 4; k++) {
      const code = text.charCodeAt(i + k);
      const filler = text[i + k] === '=' && i + k >= text.length - padding;
      const value = filler ? 0 : code < 128 ? VALUES[code]! : -1;
      if (value < 0) return undefined;
      n = (n << 6) | value;
    }
    for (let k = 16; k >= 0 && at < bytes.length; k -= 8) bytes[at++] = (n >> k) & 0xff;
  }
  return bytes;
}
