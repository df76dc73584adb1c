import type { ResetKind, StateIo } from '@backplane/kernel';
import { type CrtImage, MediaError } from '@backplane/media';
import type { ExpansionCartridge } from '../expansion.ts';

/** Bytes seen at ROML and at ROMH. */
export const BANK = 0x2000;

/** What a board can do with the port that it is in. */
export interface BoardPort {
  /** Drives EXROM and GAME; true = low. */
  setLines(exrom: boolean, game: boolean, t: number): void;
  /** `roml`, `romh` or what they point to has changed. */
  mapChanged(t: number): void;
  /** Drives NMI; true = low. */
  setNmi(on: boolean, t: number): void;
  /**
   * Calls `done` after the third write in a row, each a cycle after the other, to the stack: the processor has begun to
   * serve an interrupt. Once; null calls it off.
   */
  onInterrupt(done: ((t: number) => void) | null): void;
  /** A byte of the computer's RAM. */
  ram(address: number): number;
}

/** The logic of a cartridge, around the chips of its image. */
export interface CartridgeBoard extends ExpansionCartridge {
  /** Registers at power-on or RESET; drives the lines and shows the first bank. */
  reset(kind: ResetKind, t: number): void;
  state(io: StateIo): void;
  /** After a load: shows what the registers say, without driving anything. */
  rederive?(): void;
  /** The freeze button is pressed. */
  freeze?(t: number): void;
}

/** The ROM of a bank. */
export interface RomBank {
  low: Uint8Array | null;
  high: Uint8Array | null;
}

/** A chip that is smaller than its area is seen repeatedly, as its upper address bits are not connected. */
function fill(area: Uint8Array, from: number, data: Uint8Array): void {
  if (data.length > 0 && (data.length & (data.length - 1)) === 0 && data.length < BANK) {
    for (let at = 0; at < BANK; at += data.length) area.set(data, at);
  } else area.set(data.subarray(0, BANK - from), from);
}

/**
 * The banks of an image: what lies at 8000h is seen at ROML, what lies at A000h or E000h at ROMH; a chip of 16K is seen
 * at both. The arrays are new.
 * @throws MediaError if a bank's number is not below `most`
 */
export function banksOf(image: CrtImage, most: number): readonly RomBank[] {
  const banks: RomBank[] = [];
  image.chips.forEach((chip, n) => {
    if (chip.bank >= most) {
      throw new MediaError(`bank ${chip.bank} does not exist on this board, which has ${most}`, {
        where: `chip ${n + 1}`,
      });
    }
    while (banks.length <= chip.bank) banks.push({ low: null, high: null });
    const bank = banks[chip.bank]!;
    const place = (which: 'low' | 'high', from: number, data: Uint8Array): void => {
      bank[which] ??= new Uint8Array(BANK).fill(0xff);
      fill(bank[which], from, data);
    };
    const high = (chip.address & 0x2000) !== 0;
    place(high ? 'high' : 'low', chip.address & 0x1fff, chip.data.subarray(0, BANK));
    if (!high && chip.data.length > BANK) place('high', 0, chip.data.subarray(BANK));
  });
  return banks;
}
