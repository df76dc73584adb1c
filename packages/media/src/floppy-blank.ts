/**
 * Formatted blank disks: an empty FAT12 file system, as FORMAT of DOS leaves it.
 *
 * Sources: Microsoft, "FAT: General Overview of On-Disk Format" 1.03, "Boot Sector and BPB", "FAT data structure"; IBM,
 * *DOS Technical Reference*, "Diskette formats": media descriptors, sectors per cluster, entries of the root directory.
 */
import { MediaError } from './errors.ts';
import { FLOPPY_SECTOR, FLOPPY_SIZES } from './floppy-geometry.ts';

/** Media descriptor, sectors per cluster, entries of the root directory, sectors per FAT. */
const LAYOUTS: Readonly<Record<string, readonly [media: number, cluster: number, root: number, fat: number]>> = {
  '160k': [0xfe, 1, 64, 1],
  '180k': [0xfc, 1, 64, 2],
  '320k': [0xff, 2, 112, 1],
  '360k': [0xfd, 2, 112, 2],
  '640k': [0xfb, 2, 112, 2],
  '720k': [0xf9, 2, 112, 3],
  '1.2m': [0xf9, 1, 224, 7],
  '1.44m': [0xf0, 1, 224, 9],
  '1.68m': [0xf0, 4, 16, 3],
  '2.88m': [0xf0, 2, 240, 9],
};

/** Disks that {@link blankFloppy} makes. */
export const BLANK_FLOPPIES: readonly { readonly id: string; readonly title: string; readonly bytes: number }[] =
  FLOPPY_SIZES.map(({ id, title, bytes }) => ({ id, title: `${title}, formatted`, bytes }));

/** What an unused sector of a formatted disk is filled with. */
const FILLER = 0xf6;

/** Processor instructions of the boot sector: print the text behind them, wait for a key, start again. */
const BOOT_CODE = [
  // cli; xor ax,ax; mov ss,ax; mov sp,7C00h; sti; mov ds,ax
  ...[0xfa, 0x31, 0xc0, 0x8e, 0xd0, 0xbc, 0x00, 0x7c, 0xfb, 0x8e, 0xd8],
  // mov si,text (patched); next: cld; lodsb; or al,al; jz key
  ...[0xbe, 0x00, 0x00, 0xfc, 0xac, 0x08, 0xc0, 0x74, 0x09],
  // mov ah,0Eh; mov bx,7; int 10h; jmp next
  ...[0xb4, 0x0e, 0xbb, 0x07, 0x00, 0xcd, 0x10, 0xeb, 0xf1],
  // key: xor ax,ax; int 16h; int 19h
  ...[0x31, 0xc0, 0xcd, 0x16, 0xcd, 0x19],
];
const BOOT_AT = 0x3e;
const BOOT_TEXT = 'This disk has no operating system.\r\nPut in another one and press a key.\r\n\0';
/** Place of the address of the text in the code. */
const TEXT_OPERAND = 12;

/**
 * The bytes of an empty formatted disk.
 * @param id one of {@link BLANK_FLOPPIES}
 * @param options `label`: volume label, up to 11 characters of a DOS name; `serial`: volume serial number, 32 bits
 * @throws MediaError if there is no such size, or the label cannot be one
 */
export function blankFloppy(
  id: string,
  options: { readonly label?: string; readonly serial?: number } = {},
): Uint8Array {
  const size = FLOPPY_SIZES.find((s) => s.id === id.toLowerCase());
  if (size === undefined) {
    throw new MediaError(`there is no floppy disk of the size "${id}"`, {
      hint: `Sizes: ${FLOPPY_SIZES.map((s) => s.id).join(', ')}`,
    });
  }
  const [media, cluster, root, fat] = LAYOUTS[size.id]!;
  const label = (options.label ?? '').toUpperCase();
  if (!/^[A-Z0-9 !#$%&'()@^_`{}~-]{0,11}$/.test(label)) {
    throw new MediaError(`"${options.label}" is no volume label`, {
      hint: 'A label has up to 11 letters, digits and signs that a DOS name can have',
    });
  }
  const bytes = new Uint8Array(size.bytes).fill(FILLER);
  const boot = bytes.subarray(0, FLOPPY_SECTOR).fill(0);
  const text = (at: number, s: string): void => {
    for (let i = 0; i < s.length; i++) boot[at + i] = s.charCodeAt(i);
  };
  const word = (at: number, value: number): void => {
    boot[at] = value & 0xff;
    boot[at + 1] = (value >> 8) & 0xff;
  };
  boot.set([0xeb, BOOT_AT - 2, 0x90]);
  text(3, 'BKPLANE ');
  word(11, FLOPPY_SECTOR);
  boot[13] = cluster;
  word(14, 1);
  boot[16] = 2;
  word(17, root);
  word(19, size.bytes / FLOPPY_SECTOR);
  boot[21] = media;
  word(22, fat);
  word(24, size.sectors);
  word(26, size.heads);
  boot[38] = 0x29;
  const serial = options.serial ?? 0;
  word(39, serial & 0xffff);
  word(41, serial >>> 16);
  text(43, (label === '' ? 'NO NAME' : label).padEnd(11));
  text(54, 'FAT12   ');
  boot.set(BOOT_CODE, BOOT_AT);
  word(BOOT_AT + TEXT_OPERAND, 0x7c00 + BOOT_AT + BOOT_CODE.length);
  text(BOOT_AT + BOOT_CODE.length, BOOT_TEXT);
  word(510, 0xaa55);
  const end = (1 + 2 * fat) * FLOPPY_SECTOR + root * 32;
  bytes.fill(0, FLOPPY_SECTOR, end);
  for (const start of [1, 1 + fat]) bytes.set([media, 0xff, 0xff], start * FLOPPY_SECTOR);
  if (label !== '') {
    const entry = (1 + 2 * fat) * FLOPPY_SECTOR;
    for (let i = 0; i < 11; i++) bytes[entry + i] = label.padEnd(11).charCodeAt(i);
    // attribute: volume label; date 1 January 1980
    bytes[entry + 11] = 0x08;
    bytes[entry + 24] = 0x21;
  }
  return bytes;
}
