import type { IsaBoard, IsaEquipment } from '@backplane/bus-isa';
import { Intel8253, Intel8255A } from '@backplane/chips-intel';
import { type Device, definePart, type PartContext, type StateIo, WiringError } from '@backplane/kernel';
import { KeyboardPort } from './keyboard-port.ts';
import { NmiLogic } from './nmi.ts';
import { type Display, Equipment, sw1Of5150, sw1Of5160, sw2Of5150 } from './switches.ts';

/*
 * What the ports of the 8255A are wired to
 *
 * | port | 5150 | 5160 |
 * | --- | --- | --- |
 * | A | PB7 = 0: code of the keyboard; PB7 = 1: SW1 | code of the keyboard |
 * | PB0 | gate of the timer's counter 2 | the same |
 * | PB1 | speaker data | the same |
 * | PB2 | 1: PC0–3 are SW2-1 to 4; 0: PC0 is SW2-5, PC1–3 are 1 | spare |
 * | PB3 | cassette motor off | 1: PC0–3 are SW1-5 to 8; 0: SW1-1 to 4 |
 * | PB4, PB5 | RAM parity check off, I/O channel check off | the same |
 * | PB6 | 0: the keyboard's clock is held low | the same |
 * | PB7 | keyboard and IRQ1 cleared | the same |
 * | PC4 | cassette in | spare |
 * | PC5 | counter 2 OUT | the same |
 * | PC6, PC7 | I/O channel check, RAM parity check | the same |
 *
 * While the cassette's motor is off, its relay connects what is written with what is read, so that PC4 follows OUT of
 * counter 2; whether the amplifier between them turns it round is not in the sources. No recorder is connected otherwise,
 * and PC4 reads 0. On the 5160 nothing drives port A while PB7 is 1; here it reads 0, as the cleared register.
 *
 * Sources: IBM, *Personal Computer Technical Reference*, "8255A I/O bit map", "Cassette interface"; IBM, *PC/XT Technical
 * Reference*, "8255A I/O bit map".
 */

const SPEAKER_GATE = 0x01;
const SPEAKER_DATA = 0x02;
const FIRST_SWITCHES_5150 = 0x04;
const MOTOR_OFF = 0x08;
const UPPER_SWITCHES_5160 = 0x08;
const NO_CHANNEL_CHECK = 0x20;
const KEYBOARD_CLOCK = 0x40;
const CLEAR_KEYBOARD = 0x80;

/** RAM chips come in banks that are multiples of so many bytes. */
const SMALLEST_BANK = 0x4000;

export interface SystemBoardOptions {
  /** Which board's wiring. */
  readonly model: '5150' | '5160';
  /** Bytes of RAM, a multiple of 16 KB. */
  readonly memory: number;
  /** SW1-5 and 6. */
  readonly display: Display | 'auto';
  /** SW1-7 and 8 (and 1 of the 5150): 0 to 4, or `auto`. */
  readonly floppies: string;
}

export class SystemBoard implements Device, IsaBoard {
  readonly stateVersion = 1;
  readonly #ctx: PartContext<'speakerGate' | 'speakerData', never>;
  readonly #is5150: boolean;
  readonly #options: SystemBoardOptions;
  readonly #equipment = new Equipment();
  /** Port B as it is driven; inputs (after RESET) are 1. */
  #portB = 0xff;

  /** @throws WiringError if there cannot be so much RAM */
  constructor(ctx: PartContext<'speakerGate' | 'speakerData', never>, options: SystemBoardOptions) {
    if (options.memory % SMALLEST_BANK !== 0) {
      throw new WiringError(
        `Option "memory" is ${options.memory} bytes; RAM comes in multiples of ${SMALLEST_BANK} bytes (16K).`,
      );
    }
    this.#ctx = ctx;
    this.#options = options;
    this.#is5150 = options.model === '5150';
  }

  /** @throws WiringError if the peers are not what the board is made of */
  attach({ ppi, timer, keyboard, nmi }: Readonly<Record<string, Device>>): void {
    const good =
      ppi instanceof Intel8255A &&
      timer instanceof Intel8253 &&
      keyboard instanceof KeyboardPort &&
      nmi instanceof NmiLogic;
    if (!good) {
      throw new WiringError(
        `The board "${this.#ctx.id}" needs the peers \`ppi\` (Intel8255A), \`timer\` (Intel8253), \`keyboard\` ` +
          '(PcKeyboardPort) and `nmi` (PcNmiLogic).',
      );
    }
    ppi.connect({
      readA: () => (this.#is5150 && (this.#portB & CLEAR_KEYBOARD) !== 0 ? this.switches1 : keyboard.code),
      readC: (t) => this.#readC(timer.level(2, t), nmi.channelCheck),
      changedB: (value, t) => {
        this.#portB = value;
        this.#ctx.out.speakerGate.drive((value & SPEAKER_GATE) !== 0, t);
        this.#ctx.out.speakerData.drive((value & SPEAKER_DATA) !== 0, t);
        nmi.watchChannel((value & NO_CHANNEL_CHECK) === 0, t);
        keyboard.clear((value & CLEAR_KEYBOARD) !== 0, t);
        keyboard.holdClock((value & KEYBOARD_CLOCK) === 0, t);
      },
    });
  }

  install(equipment: IsaEquipment): void {
    this.#equipment.add(equipment);
  }

  get #set(): { readonly display: Display; readonly floppies: number } {
    const { display, floppies } = this.#options;
    const settings = { display, floppies: floppies === 'auto' ? ('auto' as const) : Number(floppies) };
    return { display: this.#equipment.display(settings), floppies: this.#equipment.floppies(settings) };
  }

  /** SW1, switch 1 as bit 0; OFF = 1. */
  get switches1(): number {
    const { display, floppies } = this.#set;
    return this.#is5150 ? sw1Of5150(display, floppies) : sw1Of5160(display, floppies, this.#options.memory);
  }

  /** SW2 of the 5150, switch 1 as bit 0; OFF = 1. */
  get switches2(): number {
    return this.#is5150 ? sw2Of5150(this.#options.memory) : 0;
  }

  /** The 5150's relay for the cassette's motor. */
  get cassetteMotor(): boolean {
    return this.#is5150 && (this.#portB & MOTOR_OFF) === 0;
  }

  #readC(out2: boolean, channelCheck: boolean): number {
    let value = (out2 ? 0x20 : 0) | (channelCheck ? 0x40 : 0);
    if (this.#is5150) {
      // SW2-5 is the only one that pulls down while SW2-1 to 4 are not selected
      value |= (this.#portB & FIRST_SWITCHES_5150) !== 0 ? this.switches2 & 0x0f : (this.switches2 >> 4) | 0x0e;
      if (out2 && !this.cassetteMotor) value |= 0x10;
    } else {
      value |= (this.#portB & UPPER_SWITCHES_5160) !== 0 ? this.switches1 >> 4 : this.switches1 & 0x0f;
    }
    return value;
  }

  /** The 8255A's own reset releases port B. */
  reset(): void {}

  state(io: StateIo): void {
    this.#portB = io.number('portB', this.#portB);
  }
}

export const SystemBoardPart = definePart({
  type: 'PcSystemBoard',
  title: 'System board: what the 8255A is wired to, switches',
  pins: { speakerGate: 'out', speakerData: 'out' },
  create: (ctx, options: SystemBoardOptions) => new SystemBoard(ctx, options),
});
