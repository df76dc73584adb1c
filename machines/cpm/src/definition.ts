import { Z80Part } from '@backplane/cpu-z80';
import { defineMachine, option, part } from '@backplane/kernel';
import { bootRom } from '@backplane/roms-cpm';
import { BANKS, ClockPart, COMMON, ControlPart, MemoryManagementPart, StartupPart, TimerPart } from './parts/board.ts';
import { Auxiliary, Printer, TerminalLines } from './parts/byte-ports.ts';
import { Console } from './parts/console.ts';
import { DiskControllerPart, DRIVES, type DriveLetter } from './parts/disk-controller.ts';

const FORMATS = ['ibm-3740', 'hd-4mb', 'hd-8mb', 'imd', 'folder', 'diskdefs'] as const;

/** Start-up drive by option value. */
const BOOT = { rom: 0, ...Object.fromEntries([...DRIVES].map((d, n) => [d, n + 1])) };

/** The map with RAM bank `bank` (1–7) below the common RAM. */
const bankView = (bank: number) =>
  [
    { from: 0x0000, to: COMMON - 1, region: 'extra', offset: (bank - 1) * COMMON },
    { from: COMMON, to: 0xffff, region: 'ram', offset: COMMON },
  ] as const;

/** A generic Z80 computer for CP/M 2.2. HARDWARE.md is its reference. */
export const cpm = defineMachine({
  id: 'cpm',
  title: 'Z80 CP/M computer',
  year: 1979,
  status: 'working',
  crystal: option('clock'),
  options: {
    clock: {
      kind: 'integer',
      title: 'processor clock',
      default: 4_000_000,
      min: 100_000,
      max: 1_000_000_000,
      unit: 'Hz',
    },
    terminal: { kind: 'choice', title: 'display terminal', default: 'adm3a', values: ['adm3a', 'vt52', 'vt100'] },
    boot: {
      kind: 'choice',
      title: 'where to start from: the system in the ROM, or a disk of your own',
      default: 'rom',
      values: ['rom', ...DRIVES],
    },
    cpu: { kind: 'choice', title: 'processor variant', default: 'nmos', values: ['nmos', 'cmos'] },
  },
  clocks: { cpu: { divide: 1, title: 'processor' } },
  roms: {
    boot: {
      title: 'boot ROM with the operating system',
      size: 0x4000,
      images: [{ id: 'backplane', title: bootRom.title, sha1: bootRom.sha1, bytes: bootRom.bytes }],
    },
  },
  parts: {
    cpu: part(Z80Part, {
      clock: 'cpu',
      space: 'memory',
      ports: 'ports',
      options: { variant: option('cpu') },
    }),
    console: part(Console, { clock: 'cpu', options: { terminal: option('terminal') } }),
    printer: part(Printer, { clock: 'cpu' }),
    aux: part(Auxiliary, { clock: 'cpu' }),
    lines: part(TerminalLines, { clock: 'cpu' }),
    fdc: part(DiskControllerPart, { clock: 'cpu', space: 'memory' }),
    mmu: part(MemoryManagementPart, { clock: 'cpu', space: 'memory' }),
    clock: part(ClockPart, { clock: 'cpu' }),
    timer: part(TimerPart, { clock: 'cpu' }),
    control: part(ControlPart, { clock: 'cpu' }),
    startup: part(StartupPart, { clock: 'cpu', options: { boot: option('boot', BOOT) } }),
  },
  spaces: {
    memory: {
      bits: 16,
      regions: { ram: { ram: 0x10000 }, extra: { ram: (BANKS - 1) * COMMON }, boot: { rom: 'boot' } },
      views: {
        boot: [
          { from: 0x0000, to: 0x3fff, region: 'boot', access: 'read' },
          { from: 0x0000, to: 0x3fff, region: 'ram', access: 'write' },
          { from: 0x4000, to: 0xffff, region: 'ram', offset: 0x4000 },
        ],
        'bank 0': [{ from: 0x0000, to: 0xffff, region: 'ram' }],
        ...Object.fromEntries(Array.from({ length: BANKS - 1 }, (_, n) => [`bank ${n + 1}`, bankView(n + 1)])),
      },
    },
  },
  ports: {
    ports: {
      decode: 0xff,
      acknowledge: 'timer',
      map: [
        { from: 0x00, to: 0x01, io: 'console.registers' },
        { from: 0x02, to: 0x03, io: 'printer.registers' },
        { from: 0x04, to: 0x05, io: 'aux.registers' },
        { from: 0x0a, to: 0x12, io: 'fdc.registers' },
        { from: 0x14, to: 0x18, io: 'mmu.registers' },
        { from: 0x19, to: 0x1a, io: 'clock.registers' },
        { from: 0x1b, to: 0x1c, io: 'timer.registers' },
        { from: 0x1d, to: 0x1d, io: 'control.register' },
        { from: 0x1e, to: 0x1f, io: 'startup.registers' },
        { from: 0x28, to: 0x2f, io: 'lines.registers' },
      ],
    },
  },
  lines: {
    int: { title: 'timer interrupt', from: ['timer.int'], to: ['cpu.int'] },
    reset: {
      title: 'reset by program',
      from: ['control.reset'],
      to: ['cpu.reset', 'fdc.reset', 'mmu.reset', 'timer.reset'],
    },
  },
  inputs: {
    console: { title: 'characters typed at the terminal', to: 'console.rx' },
    key: { title: 'key of the terminal, by name', to: 'console.key' },
    'console-end': { title: 'no more console input will come', to: 'console.end' },
    aux: { title: 'bytes for the reader', to: 'aux.rx' },
    command: { title: 'command to run instead of a prompt', to: 'startup.command' },
    clock: { title: 'time of day, in seconds since 1 January 1978 at power-on', to: 'clock.seconds' },
  },
  outputs: {
    console: { title: 'characters sent to the terminal', from: 'console.tx' },
    printer: { title: 'characters printed', from: 'printer.data' },
    aux: { title: 'bytes punched', from: 'aux.tx' },
  },
  media: Object.fromEntries(
    [...DRIVES].map((d) => [d, { title: `drive ${d.toUpperCase()}`, bay: `fdc.${d}`, formats: FORMATS }]),
  ) as Record<DriveLetter, { title: string; bay: `fdc.${DriveLetter}`; formats: typeof FORMATS }>,
  screen: 'console',
});
