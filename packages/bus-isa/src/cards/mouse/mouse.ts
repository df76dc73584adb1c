import type { ModemControl, SerialFormat } from '@backplane/chips-national';
import {
  type CardDefinition,
  type Device,
  defineCard,
  definePart,
  type EventId,
  type InputValue,
  type IoTarget,
  type PartContext,
  type ResetKind,
  type StateIo,
  WiringError,
} from '@backplane/kernel';
import { AdapterUart, SERIAL_PORTS, UART_CLOCK } from '../serial/adapter-uart.ts';
import { SerialSender } from '../serial/sender.ts';

/*
 * A mouse on an asynchronous communications adapter
 *
 * `microsoft`: 1200 baud, seven data bits. It is fed by RTS and DTR; when RTS comes back it says `M`. A packet has three
 * bytes, of which the first has bit 6 set: buttons and the upper bits of the movement, then the rest of x and y; y counts
 * downwards. A packet goes out when something has changed and the last one is through.
 *
 * `mouse-systems`: 1200 baud, eight data bits, no greeting. Five bytes: buttons (0 = down), then two movements; y counts
 * upwards.
 *
 * Sources: Microsoft, "Mouse Programmer's Reference" (1989), appendix on the serial interface; Mouse Systems, "PC Mouse
 * Reference Manual" (1983); Tomi Engdahl, "PC mouse information" (1998).
 */

const PROTOCOLS = {
  microsoft: { dataBits: 7, title: 'Microsoft serial mouse' },
  'mouse-systems': { dataBits: 8, title: 'Mouse Systems serial mouse' },
} as const;

export interface MouseOptions {
  /** `microsoft` if absent. */
  readonly protocol?: keyof typeof PROTOCOLS;
}

const BAUD = 1200;
/** Seconds from the return of RTS to the greeting: the mouse's own start. */
const START = 0.014;

/** Largest movement that the mouse remembers while it cannot tell of it. */
const FAR = 0x7fff;

type Context = PartContext<'irq', never>;

const clamp = (n: number, most: number): number => Math.max(-most, Math.min(most, n));

export class SerialMouse implements Device {
  readonly stateVersion = 1;
  readonly io: Readonly<Record<'registers', IoTarget>>;
  readonly #ctx: Context;
  readonly #adapter: AdapterUart;
  readonly #sender: SerialSender;
  readonly #event: EventId;
  readonly #microsoft: boolean;
  readonly #format: SerialFormat;
  /** RTS and DTR feed it. */
  #fed = false;
  /** It has started. */
  #alive = false;
  /** Movement that has not been told: right and up. */
  #dx = 0;
  #dy = 0;
  /** Bit 0 = left, 1 = right, 2 = middle; and as told last. */
  #buttons = 0;
  #told = 0;

  constructor(ctx: Context, { protocol = 'microsoft' }: MouseOptions) {
    if (!Object.hasOwn(PROTOCOLS, protocol)) {
      const known = Object.keys(PROTOCOLS).join(' or ');
      throw new WiringError(`Mouse "${ctx.id}" has no protocol "${protocol}". Choose ${known}.`);
    }
    this.#ctx = ctx;
    this.#microsoft = protocol === 'microsoft';
    this.#format = { dataBits: PROTOCOLS[protocol].dataBits, parity: 'none', stopBits: 1 };
    this.#adapter = new AdapterUart(ctx, 'INS8250', { modemControl: (control, t) => this.#feed(control, t) });
    const settings = { bitTicks: ctx.ticksPerSecond / BAUD, format: this.#format };
    this.#sender = new SerialSender(ctx, {
      deliver: (frame, t) => {
        this.#adapter.uart.receive(frame, t);
        // what has happened meanwhile goes out when the packet is through
        if (this.#sender.pending === 0) this.#tell(t);
      },
      ready: () => this.#fed,
      settings: () => settings,
    });
    this.#event = ctx.scheduler.allocate(`${ctx.id}.start`, (t) => this.#begin(t));
    this.io = { registers: this.#adapter.registers };
  }

  #feed({ dtr, rts }: ModemControl, t: number): void {
    const fed = dtr && rts;
    if (fed === this.#fed) return;
    this.#fed = fed;
    this.#alive = false;
    this.#sender.clear();
    if (fed) this.#ctx.scheduler.at(this.#event, t + Math.round(START * this.#ctx.ticksPerSecond));
    else this.#ctx.scheduler.cancel(this.#event);
  }

  #begin(t: number): void {
    this.#alive = true;
    this.#dx = this.#dy = 0;
    this.#told = 0;
    if (this.#microsoft) this.#sender.send([0x4d], t);
    else this.#tell(t);
  }

  /** Sends a packet if there is something to tell. */
  #tell(t: number): void {
    const still = this.#dx === 0 && this.#dy === 0 && this.#buttons === this.#told;
    if (!this.#alive || still || this.#sender.pending > 0) return;
    this.#told = this.#buttons;
    if (this.#microsoft) {
      const x = clamp(this.#dx, 127);
      const y = clamp(this.#dy, 127);
      this.#dx -= x;
      this.#dy -= y;
      const down = -y;
      const buttons = ((this.#buttons & 1) << 5) | ((this.#buttons & 2) << 3);
      const high = ((down >> 4) & 0x0c) | ((x >> 6) & 3);
      this.#sender.send([0x40 | buttons | high, x & 0x3f, down & 0x3f], t);
    } else {
      const parts = [0, 1].map(() => {
        const x = clamp(this.#dx, 127);
        const y = clamp(this.#dy, 127);
        this.#dx -= x;
        this.#dy -= y;
        return [x & 0xff, y & 0xff];
      });
      const up = ~this.#buttons;
      const buttons = ((up & 1) << 2) | ((up & 4) >> 1) | ((up & 2) >> 1);
      this.#sender.send([0x80 | buttons, ...parts.flat()], t);
    }
  }

  input(_name: string, value: InputValue, t: number): void {
    const words = String(value)
      .split(/[\s,]+/)
      .filter((word) => word !== '');
    if (words.length < 1 || words.length > 3 || words.some((word) => !/^[-+]?\d{1,5}$/.test(word))) {
      const text = `mouse takes numbers: steps right, steps up and buttons; not "${value}".`;
      this.#ctx.emit({ kind: 'note', text }, t);
      return;
    }
    const [dx, dy = 0, buttons = this.#buttons] = words.map(Number) as [number, number?, number?];
    this.#buttons = buttons & 7;
    // an unfed mouse does not see that it is moved
    if (!this.#alive) return;
    this.#dx = clamp(this.#dx + dx, FAR);
    this.#dy = clamp(this.#dy + dy, FAR);
    if (!this.#sender.busy) this.#tell(t);
  }

  reset(kind: ResetKind, t: number): void {
    if (kind === 'power') {
      this.#fed = this.#alive = false;
      this.#dx = this.#dy = this.#buttons = this.#told = 0;
      this.#sender.clear();
      this.#ctx.scheduler.cancel(this.#event);
    }
    this.#adapter.uart.reset(kind, t);
  }

  state(io: StateIo): void {
    io.section('uart', 1, (s) => this.#adapter.uart.state(s));
    io.section('sender', 1, (s) => this.#sender.state(s));
    this.#fed = io.bool('fed', this.#fed);
    this.#alive = io.bool('alive', this.#alive);
    this.#dx = io.number('dx', this.#dx);
    this.#dy = io.number('dy', this.#dy);
    this.#buttons = io.number('buttons', this.#buttons) & 7;
    this.#told = io.number('told', this.#told) & 7;
  }
}

export const SerialMousePart = definePart({
  type: 'SerialMouse',
  title: 'Asynchronous communications adapter with a mouse',
  pins: { irq: 'out' },
  io: { registers: { size: 8, title: 'INS8250' } },
  inputs: {
    mouse: { kind: 'text', title: 'steps right, steps up (signed), buttons (bits 0–2: left, right, middle)' },
  },
  create: (ctx: Context, options: MouseOptions) => new SerialMouse(ctx, options),
});

function mouseCard(id: string, port: keyof typeof SERIAL_PORTS, protocol: keyof typeof PROTOCOLS): CardDefinition {
  const { base, irq } = SERIAL_PORTS[port];
  return defineCard({
    id,
    title: `${PROTOCOLS[protocol].title} on ${port.toUpperCase()}`,
    fits: 'isa8',
    clocks: { uart: UART_CLOCK },
    parts: { mouse: { type: SerialMousePart, clock: 'uart', options: { protocol } } },
    ports: { io: [{ from: base, to: base + 7, io: 'mouse.registers' }] },
    lines: { [irq]: { from: ['mouse.irq'] } },
    inputs: { mouse: { title: 'mouse: steps right, steps up, buttons', to: 'mouse.mouse' } },
  });
}

/** Cards by name. */
export const MOUSE_CARDS: Readonly<Record<string, CardDefinition>> = {
  mouse: mouseCard('mouse', 'com1', 'microsoft'),
  'mouse-com2': mouseCard('mouse-com2', 'com2', 'microsoft'),
  'mouse-systems': mouseCard('mouse-systems', 'com1', 'mouse-systems'),
};
