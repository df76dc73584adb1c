/**
 * A disk as the CP/M machine's controller shows it: 128-byte records on tracks, whatever the size of the sectors.
 *
 * The record numbers of a track count from 1 in the order in which the records lie on the disk ("physical"): a track
 * of 9 sectors of 512 bytes has the records 1 to 36. Logical records, after the sector translation, count from 0.
 */
import { type CpmFormat, type DiskParameterBlock, dpb, dpbBytes, skewTable } from './cpm-format.ts';
import { MediaError } from './errors.ts';
import { type DiskMedium, SECTOR_MISSING } from './sector-image.ts';

/** Bytes in a CP/M record. */
export const RECORD = 128;

/** Status of the controller's last command, as the machine's port 0Eh gives it. */
export const DISK_DONE = 0;
export const DISK_NO_DRIVE = 1;
export const DISK_TRACK_RANGE = 2;
export const DISK_SECTOR_RANGE = 3;
export const DISK_SEEK_ERROR = 4;
export const DISK_READ_ERROR = 5;
export const DISK_WRITE_ERROR = 6;
export const DISK_ILLEGAL_COMMAND = 7;

/** Room for the translation table in the 128 bytes of the drive parameters. */
const TRANSLATION_ROOM = 111;

export interface CpmDriveOptions {
  /** The drive is a folder of the host: bit 2 of the flags. */
  readonly folder?: boolean;
}

/** A medium in a drive, read as a CP/M format. */
export class CpmDrive {
  readonly medium: DiskMedium;
  readonly format: CpmFormat;
  readonly dpb: DiskParameterBlock;
  readonly folder: boolean;
  /**
   * Physical record − 1 for each logical record of a track, as it goes into the drive parameters; empty for none.
   * A track with a skew and more than 111 records cannot be described there: then it is empty too, and the drive itself
   * translates, so that its physical records are the logical ones.
   */
  readonly translation: readonly number[];

  readonly #internal: readonly number[] | undefined;
  readonly #recordsPerSector: number;
  #seen = -1;

  /**
   * @param medium sectors in the order of the image, `seclen` bytes each
   * @throws MediaError for an impossible format, or a medium of another sector size or with too few sectors
   */
  constructor(medium: DiskMedium, format: CpmFormat, options: CpmDriveOptions = {}) {
    this.dpb = dpb(format);
    this.medium = medium;
    this.format = format;
    this.folder = options.folder ?? false;
    this.#recordsPerSector = format.seclen / RECORD;
    if (medium.geometry.sectorSize !== format.seclen || medium.sectorCount !== format.tracks * format.sectrk) {
      throw new MediaError(
        `${medium.sectorCount} sectors of ${medium.geometry.sectorSize} bytes are not a disk of format ${format.id}, ` +
          `which has ${format.tracks * format.sectrk} of ${format.seclen}`,
      );
    }
    const table = skewTable(format).flatMap((sector) =>
      Array.from({ length: this.#recordsPerSector }, (_, i) => sector * this.#recordsPerSector + i),
    );
    const straight = table.every((physical, logical) => physical === logical);
    this.translation = straight || table.length > TRANSLATION_ROOM || this.dpb.spt > 255 ? [] : table;
    this.#internal = straight || this.translation.length > 0 ? undefined : table;
  }

  /** The medium was exchanged, or altered by the host, since the guest last asked for the parameters. */
  get changed(): boolean {
    return this.medium.alterations !== this.#seen;
  }

  /** For restoring a saved state. */
  set changed(value: boolean) {
    this.#seen = value ? -1 : this.medium.alterations;
  }

  /** Index of the sector that holds a record, or −status. */
  #locate(track: number, sector: number): number {
    if (!(track >= 0 && track < this.format.tracks)) return -DISK_TRACK_RANGE;
    if (!(sector >= 1 && sector <= this.dpb.spt)) return -DISK_SECTOR_RANGE;
    const record = this.#internal === undefined ? sector - 1 : this.#internal[sector - 1];
    return track * this.format.sectrk + Math.floor(record / this.#recordsPerSector);
  }

  #within(sector: number): number {
    const record = this.#internal === undefined ? sector - 1 : this.#internal[sector - 1];
    return (record % this.#recordsPerSector) * RECORD;
  }

  /**
   * Reads a record.
   * @param track from 0
   * @param sector physical record on the track, from 1
   * @param into takes 128 bytes at `at`; unchanged unless the status is 0
   * @returns the controller's status, `DISK_…`
   */
  readRecord(track: number, sector: number, into: Uint8Array, at = 0): number {
    const index = this.#locate(track, sector);
    if (index < 0) return -index;
    const data = this.medium.readSector(index);
    if (data === undefined) return DISK_READ_ERROR;
    const within = this.#within(sector);
    into.set(data.subarray(within, within + RECORD), at);
    return DISK_DONE;
  }

  /** Writes a record: 128 bytes of `from` at `at`. Parameters and result as for {@link readRecord}. */
  writeRecord(track: number, sector: number, from: Uint8Array, at = 0): number {
    const index = this.#locate(track, sector);
    if (index < 0) return -index;
    const outcome = this.medium.writeSector(index, from.subarray(at, at + RECORD), this.#within(sector));
    return outcome === 'written' ? DISK_DONE : DISK_WRITE_ERROR;
  }

  /** Physical record of a logical one on its track: what SECTRAN of the BIOS does, plus 1 where there is no table. */
  physical(logical: number): number {
    return (this.translation.length === 0 ? logical : this.translation[logical]) + 1;
  }

  /** Reads a record by its number behind the system tracks, as the BDOS counts. */
  readLogical(record: number, into: Uint8Array, at = 0): number {
    const { spt, off } = this.dpb;
    return this.readRecord(off + Math.floor(record / spt), this.physical(record % spt), into, at);
  }

  /** Writes a record by its number behind the system tracks, as the BDOS counts. */
  writeLogical(record: number, from: Uint8Array, at = 0): number {
    const { spt, off } = this.dpb;
    return this.writeRecord(off + Math.floor(record / spt), this.physical(record % spt), from, at);
  }

  /**
   * The 128 bytes of command 2, "drive parameters": disk parameter block, flags (bit 0 write-protected, bit 1 changed,
   * bit 2 folder), number of entries of the translation table, the table.
   *
   * @param acknowledge `true`: the guest has asked, so {@link changed} becomes false; `false`: only look
   */
  parameters(acknowledge = true): Uint8Array {
    const bytes = new Uint8Array(RECORD);
    bytes.set(dpbBytes(this.dpb), 0);
    bytes[15] = (this.medium.writeProtected ? 1 : 0) | (this.changed ? 2 : 0) | (this.folder ? 4 : 0);
    bytes[16] = this.translation.length;
    for (const [logical, physical] of this.translation.entries()) bytes[17 + logical] = physical + 1;
    if (acknowledge) this.#seen = this.medium.alterations;
    return bytes;
  }

  /** The image does not hold this many of the disk's sectors. */
  missingSectors(): number {
    let missing = 0;
    for (let index = 0; index < this.medium.sectorCount; index++) {
      if ((this.medium.sectorFlags(index) & SECTOR_MISSING) !== 0) missing++;
    }
    return missing;
  }
}
