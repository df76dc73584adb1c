import type { Mos6526 } from '@backplane/chips-mos';
import {
  type Device,
  definePart,
  type EventId,
  type InputValue,
  type PartContext,
  type StateIo,
  suggest,
  WiringError,
} from '@backplane/kernel';
import type { ControlPorts } from './control-ports.ts';
import { KEY_INDEX, KEYS, RESTORE } from './keys.ts';

/** Fire button of control port 1, which is also the light pen's pin. */
const LIGHT_PEN = 0x10;
/** Microseconds for which RESTORE's one-shot holds NMI low. */
const RESTORE_PULSE = 20;

/**
 * The keyboard, with the two ports of CIA 1 that it shares with the control ports.
 *
 * Each key joins a line of port A (column) and one of port B (row). Lines have pull-ups, and whatever pulls one low (an
 * output of the CIA, a joystick switch) pulls down all lines that are joined to it by keys: so the matrix can be read in
 * both directions, three keys at the corners of a rectangle show the fourth, and joysticks show as keys.
 */
export class Keyboard implements Device {
  readonly stateVersion = 1;
  readonly #ctx: PartContext<'lp' | 'nmi', never>;
  readonly #releaseRestore: EventId;
  readonly #pulse: number;
  #ports: ControlPorts | null = null;
  /** Keys held, 1 by number. */
  readonly #held = new Uint8Array(KEYS.length);
  /** Rows that are joined to each column. */
  readonly #joined = new Uint8Array(8);
  #anyKey = false;
  /** Levels that the CIA puts on its pins. */
  #outA = 0xff;
  #outB = 0xff;

  constructor(ctx: PartContext<'lp' | 'nmi', never>) {
    this.#ctx = ctx;
    this.#pulse = Math.round((ctx.ticksPerSecond * RESTORE_PULSE) / 1e6);
    this.#releaseRestore = ctx.scheduler.allocate(`${ctx.id}.restore`, (t) => ctx.out.nmi.drive(false, t));
  }

  attach(peers: Readonly<Record<string, Device>>): void {
    const { cia, ports } = peers;
    if (cia === undefined || ports === undefined) {
      throw new WiringError('The keyboard needs CIA 1 as peer `cia` and the control ports as peer `ports`.');
    }
    this.#ports = ports as ControlPorts;
    this.#ports.onSwitches = (t) => this.#lightPen(t);
    (cia as Mos6526).connect({
      readA: () => this.levelsA,
      readB: () => this.levelsB,
      changedA: (value, _ddr, t) => {
        this.#outA = value;
        this.#ports!.select(value >> 6, t);
        if (this.#anyKey) this.#lightPen(t);
      },
      changedB: (value, _ddr, t) => {
        this.#outB = value;
        this.#lightPen(t);
      },
    });
  }

  /** Levels of the columns, port A. */
  get levelsA(): number {
    const low = ~this.#outA | this.#ports!.switches2;
    return ~(this.#anyKey ? this.#settle(low, ~this.#outB | this.#ports!.switches1) : low) & 0xff;
  }

  /** Levels of the rows, port B. */
  get levelsB(): number {
    const low = ~this.#outB | this.#ports!.switches1;
    return ~(this.#anyKey ? this.#settle(~this.#outA | this.#ports!.switches2, low) >> 8 : low) & 0xff;
  }

  /** Spreads the low levels over all lines that keys join. Columns in bits 0–7, rows in bits 8–15; 1 = low. */
  #settle(columns: number, rows: number): number {
    columns &= 0xff;
    rows &= 0xff;
    for (;;) {
      const before = columns | (rows << 8);
      for (let n = 0; n < 8; n++) {
        const joined = this.#joined[n]!;
        if ((columns & (1 << n)) !== 0) rows |= joined;
        else if ((rows & joined) !== 0) columns |= 1 << n;
      }
      if (before === (columns | (rows << 8))) return before;
    }
  }

  #lightPen(t: number): void {
    this.#ctx.out.lp.drive((this.levelsB & LIGHT_PEN) === 0, t);
  }

  /** Takes `+id` (press), `-id` (release) and `-*` (release all). */
  input(_name: string, value: InputValue, t: number): void {
    const text = String(value);
    const id = text.slice(1);
    const press = text.startsWith('+');
    if (text === '-*') {
      this.#held.fill(0);
      this.#changed(t);
      return;
    }
    const n = KEY_INDEX.get(id);
    if (!press && !text.startsWith('-')) {
      this.#ctx.emit({ kind: 'note', text: `Keys are given as +id (press) or -id (release), not "${text}".` }, t);
      return;
    }
    if (n === undefined) {
      const hint = suggest(id, [...KEY_INDEX.keys()]);
      this.#ctx.emit({ kind: 'note', text: `The keyboard has no key "${id}".${hint}` }, t);
      return;
    }
    const before = this.#held[n];
    this.#held[n] = press ? 1 : 0;
    if (n === RESTORE) {
      if (press && before === 0) this.#strikeRestore(t);
    } else this.#changed(t);
  }

  #strikeRestore(t: number): void {
    this.#ctx.out.nmi.drive(true, t);
    this.#ctx.scheduler.at(this.#releaseRestore, t + this.#pulse);
  }

  #changed(t: number): void {
    this.#join();
    this.#lightPen(t);
  }

  #join(): void {
    this.#joined.fill(0);
    KEYS.forEach(({ column, row }, n) => {
      if (this.#held[n] !== 0 && column >= 0) this.#joined[column]! |= 1 << row;
    });
    this.#anyKey = this.#joined.some((rows) => rows !== 0);
  }

  reset(kind: 'power' | 'reset', _t: number): void {
    if (kind === 'reset') return;
    this.#held.fill(0);
    this.#outA = this.#outB = 0xff;
    this.#join();
  }

  state(io: StateIo): void {
    io.bytes('held', this.#held);
    this.#outA = io.number('outA', this.#outA);
    this.#outB = io.number('outB', this.#outB);
    if (io.loading) this.#join();
  }
}

export const KeyboardPart = definePart({
  type: 'C64Keyboard',
  title: 'Keyboard of 66 keys',
  pins: { lp: 'out', nmi: 'out' },
  inputs: { keys: { kind: 'text', title: '+id presses a key, -id releases it, -* releases all' } },
  create: (ctx) => new Keyboard(ctx),
});
