import { type Device, definePart, type PartContext, StateError, type StateIo, sha1Hex } from '@backplane/kernel';
import { CpmDrive, DISK_ILLEGAL_COMMAND, DISK_NO_DRIVE, dpbBytes } from '@backplane/media';

const READ = 0;
const WRITE = 1;
const PARAMETERS = 2;
/** Bytes in a record, the unit of every transfer. */
const RECORD = 128;

/** Bays in order: drives A to P. */
export const DRIVES = 'abcdefghijklmnop';

/** Register offsets from port 0Ah. */
const REGISTER = {
  drive: 0,
  trackLow: 1,
  sectorLow: 2,
  command: 3,
  status: 4,
  dmaLow: 5,
  dmaHigh: 6,
  sectorHigh: 7,
  trackHigh: 8,
} as const;

/**
 * The disk controller, ports 0Ah to 12h, with sixteen drives. A command moves one 128-byte record between the medium
 * and RAM and is complete before the processor's next instruction. See HARDWARE.md, "Disk controller".
 */
export class DiskController implements Device {
  readonly stateVersion = 1;
  readonly io;
  readonly #ctx: PartContext;
  readonly #drives: (CpmDrive | null)[] = new Array<CpmDrive | null>(DRIVES.length).fill(null);
  /** The latches, indexed by REGISTER; `command` is not kept. */
  readonly #latches = new Uint8Array(9);
  readonly #record = new Uint8Array(RECORD);
  /** Commands run, for a drive lamp; not state. */
  accesses = 0;
  /** Drive of the last command, 0 = A; not state. */
  lastDrive = 0;

  constructor(ctx: PartContext) {
    this.#ctx = ctx;
    this.io = {
      registers: {
        read: (offset: number) => this.io.registers.peek(offset),
        write: (offset: number, value: number, t: number) => {
          if (offset === REGISTER.command) this.#latches[REGISTER.status] = this.#command(value, t);
          else if (offset !== REGISTER.status) this.#latches[offset] = value;
        },
        peek: (offset: number) => (offset === REGISTER.command ? 0xff : this.#latches[offset]!),
      },
    };
    ctx.in.reset!.listen((level) => {
      if (level) this.#latches.fill(0);
    });
  }

  /** The disk in a drive; 0 = A. */
  drive(number: number): CpmDrive | null {
    return this.#drives[number] ?? null;
  }

  insert(bay: string, medium: unknown): void {
    const n = DRIVES.indexOf(bay);
    if (medium !== null && !(medium instanceof CpmDrive)) {
      throw new TypeError(`Drive ${bay.toUpperCase()} takes a CP/M disk (CpmDrive).`);
    }
    if (medium !== null && medium.medium.baseSha1 === '') {
      // nobody has hashed the image: what is in the drive now counts as its base
      medium.medium.baseSha1 = sha1Hex(medium.medium.content());
    }
    this.#drives[n] = medium;
  }

  #command(command: number, t: number): number {
    const l = this.#latches;
    this.accesses++;
    this.lastDrive = l[REGISTER.drive]!;
    const drive = this.#drives[l[REGISTER.drive]!];
    if (drive == null) return DISK_NO_DRIVE;
    const track = l[REGISTER.trackLow]! | (l[REGISTER.trackHigh]! << 8);
    const sector = l[REGISTER.sectorLow]! | (l[REGISTER.sectorHigh]! << 8);
    switch (command) {
      case READ: {
        const status = drive.readRecord(track, sector, this.#record);
        if (status === 0) this.#toRam(this.#record, t);
        return status;
      }
      case WRITE: {
        const space = this.#ctx.space!;
        for (let i = 0; i < RECORD; i++) this.#record[i] = space.peekRam((this.#dma + i) & 0xffff);
        return drive.writeRecord(track, sector, this.#record);
      }
      case PARAMETERS:
        this.#toRam(drive.parameters(), t);
        return 0;
      default:
        return DISK_ILLEGAL_COMMAND;
    }
  }

  get #dma(): number {
    return this.#latches[REGISTER.dmaLow]! | (this.#latches[REGISTER.dmaHigh]! << 8);
  }

  #toRam(bytes: Uint8Array, t: number): void {
    const space = this.#ctx.space!;
    for (let i = 0; i < RECORD; i++) space.write((this.#dma + i) & 0xffff, bytes[i]!, t);
  }

  reset(): void {
    this.#latches.fill(0);
  }

  /** Latches, and for each drive the disk's identity and the sectors that differ from its base. */
  state(io: StateIo): void {
    io.bytes('latches', this.#latches);
    for (const [n, letter] of [...DRIVES].entries()) {
      const drive = this.#drives[n] ?? null;
      const present = io.bool(letter, drive !== null);
      if (present !== (drive !== null)) {
        throw new StateError(
          present
            ? `The snapshot has a disk in drive ${letter.toUpperCase()}, this machine has none. Insert the same disk first.`
            : `The snapshot has no disk in drive ${letter.toUpperCase()}. Take the disk out first.`,
        );
      }
      if (drive !== null) io.section(`disk ${letter}`, 1, (s) => diskState(s, letter.toUpperCase(), drive));
    }
  }
}

/** How a disk is read, whatever the format is called. */
function layout(drive: CpmDrive): string {
  const { seclen, tracks, sectrk } = drive.format;
  return `${tracks}×${sectrk}×${seclen} ${[...dpbBytes(drive.dpb), ...drive.translation].join(' ')}`;
}

function diskState(io: StateIo, letter: string, drive: CpmDrive): void {
  const { medium } = drive;
  const base = io.string('base', medium.baseSha1);
  const format = io.string('format', layout(drive));
  if (base !== medium.baseSha1) {
    throw new StateError(
      `The snapshot was made with another disk in drive ${letter}, SHA-1 ${base}; this one is ${medium.baseSha1}. ` +
        'Insert the disk that it was made with.',
    );
  }
  if (format !== layout(drive)) {
    throw new StateError(
      `The snapshot was made with the disk in drive ${letter} read in another format (${format} instead of ` +
        `${layout(drive)}). Give the same format again.`,
    );
  }
  medium.writeProtected = io.bool('writeProtected', medium.writeProtected);
  const changed = io.bool('changed', drive.changed);
  const overlay = medium.saveOverlay();
  const indices = new Int32Array(io.number('sectors', overlay.indices.length));
  if (!io.loading) indices.set(overlay.indices);
  io.ints('indices', indices);
  const data = io.blob('data', overlay.data);
  if (!io.loading) return;
  medium.restoreOverlay({ indices, data });
  drive.changed = changed;
}

export const DiskControllerPart = definePart({
  type: 'RecordDiskController',
  title: 'Disk controller with sixteen drives',
  pins: { reset: 'in' },
  io: { registers: { size: 9, title: 'drive, track, sector, command, status, DMA address' } },
  bays: Object.fromEntries([...DRIVES].map((d) => [d, { medium: 'disk' }])) as Readonly<
    Record<DriveLetter, { readonly medium: 'disk' }>
  >,
  create: (ctx) => new DiskController(ctx),
});

/** Names of the bays. */
export type DriveLetter =
  | ('a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h')
  | ('i' | 'j' | 'k' | 'l' | 'm' | 'n' | 'o' | 'p');
