import { isUnlistedRom, type OptionValue, type RomSource, sha1Hex } from '@backplane/kernel';
import type { ImageStore, Overlay } from '@backplane/media';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { MachineEntry } from './catalog.ts';
import { StateFileError } from './errors.ts';
import type { LogMedium } from './input-log.ts';
import { logMedium, romHashes } from './recorder.ts';
import { Session, type SessionConfig, type SessionMedium } from './session.ts';
import { packUndo, unpackUndo } from './undo.ts';

/*
 * State files
 *
 * A ZIP archive with everything that is needed to go on, but the machine's own package and the ROMs that it lists:
 *
 *     manifest.json      which machine, its options and cards, which media, tick and hash
 *     snapshot.bin       the machine's state (docs/snapshot-format.md), what the guest wrote to the media included
 *     media/<SHA-1>      the bytes of each medium as it was when it was put in
 *     undo/<bay>         of a medium that is not in the file: what the sectors that were written held before
 *     roms/<SHA-1>       ROMs of the user's own
 *
 * Sizes and SHA-1 of everything stand in the manifest, so damage is found before anything is used.
 *
 * Hard disks of more than 64 MiB are not in the file. Their image is looked for where it was; it must be as it was when
 * the state was saved, or when it was put in.
 */

export const STATE_FILE_FORMAT = 'backplane-state';
/** Newest version that is written and read. */
export const STATE_FILE_VERSION = 1;

/** Most bytes that a state file may unpack to. */
export const LARGEST_STATE = 512 * 1024 * 1024;
const LARGEST_MANIFEST = 1024 * 1024;
/** Large media with more bytes stay outside. */
const LARGEST_INSIDE = 64 * 1024 * 1024;

const MANIFEST = 'manifest.json';
const SNAPSHOT = 'snapshot.bin';

/** A medium as the manifest names it. */
export interface StateMedium extends LogMedium {
  /** Bytes of its content. */
  readonly size: number;
  /** It is not in the file; then `format` is that of its own file. */
  readonly external?: true;
  /** Where an external medium was. */
  readonly path?: string;
  /** Of an external medium: size and SHA-1 of `undo/<bay>`, if anything was written. */
  readonly undo?: { readonly size: number; readonly sha1: string };
}

/** The file `manifest.json`. */
export interface StateManifest {
  readonly format: typeof STATE_FILE_FORMAT;
  readonly version: number;
  readonly machine: string;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly slots: Readonly<Record<string, string | null>>;
  readonly overlays: readonly string[];
  /** Image id per ROM socket, where one was chosen. */
  readonly romChoices: Readonly<Record<string, string>>;
  /** SHA-1 per ROM socket. */
  readonly roms: Readonly<Record<string, string>>;
  /** Bytes of the ROM images that no set lists, by SHA-1: they are in the file. */
  readonly romImages?: Readonly<Record<string, number>>;
  readonly media: Readonly<Record<string, StateMedium>>;
  readonly tick: number;
  /** SHA-1 of the snapshot, which is the machine's hash. */
  readonly hash: string;
  readonly snapshotSize: number;
}

/** A state file that has been read and checked. */
export interface StateFile {
  readonly manifest: StateManifest;
  readonly snapshot: Uint8Array;
  /** Bytes of the media by bay. */
  readonly images: ReadonlyMap<string, Uint8Array>;
  /** What sectors of external media held at first, by bay. */
  readonly undo: ReadonlyMap<string, Overlay>;
  /** ROM images that no set lists, by SHA-1. */
  readonly roms: ReadonlyMap<string, Uint8Array>;
}

/** Everything that is needed to go on from here, as the bytes of a file. Only between runs. */
export function saveStateFile(session: Session): Uint8Array {
  const { machine, config } = session;
  const snapshot = machine.save();
  const media: Record<string, StateMedium> = {};
  const files: Record<string, Uint8Array> = {};
  for (const [bay, medium] of session.media) {
    if (medium.large === true && medium.opened.disk!.size > LARGEST_INSIDE) {
      media[bay] = externalMedium(bay, medium, files);
      continue;
    }
    const { image } = medium;
    media[bay] = { ...logMedium(medium), size: image.length };
    files[`media/${medium.sha1}`] = image;
  }
  const romImages: Record<string, number> = {};
  for (const choice of Object.values(config.romChoices ?? {})) {
    if (!isUnlistedRom(choice)) continue;
    const sha1 = choice.slice('sha1:'.length);
    const bytes = config.roms?.find(sha1);
    if (bytes === undefined) continue;
    romImages[sha1] = bytes.length;
    files[`roms/${sha1}`] = bytes;
  }
  const manifest: StateManifest = {
    format: STATE_FILE_FORMAT,
    version: STATE_FILE_VERSION,
    machine: machine.definition.id,
    options: machine.options,
    slots: config.slots ?? {},
    overlays: config.overlays ?? [],
    romChoices: config.romChoices ?? {},
    roms: romHashes(machine),
    ...(Object.keys(romImages).length === 0 ? {} : { romImages }),
    media,
    tick: machine.tick,
    hash: sha1Hex(snapshot),
    snapshotSize: snapshot.length,
  };
  return zipSync(
    { [MANIFEST]: strToU8(JSON.stringify(manifest, null, 2)), [SNAPSHOT]: snapshot, ...files },
    // equal states are equal files, so the archive carries no date
    { level: 6, mtime: new Date(1980, 0, 1) },
  );
}

/** A medium that stays outside, and what is needed to find it as it was. */
function externalMedium(bay: string, medium: SessionMedium, files: Record<string, Uint8Array>): StateMedium {
  const disk = medium.opened.disk!;
  const outside = {
    ...logMedium(medium),
    format: medium.opened.format,
    size: disk.size,
    external: true,
    ...(medium.path === undefined ? {} : { path: medium.path }),
  } as const;
  const originals = disk.saveOriginals();
  if (originals.indices.length === 0) return outside;
  const bytes = packUndo(originals);
  files[`undo/${bay}`] = bytes;
  return { ...outside, undo: { size: bytes.length, sha1: sha1Hex(bytes) } };
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (v: unknown): v is Json => typeof v === 'object' && v !== null && !Array.isArray(v);
const isSize = (v: unknown): v is number => typeof v === 'number' && Number.isSafeInteger(v) && v >= 0;
const isSha1 = (v: unknown): v is string => typeof v === 'string' && /^[0-9a-f]{40}$/.test(v);

/** Unpacks the named entries, none larger than it may be. */
function unpack(bytes: Uint8Array, sizes: ReadonlyMap<string, number>, exact: boolean): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        const size = sizes.get(name);
        if (size === undefined) return false;
        if (exact ? originalSize !== size : originalSize > size) {
          throw new StateFileError(
            `The state file is damaged: "${name}" has ${originalSize} bytes, ` +
              `${exact ? '' : 'at most '}${size} were expected.`,
          );
        }
        return true;
      },
    });
  } catch (error) {
    if (error instanceof StateFileError) throw error;
    throw new StateFileError(`The state file is damaged: it cannot be unpacked (${(error as Error).message}).`);
  }
}

/** What a state file says of itself, without its content. @throws StateFileError */
export function loadStateManifest(bytes: Uint8Array): StateManifest {
  if (bytes.length < 22 || bytes[0] !== 0x50 || bytes[1] !== 0x4b) {
    throw new StateFileError('This is not a state file: it is no ZIP archive.');
  }
  const first = unpack(bytes, new Map([[MANIFEST, LARGEST_MANIFEST]]), false)[MANIFEST];
  if (first === undefined) throw new StateFileError(`This is not a state file: it has no "${MANIFEST}".`);
  let json: unknown;
  try {
    json = JSON.parse(strFromU8(first));
  } catch {
    throw new StateFileError(`The state file is damaged: "${MANIFEST}" is not JSON.`);
  }
  return checkManifest(json);
}

/**
 * Reads and checks a state file.
 * @throws StateFileError if it is foreign, damaged, cut short, of a newer version or too large
 */
export function loadStateFile(bytes: Uint8Array): StateFile {
  const manifest = loadStateManifest(bytes);

  const sizes = new Map<string, number>([[SNAPSHOT, manifest.snapshotSize]]);
  for (const [bay, { sha1, size, external, undo }] of Object.entries(manifest.media)) {
    if (external !== true) sizes.set(`media/${sha1}`, size);
    else if (undo !== undefined) sizes.set(`undo/${bay}`, undo.size);
  }
  for (const [sha1, size] of Object.entries(manifest.romImages ?? {})) sizes.set(`roms/${sha1}`, size);
  let total = 0;
  for (const size of sizes.values()) total += size;
  if (total > LARGEST_STATE) {
    throw new StateFileError(`The state file unpacks to ${total} bytes; at most ${LARGEST_STATE} are read.`);
  }
  const files = unpack(bytes, sizes, true);
  const take = (name: string, sha1: string): Uint8Array => {
    const file = files[name];
    if (file === undefined) throw new StateFileError(`The state file is damaged: "${name}" is missing.`);
    if (sha1Hex(file) !== sha1) {
      throw new StateFileError(`The state file is damaged: "${name}" does not have the SHA-1 ${sha1}.`);
    }
    return file;
  };
  const snapshot = take(SNAPSHOT, manifest.hash);
  const images = new Map<string, Uint8Array>();
  const undo = new Map<string, Overlay>();
  for (const [bay, medium] of Object.entries(manifest.media)) {
    if (medium.external !== true) images.set(bay, take(`media/${medium.sha1}`, medium.sha1));
    else if (medium.undo !== undefined) undo.set(bay, unpackUndo(take(`undo/${bay}`, medium.undo.sha1)));
  }
  const roms = new Map<string, Uint8Array>();
  for (const sha1 of Object.keys(manifest.romImages ?? {})) roms.set(sha1, take(`roms/${sha1}`, sha1));
  return { manifest, snapshot, images, undo, roms };
}

function checkManifest(json: unknown): StateManifest {
  if (!isObject(json) || json.format !== STATE_FILE_FORMAT) {
    throw new StateFileError(`This is not a state file: its manifest has no "format": "${STATE_FILE_FORMAT}".`);
  }
  if (json.version !== STATE_FILE_VERSION) {
    throw new StateFileError(
      `The state file has version ${String(json.version)}; this build reads version ${STATE_FILE_VERSION}. ` +
        'Use a newer Backplane.',
    );
  }
  const bad = (what: string): never => {
    throw new StateFileError(`The state file is damaged: ${what} in its manifest is missing or of the wrong kind.`);
  };
  if (typeof json.machine !== 'string') bad('"machine"');
  for (const key of ['options', 'slots', 'romChoices', 'roms', 'media']) if (!isObject(json[key])) bad(`"${key}"`);
  if (!Array.isArray(json.overlays)) bad('"overlays"');
  for (const key of ['tick', 'snapshotSize']) if (!isSize(json[key])) bad(`"${key}"`);
  if (!isSha1(json.hash)) bad('"hash"');
  if (json.romImages !== undefined) {
    if (!isObject(json.romImages)) bad('"romImages"');
    for (const [sha1, size] of Object.entries(json.romImages as Json)) {
      if (!isSha1(sha1) || !isSize(size)) bad('"romImages"');
    }
  }
  for (const [bay, medium] of Object.entries(json.media as Json)) {
    const fits =
      isObject(medium) &&
      typeof medium.name === 'string' &&
      typeof medium.format === 'string' &&
      typeof medium.readOnly === 'boolean' &&
      isSha1(medium.sha1) &&
      isSize(medium.size) &&
      (medium.external === undefined || medium.external === true) &&
      (medium.path === undefined || typeof medium.path === 'string') &&
      (medium.undo === undefined || (isObject(medium.undo) && isSize(medium.undo.size) && isSha1(medium.undo.sha1)));
    if (!fits) bad(`medium "${bay}"`);
  }
  return json as unknown as StateManifest;
}

/**
 * A session that stands where the state was saved. Its media are in memory: nothing is written to the files that they
 * once came from.
 * @param config ROM source, clock and pacing; the machine's own choices come from the state. `external` finds the image of
 *   a medium that is not in the file, undefined if it is not at hand
 * @throws StateFileError, StateError, WiringError, RomError
 */
export function sessionFromState(
  entry: MachineEntry,
  state: StateFile,
  config: Pick<SessionConfig, 'roms' | 'clock' | 'pacing' | 'speed'> & {
    external?(bay: string, medium: StateMedium): ImageStore | undefined;
  } = {},
): Session {
  const { manifest } = state;
  if (manifest.machine !== entry.definition.id) {
    throw new StateFileError(`The state is of the machine "${manifest.machine}", not of "${entry.definition.id}".`);
  }
  const { options, slots, overlays, romChoices } = manifest;
  const roms: RomSource = {
    find: (sha1) => state.roms.get(sha1) ?? config.roms?.find(sha1),
    places: config.roms?.places ?? [],
  };
  const session = new Session(entry, { ...config, roms, options, slots, overlays, romChoices });
  for (const [bay, medium] of Object.entries(manifest.media)) {
    const { name, format, readOnly } = medium;
    const inserted =
      medium.external === true
        ? openExternal(session, bay, medium, state.undo.get(bay), config.external?.(bay, medium))
        : session.openMedium(bay, state.images.get(bay)!, { name, format, readOnly });
    session.insert(bay, inserted);
  }
  session.load(state.snapshot);
  return session;
}

/** A medium that is not in the state file, as it was when it was put in. @throws StateFileError if it is another one */
function openExternal(
  session: Session,
  bay: string,
  medium: StateMedium,
  undo: Overlay | undefined,
  store: ImageStore | undefined,
): SessionMedium {
  const { name, format, readOnly, path, sha1 } = medium;
  if (store === undefined) {
    throw new StateFileError(
      `The image of "${bay}" is not in the state file and not at hand: ${path ?? name}, ${medium.size} bytes, ` +
        `SHA-1 ${sha1}.`,
    );
  }
  const opened = session.openMedium(bay, store, { name, format, readOnly, ...(path === undefined ? {} : { path }) });
  if (undo !== undefined) opened.opened.disk!.restoreOriginals(undo);
  if (opened.sha1 !== sha1) {
    throw new StateFileError(
      `The image "${name}" in "${bay}" is not as it was when the state was saved (SHA-1 ${opened.sha1}, not ${sha1}): ` +
        'it is another one, or something was written to it since.',
    );
  }
  return opened;
}
