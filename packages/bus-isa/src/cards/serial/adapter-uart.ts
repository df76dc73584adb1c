import { Ins8250, type SerialPeer, type UartModel } from '@backplane/chips-national';
import type { IoTarget, PartContext } from '@backplane/kernel';

/*
 * The UART of an asynchronous communications adapter
 *
 * The interrupt reaches the bus through a gate that OUT2 opens, so that several adapters can share a line. In the UART's
 * loopback OUT2 is released, and the gate closed.
 *
 * Source: IBM, "Technical Reference, Asynchronous Communications Adapter": block diagram, interrupts.
 */
export class AdapterUart {
  readonly uart: Ins8250;
  readonly registers: IoTarget;

  /** @param peer what is plugged in */
  constructor(ctx: PartContext<'irq', never>, model: UartModel, peer: SerialPeer) {
    const uart = new Ins8250(ctx, model, (on, t) => ctx.out.irq.drive(on && uart.control.out2, t));
    uart.connect({
      ...peer,
      modemControl: (control, t) => {
        ctx.out.irq.drive(uart.interrupting && control.out2, t);
        peer.modemControl?.(control, t);
      },
    });
    this.uart = uart;
    this.registers = {
      read: (offset, t) => uart.read(offset, t),
      write: (offset, value, t) => uart.write(offset, value, t),
      peek: (offset) => uart.peek(offset),
    };
  }
}

/** Crystal of the adapters. */
export const UART_CLOCK = { hz: 1_843_200, title: 'crystal of the UART' } as const;

/** Addresses and interrupts of the two ports that have a name. */
export const SERIAL_PORTS = { com1: { base: 0x3f8, irq: 'irq4' }, com2: { base: 0x2f8, irq: 'irq3' } } as const;
