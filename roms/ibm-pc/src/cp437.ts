const ROWS = [
  '\0☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼',
  ' !"#$%&\'()*+,-./0123456789:;<=>?',
  '@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_',
  '`abcdefghijklmnopqrstuvwxyz{|}~⌂',
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ',
  'áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐',
  '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀',
  'αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
];

/**
 * Code page 437 as it is displayed: the Unicode character of each code. 00 is NUL (shown as a blank); 01–1F and 7F are
 * the pictures that the video adapters show, not the control characters. Source: IBM, CDRA code page 00437 and the
 * character set table of the Technical Reference.
 */
export const CP437: readonly string[] = ROWS.flatMap((row) => [...row]);

/** Characters that are not in the code page but look like one that is. */
const LOOKALIKES: readonly (readonly [string, number])[] = [
  ['\u03bc', 0xe6],
  ['\u03b2', 0xe1],
  ['\u2126', 0xea],
  ['\u2211', 0xe4],
  ['\u220f', 0xe3],
  ['\u2208', 0xee],
  ['\u2205', 0xed],
  ['\u03d5', 0xed],
  ['\u2302', 0x7f],
  ['\u2022', 0x07],
  ['\u2219', 0xf9],
  ['\u2018', 0x27],
  ['\u2019', 0x27],
  ['\u201c', 0x22],
  ['\u201d', 0x22],
  ['\u2013', 0x2d],
  ['\u2014', 0x2d],
  ['\u2212', 0x2d],
];

const CODES: ReadonlyMap<string, number> = new Map([
  ...LOOKALIKES,
  ...CP437.map((character, code): [string, number] => [character, code]),
]);

/**
 * The codes of a text: Unicode in composed form (NFC) in, code page 437 out. Codes 00–1F and 7F pass as themselves, so
 * that line ends and tabs stay; typographic quotes and dashes become their plain forms.
 *
 * @returns One code per character; undefined for characters that the code page lacks.
 */
export function cp437Codes(text: string): (number | undefined)[] {
  return [...text.normalize('NFC')].map((character) => {
    const code = character.codePointAt(0)!;
    return code < 0x80 ? code : CODES.get(character);
  });
}

/** The characters that codes 00–FF show, 00 as a space. */
export function fromCp437(codes: Iterable<number>): string {
  let text = '';
  for (const code of codes) text += code === 0 ? ' ' : CP437[code & 0xff]!;
  return text;
}
