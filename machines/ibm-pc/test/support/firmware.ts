import { createMachine, type Machine, type MachineConfig } from '@backplane/kernel';
import { blankFloppy, type FloppyDisk, openFloppy } from '@backplane/media';
import { ibm5150, ibm5160, xtTurbo } from '../../src/index.ts';

export const CRYSTAL = 14_318_180;
const MACHINES = { '5150': ibm5150, '5160': ibm5160, turbo: xtTurbo };

/** A disk whose every sector begins with its number, and is filled with what belongs to it. */
export function numberedDisk(size: string): FloppyDisk {
  const bytes = blankFloppy(size);
  for (let sector = 1; sector < bytes.length / 512; sector++) {
    bytes.fill((sector * 7) & 0xff, sector * 512, sector * 512 + 512);
    bytes[sector * 512] = sector & 0xff;
    bytes[sector * 512 + 1] = sector >> 8;
  }
  return openFloppy(bytes).medium;
}

/** A disk with a boot sector that halts: CLI ; HLT. */
export function bootDisk(size: string, program: readonly number[] = [0xfa, 0xf4, 0xeb, 0xfc]): FloppyDisk {
  const bytes = blankFloppy(size);
  bytes.set([0xeb, 0x3c, 0x90]);
  bytes.set(program, 0x3e);
  return openFloppy(bytes).medium;
}

const NAMES = ['ax', 'bx', 'cx', 'dx', 'si', 'di', 'bp', 'ds', 'es', 'flags'] as const;
type Registers = Partial<Record<(typeof NAMES)[number], number>>;

/** A machine with the BIOS of this project, whose services can be called. */
export class FirmwareMachine {
  readonly machine: Machine;
  readonly #cpu;
  #parked = false;

  constructor(
    model: keyof typeof MACHINES = '5160',
    config: MachineConfig & { readonly options?: Record<string, unknown> } = {},
  ) {
    this.machine = createMachine(MACHINES[model] as never, config as never) as unknown as Machine;
    this.#cpu = this.machine.processors[0]! as unknown as {
      getRegister(name: string): number;
      setRegister(name: string, value: number): void;
    };
  }

  run(ms: number): this {
    this.machine.run(Math.round((CRYSTAL * ms) / 1000));
    return this;
  }
  until(what: () => boolean, limit = 5000, step = 5): this {
    for (let ms = 0; ms < limit; ms += step) {
      if (what()) return this;
      this.run(step);
    }
    throw new Error(`Not within ${limit} ms; screen:\n${this.screen}`);
  }
  get seconds(): number {
    return this.machine.tick / CRYSTAL;
  }
  register(name: string): number {
    return this.#cpu.getRegister(name);
  }
  peek(address: number): number {
    return this.machine.wired.spaces.memory!.peek(address);
  }
  word(address: number): number {
    return this.peek(address) | (this.peek(address + 1) << 8);
  }
  bytes(address: number, length: number): number[] {
    return Array.from({ length }, (_, n) => this.peek(address + n));
  }
  poke(address: number, ...bytes: number[]): this {
    bytes.forEach((byte, n) => {
      this.machine.wired.spaces.memory!.poke(address + n, byte);
    });
    return this;
  }
  get screen(): string {
    const base = this.peek(0x449) === 7 ? 0xb0000 : 0xb8000;
    const columns = this.peek(0x44a);
    return Array.from({ length: 25 }, (_, row) =>
      String.fromCharCode(
        ...Array.from({ length: columns }, (_, column) => Math.max(32, this.peek(base + (row * columns + column) * 2))),
      ).trimEnd(),
    ).join('\n');
  }
  /** Starts from a disk that halts, takes it out again, and resets the controller. */
  start(limit = 5000): this {
    this.insert('a', bootDisk('160k'));
    this.until(() => this.inBootSector, limit);
    this.insert('a', null);
    this.call(0x13);
    return this;
  }
  get inBootSector(): boolean {
    return this.register('cs') === 0 && this.register('ip') >= 0x7c00 && this.register('ip') < 0x7e00;
  }
  insert(drive: 'a' | 'b', disk: FloppyDisk | null): this {
    this.machine.insert(`isa2.${drive}`, disk);
    return this;
  }
  key(...ids: string[]): this {
    for (const id of ids) {
      this.machine.input('keyboard', `+${id}`);
      this.run(30);
      this.machine.input('keyboard', `-${id}`);
      this.run(30);
    }
    return this;
  }
  /** The processor is where a call leaves it, not in an interrupt. */
  #back(): boolean {
    return this.register('cs') === 0 && this.register('ip') >= 0x602 && this.register('ip') < 0x605;
  }

  /** Calls an interrupt from 0000:0600 with the stack at 0000:1000; gives registers, carry and the milliseconds it took. */
  call(int: number, registers: Registers = {}, limit = 6000) {
    // an interrupt that runs must come to its end
    for (let n = 0; n < 200 && this.#parked && !this.#back(); n++) this.run(0.1);
    this.#parked = false;
    this.poke(0x600, 0xcd, int, 0xf4, 0xeb, 0xfd);
    const before = { ax: 0, bx: 0, cx: 0, dx: 0, si: 0, di: 0, bp: 0, ds: 0, es: 0, flags: 0x202, ...registers };
    for (const [name, value] of Object.entries({ ...before, cs: 0, ip: 0x600, ss: 0, sp: 0x1000 })) {
      this.#cpu.setRegister(name, value);
    }
    const from = this.machine.tick;
    const ms = () => ((this.machine.tick - from) / CRYSTAL) * 1000;
    while (!this.#back()) {
      if (ms() > limit) throw new Error(`INT ${int.toString(16)} has not come back.`);
      this.run(0.5);
    }
    this.#parked = true;
    const after = Object.fromEntries(NAMES.map((name) => [name, this.register(name)])) as Required<Registers>;
    return { ...after, carry: (after.flags & 1) !== 0, zero: (after.flags & 0x40) !== 0, ms: ms() };
  }
}
