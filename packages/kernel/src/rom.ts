import { RomError } from './errors.ts';
import { sha1Hex } from './state.ts';
import { suggest } from './suggest.ts';

/** One known dump or build that can fill a ROM. */
export interface RomImage {
  /** Short name, used on the command line (`backplane`, `901227-03`). */
  readonly id: string;
  readonly title: string;
  /** Bytes, if not as many as the set's `size`. */
  readonly size?: number;
  /** 40 lower-case hexadecimal digits. */
  readonly sha1: string;
  /** The bytes, for firmware that comes with the project. Others are looked up by SHA-1. */
  readonly bytes?: Uint8Array;
}

/** A socket for a ROM: its size and the images that fit it. */
export interface RomSet {
  readonly title: string;
  /** Bytes of the usual image. */
  readonly size: number;
  /** Other sizes that fit: ranges for it in memory maps have a `fit`. 0 = the socket may be empty. */
  readonly sizes?: readonly number[];
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

/** A choice of an image that no set lists: any bytes that have the right size, by their SHA-1. */
const UNLISTED = /^sha1:([0-9a-f]{40})$/;

/** Whether a ROM choice is of an image that need not be listed (`sha1:` and 40 hexadecimal digits). */
export function isUnlistedRom(choice: string): boolean {
  return UNLISTED.test(choice);
}

/** Sizes in bytes that a socket takes, for messages. */
function sizesOf(set: RomSet): string {
  const all = [...new Set([set.size, ...(set.sizes ?? [])])].filter((n) => n > 0).sort((a, b) => a - b);
  return all.length === 1 ? String(all[0]) : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}

/**
 * The bytes for a ROM socket.
 * @param name the socket's name in the machine
 * @param choice image id, or `sha1:` and the SHA-1 of an image that is not listed; the set's default if absent
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
  const unlisted = UNLISTED.exec(wanted)?.[1];
  const image: RomImage | undefined =
    unlisted === undefined
      ? set.images.find((i) => i.id === wanted)
      : { id: wanted, title: 'an image that is not listed', sha1: unlisted };
  if (image === undefined) {
    throw new RomError(`ROM "${name}" (${set.title}) has no image "${wanted}".${suggest(wanted, known)}`);
  }
  const bytes = image.bytes ?? source.find(image.sha1);
  if (bytes === undefined) {
    const free = set.images.find((i) => i.bytes !== undefined);
    throw new RomError(
      `ROM "${name}" is missing: ${image.title}, ${image.size ?? set.size} bytes, SHA-1 ${image.sha1}. ` +
        `Looked in ${source.places.length === 0 ? 'no folders' : source.places.join(', ')}.` +
        (free === undefined
          ? ' Put the file into one of the folders for ROMs.'
          : ` The free substitute "${free.id}" (${free.title}) can be chosen instead.`),
    );
  }
  if (bytes.length !== set.size && set.sizes?.includes(bytes.length) !== true) {
    throw new RomError(
      `ROM "${name}": image "${image.id}" has ${bytes.length} bytes; the socket takes ${sizesOf(set)}.`,
    );
  }
  const sha1 = sha1Hex(bytes);
  if (sha1 !== image.sha1.toLowerCase()) {
    throw new RomError(`ROM "${name}": image "${image.id}" has SHA-1 ${sha1}, not ${image.sha1}: it is damaged.`);
  }
  return { image, bytes };
}
