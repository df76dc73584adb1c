import { isP00, MediaError, parseP00, parsePrg } from '@backplane/media';
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

/** A program as the bay takes it: load address and bytes. @throws MediaError */
function openProgram(image: Uint8Array, request: OpenRequest) {
  try {
    const bytes = isP00(image) ? parseP00(image, request.name).bytes : image;
    parsePrg(bytes);
    return { medium: bytes, writable: false, format: isP00(image) ? 'p00' : 'prg' };
  } catch (error) {
    throw error instanceof MediaError ? error.at(request.name) : error;
  }
}

const media = {
  open(bay: string, image: Uint8Array, request: OpenRequest) {
    if (bay === 'program') return openProgram(image, request);
    throw new MediaError(`there is no bay "${bay}"`);
  },
  formats: [
    { id: 'prg', title: 'program with its load address' },
    { id: 'p00', title: 'program with its name (P00)' },
  ],
};

/** Programs go straight into the RAM. */
function identify(image: Uint8Array, name: string) {
  if (isP00(image) || (/\.prg$/i.test(name) && image.length > 2)) {
    return { bay: 'program', inputs: { autostart: 'run' } };
  }
  return null;
}

const aliases = {
  attach8: 'drive8',
  '8': 'drive8',
};

const common = { media, keyboard: keyboardSupport, autostart: { identify } };

export const catalog = {
  contract: 1,
  machines: [
    {
      definition: c64,
      summary: 'Commodore 64 with the PAL video chip; programs, disks, tapes and cartridges',
      profiles: [
        { name: 'c64-pal', title: 'Commodore 64 of 1982: 6569, 6526, 6581', machine: 'c64' },
        {
          name: 'c64c-pal',
          title: 'Commodore 64C of 1986: 8565, 8521, 8580',
          machine: 'c64',
          options: { vic: '8565', cia: '8521', sid: '8580' },
        },
      ],
      ...common,
    },
    {
      definition: c64Ntsc,
      summary: 'Commodore 64 with the NTSC video chip',
      profiles: [
        {
          name: 'c64c-ntsc',
          title: 'Commodore 64C for NTSC: 8562, 8521, 8580',
          machine: 'c64-ntsc',
          options: { vic: '8562', cia: '8521', sid: '8580' },
        },
      ],
      ...common,
    },
  ],
} as const;
void aliases;
