import type { VicII } from '@backplane/chips-mos';
import {
  type AddressSpace,
  type Device,
  definePart,
  type EventId,
  type InputValue,
  type PartContext,
  StateError,
  type StateIo,
  sha1Hex,
  WiringError,
} from '@backplane/kernel';
import type { Banking } from './banking.ts';
import { isUltimax, MODE } from './pla.ts';
import { petscii } from './screen-codes.ts';

/** φ2 cycles between two looks at the KERNAL, while there is something to do. */
const LOOK = 2500;
/**
 * Variables of KERNAL and BASIC. Source: Sheldon Leemon, Mapping the Commodore 64 (1984).
 */
const BASIC_START = 0x2b;
/** Pointers to the end of the program: variables, arrays, end of arrays; end of the last load. */
const PROGRAM_END = [0x2d, 0x2f, 0x31, 0xae] as const;
const LOAD_START = 0xac;
/** Bit 7: direct mode. */
const MESSAGES = 0x9d;
const BUFFER_COUNT = 0xc6;
/** 0: the cursor blinks, the editor waits for a key. */
const CURSOR_OFF = 0xcc;
const BUFFER = 0x0277;
/** Characters that fit the buffer. */
const BUFFER_SIZE = 10;

/** What is still to be done at the READY. prompt. */
const IDLE = 0;
/** Load (by injection, or by typing LOAD), then perhaps RUN. */
const LOAD_NEXT = 1;
/** Type RUN at the next prompt. */
const RUN_NEXT = 2;
/** Press PLAY when LOAD has been taken, then perhaps type RUN at the next prompt. */
const PLAY_NEXT = 3;
const PLAY_AND_RUN = 4;

/** What `autostart` asks for. */
interface Request {
  readonly run: boolean;
  /** Where from; `auto`: the program in the bay, or else the first drive. */
  readonly from: 'auto' | 'disk' | 'tape';
  readonly name: string;
}

/** Reads `run`, `load`, `run disk NAME`, `load tape` …; null for anything else, undefined for `none`. */
function parseRequest(text: string): Request | null | undefined {
  const match = /^(?:(run|load)\b\s*)?(?:(disk|tape)\b\s*([\s\S]*))?$/i.exec(text.trim());
  if (/^none$/i.test(text.trim())) return undefined;
  if (match === null || match[0] === '') return null;
  return {
    run: match[1]?.toLowerCase() !== 'load',
    from: (match[2]?.toLowerCase() ?? 'auto') as Request['from'],
    name: match[3] ?? '',
  };
}

/**
 * What a user does at the READY. prompt: loads and starts a program, types.
 *
 * A program in the bay is copied into RAM, and KERNAL's and BASIC's pointers are set as LOAD would leave them. From disk
 * and tape LOAD is typed. Text goes into the KERNAL's keyboard buffer as it empties, from the first prompt on.
 */
export class Loader implements Device {
  readonly stateVersion = 1;
  readonly #ctx: PartContext<never, never>;
  readonly #space: AddressSpace;
  readonly #look: EventId;
  #pla: Banking | null = null;
  #vic: VicII | null = null;
  #datasette: Device | null = null;
  #program: Uint8Array | null = null;
  #programSha1 = '';
  /** A prompt has been seen since the last reset. */
  #ready = false;
  #task = IDLE;
  #request = '';
  /** PETSCII on its way into the keyboard buffer. */
  #text: Uint8Array = new Uint8Array(0);

  constructor(ctx: PartContext<never, never>) {
    if (ctx.space === null) throw new WiringError(`"${ctx.id}" needs the processor's memory as its \`space\`.`);
    this.#ctx = ctx;
    this.#space = ctx.space;
    this.#look = ctx.scheduler.allocate(`${ctx.id}.look`, (t) => this.#act(t));
  }

  attach(peers: Readonly<Record<string, Device>>): void {
    const { pla, vic, datasette = null } = peers;
    if (pla === undefined || vic === undefined) throw new WiringError('The loader needs its peers `pla` and `vic`.');
    this.#pla = pla as Banking;
    this.#vic = vic as VicII;
    this.#datasette = datasette;
  }

  /** True while the guest waits for input at the READY. prompt and nothing is left to be typed. A hint for pacing. */
  get idle(): boolean {
    return this.#text.length === 0 && this.#task === IDLE && this.#atPrompt();
  }

  /** Characters not yet in the keyboard buffer. */
  get pending(): number {
    return this.#text.length;
  }

  // ---------------------------------------------------------------- the host's side

  /** Takes a program as it is on disk: load address, low byte first, and bytes. @throws TypeError for anything else */
  insert(_bay: string, medium: unknown, _t: number): void {
    if (medium !== null && !(medium instanceof Uint8Array && medium.length >= 2)) {
      throw new TypeError('The bay for programs takes the bytes of a PRG file: two of load address, then the program.');
    }
    this.#program = medium;
    this.#programSha1 = medium === null ? '' : sha1Hex(medium);
  }

  input(name: string, value: InputValue, t: number): void {
    if (name === 'keys') {
      const more = typeof value === 'string' ? petscii(value) : (value as Uint8Array);
      const text = new Uint8Array(this.#text.length + more.length);
      text.set(this.#text);
      text.set(more, this.#text.length);
      this.#text = text;
    } else {
      const request = parseRequest(String(value));
      if (request === null) {
        const text = `Autostart takes run, load, run disk NAME, load disk NAME, run tape, load tape or none, not "${value}".`;
        this.#ctx.emit({ kind: 'note', text }, t);
        return;
      }
      this.#request = request === undefined ? '' : String(value);
      this.#task = request === undefined ? IDLE : LOAD_NEXT;
    }
    this.#arm(t);
  }

  // ---------------------------------------------------------------- at work

  #arm(t: number): void {
    const { clock, scheduler } = this.#ctx;
    if (this.#text.length === 0 && this.#task === IDLE) scheduler.cancel(this.#look);
    else scheduler.at(this.#look, clock.tickOf(clock.cycleAt(t) + LOOK));
  }

  #act(t: number): void {
    const prompt = this.#atPrompt();
    if (prompt) this.#ready = true;
    if (this.#text.length === 0) {
      if (this.#task >= PLAY_NEXT) this.#play(t);
      else if (prompt) this.#nextTask(t);
    }
    if (this.#ready) this.#fillBuffer(t);
    this.#arm(t);
  }

  #ram(address: number): number {
    return this.#space.memory[this.#pla!.ramAt + address]!;
  }

  #poke(address: number, value: number): void {
    this.#space.memory[this.#pla!.ramAt + address] = value;
  }

  /** The screen editor waits for a key in direct mode. */
  #atPrompt(): boolean {
    const { mode } = this.#pla!;
    const kernal = !isUltimax(mode) && (mode & MODE.hiram) !== 0;
    return kernal && this.#ram(CURSOR_OFF) === 0 && this.#ram(BUFFER_COUNT) === 0 && (this.#ram(MESSAGES) & 0x80) !== 0;
  }

  #nextTask(t: number): void {
    const task = this.#task;
    if (task === IDLE) return;
    this.#task = IDLE;
    if (task === RUN_NEXT) {
      this.#text = petscii('run\n');
      return;
    }
    const { run, from, name } = parseRequest(this.#request)!;
    this.#request = '';
    if (from === 'auto' && this.#program !== null) {
      this.#inject(this.#program, t);
      if (run) this.#text = petscii('run\n');
      return;
    }
    if (from === 'tape') {
      this.#task = run ? PLAY_AND_RUN : PLAY_NEXT;
      this.#text = petscii('load\n');
    } else {
      this.#task = run ? RUN_NEXT : IDLE;
      this.#text = this.#loadFromDisk(name);
    }
  }

  /** Presses PLAY when the last character has been taken: sooner, and the tape would turn before LOAD listens. */
  #play(t: number): void {
    if (this.#ram(BUFFER_COUNT) !== 0) return;
    this.#datasette?.input?.('keys', 'play', t);
    this.#task = this.#task === PLAY_AND_RUN ? RUN_NEXT : IDLE;
  }

  #loadFromDisk(name: string): Uint8Array {
    let file: Uint8Array;
    try {
      file = petscii(name === '' ? '*' : name.toLowerCase());
    } catch {
      file = Uint8Array.of(0x2a);
    }
    return Uint8Array.from([...petscii('load"'), ...file, ...petscii('",8,1\n')]);
  }

  /** Leaves memory as LOAD does. */
  #inject(program: Uint8Array, t: number): void {
    this.#vic!.sync(t);
    const start = program[0]! | (program[1]! << 8);
    const bytes = program.subarray(2, 2 + 0x10000 - start);
    if (bytes.length < program.length - 2) {
      const text = `The program is longer than the memory from its load address ${start} on; the rest is left out.`;
      this.#ctx.emit({ kind: 'note', text }, t);
    }
    this.#space.memory.set(bytes, this.#pla!.ramAt + start);
    const end = (start + bytes.length) & 0xffff;
    for (const pointer of PROGRAM_END) this.#pokeWord(pointer, end);
    this.#pokeWord(LOAD_START, this.#ram(BASIC_START) | (this.#ram(BASIC_START + 1) << 8));
  }

  #pokeWord(address: number, value: number): void {
    this.#poke(address, value & 0xff);
    this.#poke(address + 1, value >> 8);
  }

  #fillBuffer(t: number): void {
    if (this.#text.length === 0 || this.#ram(BUFFER_COUNT) !== 0) return;
    this.#vic!.sync(t);
    const now = this.#text.subarray(0, BUFFER_SIZE);
    now.forEach((byte, n) => {
      this.#poke(BUFFER + n, byte);
    });
    this.#poke(BUFFER_COUNT, now.length);
    this.#text = this.#text.slice(now.length);
  }

  // ---------------------------------------------------------------- state

  reset(kind: 'power' | 'reset', t: number): void {
    this.#ready = false;
    if (kind === 'power') {
      this.#task = IDLE;
      this.#request = '';
      this.#text = new Uint8Array(0);
    }
    this.#arm(t);
  }

  state(io: StateIo): void {
    const sha1 = io.string('program', this.#programSha1);
    if (sha1 !== this.#programSha1) {
      throw new StateError(
        `The snapshot was made with ${sha1 === '' ? 'no program' : `the program with SHA-1 ${sha1}`} in its bay. ` +
          'Put the same there first.',
      );
    }
    this.#ready = io.bool('ready', this.#ready);
    this.#task = io.number('task', this.#task);
    this.#request = io.string('request', this.#request);
    this.#text = io.blob('text', this.#text);
    if (io.loading && this.#task === LOAD_NEXT && !parseRequest(this.#request)) {
      throw new StateError(`The snapshot is about to start "${this.#request}": it is damaged.`);
    }
  }
}

export const LoaderPart = definePart({
  type: 'ProgramLoader',
  title: 'Loads and starts programs, types',
  inputs: {
    keys: { kind: 'bytes', title: 'PETSCII for the keyboard buffer' },
    autostart: { kind: 'text', title: 'run, load, run disk NAME, run tape …, or none' },
  },
  bays: { program: { medium: 'program', title: 'a program for the RAM' } },
  create: (ctx) => new Loader(ctx),
});
