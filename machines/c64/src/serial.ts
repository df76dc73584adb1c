import type { Mos6526 } from '@backplane/chips-mos';
import { type Device, definePart, type PartContext, type StateIo, WiringError } from '@backplane/kernel';
import type { Banking } from './banking.ts';

/** Port A of CIA 2: VIC bank (inverted), then the serial bus through inverting open-collector drivers. */
const BANK = 0x03;
const ATN_OUT = 0x08;
const CLK_OUT = 0x10;
const DATA_OUT = 0x20;
const CLK_IN = 0x40;
const DATA_IN = 0x80;

type SerialPins = 'atn' | 'clk' | 'data';

/** What hangs on CIA 2's ports: the serial bus, the VIC's bank, the user port (nothing plugged in). */
export class SerialPort implements Device {
  readonly stateVersion = 1;
  readonly #ctx: PartContext<SerialPins, 'clk' | 'data'>;

  constructor(ctx: PartContext<SerialPins, 'clk' | 'data'>) {
    this.#ctx = ctx;
  }

  attach(peers: Readonly<Record<string, Device>>): void {
    const { cia, pla } = peers;
    if (cia === undefined || pla === undefined) {
      throw new WiringError('The serial port needs CIA 2 as peer `cia` and the peer `pla`.');
    }
    const { out } = this.#ctx;
    (cia as Mos6526).connect({
      readA: (t) => this.#read(t),
      changedA: (value, _ddr, t) => {
        (pla as Banking).selectBank(~value & BANK, t);
        out.atn.drive((value & ATN_OUT) !== 0, t);
        out.clk.drive((value & CLK_OUT) !== 0, t);
        out.data.drive((value & DATA_OUT) !== 0, t);
      },
    });
  }

  #read(t: number): number {
    const { clk, data } = this.#ctx.in;
    return 0xff ^ (clk.at(t) ? CLK_IN : 0) ^ (data.at(t) ? DATA_IN : 0);
  }

  reset(): void {}

  state(_io: StateIo): void {}
}

export const SerialPortPart = definePart({
  type: 'C64SerialPort',
  title: 'Drivers of the serial bus',
  pins: { atn: 'out', clk: 'bus', data: 'bus' },
  create: (ctx) => new SerialPort(ctx),
});
