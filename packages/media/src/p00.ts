/**
 * P00, S00, U00 and R00 files: one file of a Commodore disk with its own name in front.
 *
 *     0    "C64File", 00h
 *     8    name (16), filled up with 00h
 *     24   00h
 *     25   record length of REL files, else 00h
 *     26   the bytes of the file
 *
 * The host's suffix tells the type: `.P00`, `.S00`, `.U00`, `.R00`, `.D00`; the number tells files of the same host name
 * apart.
 *
 * Source: Peter Schepers, "P00/S00/U00/R00 (Container files for the PC64 emulator)".
 */
import { CBM_PRG, CBM_REL, type CbmFile, cbmBytes, cbmTypeOfLetter } from './cbm-directory.ts';
import { MediaError } from './errors.ts';

const MAGIC = 'C64File\0';
export const P00_HEADER = 26;

/** Whether the bytes begin as a P00 file does. */
export function isP00(bytes: Uint8Array): boolean {
  return bytes.length >= P00_HEADER && [...MAGIC].every((c, i) => bytes[i] === c.charCodeAt(0));
}

/** File type that a host name's suffix tells (`.S00`), undefined if it is none of these. */
export function p00Type(fileName: string): number | undefined {
  const letter = /\.([dspur])[0-9]{2}$/i.exec(fileName)?.[1];
  return letter === undefined ? undefined : cbmTypeOfLetter(letter.toUpperCase());
}

/**
 * Reads a P00 file.
 * @param fileName host name, for the type; a PRG file if it does not tell
 * @throws MediaError if it is none
 */
export function parseP00(bytes: Uint8Array, fileName = ''): CbmFile {
  if (!isP00(bytes)) {
    throw new MediaError("this is not a P00 file, it does not begin with 'C64File'", {
      hint: bytes.length < P00_HEADER ? 'The file is cut off' : '',
    });
  }
  let name = '';
  for (let i = 8; i < 24 && bytes[i] !== 0; i++) name += String.fromCharCode(bytes[i]);
  name = name.replace(/\xa0+$/, '');
  const recordLength = bytes[25];
  const type = p00Type(fileName) ?? (recordLength > 0 ? CBM_REL : CBM_PRG);
  if (type === CBM_REL && (recordLength === 0 || recordLength > 254)) {
    throw new MediaError(`a record length of ${recordLength} is not possible`, {
      where: 'P00 header, offset 25',
      hint: 'REL files have 1 to 254 bytes in a record',
    });
  }
  return {
    name: name === '' ? 'NONAME' : name,
    type,
    bytes: bytes.slice(P00_HEADER),
    ...(type === CBM_REL ? { recordLength } : {}),
  };
}

/** A file with a P00 header in front. */
export function makeP00(file: CbmFile): Uint8Array {
  const out = new Uint8Array(P00_HEADER + file.bytes.length);
  out.set(cbmBytes(MAGIC));
  out.set(cbmBytes(file.name.slice(0, 16)), 8);
  out[25] = file.type === CBM_REL ? (file.recordLength ?? 0) : 0;
  out.set(file.bytes, P00_HEADER);
  return out;
}
