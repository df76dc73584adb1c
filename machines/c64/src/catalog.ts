import { openCartridge } from '@backplane/bus-c64-expansion';
import {
  CBM_FORMATS,
  CBM_PRG,
  identifyCbm,
  isCrt,
  isP00,
  isT64,
  isTap,
  MediaError,
  openCbmDisk,
  parseP00,
  parsePrg,
  parseT64,
  parseTap,
} from '@backplane/media';
import { c64, c64Ntsc } from './definition.ts';
import { keyboardSupport } from './keyboard-support.ts';

/*
 * What front ends need besides the definitions: see the session package, "What a machine package tells front ends".
 */

interface OpenRequest {
  readonly name: string;
  readonly format?: string;
  readonly readOnly?: boolean;
  readonly sha1: string;
}

interface Opened {
  readonly bytes: Uint8Array;
  readonly format: string;
  readonly warnings: readonly string[];
}

/** The program in a PRG or P00 file, or the first one of a T64 archive: load address and bytes. @throws MediaError */
function readProgram(image: Uint8Array, name: string): Opened {
  if (isP00(image)) {
    const file = parseP00(image, name);
    if (file.type !== CBM_PRG) throw new MediaError(`"${file.name}" is no program`);
    parsePrg(file.bytes);
    return { bytes: file.bytes, format: 'p00', warnings: [] };
  }
  if (isT64(image)) {
    const { files, warnings } = parseT64(image);
    const first = files[0]!;
    parsePrg(first.bytes);
    const others = files.length === 1 ? [] : [`the first of ${files.length} files is taken, "${first.name}"`];
    return { bytes: first.bytes, format: 't64', warnings: [...warnings, ...others] };
  }
  parsePrg(image);
  return { bytes: image, format: 'prg', warnings: [] };
}

function openProgram(image: Uint8Array, request: OpenRequest) {
  try {
    const { bytes, format, warnings } = readProgram(image, request.name);
    return { medium: bytes, writable: false, format, warnings };
  } catch (error) {
    throw error instanceof MediaError ? error.at(request.name) : error;
  }
}

function openDisk(image: Uint8Array, request: OpenRequest) {
  const { disk, format, writable, warnings } = openCbmDisk(image, {
    fileName: request.name,
    baseSha1: request.sha1,
    ...(request.format === undefined ? {} : { format: request.format }),
    ...(request.readOnly === undefined ? {} : { writeProtected: request.readOnly }),
  });
  return { medium: disk, disk: disk.medium, writable, format, warnings };
}

function openCrt(image: Uint8Array, request: OpenRequest) {
  try {
    const medium = openCartridge(image);
    return { medium, writable: false, format: 'crt', warnings: medium.image.warnings };
  } catch (error) {
    throw error instanceof MediaError ? error.at(request.name) : error;
  }
}

function openTape(image: Uint8Array, request: OpenRequest) {
  try {
    const { tape, warnings } = parseTap(image);
    tape.baseSha1 = request.sha1;
    tape.writeProtected = request.readOnly ?? false;
    return { medium: tape, file: tape, format: 'tap', warnings };
  } catch (error) {
    throw error instanceof MediaError ? error.at(request.name) : error;
  }
}

const media = {
  open(bay: string, image: Uint8Array, request: OpenRequest) {
    if (bay === 'program') return openProgram(image, request);
    if (/^drive\d+\.disk$/.test(bay)) return openDisk(image, request);
    if (bay === 'expansion.cartridge') return openCrt(image, request);
    if (bay === 'tape') return openTape(image, request);
    throw new MediaError(`nothing is known of the bay "${bay}"`);
  },
  folders: { fileSystem: 'cbm', bays: ['drive8.disk', 'drive9.disk', 'drive10.disk', 'drive11.disk'] },
  formats: [
    ...CBM_FORMATS.map(({ id, title }) => ({ id, title })),
    { id: 'crt', title: 'cartridge (CRT)' },
    { id: 'tap', title: 'tape (TAP)' },
  ],
};

/** How a file is started, by what it is and what it is called. */
function identify(image: Uint8Array, name: string) {
  if (isCrt(image)) return { bay: 'expansion.cartridge', slots: { expansion: 'cartridge' }, inputs: {} };
  if (isTap(image)) return { bay: 'tape', inputs: { autostart: 'run tape' } };
  switch (identifyCbm(image, name)) {
    case 'prg':
    case 'p00':
      return { bay: 'program', inputs: { autostart: 'run' } };
    case 'd64':
    case 'g64':
    case 't64':
      return { bay: 'drive8.disk', slots: { drive8: 'virtual' }, inputs: { autostart: 'run disk' } };
    default:
      return null;
  }
}

const word = (option: string, value: string): readonly string[] => [`--${option}`, value];

const card = (name: string): readonly string[] => ['--expansion', name];
const sizes = (name: string, kilobytes: readonly number[]) =>
  Object.fromEntries(kilobytes.map((k) => [k, card(`${name}${k}k`)]));

/** Switches as VICE calls them. */
const aliases = {
  '1': 'tape',
  attach8: 'drive8-disk',
  attach9: 'drive9-disk',
  attach10: 'drive10-disk',
  attach11: 'drive11-disk',
  ciamodel: { 0: word('cia', '6526'), 1: word('cia', '8521'), old: word('cia', '6526'), new: word('cia', '8521') },
  cia1model: { 0: word('cia', '6526'), 1: word('cia', '8521') },
  cia2model: { 0: word('cia', '6526'), 1: word('cia', '8521') },
  sidenginemodel: { 256: word('sid', '6581'), 257: word('sid', '8580'), resid: [], residfp: [], fastsid: [] },
  cart: [...card('cartridge'), '--expansion-cartridge', '*'],
  cartcrt: [...card('cartridge'), '--expansion-cartridge', '*'],
  cart8: [...card('cartridge'), '--expansion-cartridge', '*'],
  cart16: [...card('cartridge'), '--expansion-cartridge', '*'],
  reu: card('reu512k'),
  reusize: sizes('reu', [128, 256, 512, 1024, 2048, 4096, 8192, 16384]),
  georam: card('georam512k'),
  georamsize: sizes('georam', [64, 128, 256, 512, 1024, 2048, 4096]),
  sidmodel: { 0: word('sid', '6581'), 1: word('sid', '8580'), 6581: word('sid', '6581'), 8580: word('sid', '8580') },
};

/** Names of models that VICE's `-model` takes, for PAL and NTSC. */
const old = [...word('cia', '6526'), ...word('sid', '6581')];
const newer = [...word('cia', '8521'), ...word('sid', '8580')];

const palAliases = {
  ...aliases,
  pal: [],
  model: {
    pal: [...word('vic', '6569'), ...old],
    c64: [...word('vic', '6569'), ...old],
    breadbox: [...word('vic', '6569'), ...old],
    c64c: [...word('vic', '8565'), ...newer],
    c64new: [...word('vic', '8565'), ...newer],
    newpal: [...word('vic', '8565'), ...newer],
  },
  viciimodel: { 6569: word('vic', '6569'), '6569r3': word('vic', '6569'), 8565: word('vic', '8565') },
};

const ntscAliases = {
  ...aliases,
  ntsc: [],
  model: {
    ntsc: [...word('vic', '6567R8'), ...old],
    oldntsc: [...word('vic', '6567R56A'), ...old],
    newntsc: [...word('vic', '8562'), ...newer],
    c64cntsc: [...word('vic', '8562'), ...newer],
  },
  viciimodel: { 6567: word('vic', '6567R8'), 8562: word('vic', '8562'), '6567r56a': word('vic', '6567R56A') },
};

/** Commodore's firmware, for users who have it. */
const originals = { kernal: '901227-03', basic: '901226-01', chargen: '901225-01' };

/** Bits of the joystick inputs. */
const buttons = { up: 1, down: 2, left: 4, right: 8, fire: 16 };
const controllers = [
  { title: 'Joystick in port 2', input: 'joystick2', buttons },
  { title: 'Joystick in port 1', input: 'joystick1', buttons },
];

const common = { media, keyboard: keyboardSupport, controllers, autostart: { identify } };

export const catalog = {
  contract: 1,
  machines: [
    {
      definition: c64,
      summary: 'Commodore 64 with a PAL video chip; programs, disks, cartridges',
      profiles: [
        { name: 'c64-pal', title: 'Commodore 64 of 1982: 6569, 6526, 6581', machine: 'c64' },
        { name: 'c64-original', title: "Commodore 64 with Commodore's ROMs", machine: 'c64', roms: originals },
        {
          name: 'c64c-pal',
          title: 'Commodore 64C of 1986: 8565, 8521, 8580',
          machine: 'c64',
          options: { vic: '8565', cia: '8521', sid: '8580' },
        },
      ],
      aliases: palAliases,
      variants: {
        ntsc: 'c64-ntsc',
        'model=ntsc': 'c64-ntsc',
        'model=oldntsc': 'c64-ntsc',
        'model=newntsc': 'c64-ntsc',
        'model=c64cntsc': 'c64-ntsc',
      },
      ...common,
    },
    {
      definition: c64Ntsc,
      summary: 'Commodore 64 with an NTSC video chip; programs, disks, cartridges',
      profiles: [
        {
          name: 'c64-ntsc-original',
          title: "Commodore 64 for NTSC with Commodore's ROMs",
          machine: 'c64-ntsc',
          roms: originals,
        },
        {
          name: 'c64c-ntsc',
          title: 'Commodore 64C for NTSC: 8562, 8521, 8580',
          machine: 'c64-ntsc',
          options: { vic: '8562', cia: '8521', sid: '8580' },
        },
      ],
      aliases: ntscAliases,
      variants: { pal: 'c64' },
      ...common,
    },
  ],
} as const;
