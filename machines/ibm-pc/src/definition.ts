import { ISA_CARDS, isa8 } from '@backplane/bus-isa';
import { Intel8237APart, Intel8253Part, Intel8255APart, Intel8259APart } from '@backplane/chips-intel';
import { Intel8088Part } from '@backplane/cpu-8086';
import { defineMachine, extendMachine, option, part, type SlotSpec } from '@backplane/kernel';
import { BusLogicPart } from './bus-logic.ts';
import { BOOT_ORDERS, DebugPortsPart, EXIT_RULES } from './debug-ports.ts';
import { DmaPagePart } from './dma-page.ts';
import { KeyboardPart } from './keyboard.ts';
import { KeyboardPortPart } from './keyboard-port.ts';
import { LAYOUT_NAMES } from './layouts.ts';
import { NmiLogicPart } from './nmi.ts';
import { BASIC_ROM, BIOS_5150, BIOS_5160, U19_ROM, U28_ROM } from './roms.ts';
import { SpeakerPart } from './speaker.ts';
import { SystemBoardPart } from './system-board.ts';

/** 14.31818 MHz: four times the colour subcarrier of NTSC. One tick is one dot of the colour adapter's 640 in a line. */
const CRYSTAL = 14_318_180;

const K = 1024;

/** A slot; the named card is in it unless it is not there, or a profile says otherwise. */
const slot = (n: number, card: string | null): SlotSpec => ({
  type: isa8,
  title: `expansion slot ${n}`,
  bind: {
    memory: 'memory',
    io: 'io',
    irq2: 'irq2',
    irq3: 'irq3',
    irq4: 'irq4',
    irq5: 'irq5',
    irq6: 'irq6',
    irq7: 'irq7',
    iochk: 'iochk',
    clk: 'clk',
    osc: 'osc',
    dma: 'dma',
    board: 'board',
  },
  cards: ISA_CARDS,
  default: card !== null && Object.hasOwn(ISA_CARDS, card) ? card : null,
});

const request = <N extends 2 | 3 | 4 | 5 | 6 | 7>(n: N) =>
  ({ title: `IRQ${n}`, from: [], to: [`pic.ir${n}` as const] }) as const;

/** The IBM Personal Computer. README.md tells what hangs where. */
export const ibm5150 = defineMachine({
  id: 'ibm-5150',
  title: 'IBM Personal Computer (5150)',
  year: 1981,
  maker: 'IBM',
  status: 'working',
  crystal: CRYSTAL,
  options: {
    memory: {
      kind: 'integer',
      title: 'RAM, in steps of 16K',
      default: 256 * K,
      min: 64 * K,
      max: 640 * K,
      unit: 'bytes',
    },
    'switch-display': {
      kind: 'choice',
      title: 'switches SW1-5 and 6, the display to start with; auto = the video card that is there',
      default: 'auto',
      values: ['auto', 'mono', 'cga80', 'cga40', 'none'],
    },
    'switch-floppies': {
      kind: 'choice',
      title: 'switches SW1-7 and 8, the number of floppy drives; auto = those that are there',
      default: 'auto',
      values: ['auto', '0', '1', '2', '3', '4'],
    },
    keyboard: {
      kind: 'choice',
      title: 'keyboard',
      default: 'pc-xt-83',
      values: ['pc-xt-83', 'enhanced-101'],
    },
    layout: {
      kind: 'choice',
      title: 'national keyboard that the guest is set to, for typing',
      default: 'us',
      values: LAYOUT_NAMES,
    },
    boot: {
      kind: 'choice',
      title: 'what the BIOS of this project starts from: a = floppy, then hard disk; c = the other way round',
      default: 'auto',
      values: Object.keys(BOOT_ORDERS),
    },
    debug: {
      kind: 'flag',
      title: 'ports for test programs: E9h prints, a write to 501h ends the run',
      default: true,
    },
    'debug-exit': {
      kind: 'choice',
      title: "exit code for a value v that is written to port 501h: v, or 2v + 1 as with QEMU's isa-debug-exit",
      default: 'value',
      values: EXIT_RULES,
    },
  },
  clocks: {
    clk: { divide: 3, title: 'CLK: processor and bus' },
    pit: { divide: 12, title: 'timer' },
    osc: { divide: 1, title: 'OSC: 14.31818 MHz' },
  },
  roms: { bios: BIOS_5150, basic: BASIC_ROM, u28: U28_ROM },
  parts: {
    cpu: part(Intel8088Part, {
      clock: 'clk',
      space: 'memory',
      ports: 'io',
      peers: { board: 'busLogic' },
      options: { ioWaits: 1, acknowledgeWaits: 0 },
    }),
    pic: part(Intel8259APart, { clock: 'clk' }),
    pit: part(Intel8253Part, { clock: 'pit' }),
    dma: part(Intel8237APart, { clock: 'clk' }),
    dmaPages: part(DmaPagePart, { clock: 'clk' }),
    busLogic: part(BusLogicPart, {
      clock: 'clk',
      space: 'memory',
      peers: { pit: 'pit', dma: 'dma', pages: 'dmaPages' },
    }),
    // what the 8255A drives comes before it: at power-on its pins tell it at once
    keyboard: part(KeyboardPart, { clock: 'clk', options: { model: option('keyboard') } }),
    keyboardPort: part(KeyboardPortPart, { clock: 'clk' }),
    nmi: part(NmiLogicPart, { clock: 'clk' }),
    speaker: part(SpeakerPart, { clock: 'pit', peers: { timer: 'pit' } }),
    board: part(SystemBoardPart, {
      clock: 'clk',
      peers: { ppi: 'ppi', timer: 'pit', keyboard: 'keyboardPort', nmi: 'nmi' },
      options: {
        model: '5150',
        memory: option('memory'),
        display: option('switch-display'),
        floppies: option('switch-floppies'),
      },
    }),
    ppi: part(Intel8255APart, { clock: 'clk' }),
    debug: part(DebugPortsPart, {
      clock: 'clk',
      options: { enabled: option('debug'), boot: option('boot'), exit: option('debug-exit') },
    }),
  },
  spaces: {
    memory: {
      bits: 20,
      regions: {
        ram: { ram: option('memory') },
        u28: { rom: 'u28' },
        basic: { rom: 'basic' },
        bios: { rom: 'bios' },
      },
      views: {
        main: [
          { from: 0x00000, to: 0x9ffff, region: 'ram', fit: 'start' },
          { from: 0xf4000, to: 0xf5fff, region: 'u28', fit: 'start' },
          { from: 0xf6000, to: 0xfdfff, region: 'basic', fit: 'start' },
          { from: 0xf0000, to: 0xfffff, region: 'bios', fit: 'end' },
        ],
      },
    },
  },
  ports: {
    io: {
      decode: 0x3ff,
      acknowledge: 'pic',
      map: [
        { from: 0x000, to: 0x01f, io: 'dma.registers' },
        { from: 0x020, to: 0x03f, io: 'pic.registers' },
        { from: 0x040, to: 0x05f, io: 'pit.registers' },
        { from: 0x060, to: 0x07f, io: 'ppi.registers' },
        { from: 0x080, to: 0x09f, io: 'dmaPages.registers' },
        { from: 0x0a0, to: 0x0bf, io: 'nmi.mask' },
        { from: 0x00e8, to: 0x00e8, io: 'debug.boot', decode: 0xffff },
        { from: 0x00e9, to: 0x00e9, io: 'debug.console', decode: 0xffff },
        { from: 0x0501, to: 0x0501, io: 'debug.exit', decode: 0xffff },
        { from: 0x8900, to: 0x8900, io: 'debug.power', decode: 0xffff },
      ],
    },
  },
  lines: {
    intr: { title: 'INTR', from: ['pic.int'], to: ['cpu.intr'] },
    nmi: { title: 'NMI', from: ['nmi.nmi'], to: ['cpu.nmi'] },
    irq0: { title: 'IRQ0: timer', from: ['pit.out0'], to: ['pic.ir0'] },
    irq1: { title: 'IRQ1: keyboard', from: ['keyboardPort.irq'], to: ['pic.ir1'] },
    irq2: request(2),
    irq3: request(3),
    irq4: request(4),
    irq5: request(5),
    irq6: request(6),
    irq7: request(7),
    iochk: { title: 'I/O CH CK', from: [], to: ['nmi.iochk'] },
    speakerGate: { title: 'PB0: gate of counter 2', from: ['board.speakerGate'], to: ['pit.gate2'] },
    speakerData: { title: 'PB1: speaker data', from: ['board.speakerData'], to: ['speaker.data'] },
    keyboardClock: {
      title: 'keyboard: clock, on = low',
      from: ['keyboard.clock', 'keyboardPort.clock'],
      to: ['keyboard.clock', 'keyboardPort.clock'],
    },
    keyboardData: {
      title: 'keyboard: data, on = low',
      from: ['keyboard.data', 'keyboardPort.data'],
      to: ['keyboard.data', 'keyboardPort.data'],
    },
  },
  slots: {
    isa1: slot(1, 'cga'),
    isa2: slot(2, 'floppy'),
    isa3: slot(3, null),
    isa4: slot(4, null),
    isa5: slot(5, null),
  },
  inputs: { keyboard: { title: 'keys: +id presses one, -id releases it', to: 'keyboard.keys' } },
  outputs: { debug: { title: 'what programs write to port E9h', from: 'debug.console' } },
});

/** The IBM Personal Computer XT. */
export const ibm5160 = extendMachine(ibm5150, {
  id: 'ibm-5160',
  title: 'IBM Personal Computer XT (5160)',
  year: 1983,
  options: { memory: { default: 640 * K } },
  roms: { bios: BIOS_5160, u28: null, u19: U19_ROM },
  parts: { board: { options: { model: '5160' } } },
  spaces: {
    memory: {
      regions: { u28: null, u19: { rom: 'u19' } },
      views: {
        main: [
          { from: 0x00000, to: 0x9ffff, region: 'ram', fit: 'start' },
          { from: 0xf0000, to: 0xf7fff, region: 'u19', fit: 'start' },
          { from: 0xf6000, to: 0xfdfff, region: 'basic', fit: 'start' },
          { from: 0xf0000, to: 0xfffff, region: 'bios', fit: 'end' },
        ],
      },
    },
  },
  slots: {
    isa3: { default: slot(3, 'xtide').default },
    isa6: slot(6, null),
    isa7: slot(7, null),
    isa8: slot(8, null),
  },
});

/** An XT with a faster clock. */
export const xtTurbo = extendMachine(ibm5160, {
  id: 'xt-turbo',
  title: 'Turbo XT, 8 MHz',
  year: 1986,
  maker: 'various',
  options: {
    clock: {
      kind: 'integer',
      title: "the processor's clock",
      default: 8_000_000,
      min: 4_000_000,
      max: 20_000_000,
      unit: 'Hz',
    },
  },
  clocks: { clk: { divide: null, hz: option('clock') } },
});
