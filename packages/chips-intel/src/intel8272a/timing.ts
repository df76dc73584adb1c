import type { StateIo } from '@backplane/kernel';

/** Microseconds from one access of the data register until RQM is on again, at most. */
const RQM_MICROSECONDS = 12;

/** What SPECIFY and the clock decide. Times of the data sheet are those of 500 kbit/s (8 MHz); the others go with it. */
export class FdcTiming {
  readonly ticksPerMs: number;
  /** Data rate in kbit/s. */
  kbps = 250;
  /** SRT, HUT and HLT as SPECIFY gives them. */
  stepRate = 0;
  headUnload = 0;
  headLoad = 0;

  constructor(ticksPerSecond: number) {
    this.ticksPerMs = ticksPerSecond / 1000;
  }

  powerOn(): void {
    this.kbps = 250;
    this.stepRate = this.headUnload = this.headLoad = 0;
  }

  /** Ticks of a time that the data sheet gives for 500 kbit/s. */
  ticks(ms: number): number {
    return Math.round((ms * this.ticksPerMs * 500) / this.kbps);
  }

  /** Step rate time: 16 ms for 0, 1 ms for 15. */
  stepTicks(): number {
    return this.ticks(16 - this.stepRate);
  }

  /** Head unload time: 16 ms for each; 0 is taken as 16. */
  headUnloadTicks(): number {
    return this.ticks(16 * (this.headUnload === 0 ? 16 : this.headUnload));
  }

  /** Head load time: 2 ms for each; 0 is taken as 128. */
  headLoadTicks(): number {
    return this.ticks(2 * (this.headLoad === 0 ? 128 : this.headLoad));
  }

  /** From an access of the data register to RQM, to a step pulse, to the beginning of a search. */
  startTicks(): number {
    return Math.max(1, Math.round((RQM_MICROSECONDS * this.ticksPerMs) / 1000));
  }

  state(io: StateIo): void {
    this.kbps = io.number('kbps', this.kbps);
    this.stepRate = io.number('stepRate', this.stepRate);
    this.headUnload = io.number('headUnload', this.headUnload);
    this.headLoad = io.number('headLoad', this.headLoad);
  }
}
