import { CBM_PRG, CBM_REL, CBM_SEQ, CbmError, cbmTypeOfLetter } from '@backplane/media';

/** What OPEN's name says. Texts are PETSCII, one character for each byte. */
export interface FileSpec {
  /** `@`: an existing file is replaced. */
  readonly replace: boolean;
  readonly name: string;
  /** The whole text is `*`: the program that was loaded last, if any. */
  readonly again: boolean;
  /** Type by its letter, undefined if none is given. */
  readonly type: number | undefined;
  readonly mode: 'read' | 'write' | 'append' | 'modify' | undefined;
  /** Record length behind `L`, 0 if absent. */
  readonly recordLength: number;
}

/** Longest line of a command or file name. */
export const LONGEST_LINE = 41;

/**
 * Splits `0:NAME` into drive and name.
 * @throws CbmError 74 for a drive that does not exist
 */
export function splitDrive(text: string): string {
  const colon = text.indexOf(':');
  if (colon < 0) return text;
  const drive = /[0-9]/.exec(text.slice(0, colon))?.[0];
  if (drive !== undefined && drive !== '0') throw new CbmError(74);
  return text.slice(colon + 1);
}

/**
 * Reads the name of an OPEN: `[@][drive]:name[,type][,mode]`.
 * @throws CbmError 34 without a name, 74 for another drive
 */
export function parseFileSpec(text: string): FileSpec {
  const fields = text.split(',');
  const replace = fields[0]!.startsWith('@') && fields[0]!.includes(':');
  const name = splitDrive(fields[0]!);
  if (name === '') throw new CbmError(34);
  let type: number | undefined;
  let mode: FileSpec['mode'];
  let recordLength = 0;
  for (let i = 1; i < fields.length; i++) {
    const letter = fields[i]!.slice(0, 1);
    if (letter === 'L') {
      type = CBM_REL;
      // the length is a byte behind the next comma, and may be the code of a comma itself
      const at = fields.slice(0, i + 1).join(',').length + 1;
      recordLength = at < text.length ? text.charCodeAt(at) & 0xff : 0;
      break;
    }
    if (letter === 'R' && mode === undefined) mode = 'read';
    else if (letter === 'W') mode = 'write';
    else if (letter === 'A') mode = 'append';
    else if (letter === 'M') mode = 'modify';
    else type = cbmTypeOfLetter(letter) ?? type;
  }
  return { replace, name, again: text === '*', type, mode, recordLength };
}

/** Type of a file that is written without one: that of SAVE, or SEQ. */
export function defaultType(channel: number): number {
  return channel <= 1 ? CBM_PRG : CBM_SEQ;
}

/** A pattern with an optional type behind `=`. */
export interface Pattern {
  readonly pattern: string;
  readonly type: number | undefined;
}

/** Reads `[drive:]pattern[=type]` … divided by commas. @throws CbmError 74 */
export function parsePatterns(text: string): Pattern[] {
  return text.split(',').map((field) => {
    const name = splitDrive(field);
    const equals = name.indexOf('=');
    return equals < 0
      ? { pattern: name, type: undefined }
      : { pattern: name.slice(0, equals), type: cbmTypeOfLetter(name.slice(equals + 1, equals + 2)) };
  });
}

/** Separators of the numbers of a block command: space, comma, colon, semicolon, CURSOR RIGHT. */
const SEPARATORS = ' ,:;\x1d';

/**
 * Reads the decimal numbers of a block command.
 * @throws CbmError 30 if there are fewer than `least`
 */
export function parseNumbers(text: string, least: number): number[] {
  const numbers: number[] = [];
  let at = 0;
  while (at < text.length) {
    if (SEPARATORS.includes(text[at]!)) {
      at++;
      continue;
    }
    let value = 0;
    const start = at;
    while (at < text.length && text[at]! >= '0' && text[at]! <= '9') value = value * 10 + Number(text[at++]);
    if (at === start) break;
    numbers.push(value & 0xff);
  }
  if (numbers.length < least) throw new CbmError(30);
  return numbers;
}
