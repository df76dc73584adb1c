import type { ExpansionCartridge, ExpansionPort } from '@backplane/bus-c64-expansion';
import type { VicII } from '@backplane/chips-mos';
import {
  type AddressSpace,
  type Device,
  definePart,
  type IoTarget,
  type PartContext,
  type StateIo,
  WiringError,
} from '@backplane/kernel';
import type { Banking } from './banking.ts';
import { isUltimax, readMap } from './pla.ts';

/** Bytes of ROML and ROMH. */
const BANK = 0x2000;

type ExpansionPins = 'exrom' | 'game';

/**
 * The board's side of the expansion port. What a cartridge shows at ROML and ROMH is copied into memory that the maps
 * lead to, so that programs in cartridges run at full speed; I/O 1 and I/O 2 ask the cartridge.
 */
export class ExpansionSocket implements Device, ExpansionPort {
  readonly stateVersion = 1;
  readonly io: Readonly<Record<'io' | 'roml' | 'romh', IoTarget>>;
  readonly space: AddressSpace;
  readonly #ctx: PartContext<ExpansionPins, 'ba'>;
  #vic: VicII | null = null;
  #pla: Banking | null = null;
  #cartridge: ExpansionCartridge | null = null;
  /** Power has been applied: maps exist. */
  #live = false;
  /** Ends of the watches of ROML and ROMH. */
  readonly #watches: ((() => void) | null)[] = [null, null];

  constructor(ctx: PartContext<ExpansionPins, 'ba'>) {
    if (ctx.space === null) throw new WiringError(`"${ctx.id}" needs the processor's memory as its \`space\`.`);
    this.#ctx = ctx;
    this.space = ctx.space;
    this.io = {
      io: {
        read: (offset, t) => this.#cartridge?.readIo?.(offset, t) ?? this.#vic!.phi1Data(t),
        write: (offset, value, t) => this.#cartridge?.writeIo?.(offset, value, t),
        peek: (offset) => this.#cartridge?.peekIo?.(offset) ?? 0xff,
      },
      roml: this.#romWindow(false),
      romh: this.#romWindow(true),
    };
  }

  /**
   * Writes to ROML and ROMH in Ultimax mode, where no RAM lies beneath, or that the cartridge keeps from it; reads where
   * it shows no memory.
   */
  #romWindow(high: boolean): IoTarget {
    return {
      read: (offset, t) => this.#cartridge?.readRom?.(this.#romStart(high) + offset, t) ?? this.#vic!.phi1Data(t),
      write: (offset, value, t) => {
        if (this.#cartridge !== null) this.#writeRom(high, this.#romStart(high) + offset, value, t);
      },
      peek: () => 0xff,
    };
  }

  /** Where ROML or ROMH is seen. */
  #romStart(high: boolean): number {
    if (!high) return 0x8000;
    return isUltimax(this.#pla!.mode) ? 0xe000 : 0xa000;
  }

  attach(peers: Readonly<Record<string, Device>>): void {
    const { vic, pla } = peers;
    if (vic === undefined || pla === undefined)
      throw new WiringError('The expansion port needs its peers `vic`, `pla`.');
    this.#vic = vic as VicII;
    this.#pla = pla as Banking;
  }

  // ---------------------------------------------------------------- for cartridges

  /** @throws WiringError if there is a cartridge already, or its ROM has not 8K */
  plug(cartridge: ExpansionCartridge): void {
    if (this.#cartridge !== null) {
      throw new WiringError('Two cartridges are on one expansion port. Take one of them out.');
    }
    this.#cartridge = cartridge;
  }

  mapChanged(t: number): void {
    if (!this.#live) return;
    const { roml = null, romh = null, hiddenFromVic = false, takesWrites = false } = this.#cartridge ?? {};
    for (const rom of [roml, romh]) {
      if (rom !== null && rom.length !== BANK) {
        throw new RangeError(`A cartridge shows ${rom.length} bytes at ROML or ROMH; it takes ${BANK}.`);
      }
    }
    this.#pla!.showCartridge({ roml, romh, hiddenFromVic, takesWrites }, t);
    this.#watch();
  }

  setLines(exrom: boolean, game: boolean, t: number): void {
    this.#ctx.out.exrom.drive(exrom, t);
    this.#ctx.out.game.drive(game, t);
    if (this.#live) this.#watch();
  }

  baLow(t: number): boolean {
    this.#vic!.sync(t);
    return this.#ctx.in.ba.level;
  }

  spriteDma(t: number): number {
    return this.#vic!.spriteDma(t);
  }

  /**
   * Outside of Ultimax mode writes reach the RAM beneath. A cartridge with RAM or logic of its own sees them as well,
   * while it has its ROM selected.
   */
  #watch(): void {
    const cartridge = this.#cartridge;
    const wants = cartridge !== null && (cartridge.writable === true || cartridge.writeRom !== undefined);
    const { exrom, game } = this.#ctx.out;
    this.#watches.forEach((end, n) => {
      const selected = exrom.on && (n === 0 || game.on);
      const wanted = wants && (selected || cartridge.selfDecoding === true);
      if (wanted === (end !== null)) return;
      end?.();
      const from = n === 0 ? 0x8000 : 0xa000;
      this.#watches[n] = wanted ? this.space.watchWrites(from, from + BANK - 1, this.#written) : null;
    });
  }

  readonly #written = (address: number, value: number, t: number): void => {
    const { mode } = this.#pla!;
    if (isUltimax(mode)) return;
    if (this.#cartridge!.selfDecoding === true) {
      this.#writeRom(address >= 0xa000, address, value, t);
      return;
    }
    const block = readMap(mode)[address >> 12];
    const high = block === 'romh';
    if (block === 'roml' || (high && this.#cartridge!.takesWrites !== true)) this.#writeRom(high, address, value, t);
  };

  /** A write where ROML or ROMH is selected. */
  #writeRom(high: boolean, address: number, value: number, t: number): void {
    const cartridge = this.#cartridge!;
    const memory = high ? cartridge.romh : cartridge.roml;
    if (cartridge.writable === true && memory !== null) {
      memory[address & (BANK - 1)] = value;
      this.#pla!.cartridgeWritten(high, address & (BANK - 1), value, t);
    } else cartridge.writeRom?.(address, value, t);
  }

  reset(kind: 'power' | 'reset', t: number): void {
    this.#live = true;
    // power has cleared what the maps show
    if (kind === 'power') this.mapChanged(t);
  }

  state(_io: StateIo): void {}

  rederive(): void {
    this.#watch();
  }
}

export const ExpansionSocketPart = definePart({
  type: 'C64ExpansionPort',
  title: 'Expansion port',
  pins: { exrom: 'out', game: 'out', ba: 'in' },
  io: {
    io: { size: 0x200, title: 'I/O 1 and I/O 2' },
    roml: { size: BANK, title: 'writes to ROML' },
    romh: { size: BANK, title: 'writes to ROMH' },
  },
  create: (ctx) => new ExpansionSocket(ctx),
});
