import type { StateIo } from '@backplane/kernel';

/** Register numbers within the clock: tenths of seconds, seconds, minutes, hours. */
const TENTHS = 0;
const SECONDS = 1;
const MINUTES = 2;
const HOURS = 3;

/** Bits that exist in each register. */
const MASKS = [0x0f, 0x7f, 0x7f, 0x9f] as const;

/**
 * The time-of-day clock of a CIA, edge by edge of its TOD pin.
 *
 * Each digit is a binary counter of its own that is compared with its last value, so a digit which was set to something
 * that is none counts on to its highest bit pattern (data sheet 6526, "Time of Day Clock"; VICE test programs CIA/tod).
 */
export class TimeOfDay {
  /** True from a write to the tenths to a write to the hours. */
  running = false;
  readonly #time = new Uint8Array(4);
  readonly #alarm = new Uint8Array(4);
  readonly #latch = new Uint8Array(4);
  /** Reads give `#latch`: from a read of the hours to one of the tenths. */
  #latched = false;
  /** Mains cycles since the last tenth: a ring of six states, compared when an edge comes. */
  #ring = 0;
  /** Time and alarm are equal: the interrupt comes when they become so. */
  #equal = false;

  /** 1:00:00.0 in the morning, stopped; the alarm is set to 0:00:00.0. */
  reset(): void {
    this.running = false;
    this.#time.fill(0);
    this.#time[HOURS] = 0x01;
    this.#alarm.fill(0);
    this.#latch.fill(0);
    this.#latched = false;
    this.#ring = 0;
    this.#equal = false;
  }

  /** Reads register 0–3, with the latch's side effects. */
  read(register: number): number {
    const value = this.peek(register);
    if (register === HOURS && !this.#latched) {
      this.#latch.set(this.#time);
      this.#latched = true;
    } else if (register === TENTHS) this.#latched = false;
    return value;
  }

  /** What a read of register 0–3 would give. */
  peek(register: number): number {
    return (this.#latched ? this.#latch : this.#time)[register]!;
  }

  /**
   * Writes register 0–3 of the clock or of the alarm.
   * @returns true if the alarm goes off
   */
  write(register: number, value: number, alarm: boolean): boolean {
    let byte = value & MASKS[register]!;
    if (alarm) this.#alarm[register] = byte;
    else {
      if (register === TENTHS) {
        if (!this.running) this.#ring = 0;
        this.running = true;
      } else if (register === HOURS) {
        this.running = false;
        // AM/PM changes over whenever 12 gets into the counter, whoever puts it there
        if ((byte & 0x1f) === 0x12) byte ^= 0x80;
      }
      this.#time[register] = byte;
    }
    return this.#compare();
  }

  /**
   * An edge of the TOD pin.
   * @param fifty CRA bit 7: five edges to a tenth, not six
   * @returns true if the alarm goes off
   */
  edge(fifty: boolean): boolean {
    if (!this.running) return false;
    if (this.#ring !== (fifty ? 4 : 5)) {
      this.#ring = this.#ring === 5 ? 0 : this.#ring + 1;
      return false;
    }
    this.#ring = 0;
    this.#count();
    return this.#compare();
  }

  #count(): void {
    const time = this.#time;
    const tenths = time[TENTHS]!;
    time[TENTHS] = tenths === 9 ? 0 : (tenths + 1) & 0x0f;
    if (tenths !== 9 || !this.#count60(SECONDS) || !this.#count60(MINUTES)) return;
    const hours = time[HOURS]!;
    let low = hours & 0x0f;
    let high = hours & 0x10;
    let pm = hours & 0x80;
    if (low === 9 && high === 0) {
      low = 0;
      high = 0x10;
    } else if (low === 2 && high !== 0) {
      low = 1;
      high = 0;
    } else {
      low = (low + 1) & 0x0f;
      if (low === 2 && high !== 0) pm ^= 0x80;
    }
    time[HOURS] = pm | high | low;
  }

  /** Counts seconds or minutes. @returns true if it carries */
  #count60(register: number): boolean {
    const value = this.#time[register]!;
    const low = value & 0x0f;
    const high = value >> 4;
    if (low !== 9) {
      this.#time[register] = (high << 4) | ((low + 1) & 0x0f);
      return false;
    }
    this.#time[register] = high === 5 ? 0 : ((high + 1) & 7) << 4;
    return high === 5;
  }

  #compare(): boolean {
    const time = this.#time;
    const alarm = this.#alarm;
    const equal =
      time[TENTHS] === alarm[TENTHS] &&
      time[SECONDS] === alarm[SECONDS] &&
      time[MINUTES] === alarm[MINUTES] &&
      time[HOURS] === alarm[HOURS];
    const edge = equal && !this.#equal;
    this.#equal = equal;
    return edge;
  }

  state(io: StateIo): void {
    this.running = io.bool('running', this.running);
    io.bytes('time', this.#time);
    io.bytes('alarm', this.#alarm);
    io.bytes('latch', this.#latch);
    this.#latched = io.bool('latched', this.#latched);
    this.#ring = io.number('ring', this.#ring);
    this.#equal = io.bool('equal', this.#equal);
  }
}
