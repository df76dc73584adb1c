import type { FdcFormat, FdcTrack, FloppyDrive } from '@backplane/chips-intel';
import { StateError, type StateIo } from '@backplane/kernel';
import { FloppyDisk } from '@backplane/media';

/*
 * A floppy disk drive of a PC
 *
 * Sources: IBM, *Technical Reference*, "5-1/4 inch diskette drive" (speed, motor start time, track to track time,
 * signals); Teac FD-55GFR and Sony MP-F17W specifications (1.2 MB and 3.5" drives: speeds, DISK CHANGE line).
 */

/** Kinds of drives; `auto` is always the one that the disk in it was made for. */
export const FLOPPY_DRIVE_TYPES = ['auto', '360k', '720k', '1.2m', '1.44m', '2.88m', 'none'] as const;
export type FloppyDriveType = (typeof FLOPPY_DRIVE_TYPES)[number];

interface Mechanism {
  /** Revolutions a minute; 0: as the disk needs. */
  readonly rpm: number;
  /** Innermost cylinder that the heads reach. */
  readonly last: number;
  /** Disks that fit. */
  readonly jacket: '5.25' | '3.5' | 'any';
  /** Tells of an exchanged disk on pin 34. */
  readonly changeLine: boolean;
  /** Tracks lie half as far apart as on disks of 40 cylinders. */
  readonly narrow: boolean;
}

const MECHANISMS: Readonly<Record<FloppyDriveType, Mechanism>> = {
  auto: { rpm: 0, last: 85, jacket: 'any', changeLine: true, narrow: false },
  '360k': { rpm: 300, last: 42, jacket: '5.25', changeLine: false, narrow: false },
  '720k': { rpm: 300, last: 82, jacket: '3.5', changeLine: true, narrow: false },
  '1.2m': { rpm: 360, last: 82, jacket: '5.25', changeLine: true, narrow: true },
  '1.44m': { rpm: 300, last: 82, jacket: '3.5', changeLine: true, narrow: false },
  '2.88m': { rpm: 300, last: 82, jacket: '3.5', changeLine: true, narrow: false },
  none: { rpm: 300, last: 0, jacket: 'any', changeLine: false, narrow: false },
};

/** Milliseconds from MOTOR ON until the disk turns at its speed. */
export const MOTOR_START_MS = 500;
/** Disks with fewer cylinders have wide tracks. */
const WIDE_BELOW = 44;

/** One drive, with the disk in it. */
export class PcFloppyDrive implements FloppyDrive {
  readonly type: FloppyDriveType;
  disk: FloppyDisk | null = null;
  /** Cylinder that the heads are on. */
  cylinder = 0;
  /** Read at its own rate whatever the controller is set to: only with type `auto`. */
  anyRate = true;
  readonly #mechanism: Mechanism;
  readonly #ticksPerMinute: number;
  readonly #spinTicks: number;
  #motor = false;
  /** Tick at which the motor that is on has its speed. */
  #atSpeed = 0;
  #changed = true;

  constructor(type: FloppyDriveType, ticksPerSecond: number) {
    this.type = type;
    this.#mechanism = MECHANISMS[type];
    this.#ticksPerMinute = ticksPerSecond * 60;
    this.#spinTicks = Math.round((ticksPerSecond * MOTOR_START_MS) / 1000);
  }

  /** Power-on: the motor is off; the heads stay where they are in reality, and are on cylinder 0 here. */
  powerOn(): void {
    this.cylinder = 0;
    this.#motor = false;
    this.#atSpeed = 0;
    this.#changed = true;
  }

  get motor(): boolean {
    return this.#motor;
  }

  /** MOTOR ON. @returns the tick at which the disk turns, if it is only now being started */
  setMotor(on: boolean, t: number): number | null {
    if (on === this.#motor) return null;
    this.#motor = on;
    if (!on) return null;
    this.#atSpeed = t + this.#spinTicks;
    return this.#atSpeed;
  }

  /** DISK CHANGE: the disk was taken out or exchanged, and no step pulse has come since there is one. */
  get changeLine(): boolean {
    return this.#mechanism.changeLine && this.#changed;
  }

  /**
   * Puts a disk in, or takes it out.
   * @throws TypeError if it is no floppy disk, or does not fit
   */
  insert(letter: string, disk: unknown): void {
    if (disk !== null) {
      if (!(disk instanceof FloppyDisk)) throw new TypeError(`Drive ${letter} takes a floppy disk (FloppyDisk).`);
      const { jacket } = this.#mechanism;
      if (jacket !== 'any' && disk.jacket !== 'any' && disk.jacket !== jacket) {
        throw new TypeError(`A ${disk.jacket}" disk does not fit into drive ${letter}, which is a ${this.type} drive.`);
      }
    }
    this.disk = disk;
    this.#changed = true;
  }

  // ---------------------------------------------------------------- signals

  #rpm(disk: FloppyDisk): number {
    return this.#mechanism.rpm === 0 ? disk.recording.rpm : this.#mechanism.rpm;
  }

  revolution(t: number): number {
    const disk = this.disk;
    if (disk === null || !this.#motor || t < this.#atSpeed) return 0;
    return this.#ticksPerMinute / this.#rpm(disk);
  }

  trackZero(): boolean {
    return this.type !== 'none' && this.cylinder === 0;
  }

  writeProtected(): boolean {
    return this.disk?.writeProtected ?? false;
  }

  twoSided(): boolean {
    return this.type !== 'none';
  }

  fault(): boolean {
    return false;
  }

  step(inward: boolean): void {
    const { last } = this.#mechanism;
    this.cylinder = Math.min(last, Math.max(0, this.cylinder + (inward ? 1 : -1)));
    if (this.disk !== null) this.#changed = false;
  }

  // ---------------------------------------------------------------- data

  /** Rate at which a disk comes out of this drive. */
  #turned(disk: FloppyDisk, kbps: number): number {
    return Math.round((kbps * this.#rpm(disk)) / disk.recording.rpm);
  }

  rate(kbps: number): number {
    return this.anyRate && this.disk !== null ? this.#turned(this.disk, this.disk.recording.kbps) : kbps;
  }

  /** Cylinder of the disk that the heads are on; −1 between two of its tracks. */
  #diskCylinder(disk: FloppyDisk): number {
    if (!this.#mechanism.narrow || disk.cylinders >= WIDE_BELOW) return this.cylinder;
    return (this.cylinder & 1) === 0 ? this.cylinder >> 1 : -1;
  }

  track(head: number, kbps: number): FdcTrack | null {
    const disk = this.disk;
    if (disk === null) return null;
    const cylinder = this.#diskCylinder(disk);
    if (cylinder < 0) return null;
    const track = disk.track(cylinder, head);
    return this.anyRate || this.#turned(disk, track.kbps) === kbps ? track : null;
  }

  read(head: number, index: number): Uint8Array | undefined {
    return this.disk?.read(this.#diskCylinder(this.disk), head, index);
  }

  write(head: number, index: number, data: Uint8Array, deleted: boolean): boolean {
    const disk = this.disk;
    if (disk === null) return false;
    return disk.write(this.#diskCylinder(disk), head, index, data, deleted) === 'written';
  }

  format(head: number, { encoding, kbps, ids, n, gap3, filler }: FdcFormat): boolean {
    const disk = this.disk;
    if (disk === null) return false;
    const nominal = Math.round((kbps * disk.recording.rpm) / this.#rpm(disk));
    const format = { encoding, kbps: nominal, ids, n, gap3, filler };
    return disk.format(this.#diskCylinder(disk), head, format) === 'written';
  }

  // ---------------------------------------------------------------- state

  /** @throws StateError if another disk is in the drive than when the snapshot was made */
  state(io: StateIo, letter: string): void {
    this.cylinder = io.number('cylinder', this.cylinder);
    this.anyRate = io.bool('anyRate', this.anyRate);
    this.#motor = io.bool('motor', this.#motor);
    this.#atSpeed = io.number('atSpeed', this.#atSpeed);
    this.#changed = io.bool('changed', this.#changed);
    const sane = Number.isInteger(this.cylinder) && this.cylinder >= 0 && this.cylinder <= this.#mechanism.last;
    if (io.loading && !sane) {
      throw new StateError(`The heads of drive ${letter} are on cylinder ${this.cylinder}: the snapshot is damaged.`);
    }
    diskState(io, `drive ${letter}`, this.disk);
  }
}

/** Saves what a disk differs in from its image, or puts that back: the image itself is not in a snapshot. */
function diskState(io: StateIo, drive: string, disk: FloppyDisk | null): void {
  const present = io.bool('disk', disk !== null);
  if (present !== (disk !== null)) {
    throw new StateError(
      present
        ? `The snapshot has a disk in ${drive}, this machine has none. Insert the same disk first.`
        : `The snapshot has no disk in ${drive}. Take the disk out first.`,
    );
  }
  if (disk === null) return;
  const { medium } = disk;
  const base = io.string('base', medium.baseSha1);
  if (base !== medium.baseSha1) {
    throw new StateError(
      `The snapshot was made with another disk in ${drive}, SHA-1 ${base}; this one is ${medium.baseSha1}. ` +
        'Insert the disk that it was made with.',
    );
  }
  const shape = io.string('format', disk.shape);
  if (shape !== disk.shape) {
    throw new StateError(
      `The snapshot was made with the disk in ${drive} read as ${shape}, not as ${disk.shape}. ` +
        'Give the same format again.',
    );
  }
  medium.writeProtected = io.bool('writeProtected', medium.writeProtected);
  const overlay = medium.saveOverlay();
  const indices = new Int32Array(io.number('sectors', overlay.indices.length));
  if (!io.loading) indices.set(overlay.indices);
  io.ints('indices', indices);
  const data = io.blob('data', overlay.data);
  const layout = io.blob('layout', disk.saveLayout());
  if (!io.loading) return;
  medium.restoreOverlay({ indices, data });
  disk.restoreLayout(layout);
}
