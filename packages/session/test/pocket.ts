import {
  type AudioSource,
  type BusObserver,
  type Device,
  defineCard,
  defineMachine,
  definePart,
  extendMachine,
  type InputValue,
  option,
  type PartContext,
  type Processor,
  part,
  type Ratio,
  type ResetKind,
  type StateIo,
  type TextScreen,
  type VideoOutput,
} from '@backplane/kernel';
import type { MachineEntry } from '../src/index.ts';

/*
 * A pocket computer with a keyboard of keys, a picture and sound, small enough to be understood at a glance. It looks at
 * its keys every 20 ms, writes what was struck on its screen and understands on each line:
 *
 *   exit N     ends with code N             ink N      the picture's colour from here on (the beam's place included)
 *   tone HZ    sound of that pitch          picture    the screen is no text from now on; text = it is again
 *
 * Its "processor" is one instruction of 100 cycles at 1 MHz.
 */

const CRYSTAL = 1_000_000;
const CYCLES = 100;
const SCAN = 20_000;
/** The looks fall into the middle of the picture. */
const SCAN_AT = 7000;
const COLUMNS = 20;
const ROWS = 6;
/** The picture: 80 × 50 pixels of 5 cycles, 50 a second; 64 × 40 of them are seen. */
const WIDTH = 80;
const HEIGHT = 50;
const PIXEL = 5;
const FRAME = WIDTH * HEIGHT * PIXEL;

const PALETTE = [0x000000, 0xffffff, 0xff0000, 0x00ff00, 0x0000ff, 0xffff00, 0x00ffff, 0x123456];

class Picture implements VideoOutput {
  readonly pixels = new Uint8Array(WIDTH * HEIGHT);
  readonly width = WIDTH;
  readonly height = HEIGHT;
  readonly palette = PALETTE;
  readonly visible = { x: 8, y: 5, width: 64, height: 40 };
  readonly pixelAspect = { num: 1, den: 1 };
  readonly refresh = { num: 50, den: 1 };
  enabled = true;
  ink = 1;
  frame = 0;
  #drawn = 0;
  draw(t: number): void {
    this.frame = Math.floor(t / FRAME);
    const to = Math.floor(t / PIXEL);
    const from = Math.max(this.#drawn, to - WIDTH * HEIGHT);
    this.#drawn = Math.max(this.#drawn, to);
    if (!this.enabled) return;
    for (let n = from; n < to; n++) {
      const at = n % (WIDTH * HEIGHT);
      const checks = ((at % WIDTH) >> 3) + (Math.floor(at / WIDTH) >> 3);
      this.pixels[at] = checks % 2 === 0 ? this.ink : 0;
    }
  }
  frameEnd(t: number): number {
    return (Math.floor(t / FRAME) + 1) * FRAME;
  }
  restart(): void {
    this.#drawn = 0;
  }
}

class Text implements TextScreen {
  readonly columns = COLUMNS;
  readonly rows = ROWS;
  readonly characters = new Int32Array(COLUMNS * ROWS).fill(0x20);
  readonly attributes = new Uint8Array(COLUMNS * ROWS);
  readonly foreground = new Uint8Array(COLUMNS * ROWS).fill(5);
  readonly background = new Uint8Array(COLUMNS * ROWS).fill(4);
  readonly palette = PALETTE;
  cursorColumn = 0;
  cursorRow = 0;
  revision = 0;
  showsText = true;
}

class Pocket implements Processor {
  readonly stateVersion = 1;
  readonly granularity = 'instruction';
  readonly registers = [];
  readonly atBoundary = true;
  readonly pc = 0;
  readonly video = new Picture();
  readonly screen = new Text();
  readonly idle?: boolean;
  readonly #ctx: PartContext;
  #voices: readonly Voice[] = [];
  cycles = 0;
  #limit = 0;
  #down = new Set<string>();
  #seen = new Set<string>();
  #line = '';
  #buffer = '';
  #program = '';
  constructor(ctx: PartContext, tells: boolean) {
    this.#ctx = ctx;
    // as a guest that can tell: it waits once it has been on for half a second
    if (tells) Object.defineProperty(this, 'idle', { get: () => this.cycles > CRYSTAL / 2 });
  }
  attach(peers: Readonly<Record<string, Device>>): void {
    this.#voices = Object.values(peers) as Voice[];
  }
  get space() {
    return this.#ctx.space!;
  }
  run(limit: number): void {
    this.#limit = limit;
    while (this.cycles < this.#limit) this.step();
  }
  stop(limit: number): void {
    if (limit < this.#limit) this.#limit = limit;
  }
  step(): void {
    const t = this.#ctx.clock.tickOf(this.cycles);
    this.cycles += CYCLES;
    if (t % SCAN !== SCAN_AT) return;
    for (const key of this.#down) if (!this.#seen.has(key)) this.#struck(key, t);
    this.#seen = new Set(this.#down);
    if (this.#buffer === '') return;
    this.#type(this.#buffer[0]!, t);
    this.#buffer = this.#buffer.slice(1);
  }
  #struck(key: string, t: number): void {
    const shift = this.#down.has('left-shift');
    if (key === 'return') this.#type('\n', t);
    else if (key === 'space') this.#type(' ', t);
    else if (key === 'f1') this.#type(this.#down.has('ctrl') ? '#' : '*', t);
    else if (key.length === 1) this.#type(shift ? SHIFTED(key) : key, t);
  }
  #type(character: string, t: number): void {
    const s = this.screen;
    s.revision++;
    if (character !== '\n') {
      this.#line += character;
      s.characters[s.cursorRow * COLUMNS + s.cursorColumn] = character.codePointAt(0)!;
      if (++s.cursorColumn < COLUMNS) return;
    } else this.#command(t);
    s.cursorColumn = 0;
    if (s.cursorRow < ROWS - 1) s.cursorRow++;
    else s.characters.copyWithin(0, COLUMNS).fill(0x20, -COLUMNS);
  }
  #command(t: number): void {
    const [word, number] = this.#line.split(' ');
    this.#line = '';
    if (word === 'exit') this.#ctx.emit({ kind: 'exit', code: Number(number) }, t);
    else if (word === 'ink') {
      this.video.draw(t);
      this.video.ink = Number(number);
    } else if (word === 'tone') for (const voice of this.#voices) voice.tone(Number(number), t);
    else if (word === 'picture' || word === 'text') this.screen.showsText = word === 'text';
  }
  input(name: string, value: InputValue): void {
    if (name === 'stick') for (const digit of String(value)) this.#type(digit, 0);
    else if (name === 'buffer') this.#buffer += new TextDecoder().decode(value as Uint8Array);
    else if (name === 'start') this.#buffer += this.#program;
    else if (String(value).startsWith('+')) this.#down.add(String(value).slice(1));
    else this.#down.delete(String(value).slice(1));
  }
  insert(_bay: string, medium: unknown): void {
    this.#program = (medium as string | null) ?? '';
  }
  reset(kind: ResetKind): void {
    if (kind === 'power') {
      this.cycles = 0;
      this.video.restart();
      this.video.ink = 1;
      this.#down.clear();
    }
    this.#line = '';
    this.#buffer = '';
  }
  state(io: StateIo): void {
    this.cycles = io.number('cycles', this.cycles);
    this.#down = set(io.string('down', [...this.#down].join(' ')));
    this.#seen = set(io.string('seen', [...this.#seen].join(' ')));
    this.#line = io.string('line', this.#line);
    this.#buffer = io.string('buffer', this.#buffer);
    this.video.ink = io.number('ink', this.video.ink);
    this.screen.showsText = io.bool('text', this.screen.showsText);
    io.ints('screen', this.screen.characters);
    this.screen.cursorColumn = io.number('column', this.screen.cursorColumn);
    this.screen.cursorRow = io.number('row', this.screen.cursorRow);
    if (io.loading) this.screen.revision++;
  }
  getRegister(): number {
    return 0;
  }
  setRegister(): void {}
  observe(_observer: BusObserver | null): void {}
  disassemble() {
    return { length: 1, text: 'look' };
  }
}

const set = (text: string): Set<string> => new Set(text === '' ? [] : text.split(' '));
const SHIFTED = (key: string): string => ({ '1': '!', '2': '"' })[key] ?? key.toUpperCase();

/** A sine wave; with two channels, the second is silent. Its pitch is state, its samples are not. */
class Voice implements Device, AudioSource {
  readonly stateVersion = 1;
  readonly title = 'voice';
  readonly rate: Ratio;
  readonly channels: 1 | 2;
  readonly audio = this;
  enabled = false;
  #hz = 0;
  #since = 0;
  #changes: { t: number; hz: number }[] = [];
  #heard = { t: 0, hz: 0 };
  #samples = 0;
  constructor(rate: Ratio, channels: 1 | 2) {
    this.rate = rate;
    this.channels = channels;
  }
  tone(hz: number, t: number): void {
    this.#hz = hz;
    this.#since = t;
    if (this.enabled) this.#changes.push({ t, hz });
    else this.#heard = { t, hz };
  }
  drain(t: number): Float32Array {
    const end = Math.floor((t * this.rate.num) / this.rate.den / CRYSTAL);
    const count = this.enabled ? Math.max(0, end - this.#samples) : 0;
    const out = new Float32Array(count * this.channels);
    for (let n = 0; n < count; n++) {
      const seconds = ((this.#samples + n) * this.rate.den) / this.rate.num;
      while (this.#changes.length > 0 && this.#changes[0]!.t <= seconds * CRYSTAL) this.#heard = this.#changes.shift()!;
      const { t: since, hz } = this.#heard;
      out[n * this.channels] = 0.25 * Math.sin(2 * Math.PI * hz * (seconds - since / CRYSTAL));
    }
    this.#samples = end;
    return out;
  }
  reset(kind: ResetKind): void {
    if (kind === 'power') {
      this.#hz = 0;
      this.#since = 0;
    }
    this.#changes = [];
    this.#heard = { t: this.#since, hz: this.#hz };
    this.#samples = 0;
  }
  state(io: StateIo): void {
    this.#hz = io.number('hz', this.#hz);
    this.#since = io.number('since', this.#since);
    if (!io.loading) return;
    this.#changes = [];
    this.#heard = { t: this.#since, hz: this.#hz };
  }
}

const PocketPart = definePart({
  type: 'PocketBoard',
  title: 'Everything but sound',
  processor: true,
  inputs: { stick: { kind: 'number' }, keys: { kind: 'text' }, buffer: { kind: 'bytes' }, start: { kind: 'text' } },
  bays: { program: { medium: 'program' } },
  create: (ctx, options: { tells: boolean }) => new Pocket(ctx, options.tells),
});

const VoicePart = (rate: Ratio, channels: 1 | 2) =>
  definePart({ type: `Voice${channels}`, title: 'A voice', create: () => new Voice(rate, channels) });

/** A tape reader that reads nothing: what matters is that only its card has the bay. */
const ReaderPart = definePart({
  type: 'TapeReader',
  title: 'Tape reader',
  bays: { tape: { medium: 'tape' } },
  create: () => ({ stateVersion: 1, reset() {}, state() {}, insert() {} }),
});

const reader = defineCard({
  id: 'reader',
  title: 'tape reader',
  fits: 'side',
  parts: { reader: part(ReaderPart, { clock: 'clock' }) },
  media: { tape: { title: 'tape', bay: 'reader.tape', formats: ['pocket'] } },
});

export const pocket = defineMachine({
  id: 'pocket',
  title: 'Pocket computer',
  year: 1982,
  status: 'working',
  crystal: CRYSTAL,
  clocks: { cpu: { divide: 1 } },
  options: {
    tells: { kind: 'flag', title: 'hint that the guest waits', default: false },
    paper: { kind: 'choice', title: 'paper', default: 'plain', values: ['plain', 'ruled'] },
  },
  spaces: {
    memory: { bits: 16, regions: { ram: { ram: 256 } }, views: { all: [{ from: 0, to: 255, region: 'ram' }] } },
  },
  parts: {
    board: part(PocketPart, {
      clock: 'cpu',
      space: 'memory',
      options: { tells: option('tells') },
      peers: { one: 'one', two: 'two' },
    }),
    one: part(VoicePart({ num: 31_250, den: 1 }, 1), { clock: 'cpu' }),
    two: part(VoicePart({ num: 1_000_000, den: 17 }, 2), { clock: 'cpu' }),
  },
  slots: {
    drive7: {
      type: { id: 'side', title: 'side connector', signals: { clock: 'clock' } },
      bind: { clock: 'cpu' },
      cards: { reader },
      default: null,
    },
  },
  inputs: {
    keyboard: { title: 'keys', to: 'board.keys' },
    buffer: { title: 'characters past the keys', to: 'board.buffer' },
    stick: { title: 'a joystick: what is down is written on the screen', to: 'board.stick' },
    start: { title: 'starts the program', to: 'board.start' },
  },
  media: { program: { title: 'program', bay: 'board.program', formats: ['pocket'] } },
  screen: 'board',
});

const plain = [...'abcdefghijklmnopqrstuvwxyz0123456789'];

/** A catalogue entry for it. */
export const pocketEntry: MachineEntry = {
  definition: pocket,
  summary: 'a computer with keys, a picture and sound',
  media: {
    open: (_bay, image) => ({ medium: new TextDecoder().decode(image.subarray(7)), format: 'pocket' }),
  },
  keyboard: {
    input: 'keyboard',
    keys: [
      ...plain.map((id) => ({ id, title: id, code: /\d/.test(id) ? `Digit${id}` : `Key${id.toUpperCase()}` })),
      { id: 'space', title: '', code: 'Space' },
      { id: 'return', title: 'RETURN', code: 'Enter' },
      { id: 'left-shift', title: 'SHIFT', code: 'ShiftLeft' },
      { id: 'ctrl', title: 'CTRL', code: 'ControlLeft' },
      { id: 'f1', title: 'F1', code: 'F1' },
    ],
    characters: {
      ...Object.fromEntries(plain.map((c) => [c, [c]])),
      ...Object.fromEntries(plain.slice(0, 26).map((c) => [c.toUpperCase(), ['left-shift', c]])),
      ' ': ['space'],
      '!': ['left-shift', '1'],
      '"': ['left-shift', '2'],
    },
    names: { shift: ['left-shift'], both: ['ctrl', 'f1'] },
    hold: 40,
    gap: 30,
    buffer: { input: 'buffer', encode: (text) => new TextEncoder().encode(text) },
  },
  controllers: [{ title: 'Joystick', input: 'stick', buttons: { up: 1, down: 2, left: 4, right: 8, fire: 16 } }],
  autostart: {
    identify: (image, name) => {
      if (new TextDecoder().decode(image.subarray(0, 7)) !== 'POCKET\n') return null;
      return {
        bay: 'program',
        inputs: { start: 'run' },
        ...(name.endsWith('.ruled') ? { options: { paper: 'ruled' } } : {}),
      };
    },
  },
  variants: { wide: 'pocket-wide', 'size=wide': 'pocket-wide' },
  aliases: {
    size: { narrow: [], wide: [] },
    pad: 'paper',
    ruled: ['--paper', 'ruled'],
    lines: { 0: ['--paper', 'plain'], 1: ['--paper', 'ruled'] },
    shiny: [],
  },
};

/** The same for another market. */
const wideEntry: MachineEntry = {
  ...pocketEntry,
  definition: extendMachine(pocket, { id: 'pocket-wide', title: 'Wide pocket computer' }),
  aliases: { ...pocketEntry.aliases, wide: [] },
};

export const catalog = { contract: 1, machines: [pocketEntry, wideEntry] } as const;
