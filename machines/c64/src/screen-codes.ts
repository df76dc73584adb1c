/*
 * Screen codes as Unicode
 *
 * The character generator has two sets of 128 glyphs; codes from 128 on show the same glyphs in reverse. Where Unicode
 * has the graphics it has them mostly in "Symbols for Legacy Computing", made for this purpose.
 * Sources: Commodore, Programmer's Reference Guide (1982), appendix B; The Unicode Standard, chapter 22.7 and the code
 * chart 1FB00–1FBFF; the shapes of the glyphs.
 */

/** Codes 00–1F: letters and what surrounds them. */
const LETTERS = '@ABCDEFGHIJKLMNOPQRSTUVWXYZ[£]↑←';
/** Codes 20–3F. */
const SIGNS = ' !"#$%&\'()*+,-./0123456789:;<=>?';
/** Codes 40–7F of the set with graphics. */
const GRAPHICS = [
  ...[0x2500, 0x2660, 0x1fb72, 0x1fb78, 0x1fb77, 0x1fb76, 0x1fb7a, 0x1fb71],
  ...[0x1fb74, 0x256e, 0x2570, 0x256f, 0x1fb7c, 0x2572, 0x2571, 0x1fb7d],
  ...[0x1fb7e, 0x2022, 0x1fb7b, 0x2665, 0x1fb70, 0x256d, 0x2573, 0x25cb],
  ...[0x2663, 0x1fb75, 0x2666, 0x253c, 0x1fb8c, 0x2502, 0x03c0, 0x25e5],
  ...[0x0020, 0x258c, 0x2584, 0x2594, 0x2581, 0x258f, 0x2592, 0x2595],
  ...[0x1fb8f, 0x25e4, 0x1fb87, 0x251c, 0x2597, 0x2514, 0x2510, 0x2582],
  ...[0x250c, 0x2534, 0x252c, 0x2524, 0x258e, 0x258d, 0x1fb88, 0x1fb82],
  ...[0x1fb83, 0x2583, 0x1fb7f, 0x2596, 0x259d, 0x2518, 0x2598, 0x259a],
];

const codes = (text: string): number[] => [...text].map((c) => c.codePointAt(0)!);

/** Code points of the 128 glyphs with capitals and graphics, by screen code. */
export const UPPER_CASE: readonly number[] = [...codes(LETTERS), ...codes(SIGNS), ...GRAPHICS];

/** Code points of the 128 glyphs with small letters and capitals, by screen code. */
export const LOWER_CASE: readonly number[] = UPPER_CASE.map((code, n) => {
  if (n >= 0x01 && n <= 0x1a) return code + 0x20;
  if (n >= 0x41 && n <= 0x5a) return n;
  switch (n) {
    case 0x5e:
      return 0x1fb96;
    case 0x5f:
      return 0x1fb98;
    case 0x69:
      return 0x1fb99;
    case 0x7a:
      return 0x2713;
    default:
      return code;
  }
});

/** Control codes of PETSCII by the names that key sequences and listings use. */
const CONTROLS: Readonly<Record<string, number>> = {
  wht: 0x05,
  ret: 0x0d,
  down: 0x11,
  'rvs-on': 0x12,
  home: 0x13,
  del: 0x14,
  red: 0x1c,
  right: 0x1d,
  grn: 0x1e,
  blu: 0x1f,
  f1: 0x85,
  f3: 0x86,
  f5: 0x87,
  f7: 0x88,
  f2: 0x89,
  f4: 0x8a,
  f6: 0x8b,
  f8: 0x8c,
  blk: 0x90,
  up: 0x91,
  'rvs-off': 0x92,
  clr: 0x93,
  inst: 0x94,
  left: 0x9d,
};

/**
 * Text as PETSCII, for the KERNAL's keyboard buffer: small letters as they come without SHIFT, capitals as with it, `\n`
 * as RETURN, `{clr}` and the like as control codes, `\xHH` as it is.
 * @throws RangeError for a character that the keyboard does not have
 */
export function petscii(text: string): Uint8Array {
  const out: number[] = [];
  const pattern = /\\x([0-9a-f]{2})|\\n|\\r|\{([a-z0-9-]+)\}|[\s\S]/giu;
  for (const [whole, hex, name] of text.matchAll(pattern)) {
    if (hex !== undefined) out.push(Number.parseInt(hex, 16));
    else if (whole === '\\n' || whole === '\\r' || whole === '\n' || whole === '\r') out.push(0x0d);
    else if (name !== undefined) {
      const code = CONTROLS[name.toLowerCase()];
      if (code === undefined) {
        throw new RangeError(`There is no control code {${name}}. Known: ${Object.keys(CONTROLS).join(', ')}.`);
      }
      out.push(code);
    } else out.push(petsciiOf(whole));
  }
  return Uint8Array.from(out);
}

function petsciiOf(character: string): number {
  const code = character.codePointAt(0)!;
  if (code >= 0x61 && code <= 0x7a) return code - 0x20;
  if (code >= 0x41 && code <= 0x5a) return code + 0x80;
  if (code >= 0x20 && code <= 0x40) return code;
  const special: Readonly<Record<string, number>> = {
    '[': 0x5b,
    '£': 0x5c,
    ']': 0x5d,
    '↑': 0x5e,
    '^': 0x5e,
    '←': 0x5f,
    _: 0x5f,
    π: 0xff,
  };
  const found = special[character];
  if (found !== undefined) return found;
  throw new RangeError(`The character "${character}" is not on this keyboard.`);
}
