import {
  type AddressSpace,
  type CardDefinition,
  type Device,
  defineCard,
  definePart,
  type IoTarget,
  type PartContext,
  type ResetKind,
  type StateIo,
  WiringError,
} from '@backplane/kernel';

/*
 * Expanded memory: 2 MB seen through four windows of 16 KB
 *
 * Registers 0–3 hold the page (bits 0–6) that each window of the frame shows. They can only be written. The memory is plain
 * RAM to the processor: a write to a register changes where the window lies, and costs nothing afterwards. One page may be
 * seen in several windows.
 *
 * Source: lo-tech, "2MB EMS Board" (wiki): page frame, registers, addresses; Lotus, Intel, Microsoft, "Expanded Memory
 * Specification 4.0" (1987).
 */

const WINDOWS = 4;
const WINDOW_SIZE = 0x4000;
const PAGES = 128;

export interface EmsOptions {
  /** First address of the frame, a multiple of 10000h. */
  readonly frame: number;
  /** Pages of memory, a power of two; 128 if absent. Higher bits of the registers do not count. */
  readonly pages?: number;
}

type Context = PartContext<never, never>;

export class EmsBoard implements Device {
  readonly stateVersion = 1;
  readonly io: Readonly<Record<'pages', IoTarget>>;
  readonly #space: AddressSpace;
  readonly #frame: number;
  readonly #mask: number;
  readonly #pages = new Uint8Array(WINDOWS);
  /** Where the memory begins in the space's arena, −1 = not known yet. */
  #memory = -1;

  constructor(ctx: Context, { frame, pages = PAGES }: EmsOptions) {
    if (ctx.space === null) throw new WiringError(`EMS board "${ctx.id}" needs the space in which its frame lies.`);
    if (!Number.isInteger(Math.log2(pages)) || pages < WINDOWS || pages > 256) {
      throw new WiringError(`EMS board "${ctx.id}" has 4 to 256 pages, a power of two; ${pages} are not.`);
    }
    this.#space = ctx.space;
    this.#mask = pages - 1;
    this.#frame = frame;
    this.io = {
      pages: {
        read: () => 0xff,
        peek: () => 0xff,
        write: (offset, value) => {
          this.#pages[offset & 3] = value & this.#mask;
          this.#show(offset & 3);
        },
      },
    };
  }

  #show(window: number): void {
    const from = this.#frame + window * WINDOW_SIZE;
    this.#space.remap(from, from + WINDOW_SIZE - 1, this.#memory + this.#pages[window]! * WINDOW_SIZE);
  }

  #showAll(): void {
    for (let n = 0; n < WINDOWS; n++) this.#show(n);
  }

  /** RESET does not reach the registers; at power-on they are 0 here. */
  reset(kind: ResetKind): void {
    if (kind === 'reset') return;
    // while nothing has been moved, the frame shows the first 64 KB
    if (this.#memory < 0) this.#memory = this.#space.readBase[this.#frame >> 8]! + this.#frame;
    this.#pages.fill(0);
    this.#showAll();
  }

  state(io: StateIo): void {
    io.bytes('pages', this.#pages);
  }

  rederive(): void {
    for (let n = 0; n < WINDOWS; n++) this.#pages[n] = this.#pages[n]! & this.#mask;
    this.#showAll();
  }
}

export const EmsBoardPart = definePart({
  type: 'EmsBoard',
  title: 'Expanded memory, page registers',
  io: { pages: { size: WINDOWS, title: 'page registers' } },
  create: (ctx: Context, options: EmsOptions) => new EmsBoard(ctx, options),
});

function emsCard(id: string, frame: number, port: number): CardDefinition {
  const at = `${frame.toString(16).toUpperCase()}h`;
  return defineCard({
    id,
    title: `Expanded memory, 2 MB, frame at ${at}, ports ${port.toString(16).toUpperCase()}h`,
    fits: 'isa8',
    parts: { ems: { type: EmsBoardPart, clock: 'clk', space: 'memory', options: { frame } } },
    regions: { memory: { ems: { ram: PAGES * WINDOW_SIZE } } },
    spaces: { memory: [{ from: frame, to: frame + WINDOWS * WINDOW_SIZE - 1, region: 'ems' }] },
    ports: { io: [{ from: port, to: port + WINDOWS - 1, io: 'ems.pages' }] },
  });
}

/** Cards by name. */
export const EMS_CARDS: Readonly<Record<string, CardDefinition>> = {
  ems2m: emsCard('ems2m', 0xe0000, 0x260),
  'ems2m-d0000': emsCard('ems2m-d0000', 0xd0000, 0x260),
};
