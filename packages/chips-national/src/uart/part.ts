import {
  type Device,
  definePart,
  type IoTarget,
  type PartContext,
  type ResetKind,
  type StateIo,
} from '@backplane/kernel';
import { Ins8250, type SerialPeer, type UartModel } from './ins8250.ts';

const PINS = {
  intrpt: 'out',
  dtr: 'out',
  rts: 'out',
  out1: 'out',
  out2: 'out',
  cts: 'in',
  dsr: 'in',
  ri: 'in',
  dcd: 'in',
} as const;

type Context = PartContext<'intrpt' | 'dtr' | 'rts' | 'out1' | 'out2', 'cts' | 'dsr' | 'ri' | 'dcd'>;

/**
 * An INS8250 or NS16450 by itself: window `registers` (8), pins asserted = on. What is on its line is said by `connect`;
 * its own `receive` and `receiveBreak` take what comes from there.
 */
export class UartDevice implements Device {
  readonly stateVersion = 1;
  readonly uart: Ins8250;
  readonly io: Readonly<Record<'registers', IoTarget>>;
  readonly #ctx: Context;

  constructor(ctx: Context, model: UartModel) {
    this.#ctx = ctx;
    const uart = new Ins8250(ctx, model, (on, t) => ctx.out.intrpt.drive(on, t));
    this.uart = uart;
    this.connect({});
    this.io = {
      registers: {
        read: (offset, t) => uart.read(offset, t),
        write: (offset, value, t) => uart.write(offset, value, t),
        peek: (offset) => uart.peek(offset),
      },
    };
    for (const pin of [ctx.in.cts, ctx.in.dsr, ctx.in.ri, ctx.in.dcd]) pin.listen((_on, t) => this.#modem(t));
  }

  /** Says what is on the line; while wiring. */
  connect(peer: SerialPeer): void {
    const { out } = this.#ctx;
    this.uart.connect({
      ...peer,
      modemControl: (control, t) => {
        out.dtr.drive(control.dtr, t);
        out.rts.drive(control.rts, t);
        out.out1.drive(control.out1, t);
        out.out2.drive(control.out2, t);
        peer.modemControl?.(control, t);
      },
    });
  }

  #modem(t: number): void {
    const { cts, dsr, ri, dcd } = this.#ctx.in;
    this.uart.setModem({ cts: cts.level, dsr: dsr.level, ri: ri.level, dcd: dcd.level }, t);
  }

  reset(kind: ResetKind, t: number): void {
    this.uart.reset(kind, t);
  }

  state(io: StateIo): void {
    this.uart.state(io);
  }
}

function uartPart(model: UartModel, title: string) {
  return definePart({
    type: model,
    title,
    pins: PINS,
    io: { registers: { size: 8, title: 'registers' } },
    create: (ctx: Context) => new UartDevice(ctx, model),
  });
}

/** The UART of the first PC adapters. Its clock is the crystal, 1.8432 MHz as a rule. */
export const Ins8250Part = uartPart('INS8250', 'Asynchronous communications element');

/** The UART of later adapters, with a scratch register. */
export const Ns16450Part = uartPart('NS16450', 'Asynchronous communications element');
