import type { SerialFrame } from '@backplane/chips-national';
import {
  type CardDefinition,
  type Device,
  defineCard,
  definePart,
  type InputValue,
  type IoTarget,
  type PartContext,
  type ResetKind,
  type StateIo,
  WiringError,
} from '@backplane/kernel';
import { AdapterUart, SERIAL_PORTS, UART_CLOCK } from './adapter-uart.ts';
import { SerialSender } from './sender.ts';

/*
 * Asynchronous communications adapter with a terminal, or a loopback plug
 *
 * The terminal's side is the host: stream `out` gets each character when its first stop bit is on the line, stream `in`
 * takes bytes and sends them at the speed and in the format that the UART is set to, while DTR is asserted. It is patient: a
 * byte is sent when the last one has been fetched, so that nothing is lost before a program has opened the port, or to one
 * that only looks now and then. It asserts CTS, DSR and DCD all the time.
 *
 * The loopback plug joins transmit and receive, RTS, CTS and DCD, DTR, DSR and RI, as test programs want it.
 *
 * Source: IBM, "Technical Reference, Asynchronous Communications Adapter".
 */

export interface SerialPortOptions {
  /** What is plugged in; `terminal` if absent. */
  readonly plug?: 'terminal' | 'loopback';
}

type Context = PartContext<'irq', never>;

const TERMINAL_LINES = { cts: true, dsr: true, dcd: true, ri: false } as const;

export class SerialPort implements Device {
  readonly stateVersion = 1;
  readonly io: Readonly<Record<'registers', IoTarget>>;
  readonly #ctx: Context;
  readonly #adapter: AdapterUart;
  readonly #sender: SerialSender;
  readonly #loop: boolean;

  constructor(ctx: Context, { plug = 'terminal' }: SerialPortOptions) {
    if (plug !== 'terminal' && plug !== 'loopback') {
      throw new WiringError(`Serial port "${ctx.id}" cannot have "${plug}" plugged in. Choose terminal or loopback.`);
    }
    this.#ctx = ctx;
    this.#loop = plug === 'loopback';
    this.#adapter = new AdapterUart(ctx, 'INS8250', {
      receive: (frame, t) => this.#arrived(frame, t),
      taken: (t) => this.#sender.kick(t),
      breakChanged: (on, t) => {
        if (this.#loop) this.#adapter.uart.receiveBreak(on, t);
      },
      modemControl: ({ dtr, rts }, t) => {
        if (this.#loop) this.#adapter.uart.setModem({ cts: rts, dcd: rts, dsr: dtr, ri: dtr }, t);
        else this.#sender.kick(t);
      },
    });
    const { uart } = this.#adapter;
    this.#sender = new SerialSender(ctx, {
      deliver: (frame, t) => uart.receive(frame, t),
      ready: () => uart.control.dtr && !uart.dataReady,
      settings: () => uart,
    });
    this.io = { registers: this.#adapter.registers };
  }

  /** Bytes of the stream `in` that were not sent yet. */
  get pending(): number {
    return this.#sender.pending;
  }

  #arrived(frame: SerialFrame, t: number): void {
    const { uart } = this.#adapter;
    if (this.#loop) uart.receive(frame, t);
    else this.#ctx.output('out', (frame.bits >> 1) & ((1 << uart.format.dataBits) - 1), t);
  }

  input(_name: string, value: InputValue, t: number): void {
    if (this.#loop) return;
    const bytes = typeof value === 'string' ? Array.from(value, (c) => c.codePointAt(0)!) : (value as Uint8Array);
    this.#sender.send(bytes, t);
  }

  reset(kind: ResetKind, t: number): void {
    if (kind === 'power') this.#sender.clear();
    this.#adapter.uart.reset(kind, t, this.#loop ? null : TERMINAL_LINES);
  }

  state(io: StateIo): void {
    io.section('uart', 1, (s) => this.#adapter.uart.state(s));
    io.section('sender', 1, (s) => this.#sender.state(s));
  }
}

export const SerialPortPart = definePart({
  type: 'IbmAsyncAdapter',
  title: 'Asynchronous communications adapter',
  pins: { irq: 'out' },
  io: { registers: { size: 8, title: 'INS8250' } },
  inputs: { in: { kind: 'bytes', title: 'what the terminal on the line sends' } },
  outputs: { out: { title: 'what the terminal on the line receives' } },
  create: (ctx: Context, options: SerialPortOptions) => new SerialPort(ctx, options),
});

function serialCard(id: string, port: keyof typeof SERIAL_PORTS, plug: 'terminal' | 'loopback'): CardDefinition {
  const { base, irq } = SERIAL_PORTS[port];
  const name = port.toUpperCase();
  return defineCard({
    id,
    title: `Asynchronous communications adapter, ${name}${plug === 'loopback' ? ', with a loopback plug' : ''}`,
    fits: 'isa8',
    clocks: { uart: UART_CLOCK },
    parts: { serial: { type: SerialPortPart, clock: 'uart', options: { plug } } },
    ports: { io: [{ from: base, to: base + 7, io: 'serial.registers' }] },
    lines: { [irq]: { from: ['serial.irq'] } },
    ...(plug === 'loopback'
      ? {}
      : {
          inputs: { in: { title: `${name}, what the terminal sends`, to: 'serial.in' } },
          outputs: { out: { title: `${name}, what the terminal receives`, from: 'serial.out' } },
        }),
  });
}

/** Cards by name. */
export const SERIAL_CARDS: Readonly<Record<string, CardDefinition>> = {
  serial: serialCard('serial', 'com1', 'terminal'),
  'serial-com2': serialCard('serial-com2', 'com2', 'terminal'),
  'serial-loopback': serialCard('serial-loopback', 'com1', 'loopback'),
};
