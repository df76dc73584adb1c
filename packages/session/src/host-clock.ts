/** The wall clock, handed in so that everything can be tested without one. */
export interface HostClock {
  /** Milliseconds from any start; never goes backwards. */
  now(): number;
  /** Resolves after `ms` milliseconds; 0 lets the host handle what is waiting (input, signals) and comes back. */
  sleep(ms: number): Promise<void>;
}

/** A wall clock on which only sleeping takes time: machines run as fast as possible and real pacing waits for nothing. */
export class VirtualClock implements HostClock {
  #now = 0;

  now(): number {
    return this.#now;
  }

  sleep(ms: number): Promise<void> {
    this.#now += ms;
    return Promise.resolve();
  }

  /** Lets time pass. */
  advance(ms: number): void {
    this.#now += ms;
  }
}
