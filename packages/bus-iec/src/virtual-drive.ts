import { type Device, definePart, type PartContext, type StateIo, sha1Hex } from '@backplane/kernel';
import { CbmDisk } from '@backplane/media';
import { diskState } from './disk-state.ts';
import { CbmDos, COMMAND_CHANNEL } from './dos/dos.ts';
import { LONGEST_LINE } from './dos/names.ts';
import { type SerialContext, type SerialDevice, SerialPort } from './serial-port.ts';

/** Options of a virtual drive. */
export interface VirtualDriveOptions {
  /** Device number, 4–30. If absent, the number in the part's name (`drive9.drive` → 9), or 8. */
  readonly device?: number;
}

const DEFAULT_DEVICE = 8;

/**
 * A disk drive on the serial bus without a processor of its own: the bus protocol with its times, and a disk operating
 * system that does at once what it is told. Any program that keeps to the protocol can use it; fast loaders that bring
 * code for the drive's processor cannot.
 */
export class VirtualDrive implements Device, SerialDevice {
  readonly stateVersion = 1;
  readonly dos: CbmDos;
  readonly #ctx: SerialContext;
  readonly #port: SerialPort;
  readonly #unit: number;
  /** A command line or a name that is arriving: bytes, how many, and whether there were too many. */
  readonly #line = new Uint8Array(LONGEST_LINE + 1);
  #length = 0;
  #tooLong = false;
  /** Channel of the last OPEN or LISTEN; `#naming`: what arrives is the name of an OPEN. */
  #channel = 0;
  #naming = false;
  /** Bytes sent and taken on data channels, for a drive lamp; not state. */
  accesses = 0;

  constructor(ctx: PartContext, options: VirtualDriveOptions = {}) {
    this.#ctx = ctx as SerialContext;
    const inName = /([0-9]+)\./.exec(ctx.id)?.[1];
    const unit = options.device ?? (inName === undefined ? DEFAULT_DEVICE : Number(inName));
    this.#unit = Number.isInteger(unit) && unit >= 4 && unit <= 30 ? unit : DEFAULT_DEVICE;
    this.dos = new CbmDos(this.#unit, (text, t) => ctx.emit({ kind: 'note', text: `drive ${this.#unit}: ${text}` }, t));
    this.#port = new SerialPort(this.#ctx, this);
    ctx.in.reset!.listen((on, t) => {
      if (on) this.reset('reset', t);
    });
  }

  /** Device number as wired; programs can give the drive another one until it is reset. */
  get unit(): number {
    return this.#unit;
  }

  /** True while something goes on on the bus. */
  get busy(): boolean {
    return this.#port.busy;
  }

  get listenAddress(): number {
    return this.dos.listenAddress;
  }

  get talkAddress(): number {
    return this.dos.talkAddress;
  }

  reset(_kind: 'power' | 'reset', t: number): void {
    this.#port.reset(t);
    this.dos.reset();
    this.#line.fill(0);
    this.#length = 0;
    this.#tooLong = false;
    this.#channel = 0;
    this.#naming = false;
  }

  /** @throws TypeError for anything but a CbmDisk */
  insert(_bay: string, medium: unknown): void {
    if (medium !== null && !(medium instanceof CbmDisk)) {
      throw new TypeError(`Drive ${this.#unit} takes a Commodore disk (CbmDisk).`);
    }
    if (medium !== null && medium.medium.baseSha1 === '') {
      // nobody has hashed the image: what is in the drive now counts as its base
      medium.medium.baseSha1 = sha1Hex(medium.medium.content());
    }
    this.dos.insert(medium);
  }

  state(io: StateIo): void {
    io.section('port', 1, (s) => this.#port.state(s));
    io.section('dos', 1, (s) => this.dos.state(s));
    io.bytes('line', this.#line);
    this.#length = io.number('length', this.#length);
    this.#tooLong = io.bool('tooLong', this.#tooLong);
    this.#channel = io.number('channel', this.#channel);
    this.#naming = io.bool('naming', this.#naming);
    io.section('medium', 1, (s) => diskState(s, `drive ${this.#unit}`, this.dos.disk));
  }

  // ---------------------------------------------------------------- bus

  open(channel: number): void {
    this.#begin(channel);
    this.#naming = true;
  }

  close(channel: number): void {
    this.dos.closeChannel(channel);
  }

  listen(channel: number): boolean {
    this.#begin(channel);
    return this.dos.takes(channel);
  }

  #begin(channel: number): void {
    this.#channel = channel;
    this.#naming = false;
    this.#length = 0;
    this.#tooLong = false;
    this.#line.fill(0);
  }

  receive(byte: number, eoi: boolean, t: number): boolean {
    this.accesses++;
    if (!this.#naming && this.#channel !== COMMAND_CHANNEL) return this.dos.write(this.#channel, byte, eoi);
    if (this.#length < this.#line.length) this.#line[this.#length++] = byte;
    else this.#tooLong = true;
    if (eoi) this.#lineEnds(t);
    return true;
  }

  unlisten(t: number): void {
    if (this.#naming || this.#channel === COMMAND_CHANNEL) {
      if (this.#length > 0) this.#lineEnds(t);
      this.#naming = false;
    } else this.dos.endOfTransmission(this.#channel);
  }

  #lineEnds(t: number): void {
    let text = '';
    for (let i = 0; i < this.#length; i++) text += String.fromCharCode(this.#line[i]!);
    const tooLong = this.#tooLong || (this.#length > LONGEST_LINE && this.#line[LONGEST_LINE] !== 0x0d);
    // a name that ends with CR was sent by PRINT# after an OPEN without a name
    if (this.#naming && text.endsWith('\r') && this.#channel !== COMMAND_CHANNEL) text = text.slice(0, -1);
    this.#length = 0;
    this.#tooLong = false;
    this.#line.fill(0);
    this.dos.line(this.#channel, text, tooLong, t);
    this.#naming = false;
  }

  next(channel: number): number {
    return this.dos.next(channel);
  }

  sent(channel: number): void {
    this.accesses++;
    this.dos.sent(channel);
  }
}

export const VirtualDrivePart = definePart({
  type: 'VirtualDrive',
  title: 'Disk drive that speaks the serial protocol',
  pins: { atn: 'in', clk: 'bus', data: 'bus', reset: 'in' },
  bays: { disk: { medium: 'disk', title: 'disk' } },
  create: (ctx, options: VirtualDriveOptions) => new VirtualDrive(ctx, options),
});
