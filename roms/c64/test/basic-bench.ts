import { standalone6502 } from '@backplane/cpu-6502';
import { AddressSpace, type IoTarget, Scheduler } from '@backplane/kernel';

/** Width of the screen. */
const COLUMNS = 40;

/** Entries of the KERNAL's jump table that the host answers. */
const ENTRIES: Readonly<Record<number, keyof Calls>> = {
  65424: 'setmsg',
  65433: 'memtop',
  65436: 'membot',
  65463: 'readst',
  65466: 'setlfs',
  65469: 'setnam',
  65472: 'open',
  65475: 'close',
  65478: 'chkin',
  65481: 'chkout',
  65484: 'clrchn',
  65487: 'chrin',
  65490: 'chrout',
  65493: 'load',
  65496: 'save',
  65499: 'settim',
  65502: 'rdtim',
  65505: 'stop',
  65508: 'getin',
  65511: 'clall',
  65520: 'plot',
  65523: 'iobase',
};

/** Registers of a call; what a call changes comes back. */
interface Registers {
  a: number;
  x: number;
  y: number;
  carry: boolean;
  zero: boolean;
}

type Call = (r: Registers) => void;
type Calls = Record<
  | 'setmsg'
  | 'memtop'
  | 'membot'
  | 'readst'
  | 'setlfs'
  | 'setnam'
  | 'open'
  | 'close'
  | 'chkin'
  | 'chkout'
  | 'clrchn'
  | 'chrin'
  | 'chrout'
  | 'load'
  | 'save'
  | 'settim'
  | 'rdtim'
  | 'stop'
  | 'getin'
  | 'clall'
  | 'plot'
  | 'iobase',
  Call
>;

interface OpenFile {
  readonly name: string;
  readonly secondary: number;
  at: number;
  bytes: number[];
}

/**
 * BASIC without a KERNAL: a 6502, 64K of RAM with the two parts of BASIC in it, and the host in place of the KERNAL's
 * jump table. `type` gives lines to the screen editor; the run ends when BASIC waits for a line that is not there.
 */
export class BasicBench {
  readonly cpu;
  readonly space: AddressSpace;
  /** Bytes printed to the screen. */
  readonly printed: number[] = [];
  /** Keys for GET. */
  readonly keys: number[] = [];
  /** Files of device 8. */
  readonly files = new Map<string, number[]>();
  /** Cycle from which the STOP key is held for one look at it. */
  stopAt = Number.POSITIVE_INFINITY;
  waiting = false;
  readonly #rows: string[] = [''];
  #column = 0;
  readonly #lines: number[][] = [];
  #line: number[] | undefined;
  #name = '';
  #lfs = [0, 0, 0];
  readonly #open = new Map<number, OpenFile>();
  #input = 0;
  #output = 0;
  #status = 0;
  #clock = 0;
  readonly #registers = new Uint8Array(8);

  /**
   * @param parts images and where they lie
   */
  constructor(parts: readonly { readonly at: number; readonly bytes: Uint8Array }[]) {
    const scheduler = new Scheduler();
    const space = new AddressSpace('memory', 16, scheduler);
    const ram = space.addMemory(0x10000);
    const io: IoTarget = {
      read: (offset) => this.#registers[offset & 7]!,
      peek: (offset) => this.#registers[offset & 7]!,
      write: (offset, value) => {
        this.#registers[offset & 7] = value;
        if ((offset & 7) === 4) this.#call(value);
      },
    };
    space.addView('ram', [
      { from: 0, to: 0xdeff, name: 'ram', memory: ram },
      { from: 0xdf00, to: 0xdfff, name: 'traps', io },
      { from: 0xe000, to: 0xffff, name: 'ram', memory: ram + 0xe000 },
    ]);
    this.space = space;
    this.cpu = standalone6502({ scheduler, space }).cpu;
    for (const { at, bytes } of parts) {
      bytes.forEach((byte, i) => {
        space.poke(at + i, byte);
      });
    }
    // each entry jumps to a stub: registers to the host, call, registers back
    Object.keys(ENTRIES).forEach((entry, n) => {
      const stub = 0xf000 + n * 48;
      this.#poke(Number(entry), 0x4c, stub & 0xff, stub >> 8);
      this.#poke(stub, 0x08, 0x8d, 0x00, 0xdf, 0x8e, 0x01, 0xdf, 0x8c, 0x02, 0xdf); // php; sta; stx; sty
      this.#poke(stub + 10, 0x68, 0x8d, 0x03, 0xdf, 0xa9, n, 0x8d, 0x04, 0xdf); // pla; sta; lda #n; sta
      this.#poke(stub + 19, 0xad, 0x05, 0xdf, 0xd0, 0xfb); // lda wait; bne
      this.#poke(stub + 24, 0xae, 0x01, 0xdf, 0xac, 0x02, 0xdf, 0xad, 0x03, 0xdf, 0x48, 0xad, 0x00, 0xdf, 0x28, 0x60);
    });
    this.#poke(0xfffc, ...[space.peek(0xa000), space.peek(0xa001)]);
  }

  #poke(at: number, ...bytes: number[]): void {
    bytes.forEach((byte, i) => {
      this.space.poke(at + i, byte);
    });
  }

  #pending = -1;

  #call(n: number): void {
    const r = this.#registers;
    const name = Object.values(ENTRIES)[n]!;
    const regs: Registers = { a: r[0]!, x: r[1]!, y: r[2]!, carry: (r[3]! & 1) !== 0, zero: (r[3]! & 2) !== 0 };
    if ((name === 'chrin' && !this.#ready()) === true) {
      this.waiting = true;
      this.#pending = n;
      r[5] = 1;
      return;
    }
    r[5] = 0;
    this.#calls[name](regs);
    r[0] = regs.a;
    r[1] = regs.x;
    r[2] = regs.y;
    r[3] = (r[3]! & ~3) | (regs.carry ? 1 : 0) | (regs.zero ? 2 : 0);
  }

  #ready(): boolean {
    return this.#input !== 0 || this.#line !== undefined || this.#lines.length > 0;
  }

  readonly #calls: Calls = {
    setmsg: () => {},
    memtop: (r) => {
      r.x = 0x00;
      r.y = 0xa0;
    },
    membot: (r) => {
      r.x = 0x00;
      r.y = 0x08;
    },
    readst: (r) => {
      r.a = this.#status;
      r.zero = this.#status === 0;
    },
    setlfs: (r) => {
      this.#lfs = [r.a, r.x, r.y];
    },
    setnam: (r) => {
      this.#name = String.fromCharCode(...Array.from({ length: r.a }, (_, i) => this.space.peek(r.x + r.y * 256 + i)));
    },
    open: (r) => {
      const [file, , secondary] = this.#lfs;
      this.#status = 0;
      if (this.#open.has(file!)) return this.#fail(r, 2);
      const [name, , mode] = this.#name.split(',');
      if (mode === 'W') this.files.set(name!, []);
      const bytes = this.files.get(name!);
      if (bytes === undefined && this.#lfs[1] === 8) return this.#fail(r, 4);
      this.#open.set(file!, { name: name!, secondary: secondary!, at: 0, bytes: bytes ?? [] });
      r.carry = false;
    },
    close: (r) => {
      this.#open.delete(r.a);
      r.carry = false;
    },
    chkin: (r) => {
      if (!this.#open.has(r.x)) return this.#fail(r, 3);
      this.#input = r.x;
      r.carry = false;
    },
    chkout: (r) => {
      if (!this.#open.has(r.x)) return this.#fail(r, 3);
      this.#output = r.x;
      r.carry = false;
    },
    clrchn: () => {
      this.#input = 0;
      this.#output = 0;
    },
    chrin: (r) => {
      r.carry = false;
      if (this.#input !== 0) {
        const file = this.#open.get(this.#input)!;
        r.a = file.bytes[file.at++] ?? 13;
        this.#status = file.at >= file.bytes.length ? 64 : 0;
        return;
      }
      if (this.#line === undefined) {
        this.#line = this.#lines.shift()!;
        for (const byte of this.#line) this.#show(byte);
        this.#line = [...this.#line, 13];
      }
      r.a = this.#line.shift()!;
      if (this.#line.length === 0) this.#line = undefined;
    },
    chrout: (r) => {
      r.carry = false;
      if (this.#output !== 0) this.#open.get(this.#output)!.bytes.push(r.a);
      else this.#show(r.a);
    },
    load: (r) => {
      const bytes = this.files.get(this.#name);
      this.#status = 0;
      if (bytes === undefined) return this.#fail(r, this.#name === '' ? 8 : 4);
      const at = this.#lfs[2] === 0 ? r.x + r.y * 256 : bytes[0]! + bytes[1]! * 256;
      const verify = r.a !== 0;
      bytes.slice(2).forEach((byte, i) => {
        if (verify && this.space.peek(at + i) !== byte) this.#status |= 16;
        if (!verify) this.space.poke(at + i, byte);
      });
      const end = at + bytes.length - 2;
      r.x = end & 0xff;
      r.y = end >> 8;
      this.#status |= 64;
      r.carry = false;
    },
    save: (r) => {
      const from = this.space.peek(r.a) + this.space.peek(r.a + 1) * 256;
      const to = r.x + r.y * 256;
      if (this.#name === '') return this.#fail(r, 8);
      this.files.set(this.#name, [
        from & 0xff,
        from >> 8,
        ...Array.from({ length: to - from }, (_, i) => this.space.peek(from + i)),
      ]);
      this.#status = 0;
      r.carry = false;
    },
    settim: (r) => {
      this.#clock = r.a + r.x * 256 + r.y * 65536 - Math.floor(this.cpu.cycles / 16421);
    },
    rdtim: (r) => {
      const clock = this.#clock + Math.floor(this.cpu.cycles / 16421);
      r.a = clock & 0xff;
      r.x = (clock >> 8) & 0xff;
      r.y = (clock >> 16) & 0xff;
    },
    stop: (r) => {
      r.zero = this.cpu.cycles >= this.stopAt;
      if (r.zero) this.stopAt = Number.POSITIVE_INFINITY;
    },
    getin: (r) => {
      r.carry = false;
      if (this.#input !== 0) return this.#calls.chrin(r);
      r.a = this.keys.shift() ?? 0;
      r.zero = r.a === 0;
    },
    clall: () => {
      this.#open.clear();
      this.#input = 0;
      this.#output = 0;
    },
    plot: (r) => {
      if (r.carry) {
        r.x = this.#rows.length - 1;
        r.y = this.#column;
      }
    },
    iobase: (r) => {
      r.x = 0x00;
      r.y = 0xdc;
    },
  };

  #fail(r: Registers, error: number): void {
    r.a = error;
    r.carry = true;
  }

  #show(byte: number): void {
    this.printed.push(byte);
    const row = this.#rows.length - 1;
    if (byte === 13) {
      this.#rows.push('');
      this.#column = 0;
    } else if (byte === 147) {
      this.#rows.splice(0, this.#rows.length, '');
      this.#column = 0;
    } else if (byte === 29 || (byte >= 32 && byte < 128) || byte >= 160) {
      const old = this.#rows[row]!.padEnd(this.#column);
      const at = byte === 29 ? (old[this.#column] ?? ' ') : String.fromCharCode(byte);
      this.#rows[row] = old.slice(0, this.#column) + at + old.slice(this.#column + 1);
      this.#column++;
      if (this.#column === COLUMNS) {
        this.#rows.push('');
        this.#column = 0;
      }
    }
  }

  /** All that was on the screen since it was last cleared, a line for each row, blanks at the ends removed. */
  get text(): string {
    return this.#rows.map((row) => row.trimEnd()).join('\n');
  }

  /** Lines to be typed. */
  type(...lines: readonly string[]): void {
    for (const line of lines) this.#lines.push([...line].map((c) => c.charCodeAt(0)));
    if (this.waiting && this.#pending >= 0) {
      this.waiting = false;
      this.#call(this.#pending);
    }
  }

  /**
   * Runs until BASIC waits for a line.
   * @param limit cycles at most
   * @returns cycles run
   * @throws Error if the limit is reached first
   */
  run(limit = 50_000_000): number {
    const start = this.cpu.cycles;
    while (!this.waiting) {
      if (this.cpu.cycles - start >= limit) {
        throw new Error(`BASIC did not come back within ${limit} cycles. Screen:\n${this.text}`);
      }
      this.cpu.run(this.cpu.cycles + 10_000);
    }
    return this.cpu.cycles - start;
  }
}
