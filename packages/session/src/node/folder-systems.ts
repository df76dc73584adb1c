/**
 * The file systems in which a guest can find a folder of the host, by the names that catalogs use.
 *
 * What differs between them is here: how a file of the host is called on the guest's disk, how the disk is made, and
 * whether users of the disk have folders of their own. The rest is the same for all: see host-folder.ts.
 */
import {
  CbmFolderDisk,
  CbmNameMap,
  type CpmFileName,
  type DiskMedium,
  FolderDisk,
  type FolderHost,
  type FolderPatches,
  type FolderRejection,
  type FolderSource,
  type FolderUpdate,
  type MediumPatch,
  NameMap,
  type NameNote,
} from '@backplane/media';

/** The names of one folder in both directions. */
export interface FolderNames {
  guestOf(host: string): string | undefined;
  hostOf(guest: string): string | undefined;
  /** Finds names for host files that have none yet. @returns what is not as on the host */
  add(hosts: readonly string[]): NameNote[];
  set(host: string, guest: string): void;
  deleteHost(host: string): void;
  /** The host's name for a guest file, the known one or a new one: a plain file name, never a path. */
  hostFor(guest: string): string;
}

/** The files of a folder as a disk of the guest's. */
export interface GuestDisk {
  readonly medium: DiskMedium;
  /** What `machine.insert` takes. */
  readonly drive: unknown;
  readonly rejected: readonly FolderRejection[];
  files(): readonly CpmFileName[];
  has(file: CpmFileName): boolean;
  hostContent(file: CpmFileName): Uint8Array | undefined;
  apply(patches: readonly MediumPatch[]): void;
  reload(): void;
  update(changes: FolderUpdate): FolderPatches;
}

export interface GuestDiskOptions {
  /** Name of the folder. */
  readonly title: string;
  readonly files: readonly FolderSource[];
  readonly writeProtected: boolean;
  readonly host: FolderHost;
}

/** A file system of guests. */
export interface FolderSystem<Disk extends GuestDisk = GuestDisk> {
  /** How many users have files, 1 to 16: those of user 0 are in the folder, those of the others in folders `1`, `2`, … */
  readonly users: number;
  /** No file can be larger than this, in bytes. */
  readonly largest: number;
  /** Why not, for a note. */
  readonly largestWords: string;
  /** @param reserved host names that are not those of files */
  names(options: { readonly lowerCase: boolean; readonly reserved?: (name: string) => boolean }): FolderNames;
  disk(options: GuestDiskOptions): Disk;
}

const MEBIBYTES_8 = 8 * 1024 * 1024;

const cpm: FolderSystem<FolderDisk> = {
  users: 16,
  largest: MEBIBYTES_8,
  largestWords: 'CP/M files have at most 8 MB',
  names: (options) => new NameMap(options),
  disk: ({ files, writeProtected, host }) => new FolderDisk({ files, writeProtected, host }),
};

const cbm: FolderSystem<CbmFolderDisk> = {
  users: 1,
  largest: MEBIBYTES_8,
  largestWords: 'a folder as a Commodore disk has 8 MB',
  names: () => new CbmNameMap(),
  disk: ({ title, files, writeProtected, host }) =>
    new CbmFolderDisk({ title: cbmTitle(title), files, writeProtected, host }),
};

/** The name of a folder as that of a disk: 16 characters that the listing shows as they are. */
function cbmTitle(name: string): string {
  const letters = [...name].map((char) => (/[a-z]/.test(char) ? char.toUpperCase() : char));
  return letters
    .map((char) => (/^[A-Z0-9 !#$&'()+\-.;@[\]]$/.test(char) ? char : '-'))
    .join('')
    .slice(0, 16);
}

/** See {@link FolderSystem}; the names are those of `folders.fileSystem` in catalogs. */
export const FOLDER_SYSTEMS = { cpm, cbm } as const;

export type FolderSystemName = keyof typeof FOLDER_SYSTEMS;

/** The disk that a folder is in a file system. */
export type FolderDiskOf<Name extends FolderSystemName> = ReturnType<(typeof FOLDER_SYSTEMS)[Name]['disk']>;

/** Whether a folder can be shown in this file system. */
export function isFolderSystem(name: string): name is FolderSystemName {
  return Object.hasOwn(FOLDER_SYSTEMS, name);
}
