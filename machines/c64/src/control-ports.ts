import type { Sid, VicII } from '@backplane/chips-mos';
import {
  type Device,
  definePart,
  type EventId,
  type InputValue,
  type PartContext,
  type StateIo,
  type VideoOutput,
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

  /** Paddles: x, y, buttons; nothing = unplugged. */
  paddles([x, y = OPEN, pressed = 0]: readonly number[]): void {
    this.kind = x === undefined ? NONE : PADDLES;
    this.x = (x ?? 0) & 0xff;
    this.y = x === undefined ? 0 : y & 0xff;
    const left = (pressed & 1) !== 0 ? JOYSTICK.left : 0;
    const right = (pressed & 2) !== 0 ? JOYSTICK.right : 0;
    this.buttons = x === undefined ? 0 : left | right;
  }

  /** Mouse: steps right, steps up, buttons; nothing = unplugged. */
  mouse([dx, dy = 0, pressed = 0]: readonly number[]): void {
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

/**
 * A light pen in control port 1: it pulls the line of the fire button while the beam passes it, once in a picture. Its
 * place is told in pixels of what a screenshot shows.
 */
class LightPen {
  /** −1: it points elsewhere. */
  #x = -1;
  #y = -1;
  /** It sees the beam now. */
  #seen = false;
  readonly #ctx: PartContext;
  readonly #event: EventId;
  readonly #changed: (t: number) => void;
  #video: VideoOutput | null = null;

  constructor(ctx: PartContext, changed: (t: number) => void) {
    this.#ctx = ctx;
    this.#changed = changed;
    this.#event = ctx.scheduler.allocate(`${ctx.id}.pen`, (t) => {
      this.#see(!this.#seen && this.#x >= 0, t);
      this.#arm(t);
    });
  }

  connect(video: VideoOutput): void {
    this.#video = video;
  }

  get switches(): number {
    return this.#seen ? JOYSTICK.fire : 0;
  }

  point([x = -1, y = -1]: readonly number[], t: number): void {
    const { visible } = this.#video!;
    const there = x >= 0 && y >= 0 && x < visible.width && y < visible.height;
    this.#x = there ? x : -1;
    this.#y = there ? y : -1;
    this.#arm(t);
  }

  #see(on: boolean, t: number): void {
    if (on === this.#seen) return;
    this.#seen = on;
    this.#changed(t);
  }

  /** The beam leaves after a cycle, and comes again in the next picture. */
  #arm(t: number): void {
    const { clock, scheduler } = this.#ctx;
    if (this.#seen) scheduler.at(this.#event, clock.tickOf(clock.cycleAt(t) + 1));
    else if (this.#x < 0) scheduler.cancel(this.#event);
    else {
      const { visible, width, frameEnd } = this.#video!;
      const pixel = (visible.y + this.#y) * width + visible.x + this.#x;
      scheduler.at(this.#event, clock.tickOf(clock.cycleAt(frameEnd(t)) + Math.floor(pixel / 8)));
    }
  }

  clear(): void {
    this.#x = this.#y = -1;
    this.#seen = false;
  }

  state(io: StateIo): void {
    this.#x = io.number('x', this.#x);
    this.#y = io.number('y', this.#y);
    this.#seen = io.bool('seen', this.#seen);
  }
}

/** Whole numbers in a text, at most three; null if there is anything else in it. */
function numbersIn(text: string): number[] | null {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  return words.length <= 3 && words.every((word) => /^[-+]?\d{1,5}$/.test(word)) ? words.map(Number) : null;
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
  readonly #ctx: PartContext;
  readonly #pen: LightPen;
  /** Switches have changed at tick t. Set by the keyboard, which shares their lines. */
  onSwitches: (t: number) => void = () => {};

  constructor(ctx: PartContext) {
    this.#ctx = ctx;
    this.#pen = new LightPen(ctx, (t) => this.onSwitches(t));
  }

  attach(peers: Readonly<Record<string, Device>>): void {
    const { sid, vic } = peers;
    if (sid === undefined || vic === undefined)
      throw new WiringError('The control ports need the peers `sid` and `vic`.');
    this.#pen.connect((vic as VicII).video);
    this.#sid = sid as Sid;
    this.#sid.connect({
      potX: () => this.#pot(this.#one.potX, this.#two.potX),
      potY: () => this.#pot(this.#one.potY, this.#two.potY),
    });
  }

  /** Closed switches of port 1 and 2, as JOYSTICK. */
  get switches1(): number {
    return this.#one.switches | this.#pen.switches;
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
    const port = name.endsWith('2') ? this.#two : this.#one;
    if (name.startsWith('joystick')) port.joystick = (value as number) & ALL_SWITCHES;
    else {
      const numbers = numbersIn(String(value));
      if (numbers === null) {
        const text = `${name} takes numbers: ${NUMBERS[name.replace(/\d$/, '')]}; not "${value}".`;
        this.#ctx.emit({ kind: 'note', text }, t);
        return;
      }
      if (name === 'lightpen') this.#pen.point(numbers, t);
      else if (name.startsWith('paddles')) port.paddles(numbers);
      else port.mouse(numbers);
    }
    this.onSwitches(t);
  }

  reset(kind: 'power' | 'reset'): void {
    if (kind === 'reset') return;
    this.#one.clear();
    this.#two.clear();
    this.#selected = 3;
    this.#pen.clear();
  }

  state(io: StateIo): void {
    io.section('port 1', 1, (s) => this.#one.state(s));
    io.section('port 2', 1, (s) => this.#two.state(s));
    io.section('pen', 1, (s) => this.#pen.state(s));
    this.#selected = io.number('selected', this.#selected) & 3;
  }
}

const text = { kind: 'text' } as const;

/** What the inputs that take numbers take. */
const NUMBERS: Readonly<Record<string, string>> = {
  paddles: 'two positions and buttons, or nothing for unplugged',
  mouse: 'steps right, steps up and buttons, or nothing for unplugged',
  lightpen: 'a place in the picture, or nothing for elsewhere',
};

export const ControlPortsPart = definePart({
  type: 'C64ControlPorts',
  title: 'Control ports: joysticks, paddles, mouse, light pen',
  inputs: {
    joystick1: { kind: 'number', title: 'bits 0–4: up, down, left, right, fire' },
    joystick2: { kind: 'number', title: 'bits 0–4: up, down, left, right, fire' },
    paddles1: { ...text, title: 'positions of both paddles (0–255), buttons (bits 0 and 1); nothing = unplugged' },
    paddles2: { ...text, title: 'positions of both paddles (0–255), buttons (bits 0 and 1); nothing = unplugged' },
    lightpen: { ...text, title: 'place in the picture to which the light pen points; nothing = elsewhere' },
    mouse1: { ...text, title: 'steps right, steps up (signed), buttons (bits 0 and 1); nothing = unplugged' },
    mouse2: { ...text, title: 'steps right, steps up (signed), buttons (bits 0 and 1); nothing = unplugged' },
  },
  create: (ctx: PartContext) => new ControlPorts(ctx),
});
