import type { VicBus, VicII } from '@backplane/chips-mos';
import type { Mos6502 } from '@backplane/cpu-6502';
import {
  type AddressSpace,
  type Device,
  definePart,
  type IoTarget,
  type PartContext,
  type StateIo,
  WiringError,
} from '@backplane/kernel';
import { isUltimax, MODE, viewName } from './pla.ts';

/** Pages of 256 bytes that the VIC sees. */
const VIC_PAGES = 64;
/** First page and number of pages of the character ROM, in the VIC's banks 0 and 2. */
const CHARGEN_PAGE = 0x10;
const CHARGEN_PAGES = 0x10;
/** First page of the upper half of ROMH, in all banks in Ultimax mode. */
const ROMH_PAGE = 0x30;
/** P0–P2. */
const PORT_BITS = MODE.loram | MODE.hiram | MODE.charen;
/** Cassette: write (P3), sense (P4), motor (P5). */
const CASSETTE_WRITE = 0x08;
const CASSETTE_SENSE = 0x10;
const CASSETTE_MOTOR = 0x20;

/** What a cartridge shows: 8K each, null = nothing, and reads find an open bus. */
interface CartridgeShows {
  readonly roml: Uint8Array | null;
  readonly romh: Uint8Array | null;
  /** The VIC sees its usual memory in Ultimax mode. */
  readonly hiddenFromVic?: boolean;
  /** Writes at A000, where ROMH is seen, do not reach the RAM beneath. */
  readonly takesWrites?: boolean;
}

type PlaPins = 'cassetteWrite' | 'cassetteMotor';
type PlaInputs = 'exrom' | 'game' | 'cassetteSense';

/**
 * The PLA with what hangs on the processor's port: selects the processor's map and what the VIC sees. Nothing answers in
 * the window `open`: a read there finds what the VIC left on the bus in φ1.
 */
export class Banking implements Device {
  readonly stateVersion = 1;
  readonly io: { readonly open: IoTarget };
  readonly #ctx: PartContext<PlaPins, PlaInputs>;
  readonly #space: AddressSpace;
  #cpu: Mos6502 | null = null;
  #vic: VicII | null = null;
  /** Views by mode, and above them by what the cartridge does: ROML absent, ROMH absent, it takes writes at A000. */
  readonly #views: number[] = [];
  /** The VIC's memory by bank, then the same in Ultimax mode. Made when the space has its views. */
  #buses: readonly VicBus[] | null = null;
  /** Arena offsets of the windows that show the cartridge's ROM. */
  #romlAt = 0;
  #romhAt = 0;
  #chargenAt = 0;
  /** Levels of P0–P2. */
  #port = PORT_BITS;
  /** The 16K that the VIC sees, 0–3, counted from address 0. */
  #bank = 0;
  #romlAbsent = true;
  #romhAbsent = true;
  #hiddenFromVic = false;
  #takesWrites = false;

  constructor(ctx: PartContext<PlaPins, PlaInputs>) {
    if (ctx.space === null) throw new WiringError(`PLA "${ctx.id}" needs the processor's memory as its \`space\`.`);
    this.#ctx = ctx;
    this.#space = ctx.space;
    this.io = {
      open: {
        read: (_offset, t) => this.#vic!.phi1Data(t),
        write: () => {},
        peek: () => 0xff,
      },
    };
    ctx.in.exrom.listen((_level, t) => this.#apply(t));
    ctx.in.game.listen((_level, t) => this.#apply(t));
    ctx.in.cassetteSense.listen(() => this.#sense());
  }

  attach(peers: Readonly<Record<string, Device>>): void {
    const { cpu, vic } = peers;
    if (cpu === undefined || vic === undefined) throw new WiringError('The PLA needs its peers `cpu` and `vic`.');
    this.#cpu = cpu as Mos6502;
    this.#vic = vic as VicII;
    // held by BA, the processor shows what it wants to read: the next opcode, after a write that made the line a bad one
    this.#vic.connectDataBus(() => this.#space.peek(this.#cpu!.pc));
    this.#cpu.connect({
      portChanged: (pins, t) => this.#portChanged(pins, t),
      // the processor does not drive the bus in such a cycle: RAM takes what the VIC left there
      byteBeneathPort: (_address, t) => this.#vic!.phi1Data(t),
    });
  }

  /** Bits of MODE: the levels of the PLA's inputs. */
  get mode(): number {
    const { exrom, game } = this.#ctx.in;
    return this.#port | (game.level ? 0 : MODE.game) | (exrom.level ? 0 : MODE.exrom);
  }

  /** The 16K that the VIC sees. */
  get bank(): number {
    return this.#bank;
  }

  /** The VIC's memory as it is mapped now. */
  get vicBus(): VicBus {
    const ultimax = isUltimax(this.mode) && !this.#hiddenFromVic;
    return this.#wired()[this.#bank + (ultimax ? 4 : 0)]!;
  }

  /** CIA 2 selects the 16K that the VIC sees: 0–3 counted from address 0. */
  selectBank(bank: number, t: number): void {
    if (bank === this.#bank) return;
    this.#bank = bank;
    this.#vic!.selectBus(this.vicBus, t);
  }

  /** Arena offset of the RAM's first byte. */
  get ramAt(): number {
    return this.#wired()[0]!.pages[0]!;
  }

  /** The character ROM, 4K. */
  get characterRom(): Uint8Array {
    this.#wired();
    return this.#space.memory.subarray(this.#chargenAt, this.#chargenAt + 0x1000);
  }

  /** The expansion port puts what a cartridge shows into the windows that the maps lead to. */
  showCartridge({ roml, romh, hiddenFromVic = false, takesWrites = false }: CartridgeShows, t: number): void {
    this.#wired();
    const { memory } = this.#space;
    // in Ultimax mode the VIC sees ROMH as well
    if (isUltimax(this.mode)) this.#vic!.sync(t);
    if (roml !== null) memory.set(roml, this.#romlAt);
    else memory.fill(0xff, this.#romlAt, this.#romlAt + 0x2000);
    if (romh !== null) memory.set(romh, this.#romhAt);
    else memory.fill(0xff, this.#romhAt, this.#romhAt + 0x2000);
    this.#romlAbsent = roml === null;
    this.#romhAbsent = romh === null;
    this.#hiddenFromVic = hiddenFromVic;
    this.#takesWrites = takesWrites;
    this.#apply(t);
  }

  /** A byte of the cartridge's memory has been written; `high`: of ROMH. */
  cartridgeWritten(high: boolean, offset: number, value: number, t: number): void {
    if (high) this.#vic!.sync(t);
    this.#space.memory[(high ? this.#romhAt : this.#romlAt) + offset] = value;
  }

  #portChanged(pins: number, t: number): void {
    this.#ctx.out.cassetteWrite.drive((pins & CASSETTE_WRITE) === 0, t);
    this.#ctx.out.cassetteMotor.drive((pins & CASSETTE_MOTOR) === 0, t);
    const port = pins & PORT_BITS;
    if (port === this.#port) return;
    this.#port = port;
    this.#apply(t);
  }

  #sense(): void {
    this.#cpu!.setPortInput(CASSETTE_SENSE, this.#ctx.in.cassetteSense.level ? 0 : CASSETTE_SENSE);
  }

  /** Puts the map and the VIC's memory in force that follow from the inputs. */
  #apply(t: number): void {
    const bus = this.vicBus;
    const { mode } = this;
    const sockets = (this.#romlAbsent ? 1 : 0) + (this.#romhAbsent ? 2 : 0) + (this.#takesWrites ? 4 : 0);
    const view = this.#views[mode + 32 * sockets]!;
    if (view !== this.#space.selected) this.#space.select(view);
    this.#vic!.selectBus(bus, t);
  }

  /** Finds out where everything lies, once the space has its views. */
  #wired(): readonly VicBus[] {
    if (this.#buses !== null) return this.#buses;
    const space = this.#space;
    for (let n = 0; n < 8; n++) {
      const sockets = { roml: (n & 1) !== 0, romh: (n & 2) !== 0, takesWrites: (n & 4) !== 0 };
      for (let mode = 0; mode < 32; mode++) this.#views.push(space.viewIndex(viewName(mode, sockets)));
    }
    const before = space.selected;
    const at = (mode: number, address: number): number => {
      space.select(this.#views[mode]!);
      return space.readBase[address >> 8]! + address;
    };
    const ram = at(0, 0);
    const chargen = at(MODE.loram | MODE.hiram | MODE.game | MODE.exrom, 0xd000);
    this.#chargenAt = chargen;
    this.#romlAt = at(MODE.exrom, 0x8000);
    this.#romhAt = at(MODE.exrom, 0xe000);
    space.select(before);
    const buses: VicBus[] = [];
    for (const ultimax of [false, true]) {
      for (let bank = 0; bank < 4; bank++) {
        const pages = new Int32Array(VIC_PAGES).fill(ram + bank * 0x4000);
        const cpuPages = Int32Array.from({ length: VIC_PAGES }, (_, page) => bank * VIC_PAGES + page);
        if (ultimax) {
          pages.fill(this.#romhAt + 0x1000 - ROMH_PAGE * 0x100, ROMH_PAGE);
          cpuPages.fill(-1, ROMH_PAGE);
        } else if ((bank & 1) === 0) {
          pages.fill(chargen - CHARGEN_PAGE * 0x100, CHARGEN_PAGE, CHARGEN_PAGE + CHARGEN_PAGES);
          cpuPages.fill(-1, CHARGEN_PAGE, CHARGEN_PAGE + CHARGEN_PAGES);
        }
        buses.push({ memory: space.memory, pages, cpuPages });
      }
    }
    this.#buses = buses;
    return buses;
  }

  reset(kind: 'power' | 'reset', t: number): void {
    if (kind === 'power') this.#sense();
    this.#apply(t);
  }

  state(io: StateIo): void {
    this.#port = io.number('port', this.#port) & PORT_BITS;
    this.#bank = io.number('bank', this.#bank) & 3;
    this.#romlAbsent = io.bool('romlAbsent', this.#romlAbsent);
    this.#romhAbsent = io.bool('romhAbsent', this.#romhAbsent);
    this.#hiddenFromVic = io.bool('hiddenFromVic', this.#hiddenFromVic);
    this.#takesWrites = io.bool('takesWrites', this.#takesWrites);
  }

  rederive(): void {
    this.#apply(this.#ctx.scheduler.now);
  }
}

export const BankingPart = definePart({
  type: 'Pla906114',
  title: 'PLA: memory banking',
  pins: { exrom: 'in', game: 'in', cassetteSense: 'in', cassetteWrite: 'out', cassetteMotor: 'out' },
  io: { open: { size: 0x10000, title: 'addresses at which nothing answers' } },
  create: (ctx) => new Banking(ctx),
});
