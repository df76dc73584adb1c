import { c64Expansion, EXPANSION_CARDS } from '@backplane/bus-c64-expansion';
import { iecSlot, virtualDrive } from '@backplane/bus-iec';
import { Mos6510Part } from '@backplane/cpu-6502';
import { defineMachine, extendMachine, option, part, type SlotSpec } from '@backplane/kernel';
import { BankingPart } from './banking.ts';
import { CiaSocket, SidSocket, VicSocket } from './chips.ts';
import { ColourRamPart } from './colour-ram.ts';
import { ControlPortsPart } from './control-ports.ts';
import { DatasettePart } from './datasette.ts';
import { DebugCartridgePart } from './debug-cartridge.ts';
import { ExpansionSocketPart } from './expansion-port.ts';
import { KeyboardPart } from './keyboard.ts';
import { LoaderPart } from './loader.ts';
import { allViews } from './pla.ts';
import { ramAtPowerOn } from './power-on.ts';
import { RAM_OVERLAYS } from './ram-banks.ts';
import { BASIC_ROM, CHARGEN_ROM, KERNAL_ROM } from './roms.ts';
import { ScreenTextPart } from './screen.ts';
import { SerialPortPart } from './serial.ts';

/** PAL: colour subcarrier × 4; NTSC: the same. */
const PAL_CRYSTAL = 17_734_472;
const NTSC_CRYSTAL = 14_318_180;

/** A place for a device on the serial bus. */
const driveSlot = (number: number, card: 'virtual' | null): SlotSpec => ({
  type: iecSlot,
  title: `serial bus, device ${number}`,
  bind: { atn: 'iecAtn', clk: 'iecClk', data: 'iecData', srq: 'iecSrq', reset: 'reset' },
  cards: { virtual: virtualDrive },
  default: card,
});

/** The Commodore 64 for PAL. README.md tells what hangs where. */
export const c64 = defineMachine({
  id: 'c64',
  title: 'Commodore 64 (PAL)',
  year: 1982,
  maker: 'Commodore',
  status: 'working',
  crystal: PAL_CRYSTAL,
  options: {
    vic: { kind: 'choice', title: 'video chip', default: '6569', values: ['6569', '8565'] },
    sid: { kind: 'choice', title: 'sound chip', default: '6581', values: ['6581', '8580'] },
    cia: { kind: 'choice', title: 'interface adapters', default: '6526', values: ['6526', '6526-4485', '8521'] },
    debugcart: {
      kind: 'flag',
      title: 'debug cartridge: a byte written to D7FFh ends the run as its exit code',
      default: false,
    },
  },
  clocks: { phi2: { divide: 18, title: 'φ2: processor and chips' } },
  roms: { kernal: KERNAL_ROM, basic: BASIC_ROM, chargen: CHARGEN_ROM },
  parts: {
    vic: part(VicSocket, { clock: 'phi2', space: 'memory', options: { model: option('vic') } }),
    cpu: part(Mos6510Part, {
      clock: 'phi2',
      space: 'memory',
      options: { ane: 0xef, aneHeld: 0xee, port: { pullUp: 0x17, pullDown: 0x20 } },
    }),
    pla: part(BankingPart, { clock: 'phi2', space: 'memory', peers: { cpu: 'cpu', vic: 'vic' } }),
    colour: part(ColourRamPart, { clock: 'phi2', peers: { vic: 'vic' } }),
    // what hangs on the CIAs comes before them: when power comes up they ask what their pins are connected to
    ports: part(ControlPortsPart, { clock: 'phi2', peers: { sid: 'sid', vic: 'vic' } }),
    keyboard: part(KeyboardPart, { clock: 'phi2', peers: { cia: 'cia1', ports: 'ports' } }),
    cia1: part(CiaSocket, { clock: 'phi2', options: { model: option('cia'), mains: 50 } }),
    cia2: part(CiaSocket, { clock: 'phi2', options: { model: option('cia'), mains: 50 } }),
    sid: part(SidSocket, { clock: 'phi2', options: { model: option('sid') } }),
    serial: part(SerialPortPart, { clock: 'phi2', peers: { cia: 'cia2', pla: 'pla' } }),
    expansion: part(ExpansionSocketPart, { clock: 'phi2', space: 'memory', peers: { vic: 'vic', pla: 'pla' } }),
    datasette: part(DatasettePart, { clock: 'phi2' }),
    debugcart: part(DebugCartridgePart, {
      clock: 'phi2',
      peers: { sid: 'sid' },
      options: { enabled: option('debugcart') },
    }),
    screen: part(ScreenTextPart, {
      clock: 'phi2',
      space: 'memory',
      peers: { vic: 'vic', pla: 'pla', cpu: 'cpu', colour: 'colour' },
    }),
    loader: part(LoaderPart, {
      clock: 'phi2',
      space: 'memory',
      peers: { pla: 'pla', vic: 'vic', datasette: 'datasette' },
    }),
  },
  spaces: {
    memory: {
      bits: 16,
      regions: {
        ram: { ram: 0x10000, powerOn: ramAtPowerOn },
        basic: { rom: 'basic' },
        kernal: { rom: 'kernal' },
        chargen: { rom: 'chargen' },
        roml: { ram: 0x2000, powerOn: 0xff },
        romh: { ram: 0x2000, powerOn: 0xff },
      },
      views: allViews(),
    },
  },
  lines: {
    irq: { title: 'IRQ', from: ['vic.irq', 'cia1.irq'], to: ['cpu.irq'] },
    nmi: { title: 'NMI', from: ['cia2.irq', 'keyboard.nmi'], to: ['cpu.nmi'] },
    ba: { title: 'BA: the VIC needs the bus', from: ['vic.ba'], to: ['expansion.ba'] },
    rdy: { title: 'RDY: BA or DMA holds the processor', from: ['vic.ba'], to: ['cpu.rdy'] },
    exrom: { title: 'EXROM', from: ['expansion.exrom'], to: ['pla.exrom'] },
    game: { title: 'GAME', from: ['expansion.game'], to: ['pla.game'] },
    lp: { title: 'light pen: fire of control port 1, PB4 of CIA 1', from: ['keyboard.lp'], to: ['vic.lp'] },
    reset: { title: 'RESET', from: [], to: ['cpu.reset'] },
    iecAtn: { title: 'serial bus: ATN', from: ['serial.atn'], to: [] },
    iecClk: { title: 'serial bus: CLK', from: ['serial.clk'], to: ['serial.clk'] },
    iecData: { title: 'serial bus: DATA', from: ['serial.data'], to: ['serial.data'] },
    iecSrq: { title: 'serial bus: SRQ IN, cassette: read', from: ['datasette.read'], to: ['cia1.flag'] },
    cassetteMotor: { title: 'cassette: motor (P5)', from: ['pla.cassetteMotor'], to: ['datasette.motor'] },
    cassetteWrite: { title: 'cassette: write (P3)', from: ['pla.cassetteWrite'], to: ['datasette.write'] },
    cassetteSense: { title: 'cassette: a key is pressed (P4)', from: ['datasette.sense'], to: ['pla.cassetteSense'] },
  },
  slots: {
    expansion: {
      type: c64Expansion,
      title: 'expansion port',
      bind: { irq: 'irq', nmi: 'nmi', reset: 'reset', dma: 'rdy', ba: 'ba', phi2: 'phi2', port: 'expansion' },
      cards: EXPANSION_CARDS,
      default: null,
    },
    drive8: driveSlot(8, 'virtual'),
    drive9: driveSlot(9, null),
    drive10: driveSlot(10, null),
    drive11: driveSlot(11, null),
  },
  inputs: {
    keyboard: { title: 'keys: +id presses one, -id releases it', to: 'keyboard.keys' },
    joystick1: { title: 'joystick in control port 1: bits 0–4 up, down, left, right, fire', to: 'ports.joystick1' },
    joystick2: { title: 'joystick in control port 2: bits 0–4 up, down, left, right, fire', to: 'ports.joystick2' },
    paddles1: { title: 'paddles in control port 1: two positions, buttons', to: 'ports.paddles1' },
    paddles2: { title: 'paddles in control port 2: two positions, buttons', to: 'ports.paddles2' },
    mouse1: { title: '1351 mouse in control port 1: steps right and up, buttons', to: 'ports.mouse1' },
    mouse2: { title: '1351 mouse in control port 2: steps right and up, buttons', to: 'ports.mouse2' },
    lightpen: { title: 'light pen in control port 1: X Y in the picture, nothing = elsewhere', to: 'ports.lightpen' },
    datasette: { title: 'keys of the datasette: stop, play, record, rewind, forward', to: 'datasette.keys' },
    keybuf: { title: "PETSCII for the KERNAL's keyboard buffer", to: 'loader.keys' },
    autostart: { title: 'what to do at the first prompt: run, load, run disk NAME, run tape', to: 'loader.autostart' },
  },
  media: {
    tape: { title: 'tape in the datasette', bay: 'datasette.tape', formats: ['tap'] },
    program: { title: 'program for the RAM', bay: 'loader.program', formats: ['prg', 'p00', 't64'] },
  },
  screen: 'screen',
  overlays: RAM_OVERLAYS,
});

/** The Commodore 64 for NTSC. */
export const c64Ntsc = extendMachine(c64, {
  id: 'c64-ntsc',
  title: 'Commodore 64 (NTSC)',
  crystal: NTSC_CRYSTAL,
  options: {
    vic: { kind: 'choice', title: 'video chip', default: '6567R8', values: ['6567R8', '8562', '6567R56A'] },
  },
  clocks: { phi2: { divide: 14 } },
  parts: {
    cia1: { options: { mains: 60 } },
    cia2: { options: { mains: 60 } },
  },
});
