import {
  type Device,
  defineCard,
  definePart,
  type InputValue,
  type IoTarget,
  type PartContext,
  type ResetKind,
  type StateIo,
} from '@backplane/kernel';

/*
 * Game control adapter with two joysticks
 *
 * A write to port 201h fires four one-shots, of which each runs for a time that a potentiometer of a stick sets. A read
 * shows which of them still run (bits 0–3: x and y of stick 1, x and y of stick 2) and the buttons (bits 4–7, 0 = down). A
 * one-shot that runs is not fired again. Without a stick it runs for ever: its capacitor is not charged.
 *
 * Source: IBM, "Technical Reference, Game Control Adapter": time = 24.2 µs + 0.011 µs × resistance in ohms, 0 to 100 kΩ.
 */

/** Bits of the inputs `joystick1` and `joystick2`. */
export const GAME_STICK = { up: 1, down: 2, left: 4, right: 8, fire: 16, fire2: 32 } as const;

const SHORTEST = 24.2e-6;
const PER_OHM = 0.011e-6;
const OHMS = 100_000;
/** Positions of the inputs `stick1` and `stick2` go from 0 to this. */
const RANGE = 255;
const MIDDLE = 128;

const NOT_CHARGED = Number.MAX_SAFE_INTEGER;

class Stick {
  plugged = true;
  x = MIDDLE;
  y = MIDDLE;
  /** Bit 0 = first button. */
  buttons = 0;

  reset(): void {
    this.plugged = true;
    this.x = this.y = MIDDLE;
    this.buttons = 0;
  }

  /** A stick that is pushed all the way or not at all. */
  push(bits: number): void {
    const way = (low: number, high: number): number =>
      (bits & low) !== 0 ? ((bits & high) !== 0 ? MIDDLE : 0) : (bits & high) !== 0 ? RANGE : MIDDLE;
    this.plugged = true;
    this.x = way(GAME_STICK.left, GAME_STICK.right);
    this.y = way(GAME_STICK.up, GAME_STICK.down);
    this.buttons = (bits >> 4) & 3;
  }

  state(io: StateIo): void {
    this.plugged = io.bool('plugged', this.plugged);
    this.x = io.number('x', this.x) & 0xff;
    this.y = io.number('y', this.y) & 0xff;
    this.buttons = io.number('buttons', this.buttons) & 3;
  }
}

type Context = PartContext<never, never>;

export class GamePort implements Device {
  readonly stateVersion = 1;
  readonly io: Readonly<Record<'port', IoTarget>>;
  readonly #ctx: Context;
  readonly #sticks: readonly [Stick, Stick] = [new Stick(), new Stick()];
  /** Ticks at which the one-shots end. */
  readonly #ends = new Float64Array(4);

  constructor(ctx: Context) {
    this.#ctx = ctx;
    this.io = {
      port: {
        read: (_offset, t) => this.#read(t),
        peek: () => this.#read(ctx.scheduler.now),
        write: (_offset, _value, t) => this.#fire(t),
      },
    };
  }

  #read(t: number): number {
    let value = (this.#sticks[0].buttons << 4) | (this.#sticks[1].buttons << 6);
    value ^= 0xf0;
    for (let n = 0; n < 4; n++) if (t < this.#ends[n]!) value |= 1 << n;
    return value;
  }

  #fire(t: number): void {
    for (let n = 0; n < 4; n++) {
      if (t < this.#ends[n]!) continue;
      const stick = this.#sticks[n < 2 ? 0 : 1];
      const seconds = SHORTEST + (((n & 1) === 0 ? stick.x : stick.y) / RANGE) * OHMS * PER_OHM;
      this.#ends[n] = stick.plugged ? t + Math.round(seconds * this.#ctx.ticksPerSecond) : NOT_CHARGED;
    }
  }

  input(name: string, value: InputValue, t: number): void {
    const second = name.endsWith('2') ? 1 : 0;
    const stick = this.#sticks[second]!;
    const before = stick.plugged;
    if (name.startsWith('joystick')) stick.push(value as number);
    else if (!this.#place(stick, String(value))) {
      const text = `${name} takes two positions from 0 to ${RANGE} and buttons, or nothing for unplugged; not "${value}".`;
      this.#ctx.emit({ kind: 'note', text }, t);
      return;
    }
    // plugged in, it charges the capacitors at last
    if (stick.plugged && !before) {
      for (let n = 2 * second; n < 2 * second + 2; n++) if (this.#ends[n] === NOT_CHARGED) this.#ends[n] = t;
    }
  }

  #place(stick: Stick, text: string): boolean {
    const words = text.split(/[\s,]+/).filter((word) => word !== '');
    if (words.some((word) => !/^\d{1,3}$/.test(word) || Number(word) > RANGE)) return false;
    if (words.length === 1 || words.length > 3) return false;
    const [x = MIDDLE, y = MIDDLE, buttons = 0] = words.map(Number);
    stick.plugged = words.length > 0;
    stick.x = x;
    stick.y = y;
    stick.buttons = buttons & 3;
    return true;
  }

  reset(kind: ResetKind): void {
    if (kind === 'reset') return;
    for (const stick of this.#sticks) stick.reset();
    this.#ends.fill(0);
  }

  state(io: StateIo): void {
    this.#sticks.forEach((stick, n) => {
      io.section(`stick ${n + 1}`, 1, (s) => stick.state(s));
    });
    io.doubles('ends', this.#ends);
  }
}

const digital = { kind: 'number', title: 'bits 0–5: up, down, left, right, first and second button' } as const;
const analog = {
  kind: 'text',
  title: 'x and y (0–255, 128 = middle), buttons (bits 0 and 1); nothing = unplugged',
} as const;

export const GamePortPart = definePart({
  type: 'GameControlAdapter',
  title: 'Game control adapter',
  io: { port: { size: 1, title: 'one-shots and buttons' } },
  inputs: { joystick1: digital, joystick2: digital, stick1: analog, stick2: analog },
  create: (ctx: Context) => new GamePort(ctx),
});

export const joystick = defineCard({
  id: 'joystick',
  title: 'Game control adapter with two joysticks',
  fits: 'isa8',
  parts: { game: { type: GamePortPart, clock: 'clk' } },
  ports: { io: [{ from: 0x201, to: 0x201, io: 'game.port' }] },
  inputs: {
    joystick1: { title: 'joystick 1, digital', to: 'game.joystick1' },
    joystick2: { title: 'joystick 2, digital', to: 'game.joystick2' },
    stick1: { title: 'joystick 1, positions', to: 'game.stick1' },
    stick2: { title: 'joystick 2, positions', to: 'game.stick2' },
  },
});
