/**
 * Which cylinders, heads and sectors a hard disk image has: nothing in the file says so for certain.
 *
 * In this order: what the user says; the partition table, whose entries give the same places as block numbers and as
 * cylinder, head and sector; the parameter block in a partition's boot sector; the footer of a VHD; the size.
 */
import type { DiskShape } from './vhd.ts';
import { vhdShape } from './vhd.ts';

/** Sectors that a drive of 1,024 cylinders, 16 heads and 63 sectors has: 504 MB, the most that INT 13h reaches untranslated. */
export const MOST_SECTORS = 1024 * 16 * 63;

/** Where a shape was taken from. */
export type ShapeEvidence = 'given' | 'partition table' | 'boot sector' | 'container' | 'size';

export interface FoundShape {
  readonly heads: number;
  readonly sectors: number;
  readonly evidence: ShapeEvidence;
}

const SECTOR = 512;
const TABLE = 0x1be;
const ENTRY = 16;

function word(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8);
}

function long(bytes: Uint8Array, at: number): number {
  return (word(bytes, at) | (word(bytes, at + 2) << 16)) >>> 0;
}

/** A place in a partition table: three bytes, the upper two bits of the cylinder in those of the sector. */
function place(bytes: Uint8Array, at: number): { cylinder: number; head: number; sector: number } {
  return {
    head: bytes[at]!,
    sector: bytes[at + 1]! & 0x3f,
    cylinder: bytes[at + 2]! | ((bytes[at + 1]! & 0xc0) << 2),
  };
}

/** The four entries of a partition table, or undefined if the sector has none. */
function entriesOf(bytes: Uint8Array): { start: number; count: number; at: number }[] | undefined {
  if (bytes[510] !== 0x55 || bytes[511] !== 0xaa) return undefined;
  const entries: { start: number; count: number; at: number }[] = [];
  for (let i = 0; i < 4; i++) {
    const at = TABLE + i * ENTRY;
    if (bytes[at] !== 0 && bytes[at] !== 0x80) return undefined;
    if (bytes[at + 4] === 0) continue;
    entries.push({ start: long(bytes, at + 8), count: long(bytes, at + 12), at });
  }
  return entries;
}

/**
 * Heads and sectors of an entry: those with which its start and its end are at its block numbers. Partitions end with a
 * cylinder as a rule, so that their end tells them; one that does not may leave a single possibility nevertheless.
 */
function shapeOfEntry(bytes: Uint8Array, entry: { start: number; count: number; at: number }): FoundShape | undefined {
  const first = place(bytes, entry.at + 1);
  const last = place(bytes, entry.at + 5);
  // the end of a partition that fills less than one cylinder says nothing about heads
  if (first.sector === 0 || last.sector === 0 || entry.count === 0 || last.cylinder === 0) return undefined;
  const end = entry.start + entry.count - 1;
  const fits = (heads: number, sectors: number): boolean => {
    const block = (p: typeof first): number => (p.cylinder * heads + p.head) * sectors + p.sector - 1;
    if (block(first) !== entry.start) return false;
    // beyond cylinder 1023 the end is a placeholder
    return block(last) === end || (last.cylinder >= 1022 && end >= block(last));
  };
  if (last.head < 255 && fits(last.head + 1, last.sector)) {
    return { heads: last.head + 1, sectors: last.sector, evidence: 'partition table' };
  }
  let found: FoundShape | undefined;
  for (let heads = Math.max(first.head, last.head) + 1; heads <= 255; heads++) {
    for (let sectors = Math.max(first.sector, last.sector); sectors <= 63; sectors++) {
      if (!fits(heads, sectors)) continue;
      if (found !== undefined) return undefined;
      found = { heads, sectors, evidence: 'partition table' };
    }
  }
  return found;
}

/** Heads and sectors in the parameter block of a boot sector, if there is one. */
function shapeOfBootSector(bytes: Uint8Array): FoundShape | undefined {
  const jump = bytes[0] === 0xe9 || (bytes[0] === 0xeb && bytes[2] === 0x90);
  if (!jump || word(bytes, 11) !== SECTOR) return undefined;
  const perCluster = bytes[13]!;
  const sectors = word(bytes, 24);
  const heads = word(bytes, 26);
  if (perCluster === 0 || (perCluster & (perCluster - 1)) !== 0) return undefined;
  if (sectors < 1 || sectors > 63 || heads < 1 || heads > 255) return undefined;
  return { heads, sectors, evidence: 'boot sector' };
}

/**
 * Heads and sectors as what is on the disk has them, or undefined if nothing on it tells.
 * @param read a sector by number, undefined if it cannot be read
 */
export function shapeOnDisk(read: (sector: number) => Uint8Array | undefined, total: number): FoundShape | undefined {
  const first = read(0);
  if (first === undefined) return undefined;
  // a disk without partitions begins with a boot sector, whose code stands where the table would be
  const whole = shapeOfBootSector(first);
  const entries = entriesOf(first);
  if (entries === undefined || entries.length === 0) return whole;
  for (const entry of entries) {
    const shape = shapeOfEntry(first, entry);
    if (shape !== undefined) return shape;
  }
  for (const { start } of entries) {
    const boot = start > 0 && start < total ? read(start) : undefined;
    const shape = boot === undefined ? undefined : shapeOfBootSector(boot);
    if (shape !== undefined) return shape;
  }
  return whole;
}

/**
 * The standard shape of a disk of so many sectors, with at most 1,024 cylinders: 16 heads of 63 sectors if that comes out
 * even; as few heads from 4 on as are needed for 17 sectors a track if that does, as the drives of the XT and the AT
 * have them (306/4/17, 615/4/17, 1024/8/17); else as the VHD specification counts.
 */
export function standardShape(total: number): DiskShape {
  if (total % (16 * 63) === 0) return { cylinders: Math.min(1024, total / (16 * 63)), heads: 16, sectors: 63 };
  for (let heads = 4; heads <= 16 && total % 17 === 0; heads++) {
    const cylinders = total / 17 / heads;
    if (Number.isInteger(cylinders) && cylinders <= 1024) return { cylinders, heads, sectors: 17 };
  }
  if (total < 4 * 17) return { cylinders: 1, heads: 1, sectors: Math.min(total, 63) };
  const { cylinders, heads, sectors } = vhdShape(Math.min(total, MOST_SECTORS));
  return { cylinders: Math.min(1024, cylinders), heads, sectors };
}
