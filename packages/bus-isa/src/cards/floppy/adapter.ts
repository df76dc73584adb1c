import { type DmaClient, Intel8272A, type Intel8272AHost } from '@backplane/chips-intel';
import {
  type Device,
  definePart,
  type EventId,
  type PartContext,
  type StateIo,
  sha1Hex,
  WiringError,
} from '@backplane/kernel';
import type { FloppyDisk } from '@backplane/media';
import type { IsaBoard } from '../../slot.ts';
import { FLOPPY_DRIVE_TYPES, type FloppyDriveType, PcFloppyDrive } from './drive.ts';

/*
 * IBM diskette drive adapter: an 8272A (uPD765A) with a digital output register.
 *
 *     3F2  write  digital output register: bits 0, 1 drive · 2 reset of the controller while 0 · 3 interrupt and DMA
 *                 requests go to the bus · 4–7 motors A–D
 *     3F4  read   main status          3F5  data
 *     3F7  write  data rate (high density): 0 = 500, 1 = 300, 2 = 250, 3 = 1000 kbit/s
 *          read   bit 7: DISK CHANGE of the selected drive (high density)
 *
 * A drive is selected only while its motor is on. The controller's unit number does not select anything: RDY is tied, and
 * the select lines of the controller lead nowhere.
 *
 * Sources: IBM, *Personal Computer Technical Reference*, "5-1/4 inch diskette drive adapter" (registers, block diagram);
 * IBM, *AT Technical Reference*, "Fixed disk and diskette drive adapter" (3F7).
 */

const DRIVE_SELECT = 0x03;
const NOT_RESET = 0x04;
const GATE = 0x08;

/** Offsets of the register window, which begins at port 3F2. */
const DOR = 0;
const STATUS = 2;
const DATA = 3;
const RATE = 5;

const RATES = [500, 300, 250, 1000];
const DMA_CHANNEL = 2;
/** Drives that have cables. */
const DRIVES = 2;
const LETTERS = ['A', 'B'];

/** Settings of the card. */
export interface FloppyAdapterOptions {
  /** Kind of drive A and B; `auto` if absent. */
  readonly a?: FloppyDriveType;
  readonly b?: FloppyDriveType;
  /** Port 3F7 is there; true if absent. Without it the data rate is 250 kbit/s. */
  readonly highDensity?: boolean;
}

/** What the card uses of the board's DMA controller. */
interface DmaController {
  connect(channel: number, client: DmaClient): void;
  request(channel: number, on: boolean, t: number): void;
}

export class FloppyAdapter implements Device, DmaClient {
  readonly stateVersion = 1;
  readonly io;
  readonly chip: Intel8272A;
  /** Drives A and B. */
  readonly drives: readonly PcFloppyDrive[];
  readonly #ctx: PartContext<'irq'>;
  readonly #highDensity: boolean;
  /** Events at which motors have their speed. */
  readonly #spinUp: readonly EventId[];
  #dma: DmaController | null = null;
  #dor = 0;
  #interrupt = false;
  #request = false;
  /** TC comes with the next byte. */
  #last = false;

  constructor(ctx: PartContext<'irq'>, options: FloppyAdapterOptions = {}) {
    this.#ctx = ctx;
    this.#highDensity = options.highDensity ?? true;
    const types = [options.a ?? 'auto', options.b ?? 'auto'];
    for (const [i, type] of types.entries()) {
      if (FLOPPY_DRIVE_TYPES.includes(type)) continue;
      throw new WiringError(
        `Drive ${LETTERS[i]} of "${ctx.id}" is of type "${String(type)}"; it takes ${FLOPPY_DRIVE_TYPES.join(', ')}.`,
      );
    }
    this.drives = types.map((type) => new PcFloppyDrive(type, ctx.ticksPerSecond));
    const host: Intel8272AHost = {
      drive: () => this.#selected,
      ready: () => true,
      interrupt: (on, t) => {
        this.#interrupt = on;
        this.#drive(t);
      },
      dataRequest: (on, t) => {
        this.#request = on;
        this.#dma?.request(DMA_CHANNEL, on && (this.#dor & GATE) !== 0, t);
      },
    };
    this.chip = new Intel8272A(ctx.scheduler, `${ctx.id}.chip`, ctx.ticksPerSecond, host);
    this.#spinUp = this.drives.map((drive, i) =>
      ctx.scheduler.allocate(`${ctx.id}.motor${i}`, (t) => {
        if (drive === this.#selected) this.chip.driveChanged(t);
      }),
    );
    this.io = {
      registers: {
        read: (offset: number, t: number) => this.#read(offset, t),
        peek: (offset: number) => this.#peek(offset),
        write: (offset: number, value: number, t: number) => this.#write(offset, value, t),
      },
    };
  }

  attach(peers: Readonly<Record<string, Device>>): void {
    const dma = peers.dma as unknown as DmaController | undefined;
    const board = peers.board as unknown as IsaBoard | undefined;
    if (dma === undefined || board === undefined) {
      throw new WiringError(`"${this.#ctx.id}" needs its peers \`dma\` and \`board\`.`);
    }
    this.#dma = dma;
    dma.connect(DMA_CHANNEL, this);
    board.install({ floppyDrives: this.drives.filter(({ type }) => type !== 'none').length });
  }

  /** The drive that answers: it is selected and its motor is on. */
  get #selected(): PcFloppyDrive | null {
    const n = this.#dor & DRIVE_SELECT;
    const drive = this.drives[n];
    return drive === undefined || drive.type === 'none' || (this.#dor & (0x10 << n)) === 0 ? null : drive;
  }

  reset(kind: 'power' | 'reset', t: number): void {
    this.#last = false;
    if (kind === 'power') {
      this.#dor = 0;
      this.#interrupt = this.#request = false;
      for (const drive of this.drives) drive.powerOn();
      this.chip.powerOn(t);
    }
    this.#setDor(0, t);
    this.chip.setReset(true, t);
    this.chip.setDataRate(250);
    for (const drive of this.drives) drive.anyRate = this.#highDensity && drive.type === 'auto';
  }

  // ---------------------------------------------------------------- registers

  #read(offset: number, t: number): number {
    if (offset === DATA) return this.chip.readData(t);
    return offset === STATUS ? this.chip.status(t) : this.#peek(offset);
  }

  #peek(offset: number): number {
    switch (offset) {
      case STATUS:
        return this.chip.status(this.#ctx.scheduler.now);
      case DATA:
        return this.chip.peekData();
      case RATE:
        // seven bits are a hard disk adapter's, or nobody's
        return this.#highDensity && this.#selected?.changeLine !== true ? 0x7f : 0xff;
      default:
        return 0xff;
    }
  }

  #write(offset: number, value: number, t: number): void {
    if (offset === DOR) this.#setDor(value, t);
    else if (offset === DATA) this.chip.writeData(value, t);
    else if (offset === RATE && this.#highDensity) {
      this.chip.setDataRate(RATES[value & 3]!);
      for (const drive of this.drives) drive.anyRate = false;
    }
  }

  #setDor(value: number, t: number): void {
    const before = this.#selected;
    const gate = this.#dor & GATE;
    this.#dor = value;
    for (let n = 0; n < DRIVES; n++) {
      const drive = this.drives[n]!;
      const atSpeed = drive.setMotor((value & (0x10 << n)) !== 0, t);
      if (!drive.motor) this.#ctx.scheduler.cancel(this.#spinUp[n]!);
      else if (atSpeed !== null) this.#ctx.scheduler.at(this.#spinUp[n]!, atSpeed);
    }
    if ((value & GATE) !== gate) {
      this.#drive(t);
      this.#dma?.request(DMA_CHANNEL, this.#request && (value & GATE) !== 0, t);
    }
    this.chip.setReset((value & NOT_RESET) === 0, t);
    if (this.#selected !== before) this.chip.driveChanged(t);
  }

  #drive(t: number): void {
    this.#ctx.out.irq.drive(this.#interrupt && (this.#dor & GATE) !== 0, t);
  }

  // ---------------------------------------------------------------- DMA

  read(t: number): number {
    const value = this.chip.dmaRead(t);
    this.#transferred(t);
    return value;
  }

  write(value: number, t: number): void {
    this.chip.dmaWrite(value, t);
    this.#transferred(t);
  }

  verify(t: number): void {
    this.chip.dmaVerify(t);
    this.#transferred(t);
  }

  /** TC is on during the last transfer. */
  terminalCount(): void {
    this.#last = true;
  }

  #transferred(t: number): void {
    if (!this.#last) return;
    this.#last = false;
    this.chip.terminalCount(t);
  }

  // ---------------------------------------------------------------- disks

  /** @throws TypeError if the medium is no floppy disk, or does not fit into the drive */
  insert(bay: string, medium: unknown, t: number): void {
    const n = bay === 'a' ? 0 : 1;
    const drive = this.drives[n]!;
    if (medium !== null && drive.type === 'none')
      throw new TypeError(`There is no drive ${LETTERS[n]} to put a disk in.`);
    const old = drive.disk;
    drive.insert(LETTERS[n]!, medium);
    if (old !== null) old.onNote = undefined;
    const disk: FloppyDisk | null = drive.disk;
    if (disk !== null) {
      // nobody has hashed the image: what is in the drive now counts as its base
      if (disk.medium.baseSha1 === '') disk.medium.baseSha1 = sha1Hex(disk.medium.content());
      disk.onNote = (text) =>
        this.#ctx.emit({ kind: 'note', text: `drive ${LETTERS[n]}: ${text}` }, this.#ctx.scheduler.now);
    }
    if (drive === this.#selected) this.chip.driveChanged(t);
  }

  state(io: StateIo): void {
    this.#dor = io.number('dor', this.#dor);
    this.#interrupt = io.bool('interrupt', this.#interrupt);
    this.#request = io.bool('request', this.#request);
    this.#last = io.bool('last', this.#last);
    for (const [n, drive] of this.drives.entries()) {
      io.section(`drive${LETTERS[n]}`, 1, (s) => drive.state(s, LETTERS[n]!));
    }
    io.section('chip', 1, (s) => this.chip.state(s));
  }
}

export const FloppyAdapterPart = definePart({
  type: 'FloppyAdapter',
  title: 'diskette drive adapter with two drives',
  pins: { irq: 'out' },
  io: { registers: { size: 6, title: 'diskette drive adapter' } },
  bays: { a: { medium: 'disk', title: 'drive A' }, b: { medium: 'disk', title: 'drive B' } },
  create: (ctx, options: FloppyAdapterOptions) => new FloppyAdapter(ctx, options),
});
