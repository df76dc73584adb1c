import { RomError } from './errors.ts';
import { sha1Hex } from './state.ts';
import { suggest } from './suggest.ts';

/** One known dump or build that can fill a ROM. */
export interface RomImage {
  /** Short name, used on the command line (`backplane`, `901227-03`). */
  readonly id: string;
  readonly title: string;
  /** 40 lower-case hexadecimal digits. */
  readonly sha1: string;
  /** The bytes, for firmware that comes with the project. Others are looked up by SHA-1. */
  readonly bytes?: Uint8Array;
}

/** A socket for a ROM: its size and the images that fit it. */
export interface RomSet {
  readonly title: string;
  /** Bytes. */
  readonly size: number;
  readonly images: readonly RomImage[];
  /** Image used unless another is chosen; the first one if absent. */
  readonly default?: string;
}

/** Finds images by SHA-1 in the user's folders; undefined if there is none. */
export interface RomSource {
  find(sha1: string): Uint8Array | undefined;
  /** Where it looks, for messages. */
  readonly places: readonly string[];
}

/** A RomSource that has nothing. */
export const NO_ROMS: RomSource = { find: () => undefined, places: [] };

/**
 * The bytes for a ROM socket.
 * @param name the socket's name in the machine
 * @param choice image id; the set's default if absent
 * @throws RomError that tells name, size, SHA-1, where it was looked for, and the free substitute
 */
export function resolveRom(
  name: string,
  set: RomSet,
  source: RomSource,
  choice?: string,
): { image: RomImage; bytes: Uint8Array } {
  const known = set.images.map((i) => i.id);
  const wanted = choice ?? set.default ?? known[0];
  if (wanted === undefined) throw new RomError(`ROM "${name}" (${set.title}) lists no image. Add one to its set.`);
  const image = set.images.find((i) => i.id === wanted);
  if (image === undefined) {
    throw new RomError(`ROM "${name}" (${set.title}) has no image "${wanted}".${suggest(wanted, known)}`);
  }
  const bytes = image.bytes ?? source.find(image.sha1);
  if (bytes === undefined) {
    const free = set.images.find((i) => i.bytes !== undefined);
    throw new RomError(
      `ROM "${name}" is missing: ${image.title}, ${set.size} bytes, SHA-1 ${image.sha1}. ` +
        `Looked in ${source.places.length === 0 ? 'no folders' : source.places.join(', ')}.` +
        (free === undefined
          ? ' Put the file into one of the folders for ROMs.'
          : ` The free substitute "${free.id}" (${free.title}) can be chosen instead.`),
    );
  }
  if (bytes.length !== set.size) {
    throw new RomError(`ROM "${name}": image "${image.id}" has ${bytes.length} bytes; the socket takes ${set.size}.`);
  }
  const sha1 = sha1Hex(bytes);
  if (sha1 !== image.sha1.toLowerCase()) {
    throw new RomError(`ROM "${name}": image "${image.id}" has SHA-1 ${sha1}, not ${image.sha1}: it is damaged.`);
  }
  return { image, bytes };
}
