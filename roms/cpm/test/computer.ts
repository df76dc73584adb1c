import { standaloneZ80 } from '@backplane/cpu-z80';
import { AddressSpace, PortSpace, Scheduler } from '@backplane/kernel';
import { bootRom } from '../src/index.ts';
import type { TestDisk } from './disk.ts';

/** Empty console polls after which the guest is taken to wait for a key. */
const WAITING = 1000;

export interface ComputerOptions {
  readonly drives?: Readonly<Record<string, TestDisk>>;
  /** Start-up string. */
  readonly start?: string;
}

/** The ports of the hardware reference around a Z80: as much of the machine as the firmware needs. */
export class Computer {
  /** Everything sent to the terminal. */
  output = '';
  printed = '';
  punched = '';
  readonly reader: number[] = [];
  exitCode: number | undefined;
  readonly drives: Record<string, TestDisk>;
  readonly #keys: number[] = [];
  readonly #latches = new Uint8Array(32);
  readonly #start: string;
  #startAt = 0;
  #polls = 0;
  readonly #space: AddressSpace;
  readonly #cpu: ReturnType<typeof standaloneZ80>['cpu'];

  constructor({ drives = {}, start = '' }: ComputerOptions = {}) {
    this.drives = { ...drives };
    this.#start = start;
    const scheduler = new Scheduler();
    const space = new AddressSpace('memory', 16, scheduler);
    const ram = space.addMemory(0x10000);
    const rom = space.addMemory(0x4000);
    space.memory.set(bootRom.bytes, rom);
    space.addView('rom', [
      { from: 0, to: 0x3fff, name: 'rom', memory: rom, write: false },
      { from: 0, to: 0x3fff, name: 'ram', memory: ram, read: false },
      { from: 0x4000, to: 0xffff, name: 'ram', memory: ram + 0x4000 },
    ]);
    space.addView('ram', [{ from: 0, to: 0xffff, name: 'ram', memory: ram }]);
    space.select(0);
    this.#space = space;
    const ports = new PortSpace('ports', 0xff, scheduler);
    const io = { read: (port: number) => this.#in(port), write: (port: number, v: number) => this.#out(port, v) };
    ports.map({ from: 0, to: 0x1f, name: 'board', io: { ...io, peek: () => 0xff } });
    this.#cpu = standaloneZ80({ scheduler, space, ports }).cpu;
    this.run();
  }

  /** RAM at an address, never the ROM. */
  peek(address: number): number {
    return this.#space.peekRam(address);
  }

  poke(address: number, bytes: ArrayLike<number>): void {
    for (let i = 0; i < bytes.length; i++) this.#space.poke(address + i, bytes[i]!);
  }

  /** Runs until the guest waits for a key or ends the run. @throws Error after `limit` million cycles */
  run(limit = 400): void {
    this.#polls = 0;
    const end = this.#cpu.cycles + limit * 1e6;
    while (this.exitCode === undefined && this.#polls < WAITING) {
      if (this.#cpu.cycles > end) throw new Error(`No end after ${limit} million cycles:\n${this.output.slice(-500)}`);
      this.#cpu.run(this.#cpu.cycles + 2000);
    }
  }

  /** Types keys and returns what comes out until the guest waits again. */
  type(keys: string): string {
    const from = this.output.length;
    for (const key of keys) this.#keys.push(key.charCodeAt(0));
    this.run();
    return this.output.slice(from);
  }

  /** Types a command line; the answer without its echo, the prompt and carriage returns. */
  command(line: string): string {
    const text = this.type(`${line}\r`).replaceAll('\r', '');
    return text
      .slice(line.length)
      .replace(/\n[A-P]>$/, '')
      .replace(/^\n/, '');
  }

  #in(port: number): number {
    switch (port) {
      case 0x00:
        if (this.#keys.length > 0) return 0xff;
        this.#polls++;
        return 0;
      case 0x01:
        return this.#keys.shift() ?? 0;
      case 0x02:
        return 0xff;
      case 0x04:
        return this.reader.length > 0 ? 0xff : 0;
      case 0x05:
        return this.reader.shift() ?? 0x1a;
      case 0x0e:
        return this.#latches[port]!;
      case 0x1e:
        return this.#startAt < this.#start.length ? this.#start.charCodeAt(this.#startAt++) : 0;
      default:
        return 0;
    }
  }

  #out(port: number, value: number): void {
    this.#latches[port] = value;
    switch (port) {
      case 0x01:
        this.output += String.fromCharCode(value);
        this.#polls = 0;
        break;
      case 0x03:
        this.printed += String.fromCharCode(value);
        break;
      case 0x05:
        this.punched += String.fromCharCode(value);
        break;
      case 0x0d:
        this.#polls = 0;
        this.#latches[0x0e] = this.#disk(value);
        break;
      case 0x18:
        this.#space.select(value === 1 ? 0 : 1);
        break;
      case 0x1e:
        this.#startAt = 0;
        break;
      case 0x1f:
        this.exitCode = value;
        this.#cpu.stop(0);
        break;
    }
  }

  #disk(command: number): number {
    const p = this.#latches;
    const disk = this.drives[String.fromCharCode(0x41 + p[0x0a]!)];
    if (disk === undefined) return 1;
    const dma = p[0x0f]! | (p[0x10]! << 8);
    if (command === 2) {
      this.poke(dma, disk.parameters());
      return 0;
    }
    const track = p[0x0b]! | (p[0x12]! << 8);
    const sector = p[0x0c]! | (p[0x11]! << 8);
    if (track >= disk.tracks) return 2;
    if (sector < 1 || sector > disk.geometry.spt) return 3;
    const at = disk.offset(track, sector);
    if (disk.bad.has(at)) return command === 0 ? 5 : 6;
    if (command === 0) this.poke(dma, disk.data.subarray(at, at + 128));
    else if (disk.writeProtected) return 6;
    else
      disk.data.set(
        Array.from({ length: 128 }, (_, i) => this.peek((dma + i) & 0xffff)),
        at,
      );
    return 0;
  }
}
