import {
  type Device,
  defineCard,
  definePart,
  type EventId,
  type InputValue,
  type PartContext,
  type ResetKind,
  StateError,
  type StateIo,
  sha1Hex,
  WiringError,
} from '@backplane/kernel';
import { type CrtImage, isCrt, MediaError, parseCrt } from '@backplane/media';
import type { BoardPort, CartridgeBoard } from './boards/board.ts';
import { EasyFlashBoard } from './boards/easyflash.ts';
import { boardFor, checkBoard } from './boards/index.ts';
import type { ExpansionCartridge, ExpansionPort } from './expansion.ts';

/** First and last address of the stack. */
const STACK = 0x0100;
const STACK_END = 0x01ff;

/** What the bay takes: a CRT image with the SHA-1 of its file. */
export interface CartridgeMedium {
  readonly image: CrtImage;
  /** 40 hexadecimal digits. */
  readonly sha1: string;
}

/**
 * Makes what the bay takes from the bytes of a CRT file, or of a plain ROM of 8K or 16K, which is taken for one at 8000h.
 * @throws MediaError if it is damaged, or its board is not supported
 */
export function openCartridge(bytes: Uint8Array): CartridgeMedium {
  const sha1 = sha1Hex(bytes);
  if (!isCrt(bytes) && (bytes.length === 0x2000 || bytes.length === 0x4000)) {
    return {
      sha1,
      image: {
        name: '',
        hardware: 0,
        exrom: true,
        game: bytes.length === 0x4000,
        chips: [{ kind: 'rom', bank: 0, address: 0x8000, data: bytes }],
        warnings: [],
      },
    };
  }
  const image = parseCrt(bytes);
  checkBoard(image);
  return { image, sha1 };
}

type Context = PartContext<'nmi', never>;

/** A cartridge: the board of the image in the bay. Without an image the port is as if it were empty. */
export class C64Cartridge implements Device, ExpansionCartridge {
  readonly stateVersion = 1;
  readonly #ctx: Context;
  readonly #event: EventId;
  #port: ExpansionPort | null = null;
  #board: CartridgeBoard | null = null;
  #sha1 = '';
  #unwatch: (() => void) | null = null;
  /** Writes to the stack in a row, and the tick of the last one. */
  #pushes = 0;
  #pushed = -1;

  constructor(ctx: Context) {
    this.#ctx = ctx;
    this.#event = ctx.scheduler.allocate(`${ctx.id}.flash`, (t) => {
      if (this.#board instanceof EasyFlashBoard) this.#board.flashReady(t);
    });
  }

  attach(peers: Readonly<Record<string, Device>>): void {
    const port = peers.port as unknown as ExpansionPort | undefined;
    if (port === undefined) throw new WiringError('A cartridge needs its peer `port`, the expansion port.');
    this.#port = port;
    port.plug(this);
  }

  // ---------------------------------------------------------------- the port's questions

  get roml(): Uint8Array | null {
    return this.#board?.roml ?? null;
  }

  get romh(): Uint8Array | null {
    return this.#board?.romh ?? null;
  }

  get hiddenFromVic(): boolean {
    return this.#board?.hiddenFromVic ?? false;
  }

  get takesWrites(): boolean {
    return this.#board?.takesWrites ?? false;
  }

  get selfDecoding(): boolean {
    return this.#board?.selfDecoding ?? false;
  }

  readRom(address: number, t: number): number | undefined {
    return this.#board?.readRom?.(address, t);
  }

  readIo(offset: number, t: number): number | undefined {
    return this.#board?.readIo?.(offset, t);
  }

  peekIo(offset: number): number | undefined {
    return this.#board?.peekIo?.(offset);
  }

  writeIo(offset: number, value: number, t: number): void {
    this.#board?.writeIo?.(offset, value, t);
  }

  writeRom(address: number, value: number, t: number): void {
    this.#board?.writeRom?.(address, value, t);
  }

  // ---------------------------------------------------------------- the bay

  /**
   * Puts a cartridge in. The computer goes on running: like on the real one, only a reset starts the cartridge.
   * @throws MediaError if its board is not supported
   */
  insert(_bay: string, medium: unknown, t: number): void {
    if (medium === null) {
      this.#board?.reset('power', t);
      this.#board = null;
      this.#sha1 = '';
      this.#port!.setLines(false, false, t);
      this.#port!.mapChanged(t);
      return;
    }
    const { image, sha1 } = medium as Partial<CartridgeMedium>;
    if (image === undefined || sha1 === undefined) {
      throw new MediaError('the expansion port takes a cartridge image', { hint: 'Open it with openCartridge.' });
    }
    this.#board = boardFor(image, this.#boardPort(), {
      ticksPerSecond: this.#ctx.ticksPerSecond,
      scheduler: this.#ctx.scheduler,
      event: this.#event,
    });
    this.#sha1 = sha1;
    this.#board.reset('power', t);
  }

  #boardPort(): BoardPort {
    return {
      setLines: (exrom, game, t) => this.#port!.setLines(exrom, game, t),
      mapChanged: (t) => this.#port!.mapChanged(t),
      setNmi: (on, t) => this.#ctx.out.nmi.drive(on, t),
      onInterrupt: (done) => this.#onInterrupt(done),
      ram: (address) => this.#port!.space.peekRam(address),
    };
  }

  /** The input `freeze`: the button of a freezer. */
  input(_name: string, value: InputValue, t: number): void {
    if (value === true) this.#board?.freeze?.(t);
  }

  /** An interrupt is the only thing that writes to the stack in three cycles in a row. */
  #onInterrupt(done: ((t: number) => void) | null): void {
    this.#unwatch?.();
    this.#unwatch = null;
    if (done === null) return;
    const { clock } = this.#ctx;
    this.#pushes = 0;
    this.#unwatch = this.#port!.space.watchWrites(STACK, STACK_END, (_address, _value, t) => {
      const follows = this.#pushed >= 0 && clock.tickOf(clock.cycleAt(this.#pushed) + 1) === t;
      this.#pushes = follows ? this.#pushes + 1 : 1;
      this.#pushed = t;
      if (this.#pushes < 3) return;
      this.#onInterrupt(null);
      done(t);
    });
  }

  // ---------------------------------------------------------------- state

  reset(kind: ResetKind, t: number): void {
    this.#pushes = 0;
    this.#pushed = -1;
    this.#board?.reset(kind, t);
  }

  state(io: StateIo): void {
    const sha1 = io.string('cartridge', this.#sha1);
    if (sha1 !== this.#sha1) {
      const was = sha1 === '' ? 'without a cartridge' : `with the cartridge of SHA-1 ${sha1}`;
      throw new StateError(`The snapshot was made ${was}; insert the same one.`);
    }
    this.#pushes = io.number('pushes', this.#pushes);
    this.#pushed = io.number('pushed', this.#pushed);
    if (this.#board !== null) io.section('board', 1, (s) => this.#board!.state(s));
  }

  rederive(): void {
    this.#board?.rederive?.();
    this.#port!.mapChanged(this.#ctx.scheduler.now);
  }
}

export const C64CartridgePart = definePart({
  type: 'C64Cartridge',
  title: 'Cartridge',
  pins: { nmi: 'out' },
  bays: { cartridge: { medium: 'cartridge', title: 'cartridge image' } },
  inputs: { freeze: { kind: 'button', title: 'freeze button' } },
  create: (ctx) => new C64Cartridge(ctx),
});

/** A cartridge from a CRT image. */
export const cartridgeCard = defineCard({
  id: 'cartridge',
  title: 'cartridge (CRT image)',
  fits: 'c64-expansion',
  parts: { board: { type: C64CartridgePart, clock: 'phi2', peers: { port: 'port' } } },
  lines: { nmi: { from: ['board.nmi'] } },
  inputs: { freeze: { title: 'freeze button of the cartridge', to: 'board.freeze' } },
  media: { cartridge: { title: 'cartridge', bay: 'board.cartridge', formats: ['crt'] } },
});
