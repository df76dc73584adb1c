import { ISA_CARDS } from '@backplane/bus-isa';
import {
  FLOPPY_FORMATS,
  HARD_DISK_FORMATS,
  type ImageStore,
  identifyFloppy,
  MediaError,
  openFloppy,
  openHardDisk,
} from '@backplane/media';
import { bootfloppy } from '@backplane/roms-ibm-pc';
import { ibm5150, ibm5160, xtTurbo } from './definition.ts';
import { keyboardSupport } from './keyboard-support.ts';
import { LAYOUT_NAMES } from './layouts.ts';

/*
 * What front ends need besides the definitions: see the session package, "What a machine package tells front ends".
 */

interface OpenRequest {
  readonly name: string;
  readonly format?: string;
  readonly readOnly?: boolean;
  readonly sha1: string;
}

const FLOPPY_BAY = /^isa\d\.[ab]$/;
const HARD_DISK_BAY = /^isa\d\.disk[01]$/;

const media = {
  open(bay: string, image: Uint8Array, request: OpenRequest) {
    if (!FLOPPY_BAY.test(bay)) throw new MediaError(`nothing is known of the bay "${bay}"`);
    return openFloppy(image, {
      fileName: request.name,
      baseSha1: request.sha1,
      ...(request.format === undefined ? {} : { format: request.format }),
      ...(request.readOnly === undefined ? {} : { writeProtected: request.readOnly }),
    });
  },
  large: {
    takes: (bay: string) => HARD_DISK_BAY.test(bay),
    open(_bay: string, store: ImageStore, request: Omit<OpenRequest, 'sha1'>) {
      const { disk, format, contentFormat, warnings, persist } = openHardDisk(store, {
        fileName: request.name,
        ...(request.format === undefined ? {} : { format: request.format }),
        ...(request.readOnly === undefined ? {} : { writeProtected: request.readOnly }),
      });
      const written = persist === undefined ? { writable: false } : { persist };
      return { medium: disk, disk: disk.medium, format, contentFormat, warnings, ...written };
    },
  },
  formats: [...FLOPPY_FORMATS, ...HARD_DISK_FORMATS],
  builtIn: {
    'isa2.a': {
      title: 'boot floppy of this project, if no hard disk is given',
      name: 'backplane.img',
      format: '360k',
      image: () => bootfloppy.bytes.slice(),
      givesWayTo: (bay: string) => HARD_DISK_BAY.test(bay),
    },
  },
};

/** A sector with the signature that makes a BIOS start it: what a hard disk begins with. */
const isBootSector = (image: Uint8Array): boolean => image[510] === 0x55 && image[511] === 0xaa;

/** Images of hard disks are whole sectors, and larger than floppies. */
const SMALLEST_HARD_DISK = 3 * 1024 * 1024;

/** Sectors of the floppy disks of PCs, as boot sectors tell them. */
const FLOPPY_SECTORS: readonly number[] = [320, 360, 640, 720, 1280, 1440, 2400, 2880, 3360, 5760];

/**
 * Whether an image is a floppy disk: by its size or format, or by its boot sector, also if it was cut off or something
 * follows it.
 * Source: Microsoft, "FAT: General Overview of On-Disk Format" (BIOS parameter block: bytes per sector, total sectors).
 */
function isFloppy(image: Uint8Array, name: string): boolean {
  if (identifyFloppy(image, name) !== undefined) return true;
  if (image.length < 512 || image.length >= SMALLEST_HARD_DISK) return false;
  const word = (at: number): number => image[at]! | (image[at + 1]! << 8);
  return word(11) === 512 && FLOPPY_SECTORS.includes(word(19));
}

/** How a file is started: floppies by their size, format or boot sector, everything else that may be one as a hard disk. */
function identify(image: Uint8Array, name: string, size = image.length) {
  if (size === image.length && isFloppy(image, name)) {
    return { bay: 'isa2.a', slots: { isa2: 'floppy' }, options: { boot: 'a' }, inputs: {} };
  }
  const vhd = /\.vhd$/i.test(name);
  if (!vhd && (size % 512 !== 0 || !(isBootSector(image) || size >= SMALLEST_HARD_DISK))) return null;
  return { bay: 'isa3.disk0', slots: { isa3: 'xtide' }, options: { boot: 'c' }, inputs: {} };
}

/** QEMU's names of keyboard layouts that are others here. */
const QEMU_LAYOUTS: Readonly<Record<string, string>> = {
  'en-us': 'us',
  'en-gb': 'uk',
  gr: 'de',
  'de-ch': 'sg',
  'fr-be': 'be',
  'fr-ch': 'sf',
  sp: 'es',
  sv: 'se',
  fi: 'se',
  da: 'dk',
  po: 'pt',
};

const layout = (name: string): readonly string[] => ['--layout', name];
const layouts = Object.fromEntries([
  ...LAYOUT_NAMES.map((name) => [name, layout(name)]),
  ...Object.entries(QEMU_LAYOUTS).map(([name, here]) => [name, layout(here)]),
]);

/** What QEMU's `-serial` and `-parallel` take besides files. */
const ELSEWHERE = Object.fromEntries(
  ['tcp:*', 'udp:*', 'telnet:*', 'unix:*', 'websocket:*', 'pipe:*', 'chardev:*', 'vc*', 'pty*', '/dev/*', 'con:*'].map(
    (where) => [where, ['!a port can go to a file or to standard output (stdio); left out']],
  ),
);

/** A card whose output goes where QEMU's words say. */
const outgoing = (slot: string, card: string, output: string) => {
  const to = (file: string): readonly string[] => [`--${slot}`, card, `--${slot}-${output}`, file];
  return {
    none: [`--${slot}`, 'none'],
    null: [`--${slot}`, card],
    stdio: to('-'),
    'mon:stdio': to('-'),
    ...ELSEWHERE,
    'file:*': to('*'),
    '*': to('*'),
  };
};

const isa1 = (card: string): readonly string[] => ['--isa1', card];
const boot = (order: string): readonly string[] => ['--boot', order];
const nothing: readonly string[] = [];
const NO_SUCH_DISPLAY = ['!the machine keeps its display card; there are cga, mda and hercules'];
const NO_SUCH_SOUND = ['!there is no such sound card for this machine; there are adlib and pcspk'];
const NO_SUCH_BOOT = ['!it starts from floppy (a) and hard disk (c); left out'];

/**
 * Switches as QEMU, MAME, Bochs and DOSBox call them. Cards that such a switch asks for go into slots that are free
 * otherwise.
 * @param sound, serial, parallel the slots for them
 */
const aliases = (sound: string, serial: string, parallel: string) => ({
  m: 'memory',
  ramsize: 'memory',
  ram: 'memory',
  fda: 'isa2-a',
  fdb: 'isa2-b',
  flop1: 'isa2-a',
  flop2: 'isa2-b',
  floppydisk1: 'isa2-a',
  floppydisk2: 'isa2-b',
  hda: ['--isa3', 'xtide', '--isa3-disk0', '*'],
  hdb: ['--isa3', 'xtide', '--isa3-disk1', '*'],
  hard1: ['--isa3', 'xtide', '--isa3-disk0', '*'],
  hard2: ['--isa3', 'xtide', '--isa3-disk1', '*'],
  harddisk1: ['--isa3', 'xtide', '--isa3-disk0', '*'],
  harddisk2: ['--isa3', 'xtide', '--isa3-disk1', '*'],
  boot: {
    ac: boot('a'),
    ca: boot('c'),
    'order=a': boot('a'),
    'order=c': boot('c'),
    'order=ac': boot('a'),
    'order=ca': boot('c'),
    'once=*': NO_SUCH_BOOT,
    'menu=*': NO_SUCH_BOOT,
    'order=*': NO_SUCH_BOOT,
    d: NO_SUCH_BOOT,
    n: NO_SUCH_BOOT,
  },
  k: layouts,
  debugcon: { stdio: ['--out', 'debug=-'], none: nothing, null: nothing, ...ELSEWHERE, 'file:*': ['--out', 'debug=*'] },
  device: {
    'isa-debug-exit': ['--debug-exit', 'qemu'],
    'isa-debug-exit,iobase=0x501': ['--debug-exit', 'qemu'],
    'isa-debug-exit,iobase=0x501,*': ['--debug-exit', 'qemu'],
    'isa-debug-exit,iosize=*': ['--debug-exit', 'qemu'],
    'isa-debug-exit,*': ['!the port of this machine is 501h; left out'],
    adlib: [`--${sound}`, 'adlib'],
    '*': ['!there is no such device; cards are chosen by --isa1 to --isa8; left out'],
  },
  vga: { cga: isa1('cga'), mda: isa1('mda'), hercules: isa1('hercules'), none: isa1('none'), '*': NO_SUCH_DISPLAY },
  // QEMU's kinds of PC and DOSBox's kinds of display; neither is another machine here
  machine: {
    cga: isa1('cga'),
    cga_composite: isa1('cga-composite'),
    hercules: isa1('hercules'),
    mda: isa1('mda'),
    '*': ['!left out'],
  },
  soundhw: {
    adlib: [`--${sound}`, 'adlib'],
    all: [`--${sound}`, 'adlib'],
    pcspk: nothing,
    'adlib,pcspk': [`--${sound}`, 'adlib'],
    'pcspk,adlib': [`--${sound}`, 'adlib'],
    '*': NO_SUCH_SOUND,
  },
  sound: { none: nothing, auto: ['--sound'] },
  serial: outgoing(serial, 'serial', 'out'),
  parallel: outgoing(parallel, 'parallel', 'printer'),
  nographic: ['--headless'],
  display: { none: ['--headless'], '*': ['!the machine is shown in the terminal'] },
  // DOSBox
  c: { '*': ['--type', '*\\n'] },
});

interface NamedChoice {
  readonly name: string;
  readonly title: string;
  readonly machine: string;
  readonly slots: Readonly<Record<string, string | null>>;
}

/** Profiles whose cards there are. */
const profiles = (...list: readonly NamedChoice[]) =>
  list.filter(({ slots }) => Object.values(slots).every((card) => card === null || Object.hasOwn(ISA_CARDS, card)));

/** The slots, of which any may have the card that is asked for. */
const SLOTS = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `isa${n}`);

/** Two digital joysticks on the game adapter. */
const controllers = SLOTS.flatMap((slot) =>
  [1, 2].map((n) => ({
    title: `Joystick ${n}`,
    input: `${slot}.joystick${n}`,
    buttons: { up: 1, down: 2, left: 4, right: 8, fire: 16, fire2: 32 },
  })),
);

/** The clock card counts from the first day of DOS. */
const clock = { input: SLOTS.map((slot) => `${slot}.seconds`), epoch: [1980, 1, 1] } as const;

const common = { media, keyboard: keyboardSupport, controllers, autostart: { identify }, clock };

export const catalog = {
  contract: 1,
  machines: [
    {
      definition: ibm5150,
      summary: 'IBM PC of 1981: 8088 at 4.77 MHz, five slots, floppy drives',
      profiles: profiles(
        {
          name: 'ibm-5150-mda',
          title: 'IBM PC with the monochrome display',
          machine: 'ibm-5150',
          slots: { isa1: 'mda' },
        },
        {
          name: 'ibm-5150-hercules',
          title: 'IBM PC with a Hercules Graphics Card',
          machine: 'ibm-5150',
          slots: { isa1: 'hercules' },
        },
      ),
      aliases: aliases('isa3', 'isa4', 'isa5'),
      ...common,
    },
    {
      definition: ibm5160,
      summary: 'IBM PC/XT of 1983: 640K, eight slots, floppy drives and hard disk',
      profiles: profiles({
        name: 'ibm-5160-mda',
        title: 'IBM PC/XT with the monochrome display',
        machine: 'ibm-5160',
        slots: { isa1: 'mda' },
      }),
      aliases: aliases('isa6', 'isa4', 'isa5'),
      ...common,
    },
    {
      definition: xtTurbo,
      summary: 'XT compatible with an 8 MHz processor, floppy drives and hard disk',
      aliases: aliases('isa6', 'isa4', 'isa5'),
      ...common,
    },
  ],
} as const;
