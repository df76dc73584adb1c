import { type AddressSpace, defineSlotType } from '@backplane/kernel';

/*
 * The expansion port of the Commodore 64
 *
 * Source: Commodore 64 Programmer's Reference Guide, "The expansion port"; the service manual's schematics. A cartridge
 * sees the processor's bus, two decoded ROM areas (ROML, ROMH), two pages of I/O, and pulls EXROM and GAME to say where
 * its ROM appears. All lines are asserted when low.
 */

/** What a cartridge shows the computer. The board reads the properties afresh after every `mapChanged`. */
export interface ExpansionCartridge {
  /**
   * The 8 KB seen while ROML is selected (8000h), null = open bus. Plain memory: it runs at full speed. Change it and
   * call the port's `mapChanged`.
   */
  readonly roml: Uint8Array | null;
  /** The 8 KB seen while ROMH is selected (A000h, in Ultimax mode E000h). */
  readonly romh: Uint8Array | null;
  /** Writes reach the bytes of `roml` and `romh` (RAM). False if absent. */
  readonly writable?: boolean;
  /**
   * The cartridge decodes 8000h–BFFFh itself: it is told of writes there whether ROML and ROMH are selected or not
   * (Pagefox). False if absent.
   */
  readonly selfDecoding?: boolean;
  /**
   * EXROM and GAME are pulled in the processor's half of the cycle only, so that the VIC sees its usual memory in Ultimax
   * mode too (Retro Replay). False if absent.
   */
  readonly hiddenFromVic?: boolean;
  /**
   * Writes at A000h, while ROMH is seen there, reach the cartridge only and not the computer's RAM: the cartridge goes to
   * Ultimax mode for such cycles (Nordic Power). False if absent.
   */
  readonly takesWrites?: boolean;
  /** I/O 1 and I/O 2 (DE00h–DFFFh); `offset` 0–511. undefined = nothing drives the bus. */
  readIo?(offset: number, t: number): number | undefined;
  /** The same without side effects. */
  peekIo?(offset: number): number | undefined;
  writeIo?(offset: number, value: number, t: number): void;
  /**
   * A read of ROML or ROMH where the property is null; undefined = nothing drives the bus. For chips that show something
   * else than bytes for a while, such as a flash chip's status.
   */
  readRom?(address: number, t: number): number | undefined;
  /** A write of the processor to an area where ROML or ROMH is selected and the cartridge has no RAM. */
  writeRom?(address: number, value: number, t: number): void;
}

/** The computer's side of the port: the part `port` of the slot type. */
export interface ExpansionPort {
  /** Puts a cartridge into the port; once, while the machine is wired. */
  plug(cartridge: ExpansionCartridge): void;
  /** The cartridge's ROM pointers, or what they point to, have changed at tick `t`. */
  mapChanged(t: number): void;
  /** Drives EXROM and GAME; true = low. */
  setLines(exrom: boolean, game: boolean, t: number): void;
  /** The processor's memory, for cartridges that read and write it themselves (DMA), under the present map. */
  readonly space: AddressSpace;
  /** True while the VIC has the bus in the cycle that contains tick `t`. */
  baLow(t: number): boolean;
  /**
   * Sprites whose DMA the VIC has turned on by the cycle of tick `t`, bit 0 = sprite 0. No pin shows it, but BA falls
   * later in a cycle in which a sprite's DMA is turned on.
   */
  spriteDma(t: number): number;
}

/** The expansion port as a slot. */
export const c64Expansion = defineSlotType({
  id: 'c64-expansion',
  title: 'Commodore 64 expansion port',
  signals: {
    irq: 'line',
    nmi: 'line',
    reset: 'line',
    /** The cartridge holds the processor and drives the bus. */
    dma: 'line',
    ba: 'line',
    phi2: 'clock',
    port: 'part',
  },
});
