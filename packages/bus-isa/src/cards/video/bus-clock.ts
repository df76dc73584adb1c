import { type ClockDomain, type Device, definePart, type StateIo } from '@backplane/kernel';

/** The processor's clock as a card sees it on the bus (CLK): what its wait states are counted in. */
export class BusClock implements Device {
  readonly stateVersion = 1;
  readonly clock: ClockDomain;

  constructor(clock: ClockDomain) {
    this.clock = clock;
  }

  reset(): void {}

  state(_io: StateIo): void {}
}

export const BusClockPart = definePart({
  type: 'IsaBusClock',
  title: 'Processor clock on the bus',
  create: (ctx) => new BusClock(ctx.clock),
});
