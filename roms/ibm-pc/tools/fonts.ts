/**
 * `node --import tsx roms/ibm-pc/tools/fonts.ts [--check]`: turns the pictures of `fonts/*.txt` into the `db` lines of
 * `asm/fonts/*.inc`. `--check` writes nothing and fails if a file differs.
 *
 * A font file: a line with the codes of some characters, in hexadecimal, then one line per row of dots, `#` = lit, the
 * characters side by side; `;` begins a comment line. Every code 00–FF exactly once.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Rows of dots of 256 characters, bit 7 at the left: `font[code][row]`. */
export type Font = readonly Uint8Array[];

const HOME = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The font files and the heights of their cells. */
export const FONTS = { 'thick-8x8': 8, 'thin-8x8': 8, 'mono-8x14': 14 } as const;

export type FontName = keyof typeof FONTS;

/**
 * Reads a font.
 *
 * @param text The file.
 * @param height Rows of a cell.
 * @param where Name of the file, for messages.
 * @throws Error with file and line if a picture is wrong, and with the codes that are missing.
 */
export function parseFont(text: string, height: number, where: string): Font {
  const font: (Uint8Array | undefined)[] = Array(256).fill(undefined);
  let codes: readonly number[] = [];
  let row = height;
  text.split('\n').forEach((line, index) => {
    const fail = (what: string): never => {
      throw new Error(`${where}, line ${index + 1}: ${what}`);
    };
    const fields = line.trim().split(/\s+/);
    if (fields[0] === '' || line.startsWith(';')) return;
    if (/^[0-9A-F]{2}$/i.test(fields[0]!)) {
      if (row !== height) fail(`the characters above have ${row} rows, not ${height}.`);
      codes = fields.map((field) => (/^[0-9A-F]{2}$/i.test(field) ? parseInt(field, 16) : fail(`"${field}"?`)));
      for (const code of codes) {
        if (font[code] !== undefined) fail(`${hex(code)} is there twice.`);
        font[code] = new Uint8Array(height);
      }
      row = 0;
      return;
    }
    if (fields.length !== codes.length) fail(`${fields.length} pictures for ${codes.length} characters.`);
    if (row === height) fail(`more than ${height} rows.`);
    fields.forEach((field, i) => {
      if (!/^[.#]{8}$/.test(field)) fail(`"${field}" is not eight of # and .`);
      font[codes[i]!]![row] = parseInt(field.replaceAll('.', '0').replaceAll('#', '1'), 2);
    });
    row++;
  });
  if (row !== height) throw new Error(`${where}: the last characters have ${row} rows, not ${height}.`);
  const missing = font.flatMap((glyph, code) => (glyph === undefined ? [hex(code)] : []));
  if (missing.length > 0) throw new Error(`${where}: no picture for ${missing.join(', ')}.`);
  return font as Font;
}

/** Reads a font of this package. */
export function readFont(name: FontName): Font {
  return parseFont(readFileSync(join(HOME, 'fonts', `${name}.txt`), 'utf8'), FONTS[name], `fonts/${name}.txt`);
}

/** The files that the assembler includes, by their paths in the package. */
export function includes(): ReadonlyMap<string, string> {
  const thick = readFont('thick-8x8');
  const thin = readFont('thin-8x8');
  const mono = readFont('mono-8x14');
  const rows = (font: Font, from: number, to: number) => font.map((glyph) => padded(glyph.subarray(from, to)));
  return new Map([
    ['asm/fonts/font8x8.inc', lines('thick-8x8', rows(thick, 0, 8), 0, 128)],
    ['asm/fonts/font8x8-high.inc', lines('thick-8x8', rows(thick, 0, 8), 128, 256)],
    ['asm/fonts/thick8x8.inc', lines('thick-8x8', rows(thick, 0, 8), 0, 256)],
    ['asm/fonts/thin8x8.inc', lines('thin-8x8', rows(thin, 0, 8), 0, 256)],
    ['asm/fonts/mono-upper.inc', lines('mono-8x14', rows(mono, 0, 8), 0, 256)],
    ['asm/fonts/mono-lower.inc', lines('mono-8x14', rows(mono, 8, 14), 0, 256)],
  ]);
}

function padded(rows: Uint8Array): Uint8Array {
  const out = new Uint8Array(8);
  out.set(rows);
  return out;
}

function lines(font: FontName, glyphs: readonly Uint8Array[], from: number, to: number): string {
  const body = glyphs
    .slice(from, to)
    .map((rows, i) => `\tdb ${[...rows].map((row) => `0x${hex(row)}`).join(',')}\t; ${hex(from + i)}\n`);
  return `; Made from fonts/${font}.txt by tools/fonts.ts. Do not edit.\n${body.join('')}`;
}

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(2, '0');
}

function main(): void {
  const check = process.argv.includes('--check');
  try {
    for (const [path, text] of includes()) {
      const file = join(HOME, path);
      if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
      if (check) throw new Error(`${path} differs from the pictures. Run it without --check.`);
      writeFileSync(file, text);
      console.log(`written ${path}`);
    }
  } catch (error) {
    console.error(`fonts: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) main();
