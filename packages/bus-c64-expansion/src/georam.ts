import {
  type CardDefinition,
  type Device,
  defineCard,
  definePart,
  type PartContext,
  type ResetKind,
  type StateIo,
  WiringError,
} from '@backplane/kernel';
import type { ExpansionPort } from './expansion.ts';

/*
 * GeoRAM: RAM that is seen a page at a time in I/O 1. DFFEh selects one of 64 pages, DFFFh the block of 16K.
 *
 * Source: Berkeley Softworks, "geoRAM" hardware description; Peter Schepers' page on it.
 */

const PAGE = 0x100;
const PAGES = 64;

export class GeoRam implements Device {
  readonly stateVersion = 1;
  readonly #ram: Uint8Array;
  #page = 0;
  #block = 0;

  constructor(_ctx: PartContext<never, never>, { size }: { readonly size: number }) {
    if (!Number.isInteger(Math.log2(size)) || size < 0x10000 || size > 0x400000) {
      throw new WiringError(`A GeoRAM has 64 KB to 4 MB, a power of two; ${size} bytes are not.`);
    }
    this.#ram = new Uint8Array(size);
  }

  attach(peers: Readonly<Record<string, Device>>): void {
    const port = peers.port as unknown as ExpansionPort | undefined;
    if (port === undefined) throw new WiringError('A GeoRAM needs its peer `port`, the expansion port.');
    const read = (offset: number): number | undefined => (offset < PAGE ? this.#ram[this.#at + offset] : undefined);
    port.plug({
      roml: null,
      romh: null,
      readIo: read,
      peekIo: read,
      writeIo: (offset, value) => {
        if (offset < PAGE) this.#ram[this.#at + offset] = value;
        else if ((offset & 0xff) === 0xfe) this.#page = value & (PAGES - 1);
        else if ((offset & 0xff) === 0xff) this.#block = value;
      },
    });
  }

  /** First byte of the page that is seen. */
  get #at(): number {
    return ((this.#block * PAGES + this.#page) * PAGE) & (this.#ram.length - 1);
  }

  reset(kind: ResetKind): void {
    if (kind === 'power') this.#ram.fill(0);
    this.#page = this.#block = 0;
  }

  state(io: StateIo): void {
    io.bytes('ram', this.#ram);
    this.#page = io.number('page', this.#page);
    this.#block = io.number('block', this.#block);
  }
}

export const GeoRamPart = definePart({
  type: 'GeoRam',
  title: 'RAM seen through a page in I/O 1',
  create: (ctx, options: { readonly size: number }) => new GeoRam(ctx, options),
});

/** Cards by name: `georam64k` to `georam4096k`. */
export const GEORAM_CARDS: Readonly<Record<string, CardDefinition>> = Object.fromEntries(
  [64, 128, 256, 512, 1024, 2048, 4096].map((kilobytes) => [
    `georam${kilobytes}k`,
    defineCard({
      id: `georam${kilobytes}k`,
      title: `GeoRAM, ${kilobytes} KB`,
      fits: 'c64-expansion',
      parts: { ram: { type: GeoRamPart, clock: 'phi2', peers: { port: 'port' }, options: { size: kilobytes * 1024 } } },
    }),
  ]),
);
