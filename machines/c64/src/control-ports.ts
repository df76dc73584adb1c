import type { Sid } from '@backplane/chips-mos';
import {
  type Device,
  definePart,
  type InputValue,
  type PartContext,
  type StateIo,
  WiringError,
} from '@backplane/kernel';

/** Bits of a joystick, as in the CIA's port: 1 = switch closed. */
export const JOYSTICK = { up: 1, down: 2, left: 4, right: 8, fire: 16 } as const;
const ALL_SWITCHES = 0x1f;

/** Nothing is plugged in: the capacitor is not charged. */
const OPEN = 0xff;
/** The 1351 counts modulo 64 and sends position × 2 above this value. */
const MOUSE_ZERO = 64;
const MOUSE_STEPS = 64;

const NONE = 0;
const PADDLES = 1;
const MOUSE = 2;

/**
 * What is plugged into one control port, beside a joystick on the same switches.
 *
 * Paddles: two potentiometers, the buttons on the lines for left and right. Mouse: the 1351 in proportional mode, which
 * times the SID's pots: the left button on the line for fire, the right one on that for up.
 * Source: Commodore, 1351 Mouse User's Manual (1986), "Technical information".
 */
class ControlPort {
  joystick = 0;
  kind = NONE;
  /** Paddle positions, or the mouse's counters. */
  x = 0;
  y = 0;
  /** Switches closed by paddles or mouse. */
  buttons = 0;

  get switches(): number {
    return this.joystick | this.buttons;
  }

  get potX(): number {
    return this.kind === PADDLES ? this.x : this.kind === MOUSE ? MOUSE_ZERO + this.x * 2 : OPEN;
  }

  get potY(): number {
    return this.kind === PADDLES ? this.y : this.kind === MOUSE ? MOUSE_ZERO + this.y * 2 : OPEN;
  }

  /** Paddles: [x, y, buttons], nothing = unplugged. */
  paddles(bytes: Uint8Array): void {
    const [x, y = OPEN, pressed = 0] = bytes;
    this.kind = x === undefined ? NONE : PADDLES;
    this.x = x ?? 0;
    this.y = x === undefined ? 0 : y;
    const left = (pressed & 1) !== 0 ? JOYSTICK.left : 0;
    const right = (pressed & 2) !== 0 ? JOYSTICK.right : 0;
    this.buttons = x === undefined ? 0 : left | right;
  }

  /** Mouse: [dx, dy, buttons], signed steps right and up, nothing = unplugged. */
  mouse(bytes: Uint8Array): void {
    const [dx, dy = 0, pressed = 0] = bytes;
    if (dx === undefined || this.kind !== MOUSE) this.x = this.y = 0;
    this.kind = dx === undefined ? NONE : MOUSE;
    this.x = (this.x + (dx ?? 0)) & (MOUSE_STEPS - 1);
    this.y = (this.y + dy) & (MOUSE_STEPS - 1);
    const left = (pressed & 1) !== 0 ? JOYSTICK.fire : 0;
    const right = (pressed & 2) !== 0 ? JOYSTICK.up : 0;
    this.buttons = dx === undefined ? 0 : left | right;
  }

  clear(): void {
    this.joystick = this.buttons = this.x = this.y = 0;
    this.kind = NONE;
  }

  state(io: StateIo): void {
    this.joystick = io.number('joystick', this.joystick) & ALL_SWITCHES;
    this.kind = io.number('kind', this.kind);
    this.x = io.number('x', this.x) & 0xff;
    this.y = io.number('y', this.y) & 0xff;
    this.buttons = io.number('buttons', this.buttons) & ALL_SWITCHES;
  }
}

function bytesOf(value: InputValue): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return Uint8Array.from(String(value), (c) => c.charCodeAt(0) & 0xff);
}

/**
 * The two control ports. Port 1 is on the lines of CIA 1's port B, port 2 on those of port A. An analogue switch, led by
 * PA6 (port 1) and PA7 (port 2), leads the potentiometers to the SID.
 */
export class ControlPorts implements Device {
  readonly stateVersion = 1;
  #sid: Sid | null = null;
  readonly #one = new ControlPort();
  readonly #two = new ControlPort();
  /** PA6 and PA7, which port's potentiometers the SID sees. */
  #selected = 3;
  /** Switches have changed at tick t. Set by the keyboard, which shares their lines. */
  onSwitches: (t: number) => void = () => {};

  attach(peers: Readonly<Record<string, Device>>): void {
    const { sid } = peers;
    if (sid === undefined) throw new WiringError('The control ports need the peer `sid`.');
    this.#sid = sid as Sid;
    this.#sid.connect({
      potX: () => this.#pot(this.#one.potX, this.#two.potX),
      potY: () => this.#pot(this.#one.potY, this.#two.potY),
    });
  }

  /** Closed switches of port 1 and 2, as JOYSTICK. */
  get switches1(): number {
    return this.#one.switches;
  }

  get switches2(): number {
    return this.#two.switches;
  }

  /** Levels of PA6 (bit 0) and PA7 (bit 1) from tick `t` on. */
  select(levels: number, t: number): void {
    if ((levels & 3) === this.#selected) return;
    this.#sid!.latchPots(t);
    this.#selected = levels & 3;
  }

  /** The value that the SID measures: with both ports selected, two resistances in parallel. */
  #pot(one: number, two: number): number {
    switch (this.#selected) {
      case 0:
        return OPEN;
      case 1:
        return one;
      case 2:
        return two;
      default: {
        if (one === OPEN) return two;
        if (two === OPEN) return one;
        return one + two === 0 ? 0 : Math.floor((one * two) / (one + two));
      }
    }
  }

  input(name: string, value: InputValue, t: number): void {
    this.#sid!.latchPots(t);
    const port = name.endsWith('1') ? this.#one : this.#two;
    if (name.startsWith('joystick')) port.joystick = (value as number) & ALL_SWITCHES;
    else if (name.startsWith('paddles')) port.paddles(bytesOf(value));
    else port.mouse(bytesOf(value));
    this.onSwitches(t);
  }

  reset(kind: 'power' | 'reset'): void {
    if (kind === 'reset') return;
    this.#one.clear();
    this.#two.clear();
    this.#selected = 3;
  }

  state(io: StateIo): void {
    io.section('port 1', 1, (s) => this.#one.state(s));
    io.section('port 2', 1, (s) => this.#two.state(s));
    this.#selected = io.number('selected', this.#selected) & 3;
  }
}

const bytes = { kind: 'bytes' } as const;

export const ControlPortsPart = definePart({
  type: 'C64ControlPorts',
  title: 'Control ports: joysticks, paddles, mouse',
  inputs: {
    joystick1: { kind: 'number', title: 'bits 0–4: up, down, left, right, fire' },
    joystick2: { kind: 'number', title: 'bits 0–4: up, down, left, right, fire' },
    paddles1: { ...bytes, title: 'positions of both paddles (0–255), buttons (bits 0 and 1); nothing = unplugged' },
    paddles2: { ...bytes, title: 'positions of both paddles (0–255), buttons (bits 0 and 1); nothing = unplugged' },
    mouse1: { ...bytes, title: 'steps right, steps up (signed), buttons (bits 0 and 1); nothing = unplugged' },
    mouse2: { ...bytes, title: 'steps right, steps up (signed), buttons (bits 0 and 1); nothing = unplugged' },
  },
  create: (_ctx: PartContext) => new ControlPorts(),
});
