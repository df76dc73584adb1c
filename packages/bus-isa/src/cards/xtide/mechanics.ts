import type { StateIo } from '@backplane/kernel';
import type { DiskShape } from '@backplane/media';

/*
 * When a drive is ready: seek, rotation, and the buffer that holds the track under the head
 *
 * A drive of the early nineties, in figures as data sheets of that time give them:
 *
 *     processing a command               0.2 ms
 *     from one sector to the next        0.05 ms
 *     seek                               2.5 ms + 15 ms × √(cylinders moved ÷ cylinders): 3 to 17.5 ms, about 10 on average
 *     one revolution                     16.667 ms (3,600 rpm)
 *     power-on to ready                  300 ms (real drives take seconds to spin up)
 *
 * Having reached a track, the drive reads it into its buffer from the next sector under the head on; a sector in the
 * buffer costs no more rotation. What is written goes through that buffer to the disk at once.
 */

const OVERHEAD_MS = 0.2;
const NEXT_SECTOR_MS = 0.05;
const SEEK_MS = 2.5;
const STROKE_MS = 15;
const REVOLUTIONS_PER_SECOND = 60;
const SPIN_UP_MS = 300;
const RESET_MS = 2;

/** The moving parts of a drive, in closed form: nothing happens until somebody asks. */
export class Mechanics {
  /** Ticks. */
  readonly overhead: number;
  readonly nextSector: number;
  readonly spinUp: number;
  readonly resetTime: number;
  readonly #ticksPerMs: number;
  #shape: DiskShape = { cylinders: 1, heads: 1, sectors: 1 };
  /** Ticks in which one sector passes the head. */
  #sectorTime = 1;
  #cylinder = 0;
  /** Track in the buffer, −1 = none; the sector with which reading began, and the tick at which it did. */
  #track = -1;
  #first = 0;
  #since = 0;

  /** @param ticksPerSecond of the machine */
  constructor(ticksPerSecond: number) {
    this.#ticksPerMs = ticksPerSecond / 1000;
    this.overhead = this.#ticks(OVERHEAD_MS);
    this.nextSector = this.#ticks(NEXT_SECTOR_MS);
    this.spinUp = this.#ticks(SPIN_UP_MS);
    this.resetTime = this.#ticks(RESET_MS);
  }

  #ticks(milliseconds: number): number {
    return Math.round(milliseconds * this.#ticksPerMs);
  }

  /** The disk's real shape. The head goes to cylinder 0 and the buffer is empty. */
  mount(shape: DiskShape): void {
    this.#shape = shape;
    this.#sectorTime = Math.max(1, Math.round((1000 * this.#ticksPerMs) / REVOLUTIONS_PER_SECOND / shape.sectors));
    this.#cylinder = 0;
    this.#track = -1;
  }

  /** Moves the head, from tick `t` on. Returns the tick at which it has settled. */
  seek(cylinder: number, t: number): number {
    const target = Math.min(cylinder, this.#shape.cylinders - 1);
    const distance = Math.abs(target - this.#cylinder);
    if (distance === 0) return t;
    this.#cylinder = target;
    this.#track = -1;
    return t + this.#ticks(SEEK_MS + STROKE_MS * Math.sqrt(distance / this.#shape.cylinders));
  }

  /** Moves the head to where a block lies. Returns the tick at which it has settled. */
  seekBlock(block: number, t: number): number {
    return this.seek(Math.floor(block / (this.#shape.heads * this.#shape.sectors)), t);
  }

  /** The tick at which a block is in the buffer, asked for at tick `t`. */
  read(block: number, t: number): number {
    const { sectors } = this.#shape;
    const track = Math.floor(block / sectors);
    const sector = block % sectors;
    if (track !== this.#track) {
      const settled = this.seekBlock(block, t);
      const next = Math.ceil(settled / this.#sectorTime);
      this.#track = track;
      this.#first = next % sectors;
      this.#since = next * this.#sectorTime;
    }
    const order = (sector - this.#first + sectors) % sectors;
    return Math.max(t, this.#since + (order + 1) * this.#sectorTime);
  }

  state(io: StateIo): void {
    this.#cylinder = io.number('cylinder', this.#cylinder);
    this.#track = io.number('track', this.#track);
    this.#first = io.number('first', this.#track < 0 ? 0 : this.#first);
    this.#since = io.number('since', this.#track < 0 ? 0 : this.#since);
  }
}
