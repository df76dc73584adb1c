import {
  ClockDomain,
  type Device,
  definePart,
  type InputValue,
  type PartContext,
  ratio,
  type StateIo,
} from '@backplane/kernel';

/*
 * The small logic of the board: memory management, the interval timer with the delay circuit, the clock, hardware
 * control and the start-up port. See HARDWARE.md, "Ports".
 */

/** RAM banks; bank 0 is the RAM of a machine that knows nothing of banks. */
export const BANKS = 8;
/** First address of the RAM that all banks share. */
export const COMMON = 0xc000;

/** Register offsets from port 14h. */
const MMU = { banks: 0, select: 1, segment: 2, protect: 3, rom: 4 } as const;

/**
 * Ports 14h to 18h: memory management. The boot ROM lies over the first 16 KiB for reads while its latch is 1, which it
 * is after every reset. Below C000h, eight banks of RAM can be selected for systems that use more than 64 KiB.
 */
export class MemoryManagement implements Device {
  readonly stateVersion = 1;
  readonly io;
  readonly #ctx: PartContext;
  /** Banks that the program has asked for. */
  #banks = 1;
  #bank = 0;
  #rom = true;

  constructor(ctx: PartContext) {
    this.#ctx = ctx;
    this.io = {
      registers: {
        read: (offset: number) => this.io.registers.peek(offset),
        write: (offset: number, value: number) => {
          if (offset === MMU.banks && value >= 1 && value <= BANKS) this.#banks = value;
          else if (offset === MMU.select && value < this.#banks) this.#bank = value;
          else if (offset === MMU.rom) this.#rom = (value & 1) !== 0;
          this.#apply();
        },
        peek: (offset: number) => [this.#banks, this.#bank, COMMON >> 8, 0, this.#rom ? 1 : 0][offset] ?? 0xff,
      },
    };
    ctx.in.reset!.listen((level) => {
      if (level) this.reset();
    });
  }

  #apply(): void {
    const space = this.#ctx.space!;
    space.select(space.viewIndex(this.#rom ? 'boot' : `bank ${this.#bank}`));
  }

  reset(): void {
    this.#banks = 1;
    this.#bank = 0;
    this.#rom = true;
    this.#apply();
  }

  /** The view in force is state of the space. */
  state(io: StateIo): void {
    this.#banks = io.number('banks', this.#banks);
    this.#bank = io.number('bank', this.#bank);
    this.#rom = io.bool('rom', this.#rom);
  }
}

export const MemoryManagementPart = definePart({
  type: 'MemoryManagement',
  title: 'Boot ROM switch and RAM banks',
  pins: { reset: 'in' },
  io: { registers: { size: 5, title: 'banks, bank select, segment size, –, boot ROM' } },
  create: (ctx) => new MemoryManagement(ctx),
});

/** Interrupts per second. */
const TIMER_HZ = 100;

/**
 * Ports 1Bh and 1Ch: an interrupt every 10 ms, active until it is acknowledged, and a circuit that holds WAIT for
 * n × 10 ms. An acknowledge cycle reads FFh, which is RST 38h in interrupt mode 0.
 */
export class IntervalTimer implements Device {
  readonly stateVersion = 1;
  readonly io;
  readonly #ctx: PartContext;
  readonly #beat: ClockDomain;
  readonly #event: number;
  #running = false;
  /** What was last written to port 1Ch; used at once, so it is not state. */
  #delay = 0;

  constructor(ctx: PartContext) {
    this.#ctx = ctx;
    this.#beat = new ClockDomain(`${ctx.id} beat`, ratio(ctx.ticksPerSecond, TIMER_HZ));
    this.#event = ctx.scheduler.allocate(`${ctx.id}.beat`, (t) => {
      ctx.out.int!.drive(true, t);
      this.#arm(t);
    });
    this.io = {
      registers: {
        read: (offset: number) => this.io.registers.peek(offset),
        write: (offset: number, value: number, t: number) => {
          if (offset === 0) this.#run((value & 1) !== 0, t);
          else this.#delay = value;
        },
        peek: (offset: number) => (offset === 0 && this.#running ? 1 : 0),
        waits: (offset: number, write: boolean) =>
          write && offset === 1 ? Math.round((this.#delay * ctx.ticksPerSecond) / (TIMER_HZ * ctx.clock.num)) : 0,
      },
    };
    ctx.in.reset!.listen((level, t) => {
      if (level) this.#run(false, t);
    });
  }

  #arm(t: number): void {
    this.#ctx.scheduler.at(this.#event, this.#beat.tickOf(this.#beat.cycleAt(t + 1)));
  }

  #run(on: boolean, t: number): void {
    if (on && !this.#running) this.#arm(t);
    if (!on) {
      this.#ctx.scheduler.cancel(this.#event);
      this.#ctx.out.int!.drive(false, t);
    }
    this.#running = on;
  }

  acknowledge(t: number): number {
    this.#ctx.out.int!.drive(false, t);
    return 0xff;
  }

  reset(_kind: 'power' | 'reset', t: number): void {
    this.#run(false, t);
  }

  state(io: StateIo): void {
    this.#running = io.bool('running', this.#running);
  }
}

export const TimerPart = definePart({
  type: 'IntervalTimer',
  title: '10 ms timer and delay circuit',
  pins: { int: 'out', reset: 'in' },
  io: { registers: { size: 2, title: 'timer, delay' } },
  create: (ctx) => new IntervalTimer(ctx),
});

const bcd = (n: number): number => (Math.floor(n / 10) % 10) * 16 + (n % 10);

/** Day of month, month and year of a day number (0 = 1 January 1978), Gregorian calendar. */
function calendar(day: number): { day: number; month: number; year: number } {
  // civil-from-days: eras of 400 years that begin on 1 March; day 0 here is 719,468 + 2,922 days after 1 March 0000
  const z = day + 719468 + 2922;
  const era = Math.floor(z / 146097);
  const ofEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * ofYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    day: ofYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
    month,
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
  };
}

/**
 * Ports 19h and 1Ah: a calendar clock that runs on emulated time. The host sets it once, by the input `seconds`
 * (seconds since 1 January 1978, 00:00); unset, the machine believes that it was switched on at that moment.
 */
export class CalendarClock implements Device {
  readonly stateVersion = 1;
  readonly io;
  /** Seconds since the epoch at tick 0. */
  #base = 0;
  #command = 0;

  constructor(ctx: PartContext) {
    const value = (t: number): number => {
      const seconds = this.#base + Math.floor(t / ctx.ticksPerSecond);
      const day = Math.floor(seconds / 86400);
      const ofDay = seconds - day * 86400;
      switch (this.#command) {
        case 0:
          return bcd(ofDay % 60);
        case 1:
          return bcd(Math.floor(ofDay / 60) % 60);
        case 2:
          return bcd(Math.floor(ofDay / 3600));
        case 3:
          return (day + 1) & 0xff;
        case 4:
          return ((day + 1) >> 8) & 0xff;
        case 5:
          return bcd(calendar(day).day);
        case 6:
          return bcd(calendar(day).month);
        case 7:
          return bcd(calendar(day).year % 100);
        default:
          return 0;
      }
    };
    this.io = {
      registers: {
        read: (offset: number, t: number) => (offset === 0 ? this.#command : value(t)),
        write: (offset: number, v: number) => {
          if (offset === 0) this.#command = v;
        },
        peek: (offset: number) => (offset === 0 ? this.#command : value(ctx.scheduler.now)),
      },
    };
  }

  input(_name: string, value: InputValue): void {
    this.#base = Math.max(0, Math.floor(Number(value)));
  }

  reset(kind: 'power' | 'reset'): void {
    this.#command = 0;
    if (kind === 'power') this.#base = 0;
  }

  state(io: StateIo): void {
    this.#base = io.number('base', this.#base);
    this.#command = io.number('command', this.#command);
  }
}

export const ClockPart = definePart({
  type: 'CalendarClock',
  title: 'Calendar clock',
  io: { registers: { size: 2, title: 'command, data' } },
  inputs: { seconds: { kind: 'number', title: 'seconds since 1 January 1978 at power-on' } },
  create: (ctx) => new CalendarClock(ctx),
});

/** The byte that unlocks port 1Dh for one write. */
const UNLOCK = 0xaa;
const POWER_OFF = 0x80;
const RESET = 0x40;
/** Length of the reset pulse in clock cycles; the Z80 needs three (Zilog, Z80 CPU User's Manual, "RESET"). */
const RESET_CYCLES = 4;

/** Port 1Dh: power off and reset, behind a lock. */
export class HardwareControl implements Device {
  readonly stateVersion = 1;
  readonly io;
  #unlocked = false;

  constructor(ctx: PartContext) {
    const release = ctx.scheduler.allocate(`${ctx.id}.release`, (t) => ctx.out.reset!.drive(false, t));
    this.io = {
      register: {
        read: () => 0,
        write: (_offset: number, value: number, t: number) => {
          if (!this.#unlocked) {
            this.#unlocked = value === UNLOCK;
            return;
          }
          this.#unlocked = false;
          if ((value & POWER_OFF) !== 0) ctx.emit({ kind: 'power-off' }, t);
          else if ((value & RESET) !== 0) {
            ctx.scheduler.at(release, t + RESET_CYCLES * ctx.clock.num);
            ctx.out.reset!.drive(true, t);
          }
        },
        peek: () => 0,
      },
    };
  }

  reset(): void {
    this.#unlocked = false;
  }

  state(io: StateIo): void {
    this.#unlocked = io.bool('unlocked', this.#unlocked);
  }
}

export const ControlPart = definePart({
  type: 'HardwareControl',
  title: 'Hardware control',
  pins: { reset: 'out' },
  io: { register: { size: 1 } },
  create: (ctx) => new HardwareControl(ctx),
});

/** Longest start-up command. */
export const LONGEST_COMMAND = 127;

export interface StartupOptions {
  /** 0 = start the system in the ROM, 1 = drive A … 16 = drive P. */
  readonly boot: number;
}

/** Ports 1Eh and 1Fh: the start-up string, and the register that ends the run. */
export class StartupPort implements Device {
  readonly stateVersion = 1;
  readonly io;
  readonly #boot: number;
  #command = new Uint8Array(0);
  #position = 0;

  constructor(ctx: PartContext, options: StartupOptions) {
    this.#boot = options.boot;
    const at = (position: number): number => {
      const first = this.#boot === 0 ? 0 : 1;
      if (position < first) return this.#boot;
      return this.#command[position - first] ?? 0;
    };
    this.io = {
      registers: {
        read: (offset: number) => (offset === 0 ? at(this.#position++) : 0),
        write: (offset: number, value: number, t: number) => {
          if (offset === 0) this.#position = 0;
          else ctx.emit({ kind: 'exit', code: value }, t);
        },
        peek: (offset: number) => (offset === 0 ? at(this.#position) : 0),
      },
    };
  }

  /** @throws RangeError if the command is too long or not plain ASCII */
  input(_name: string, value: InputValue): void {
    const text = String(value);
    if (text.length > LONGEST_COMMAND) {
      throw new RangeError(`The command has ${text.length} characters; CP/M takes ${LONGEST_COMMAND}.`);
    }
    for (const c of text) {
      if (c < ' ' || c > '~')
        throw new RangeError(`The command contains ${JSON.stringify(c)}; CP/M takes plain ASCII.`);
    }
    this.#command = Uint8Array.from(text, (c) => c.charCodeAt(0));
    this.#position = 0;
  }

  reset(kind: 'power' | 'reset'): void {
    this.#position = 0;
    if (kind === 'power') this.#command = new Uint8Array(0);
  }

  state(io: StateIo): void {
    this.#command = Uint8Array.from(io.blob('command', this.#command));
    this.#position = io.number('position', this.#position);
  }
}

export const StartupPart = definePart({
  type: 'StartupPort',
  title: 'Start-up command and exit register',
  io: { registers: { size: 2, title: 'start-up string, exit code' } },
  inputs: { command: { kind: 'text', title: 'command line to run instead of a prompt' } },
  create: (ctx, options: StartupOptions) => new StartupPort(ctx, options),
});
