import { StateError, type StateIo } from '@backplane/kernel';
import { HardDisk, MediaError } from '@backplane/media';
import { identifyWords, MOST_MULTIPLE } from './identify.ts';
import { Mechanics } from './mechanics.ts';

/*
 * An ATA hard disk drive: its registers and commands
 *
 * Source: ANSI X3.221-1994 (ATA-1) and X3.279-1996 (ATA-2): registers, commands, PIO protocols, errors. Transfers by the
 * host only, no DMA; no interrupts, as cards of the XT poll.
 *
 * The drive has no event of its own. A command fixes at once what it will deliver and the tick from which it does;
 * before that tick the status is BSY.
 */

/** Status register. */
export const BSY = 0x80;
export const DRDY = 0x40;
/** Drive write fault. */
export const DWF = 0x20;
export const DSC = 0x10;
export const DRQ = 0x08;
export const ERR = 0x01;

/** Error register. */
const UNC = 0x40;
const IDNF = 0x10;
const ABRT = 0x04;
/** Diagnostic code: no error found. */
const PASSED = 0x01;

/** Device register. */
const LBA = 0x40;
/** Bits that always read as ones. */
const ONES = 0xa0;

/** Registers of the command block. */
export const DATA = 0;
export const ERROR = 1;
export const COUNT = 2;
export const SECTOR = 3;
export const CYLINDER_LOW = 4;
export const CYLINDER_HIGH = 5;
export const DEVICE = 6;
export const STATUS = 7;

const BYTES = 512;

/** What the data register is doing. */
const IDLE = 0;
const TO_HOST = 1;
const FROM_HOST = 2;

/** Which command's data the buffer takes or gives. */
const SECTORS = 0;
const BUFFER = 1;

export class AtaDrive {
  readonly #name: string;
  readonly #serial: string;
  readonly #mechanics: Mechanics;
  #disk: HardDisk | null = null;

  #error = PASSED;
  #features = 0;
  #count = 1;
  #sector = 1;
  #cylinderLow = 0;
  #cylinderHigh = 0;
  #device = 0;
  /** ERR and DWF of the last command. */
  #failure = 0;
  /** Tick from which the drive is not busy. */
  #readyAt = 0;
  /** Held in reset by the device control register. */
  #resetting = false;

  /** What the registers count in; set by INITIALIZE DRIVE PARAMETERS. */
  #cylinders = 1;
  #heads = 1;
  #sectors = 1;
  #multiple = 0;
  #eightBit = false;

  #phase: number = IDLE;
  #kind: number = SECTORS;
  /** Sectors of a block of the command that runs. */
  #block = 1;
  /** Next block number, and sectors that are still to be moved, those in the buffer included. */
  #next = 0;
  #remaining = 0;
  readonly #buffer = new Uint8Array(BYTES * MOST_MULTIPLE);
  #length = 0;
  #at = 0;

  /**
   * @param name what messages call it
   * @param serial its serial number
   */
  constructor(name: string, serial: string, ticksPerSecond: number) {
    this.#name = name;
    this.#serial = serial;
    this.#mechanics = new Mechanics(ticksPerSecond);
  }

  /** Whether there is a drive. One without a disk is none. */
  get present(): boolean {
    return this.#disk !== null;
  }

  /** Mounts a disk, or takes the drive away. A command that runs is lost. @throws MediaError if it is no hard disk */
  insert(medium: unknown, t: number): void {
    if (medium !== null && !(medium instanceof HardDisk)) {
      throw new MediaError(`${this.#name} takes a hard disk`, { hint: 'Open its image with openHardDisk' });
    }
    this.#disk = medium;
    if (medium !== null) this.#mechanics.mount(medium.shape);
    this.#defaults();
    this.#readyAt = t;
  }

  reset(power: boolean, t: number): void {
    if (power && this.#disk !== null) this.#mechanics.mount(this.#disk.shape);
    this.#defaults();
    this.#resetting = false;
    this.#readyAt = t + (power ? this.#mechanics.spinUp : this.#mechanics.resetTime);
  }

  /** SRST of the device control register. The drive is busy while it is set. */
  softReset(on: boolean, t: number): void {
    if (on === this.#resetting) return;
    if (on) this.#defaults();
    this.#resetting = on;
    this.#readyAt = t + this.#mechanics.resetTime;
  }

  #defaults(): void {
    const shape = this.#disk?.shape;
    this.#cylinders = shape?.cylinders ?? 1;
    this.#heads = shape?.heads ?? 1;
    this.#sectors = shape?.sectors ?? 1;
    this.#multiple = 0;
    this.#eightBit = false;
    this.#features = 0;
    this.#device = 0;
    this.#signature();
    this.#error = PASSED;
    this.#failure = 0;
    this.#phase = IDLE;
    this.#kind = SECTORS;
    this.#block = 1;
    this.#next = this.#remaining = this.#length = this.#at = 0;
  }

  #signature(): void {
    this.#count = this.#sector = 1;
    this.#cylinderLow = this.#cylinderHigh = 0;
  }

  // ---------------------------------------------------------------- registers

  status(t: number): number {
    if (this.#resetting || t < this.#readyAt) return BSY;
    return DRDY | DSC | (this.#phase === IDLE ? 0 : DRQ) | this.#failure;
  }

  /** A register of the command block but the data register. While the drive is busy each shows the status. */
  read(register: number, t: number): number {
    const status = this.status(t);
    if ((status & BSY) !== 0) return status;
    switch (register) {
      case ERROR:
        return this.#error;
      case COUNT:
        return this.#count;
      case SECTOR:
        return this.#sector;
      case CYLINDER_LOW:
        return this.#cylinderLow;
      case CYLINDER_HIGH:
        return this.#cylinderHigh;
      case DEVICE:
        return this.#device | ONES;
      default:
        return status;
    }
  }

  /** Both drives of a cable take what is written to all registers but the data and the command register. */
  write(register: number, value: number, t: number): void {
    if ((this.status(t) & BSY) !== 0) return;
    switch (register) {
      case ERROR:
        this.#features = value;
        break;
      case COUNT:
        this.#count = value;
        break;
      case SECTOR:
        this.#sector = value;
        break;
      case CYLINDER_LOW:
        this.#cylinderLow = value;
        break;
      case CYLINDER_HIGH:
        this.#cylinderHigh = value;
        break;
      case DEVICE:
        this.#device = value;
        break;
    }
  }

  /** Head and drive number for the drive address register. */
  get head(): number {
    return this.#device & 0x0f;
  }

  // ---------------------------------------------------------------- data

  /** A read of the data register: 16 bits, or 8 in 8-bit mode. All ones without DRQ. */
  readData(t: number): number {
    if (this.#phase !== TO_HOST || t < this.#readyAt || this.#resetting) return 0xffff;
    const low = this.#buffer[this.#at]!;
    let value = low | 0xff00;
    if (!this.#eightBit) value = low | (this.#buffer[this.#at + 1]! << 8);
    this.#at += this.#eightBit ? 1 : 2;
    if (this.#at >= this.#length) this.#taken(t);
    return value;
  }

  writeData(value: number, t: number): void {
    if (this.#phase !== FROM_HOST || t < this.#readyAt || this.#resetting) return;
    this.#buffer[this.#at++] = value & 0xff;
    if (!this.#eightBit) this.#buffer[this.#at++] = value >> 8;
    if (this.#at >= this.#length) this.#given(t);
  }

  /** The host has taken what was in the buffer. */
  #taken(t: number): void {
    this.#phase = IDLE;
    if (this.#kind === BUFFER || this.#remaining === 0) return;
    this.#readyAt = t + this.#mechanics.nextSector;
    this.#fill(this.#readyAt);
  }

  /** The host has filled the buffer. */
  #given(t: number): void {
    this.#phase = IDLE;
    if (this.#kind === BUFFER) return;
    const disk = this.#disk!;
    this.#readyAt = t + this.#mechanics.nextSector;
    for (let at = 0; at < this.#length; at += BYTES) {
      this.#show(this.#next);
      if (this.#next >= disk.blocks) {
        this.#fail(IDNF);
        return;
      }
      this.#readyAt = this.#mechanics.seekBlock(this.#next, this.#readyAt);
      const outcome = disk.write(this.#next, this.#buffer.subarray(at, at + BYTES));
      if (outcome !== 'written') {
        // write protection is no matter of these drives; ATA-3 reports it in the bit of uncorrectable data
        if (outcome === 'protected') this.#fail(UNC | ABRT);
        else this.#fail(outcome === 'missing' ? IDNF : ABRT, outcome === 'missing' ? 0 : DWF);
        return;
      }
      this.#next++;
      this.#remaining--;
      this.#count = this.#remaining & 0xff;
    }
    if (this.#remaining > 0) this.#demand();
  }

  // ---------------------------------------------------------------- commands

  /** A write to the command register. */
  command(code: number, t: number): void {
    if ((this.status(t) & BSY) !== 0 || this.#disk === null) return;
    this.#phase = IDLE;
    this.#failure = 0;
    this.#error = 0;
    this.#readyAt = t + this.#mechanics.overhead;
    if (code >= 0x10 && code <= 0x1f) {
      this.#readyAt = this.#mechanics.seek(0, this.#readyAt);
      this.#cylinderLow = this.#cylinderHigh = 0;
      return;
    }
    if (code >= 0x70 && code <= 0x7f) {
      this.#seek();
      return;
    }
    switch (code) {
      case 0x20: // READ SECTOR(S), with and without retries
      case 0x21:
        this.#start(1, TO_HOST);
        break;
      case 0x30: // WRITE SECTOR(S)
      case 0x31:
        this.#start(1, FROM_HOST);
        break;
      case 0x40: // READ VERIFY SECTOR(S)
      case 0x41:
        this.#verify();
        break;
      case 0x91: // INITIALIZE DRIVE PARAMETERS
        this.#initialize();
        break;
      case 0xc4: // READ MULTIPLE
      case 0xc5: // WRITE MULTIPLE
        if (this.#multiple === 0) this.#fail(ABRT);
        else this.#start(this.#multiple, code === 0xc4 ? TO_HOST : FROM_HOST);
        break;
      case 0xc6: // SET MULTIPLE MODE
        if (this.#count > MOST_MULTIPLE || (this.#count & (this.#count - 1)) !== 0) this.#fail(ABRT);
        else this.#multiple = this.#count;
        break;
      case 0xe4: // READ BUFFER
        this.#transfer(TO_HOST, BUFFER);
        break;
      case 0xe8: // WRITE BUFFER
        this.#transfer(FROM_HOST, BUFFER);
        break;
      case 0xec: // IDENTIFY DRIVE
        this.#identify();
        break;
      case 0xef: // SET FEATURES
        this.#setFeatures();
        break;
      case 0xe5: // CHECK POWER MODE
      case 0x98:
        this.#count = 0xff; // active or idle
        break;
      case 0xe0: // STANDBY IMMEDIATE, IDLE IMMEDIATE, STANDBY, IDLE, SLEEP; FLUSH CACHE (ATA-4): nothing is cached
      case 0xe1:
      case 0xe2:
      case 0xe3:
      case 0xe6:
      case 0xe7:
      case 0x94:
      case 0x95:
      case 0x96:
      case 0x97:
      case 0x99:
        break;
      default:
        this.#fail(ABRT);
    }
  }

  /** EXECUTE DRIVE DIAGNOSTIC, which both drives carry out. */
  diagnose(t: number): void {
    if (this.#disk === null || (this.status(t) & BSY) !== 0) return;
    this.#signature();
    this.#device = 0;
    this.#phase = IDLE;
    this.#failure = 0;
    this.#error = PASSED;
    this.#readyAt = t + this.#mechanics.resetTime;
  }

  #fail(error: number, status = 0): void {
    this.#phase = IDLE;
    this.#error = error;
    this.#failure = ERR | status;
  }

  /** The block that the registers address, −1 if there is none. */
  #address(): number {
    const { blocks } = this.#disk!;
    const cylinder = this.#cylinderLow | (this.#cylinderHigh << 8);
    const head = this.#device & 0x0f;
    let block: number;
    if ((this.#device & LBA) !== 0) block = this.#sector + cylinder * 0x100 + head * 0x1000000;
    else {
      if (this.#sector < 1 || this.#sector > this.#sectors || head >= this.#heads || cylinder >= this.#cylinders) {
        return -1;
      }
      block = (cylinder * this.#heads + head) * this.#sectors + this.#sector - 1;
    }
    return block < blocks ? block : -1;
  }

  /** Puts the address of a block into the registers. */
  #show(block: number): void {
    if ((this.#device & LBA) !== 0) {
      this.#sector = block & 0xff;
      this.#cylinderLow = (block >> 8) & 0xff;
      this.#cylinderHigh = (block >> 16) & 0xff;
      this.#device = (this.#device & 0xf0) | ((block >> 24) & 0x0f);
      return;
    }
    const track = Math.floor(block / this.#sectors);
    const cylinder = Math.floor(track / this.#heads);
    this.#sector = (block % this.#sectors) + 1;
    this.#cylinderLow = cylinder & 0xff;
    this.#cylinderHigh = (cylinder >> 8) & 0xff;
    this.#device = (this.#device & 0xf0) | (track % this.#heads);
  }

  #seek(): void {
    const block = this.#address();
    if (block < 0) this.#fail(IDNF);
    else this.#readyAt = this.#mechanics.seekBlock(block, this.#readyAt);
  }

  /** Begins a command that moves sectors in blocks of `block`. */
  #start(block: number, phase: number): void {
    this.#next = this.#address();
    if (this.#next < 0) {
      this.#fail(IDNF);
      return;
    }
    this.#remaining = this.#count === 0 ? 256 : this.#count;
    this.#block = block;
    this.#kind = SECTORS;
    if (phase === TO_HOST) this.#fill(this.#readyAt);
    else this.#demand();
  }

  /** Asks the host for the next block. */
  #demand(): void {
    this.#phase = FROM_HOST;
    this.#length = Math.min(this.#block, this.#remaining) * BYTES;
    this.#at = 0;
  }

  /** Reads the next block into the buffer, from tick `t` on. Sectors in front of a bad one are still handed over. */
  #fill(t: number): void {
    const disk = this.#disk!;
    const most = Math.min(this.#block, this.#remaining);
    let when = t;
    this.#length = this.#at = 0;
    for (let n = 0; n < most; n++) {
      const data = this.#next < disk.blocks ? disk.read(this.#next) : undefined;
      if (data !== undefined) {
        when = this.#mechanics.read(this.#next, when);
        this.#buffer.set(data, this.#length);
        this.#length += BYTES;
        this.#show(this.#next++);
        this.#count = --this.#remaining & 0xff;
        continue;
      }
      if (n > 0) break;
      this.#show(this.#next);
      this.#fail(this.#next < disk.blocks ? UNC : IDNF);
      this.#readyAt = when;
      return;
    }
    this.#phase = TO_HOST;
    this.#readyAt = when;
  }

  #verify(): void {
    const disk = this.#disk!;
    let block = this.#address();
    if (block < 0) {
      this.#fail(IDNF);
      return;
    }
    let remaining = this.#count === 0 ? 256 : this.#count;
    for (; remaining > 0; remaining--, block++) {
      this.#show(block);
      this.#count = remaining & 0xff;
      if (block >= disk.blocks) {
        this.#fail(IDNF);
        return;
      }
      if (disk.read(block) === undefined) {
        this.#fail(UNC);
        return;
      }
      this.#readyAt = this.#mechanics.read(block, this.#readyAt);
    }
    this.#count = 0;
  }

  #initialize(): void {
    const heads = (this.#device & 0x0f) + 1;
    const sectors = this.#count;
    if (sectors === 0 || sectors > 63) {
      this.#fail(ABRT);
      return;
    }
    this.#heads = heads;
    this.#sectors = sectors;
    this.#cylinders = Math.min(0xffff, Math.floor(this.#disk!.blocks / (heads * sectors)));
  }

  #transfer(phase: number, kind: number): void {
    this.#kind = kind;
    this.#phase = phase;
    this.#length = BYTES;
    this.#at = 0;
  }

  #identify(): void {
    const settings = {
      cylinders: this.#cylinders,
      heads: this.#heads,
      sectors: this.#sectors,
      multiple: this.#multiple,
    };
    const words = identifyWords(this.#disk!, settings, this.#serial);
    for (let i = 0; i < words.length; i++) {
      this.#buffer[i * 2] = words[i]! & 0xff;
      this.#buffer[i * 2 + 1] = words[i]! >> 8;
    }
    this.#transfer(TO_HOST, BUFFER);
  }

  #setFeatures(): void {
    switch (this.#features) {
      case 0x01: // 8-bit data transfers
        this.#eightBit = true;
        break;
      case 0x81:
        this.#eightBit = false;
        break;
      case 0x03: // transfer mode: the default PIO modes, and PIO 0 to 4 with flow control
        if (this.#count > 0x01 && (this.#count < 0x08 || this.#count > 0x0c)) this.#fail(ABRT);
        break;
      case 0x02: // write cache, look-ahead, and defaults after a reset: accepted
      case 0x82:
      case 0x55:
      case 0xaa:
      case 0x66:
      case 0xcc:
        break;
      default:
        this.#fail(ABRT);
    }
  }

  // ---------------------------------------------------------------- state

  state(io: StateIo): void {
    this.#diskState(io);
    this.#error = io.number('error', this.#error);
    this.#features = io.number('features', this.#features);
    this.#count = io.number('count', this.#count);
    this.#sector = io.number('sector', this.#sector);
    this.#cylinderLow = io.number('cylinderLow', this.#cylinderLow);
    this.#cylinderHigh = io.number('cylinderHigh', this.#cylinderHigh);
    this.#device = io.number('device', this.#device);
    this.#failure = io.number('failure', this.#failure);
    this.#readyAt = io.number('readyAt', this.#readyAt);
    this.#resetting = io.bool('resetting', this.#resetting);
    this.#cylinders = io.number('cylinders', this.#cylinders);
    this.#heads = io.number('heads', this.#heads);
    this.#sectors = io.number('sectors', this.#sectors);
    this.#multiple = io.number('multiple', this.#multiple);
    this.#eightBit = io.bool('eightBit', this.#eightBit);
    this.#phase = io.number('phase', this.#phase);
    this.#kind = io.number('kind', this.#kind);
    this.#block = io.number('block', this.#block);
    this.#next = io.number('next', this.#next);
    this.#remaining = io.number('remaining', this.#remaining);
    this.#length = io.number('length', this.#length);
    this.#at = io.number('at', this.#at);
    io.bytes('buffer', this.#buffer);
    io.section('mechanics', 1, (s) => this.#mechanics.state(s));
  }

  /** What the disk differs in from its image; the image itself is not in a snapshot. @throws StateError */
  #diskState(io: StateIo): void {
    const disk = this.#disk;
    const present = io.bool('disk', disk !== null);
    if (present !== (disk !== null)) {
      throw new StateError(
        present
          ? `The snapshot has a disk in ${this.#name}, this machine has none. Insert the same disk first.`
          : `The snapshot has no disk in ${this.#name}. Take the disk out first.`,
      );
    }
    if (disk === null) return;
    const { medium, shape } = disk;
    const base = io.string('base', medium.baseSha1);
    if (base !== medium.baseSha1) {
      throw new StateError(
        `The snapshot was made with another disk in ${this.#name}, SHA-1 ${base}; this one is ${medium.baseSha1}. ` +
          'Insert the disk that it was made with, as it was when it was put in.',
      );
    }
    const text = `${shape.cylinders}/${shape.heads}/${shape.sectors}`;
    const stored = io.string('shape', text);
    if (stored !== text) {
      throw new StateError(
        `The snapshot was made with the disk in ${this.#name} as ${stored}, not as ${text}. Give the same shape again.`,
      );
    }
    medium.writeProtected = io.bool('writeProtected', medium.writeProtected);
    const overlay = medium.saveOverlay();
    const indices = new Int32Array(io.number('blocks', overlay.indices.length));
    if (!io.loading) indices.set(overlay.indices);
    io.ints('indices', indices);
    const data = io.blob('data', overlay.data);
    if (io.loading) medium.restoreOverlay({ indices, data });
  }
}
