import type { StateIo } from '@backplane/kernel';

/** How the pins of a 6510's port are connected. Bit masks; bit n is pin Pn. */
export interface PortOptions {
  /** Pins with a pull-up resistor: they read 1 when nothing drives them. */
  readonly pullUp?: number;
  /** Pins that are pulled low when nothing drives them. */
  readonly pullDown?: number;
  /** φ2 cycles for which a pin that nothing drives or pulls still reads 1 after it was driven high. Default 350,000. */
  readonly fadeCycles?: number;
}

/** A cycle that never comes. */
const NEVER = Number.POSITIVE_INFINITY;

/**
 * The I/O port of a 6510: data direction register at address 0, data register at address 1.
 *
 * A bit with direction 1 drives its pin with the data register's bit and reads back what it drives. A bit with direction
 * 0 reads its pin: the external input if there is one, else the pull-up or pull-down, else the charge that the pin kept
 * from when it was driven, which fades. (Bits 6 and 7 have no pin on the 6510, but a register and a charge.)
 * Sources: MOS Technology, 6510 data sheet (1982), "I/O port"; No More Secrets, "6510 on-chip I/O port".
 */
export class Port6510 {
  /** Data direction register: 1 = output. */
  direction = 0;
  /** Data register. */
  data = 0;
  /** Pins that something outside drives, and the levels there. */
  driven = 0;
  input = 0;
  /** φ2 cycles for which a charge lasts. */
  readonly fadeCycles: number;
  readonly #pullUp: number;
  readonly #pullDown: number;
  /** Per bit: cycle at which its charge is gone; 0 = there is none. */
  readonly #chargedUntil = new Float64Array(8);

  constructor(options: PortOptions = {}) {
    this.fadeCycles = options.fadeCycles ?? 350_000;
    this.#pullUp = options.pullUp ?? 0;
    this.#pullDown = options.pullDown ?? 0;
  }

  /** Power or RESET: all pins are inputs. The charges stay on RESET. */
  reset(power: boolean, cycle: number): void {
    this.#release(this.direction, cycle);
    this.direction = 0;
    this.data = 0;
    if (power) this.#chargedUntil.fill(0);
  }

  /** Levels of all pins at `cycle`. */
  pins(cycle: number): number {
    const outputs = this.direction;
    const inputs = this.driven & ~outputs;
    const free = ~(outputs | inputs);
    let value = (this.data & outputs) | (this.input & inputs) | (this.#pullUp & free);
    const floating = free & ~(this.#pullUp | this.#pullDown) & 0xff;
    if (floating !== 0) {
      for (let n = 0; n < 8; n++) {
        if (((floating >> n) & 1) !== 0 && this.#chargedUntil[n]! > cycle) value |= 1 << n;
      }
    }
    return value;
  }

  /** Reads address 0 or 1. */
  read(address: number, cycle: number): number {
    return address === 0 ? this.direction : this.pins(cycle);
  }

  /** Writes address 0 or 1. */
  write(address: number, value: number, cycle: number): void {
    if (address === 0) {
      this.#release(this.direction & ~value, cycle);
      this.direction = value;
    } else {
      this.data = value;
    }
    // a driven pin has the charge of its level for as long as it is driven
    for (let n = 0; n < 8; n++) {
      if (((this.direction >> n) & 1) !== 0) this.#chargedUntil[n] = ((this.data >> n) & 1) !== 0 ? NEVER : 0;
    }
  }

  /** Pins of `mask` are no longer driven: their charge begins to fade. */
  #release(mask: number, cycle: number): void {
    for (let n = 0; n < 8; n++) {
      if (((mask >> n) & 1) !== 0 && ((this.data >> n) & 1) !== 0) this.#chargedUntil[n] = cycle + this.fadeCycles;
    }
  }

  /** Something outside drives (or, with a 0 in `mask`, no longer drives) the pins. */
  setInput(mask: number, levels: number): void {
    this.driven = mask;
    this.input = levels & mask;
  }

  state(io: StateIo, cycle: number): void {
    this.direction = io.number('direction', this.direction);
    this.data = io.number('data', this.data);
    this.driven = io.number('driven', this.driven);
    this.input = io.number('input', this.input);
    for (let n = 0; n < 8; n++) {
      // a charge that is gone is the same as none
      const until = this.#chargedUntil[n]!;
      this.#chargedUntil[n] = io.number(`charge${n}`, until > cycle ? until : 0);
    }
  }
}
