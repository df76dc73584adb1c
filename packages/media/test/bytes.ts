/** Index of the first byte in which two arrays differ, −1 if none: quick, where `toEqual` on large arrays is not. */
export function difference(a: Uint8Array | undefined, b: Uint8Array | undefined): number {
  if (a === undefined || b === undefined) return a === b ? -1 : 0;
  for (let i = 0; i < Math.max(a.length, b.length); i++) if (a[i] !== b[i]) return i;
  return -1;
}
