/*
 * What a floppy disk controller sees of its drives.
 *
 * The signals are those of the drive connector (Shugart SA400/SA800); instead of flux there are tracks of sectors with
 * their places in bytes from the index hole.
 */

/** A sector as it passes under the head. */
export interface FdcSector {
  /** Identification field: cylinder, head, record, size code. */
  readonly c: number;
  readonly h: number;
  readonly r: number;
  readonly n: number;
  /** Bytes of the data field; 0 if there is none. */
  readonly size: number;
  /** Its data address mark is the deleted one. */
  readonly deleted: boolean;
  /** The check sum of the data field is wrong. */
  readonly dataError: boolean;
  /** The check sum of the identification field is wrong. */
  readonly idError: boolean;
  /** Place of the ID address mark (byte FEh), in bytes from the index hole. */
  readonly position: number;
}

/** A track as it passes under the head. */
export interface FdcTrack {
  readonly encoding: 'fm' | 'mfm';
  /** Bytes from index to index. */
  readonly capacity: number;
  readonly sectors: readonly FdcSector[];
}

/** What FORMAT TRACK writes. */
export interface FdcFormat {
  readonly encoding: 'fm' | 'mfm';
  /** Data rate of the controller in kbit/s. */
  readonly kbps: number;
  /** C, H, R, N of each sector. */
  readonly ids: Uint8Array;
  /** Size code of the data fields. */
  readonly n: number;
  readonly gap3: number;
  readonly filler: number;
}

/** A drive that is selected. */
export interface FloppyDrive {
  /**
   * Ticks of a revolution while the disk turns at its speed; 0 while no index pulses come (no disk, or the motor is off
   * or not up to speed). Index pulses come at multiples of it.
   */
  revolution(t: number): number;
  /** TRACK 0: the heads are on the outermost cylinder. */
  trackZero(): boolean;
  writeProtected(): boolean;
  twoSided(): boolean;
  fault(): boolean;
  /** A step pulse, towards the centre if `inward`. */
  step(inward: boolean, t: number): void;
  /** Data rate that the disk is read at while the controller is set to `kbps`. */
  rate(kbps: number): number;
  /** What the controller can read of the side under a head at a data rate; null if it makes no sense of it. */
  track(head: number, kbps: number): FdcTrack | null;
  /** Bytes of the data field of a sector of {@link track}; undefined if there is none. */
  read(head: number, index: number): Uint8Array | undefined;
  /** Writes a data field. False if it was not written: the drive reports a fault. */
  write(head: number, index: number, data: Uint8Array, deleted: boolean): boolean;
  /** Writes a whole track. False as for {@link write}. */
  format(head: number, format: FdcFormat): boolean;
}

/** Bytes from the ID address mark (FEh) to the end of the identification field with its check sum. */
export const ID_BYTES = 7;
/** Bytes of a check sum. */
export const CRC_BYTES = 2;

/** Bytes from the ID address mark (FEh) to the first byte of data: ID field, GAP2, sync, data address mark. */
export function bytesToData(encoding: 'fm' | 'mfm'): number {
  return encoding === 'mfm' ? ID_BYTES + 22 + 12 + 4 : ID_BYTES + 11 + 6 + 1;
}

/** Bytes from the index hole to the first identification field when a track is formatted, and of a sector's framing. */
export function formatFraming(encoding: 'fm' | 'mfm'): { readonly toId: number; readonly sector: number } {
  return encoding === 'mfm'
    ? { toId: 80 + 12 + 4 + 50 + 12 + 3, sector: 12 + 4 + 4 + CRC_BYTES + 22 + 12 + 4 + CRC_BYTES }
    : { toId: 40 + 6 + 1 + 26 + 6, sector: 6 + 1 + 4 + CRC_BYTES + 11 + 6 + 1 + CRC_BYTES };
}

/** The index pulse at or before tick `t`. */
export function indexBefore(t: number, revolution: number): number {
  const index = Math.floor(t / revolution) * revolution;
  return index > t ? index - revolution : index;
}

/** Tick at which a place of the track next comes to the head, at or after tick `t`. May be a fraction. */
export function passes(position: number, t: number, revolution: number, capacity: number): number {
  const at = indexBefore(t, revolution) + (position * revolution) / capacity;
  return at < t ? at + revolution : at;
}
