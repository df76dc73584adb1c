import type { VicII } from '@backplane/chips-mos';
import { type Device, definePart, type IoTarget, type PartContext, type StateIo, WiringError } from '@backplane/kernel';

/** Cells of the colour RAM. */
const SIZE = 1024;

/**
 * The 2114 colour RAM: 1,024 nibbles at D800. The upper half of the data bus is not driven by it, so a read shows what the
 * VIC left there in φ1.
 */
export class ColourRam implements Device {
  readonly stateVersion = 1;
  readonly io: { readonly nibbles: IoTarget };
  readonly nibbles = new Uint8Array(SIZE);
  #vic: VicII | null = null;

  constructor(_ctx: PartContext) {
    this.io = {
      nibbles: {
        read: (offset, t) => this.nibbles[offset]! | (this.#vic!.phi1Data(t) & 0xf0),
        write: (offset, value, t) => {
          const nibble = value & 0x0f;
          if (this.nibbles[offset] === nibble) return;
          this.#vic!.sync(t);
          this.nibbles[offset] = nibble;
        },
        peek: (offset) => this.nibbles[offset]!,
      },
    };
  }

  attach(peers: Readonly<Record<string, Device>>): void {
    const { vic } = peers;
    if (vic === undefined) throw new WiringError('The colour RAM needs its video chip as peer `vic`.');
    this.#vic = vic as VicII;
    this.#vic.connect(this.nibbles);
  }

  /** RESET does not reach it. */
  reset(kind: 'power' | 'reset'): void {
    if (kind === 'power') this.nibbles.fill(0);
  }

  state(io: StateIo): void {
    io.bytes('nibbles', this.nibbles);
  }
}

export const ColourRamPart = definePart({
  type: 'ColourRam2114',
  title: 'Colour RAM, 1,024 nibbles',
  io: { nibbles: { size: SIZE } },
  create: (ctx) => new ColourRam(ctx),
});
