import type { VicII } from '@backplane/chips-mos';
import {
  type AddressSpace,
  type Device,
  definePart,
  type IoTarget,
  type MapSpec,
  type PartContext,
  type StateIo,
  WiringError,
} from '@backplane/kernel';
import type { Banking } from './banking.ts';
import { allViews } from './pla.ts';
import { ramAtPowerOn } from './power-on.ts';

/** Memory below is called low, the rest high. */
const LOW = 0x1000;
const ALL = 0x10000;

/** Which bank of the high and of the low memory a register value selects. */
interface Shape {
  readonly highBanks: number;
  readonly lowBanks: number;
  high(value: number): number;
  low(value: number): number;
}

const SHAPES = {
  plus60k: { highBanks: 2, lowBanks: 1, high: (v: number) => v >> 7, low: () => 0 },
  plus256k: { highBanks: 4, lowBanks: 4, high: (v: number) => v >> 6, low: (v: number) => v & 3 },
} as const satisfies Record<string, Shape>;

export interface RamBanksOptions {
  readonly kind: keyof typeof SHAPES;
}

/**
 * More RAM inside the computer, in banks that a write-only register at D100 selects for processor and VIC. The RAM that is
 * seen lies where it always does; what is not seen is kept here, and a change of banks exchanges them.
 *
 * +60K: bit 7, a second bank of 1000–FFFF. +256K: bits 7–6, four banks of 1000–FFFF; bits 1–0, four of 0000–0FFF.
 * Sources: Ramos, "+60k installation" (Attitude 6, 2003); the test programs of both expansions.
 */
export class RamBanks implements Device {
  readonly stateVersion = 1;
  readonly io: { readonly register: IoTarget };
  readonly #space: AddressSpace;
  readonly #shape: Shape;
  /** Banks that are not seen; the place of the one that is seen holds zeros. */
  readonly #high: readonly Uint8Array[];
  readonly #low: readonly Uint8Array[];
  #pla: Banking | null = null;
  #vic: VicII | null = null;
  #highBank = 0;
  #lowBank = 0;

  constructor(ctx: PartContext, { kind }: RamBanksOptions) {
    if (ctx.space === null) throw new WiringError(`"${ctx.id}" needs the processor's memory as its \`space\`.`);
    this.#space = ctx.space;
    this.#shape = SHAPES[kind];
    this.#high = Array.from({ length: this.#shape.highBanks }, () => new Uint8Array(ALL - LOW));
    this.#low = Array.from({ length: this.#shape.lowBanks }, () => new Uint8Array(LOW));
    this.io = {
      register: { read: () => 0xff, write: (_offset, value, t) => this.#select(value, t), peek: () => 0xff },
    };
  }

  attach(peers: Readonly<Record<string, Device>>): void {
    const { pla, vic } = peers;
    if (pla === undefined || vic === undefined) throw new WiringError('More RAM needs its peers `pla` and `vic`.');
    this.#pla = pla as Banking;
    this.#vic = vic as VicII;
  }

  #select(value: number, t: number): void {
    const high = this.#shape.high(value);
    const low = this.#shape.low(value);
    if (high === this.#highBank && low === this.#lowBank) return;
    this.#vic!.sync(t);
    const { ramAt } = this.#pla!;
    const ram = this.#space.memory.subarray(ramAt, ramAt + ALL);
    exchange(ram.subarray(LOW), this.#high, this.#highBank, high);
    exchange(ram.subarray(0, LOW), this.#low, this.#lowBank, low);
    this.#highBank = high;
    this.#lowBank = low;
  }

  reset(kind: 'power' | 'reset', t: number): void {
    if (kind === 'reset') {
      this.#select(0, t);
      return;
    }
    this.#highBank = this.#lowBank = 0;
    for (const [n, bank] of this.#high.entries())
      for (let i = 0; i < bank.length; i++) bank[i] = n && ramAtPowerOn(i + LOW);
    for (const [n, bank] of this.#low.entries()) for (let i = 0; i < bank.length; i++) bank[i] = n && ramAtPowerOn(i);
  }

  state(io: StateIo): void {
    this.#highBank = io.number('highBank', this.#highBank);
    this.#lowBank = io.number('lowBank', this.#lowBank);
    for (const [n, bank] of this.#high.entries()) io.bytes(`high${n}`, bank);
    for (const [n, bank] of this.#low.entries()) io.bytes(`low${n}`, bank);
  }
}

/** Puts the bank that is seen away and another one in its place. */
function exchange(seen: Uint8Array, banks: readonly Uint8Array[], before: number, after: number): void {
  if (before === after) return;
  banks[before]!.set(seen);
  seen.set(banks[after]!);
  banks[after]!.fill(0);
}

export const RamBanksPart = definePart({
  type: 'C64RamBanks',
  title: 'More RAM, in banks',
  io: { register: { size: 0x100, title: 'bank register, write only' } },
  create: (ctx, options: RamBanksOptions) => new RamBanks(ctx, options),
});

/** The machine's views with the register in place of the VIC's repetition at D100. */
function viewsWithRegister(): Readonly<Record<string, readonly MapSpec[]>> {
  const change = (range: MapSpec): readonly MapSpec[] => {
    if (range.io !== 'vic.registers') return [range];
    return [
      { ...range, to: 0xd0ff },
      { from: 0xd100, to: 0xd1ff, io: 'banks.register' },
      { ...range, from: 0xd200, offset: 0x200 },
    ];
  };
  return Object.fromEntries(Object.entries(allViews()).map(([name, ranges]) => [name, ranges.flatMap(change)]));
}

const overlay = (title: string, kind: RamBanksOptions['kind']) => ({
  title,
  patch: {
    parts: {
      banks: {
        type: RamBanksPart,
        clock: 'phi2',
        space: 'memory',
        peers: { pla: 'pla', vic: 'vic' },
        options: { kind },
      },
    },
    spaces: { memory: { views: viewsWithRegister() } },
  },
});

/** Overlays of the machine: RAM expansions inside of it. */
export const RAM_OVERLAYS = {
  plus60k: overlay('+60K: a second bank of RAM from 1000h on, by bit 7 of D100h', 'plus60k'),
  plus256k: overlay('+256K: four banks of RAM from 1000h on and of the 4K below, by D100h', 'plus256k'),
};
