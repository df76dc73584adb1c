import {
  type CardDefinition,
  type Device,
  defineCard,
  definePart,
  type IoTarget,
  type PartContext,
  type ResetKind,
  type StateIo,
} from '@backplane/kernel';
import { xtide as xtideRom } from '@backplane/roms-ibm-pc';
import { AtaDrive, DATA, DEVICE, STATUS } from './ata-drive.ts';

/*
 * XT-IDE: an ATA cable on an 8-bit slot, with a latch for the upper half of the data bus
 *
 *              rev. 1   rev. 2   XT-CF
 *     data      300h     300h     300h    of a word: its lower byte; a read latches the upper one
 *     latch     308h     301h      –      upper byte of the data: read after, written before the lower one
 *     error     301h     308h     302h    features
 *     count     302h     302h     304h
 *     sector    303h     30Ah     306h
 *     cylinder  304h–5h  304h,Ch  308h,Ah
 *     device    306h     306h     30Ch
 *     status    307h     30Eh     30Eh    command
 *     control   30Eh     307h     31Ch    alternate status
 *
 * Revision 2 swaps address lines A0 and A3, so that `in ax, dx` fetches a word. XT-CF has one port in two, no latch, and
 * a drive that is told to move bytes (SET FEATURES 01h).
 *
 * Source: the XT-IDE project's description of revision 1 by Hargle and James Pearce, and of the "Chuck mod" of revision
 * 2; James Pearce, XT-CF board, port list.
 */

/** Registers behind those of the command block. */
const LATCH = 8;
const CONTROL = 14;
const ADDRESS = 15;
/** SRST in the device control register. */
const SRST = 0x04;
/** EXECUTE DRIVE DIAGNOSTIC. */
const DIAGNOSTIC = 0x90;

export type XtIdeVariant = 'rev1' | 'rev2' | 'xtcf';

/** Which register each port is. */
const MAPS: Readonly<Record<XtIdeVariant, (offset: number) => number>> = {
  rev1: (offset) => offset & 15,
  rev2: (offset) => (offset & 6) | ((offset & 1) << 3) | ((offset >> 3) & 1),
  xtcf: (offset) => (offset >> 1) & 15,
};

/** The card: an ATA cable with up to two drives, polled by the processor. */
export class XtIde implements Device {
  readonly stateVersion = 1;
  readonly io: { readonly registers: IoTarget };
  readonly #ctx: PartContext<never, never>;
  readonly #drives: readonly [AtaDrive, AtaDrive];
  readonly #latched: boolean;
  /** Drive that the device register selects. */
  #selected = 0;
  #readLatch = 0;
  #writeLatch = 0;

  constructor(ctx: PartContext<never, never>, { variant = 'rev1' }: { readonly variant?: XtIdeVariant }) {
    this.#ctx = ctx;
    this.#drives = [
      new AtaDrive('the hard disk drive disk0', 'BP0', ctx.ticksPerSecond),
      new AtaDrive('the hard disk drive disk1', 'BP1', ctx.ticksPerSecond),
    ];
    this.#latched = variant !== 'xtcf';
    const map = Uint8Array.from({ length: 32 }, (_, offset) => MAPS[variant](offset));
    this.io = {
      registers: {
        read: (offset, t) => this.#read(map[offset]!, t),
        write: (offset, value, t) => this.#write(map[offset]!, value, t),
        peek: (offset) => this.#peek(map[offset]!),
      },
    };
  }

  insert(bay: string, medium: unknown, t: number): void {
    this.#drives[bay === 'disk1' ? 1 : 0].insert(medium, t);
  }

  // ---------------------------------------------------------------- ports

  #read(register: number, t: number): number {
    if (register === DATA) {
      const value = this.#drives[this.#selected]!.readData(t);
      this.#readLatch = value >> 8;
      return value & 0xff;
    }
    if (register === LATCH) return this.#latched ? this.#readLatch : 0xff;
    return this.#register(register, t);
  }

  /** A register that can be read without an effect. */
  #register(register: number, t: number): number {
    const [master, slave] = this.#drives;
    const drive = this.#drives[this.#selected]!;
    if (!master.present && !slave.present) return 0xff;
    if (!drive.present) {
      // the master answers for a slave that is not there, with a status of 00h; nobody answers for the master
      if (this.#selected === 0) return 0xff;
      return register === STATUS || register === CONTROL ? 0 : master.read(register, t);
    }
    if (register === CONTROL) return drive.status(t);
    if (register === ADDRESS) return (this.#selected === 0 ? 0x02 : 0x01) | ((~drive.head & 0x0f) << 2) | 0x40;
    return register < LATCH ? drive.read(register, t) : 0xff;
  }

  #peek(register: number): number {
    if (register === DATA) return 0xff;
    if (register === LATCH) return this.#latched ? this.#readLatch : 0xff;
    return this.#register(register, this.#ctx.scheduler.now);
  }

  #write(register: number, value: number, t: number): void {
    const [master, slave] = this.#drives;
    const drive = this.#drives[this.#selected]!;
    switch (register) {
      case DATA:
        drive.writeData(value | (this.#latched ? this.#writeLatch << 8 : 0), t);
        break;
      case LATCH:
        this.#writeLatch = value;
        break;
      case CONTROL:
        master.softReset((value & SRST) !== 0, t);
        slave.softReset((value & SRST) !== 0, t);
        if ((value & SRST) !== 0) this.#selected = 0;
        break;
      case STATUS:
        if (value === DIAGNOSTIC) {
          master.diagnose(t);
          slave.diagnose(t);
          this.#selected = 0;
        } else drive.command(value, t);
        break;
      default:
        if (register > STATUS) break;
        if (register === DEVICE) this.#selected = (value >> 4) & 1;
        master.write(register, value, t);
        slave.write(register, value, t);
    }
  }

  // ---------------------------------------------------------------- state

  reset(kind: ResetKind, t: number): void {
    for (const drive of this.#drives) drive.reset(kind === 'power', t);
    this.#selected = this.#readLatch = this.#writeLatch = 0;
  }

  state(io: StateIo): void {
    this.#selected = io.number('selected', this.#selected);
    this.#readLatch = io.number('readLatch', this.#readLatch);
    this.#writeLatch = io.number('writeLatch', this.#writeLatch);
    io.section('disk0', 1, (s) => this.#drives[0].state(s));
    io.section('disk1', 1, (s) => this.#drives[1].state(s));
  }
}

export const XtIdePart = definePart({
  type: 'XtIde',
  title: 'XT-IDE hard disk controller',
  io: { registers: { size: 32, title: 'hard disks' } },
  bays: {
    disk0: { medium: 'hard disk', title: 'first hard disk' },
    disk1: { medium: 'hard disk', title: 'second hard disk' },
  },
  create: (ctx, options: { readonly variant?: XtIdeVariant }) => new XtIde(ctx, options),
});

/** Where the option ROM lies, and the room that it has. */
const ROM = 0xc8000;
const LARGEST_ROM = 0x8000;

function card(id: string, title: string, variant: XtIdeVariant): CardDefinition {
  return defineCard({
    id,
    title,
    fits: 'isa8',
    parts: { ide: { type: XtIdePart, clock: 'clk', options: { variant } } },
    regions: { memory: { firmware: { rom: 'firmware' } } },
    spaces: { memory: [{ from: ROM, to: ROM + LARGEST_ROM - 1, region: 'firmware', fit: 'start' }] },
    ports: { io: [{ from: 0x300, to: variant === 'xtcf' ? 0x31f : 0x30f, io: 'ide.registers' }] },
    roms: {
      firmware: {
        title: 'Firmware of the hard disk card',
        size: 0x2000,
        sizes: [0x1000, 0x2000, 0x3000, 0x4000, 0x5000, 0x6000, 0x7000, LARGEST_ROM],
        images: [{ id: 'backplane', title: xtideRom.title, sha1: xtideRom.sha1, bytes: xtideRom.bytes }],
      },
    },
    media: {
      disk0: { title: 'first hard disk', bay: 'ide.disk0', formats: ['raw', 'vhd'] },
      disk1: { title: 'second hard disk', bay: 'ide.disk1', formats: ['raw', 'vhd'] },
    },
  });
}

/** Hard disk cards by name. */
export const XTIDE_CARDS: Readonly<Record<string, CardDefinition>> = {
  xtide: card('xtide', 'XT-IDE hard disk card, revision 1', 'rev1'),
  'xtide-rev2': card('xtide-rev2', 'XT-IDE hard disk card, revision 2', 'rev2'),
  xtcf: card('xtcf', 'XT-CF hard disk card (8-bit transfers)', 'xtcf'),
};
