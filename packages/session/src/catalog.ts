import type { Device, InputValue, Machine, MachineDefinition } from '@backplane/kernel';
import type { DiskMedium, ImageStore } from '@backplane/media';

/*
 * What a machine package tells front ends
 *
 * A definition is enough to run a machine. What it cannot say is how a file becomes a medium, which stream is the
 * console, and how a program is started from outside. A package says that in one export named `catalog`:
 *
 *     export const catalog = { contract: 1, machines: [{ definition: cpm, summary: '…' }] };
 *
 * It is plain data and pure functions over bytes, so it works in a browser as well. Machine packages lie below the
 * session and need not import these types: the shape decides. Everything but `definition` and `summary` is optional.
 */

/** The export `catalog` of a machine package. */
export interface MachinePackage {
  /** Version of this contract. */
  readonly contract: 1;
  readonly machines: readonly MachineEntry[];
}

/** One machine. Its name on the command line is the definition's `id`. */
export interface MachineEntry {
  readonly definition: MachineDefinition;
  /** One line for lists: what it is and what it runs. No full stop. */
  readonly summary: string;
  /** Named choices of options, cards and media. Their names share one name space with the machines' ids. */
  readonly profiles?: readonly NamedProfile[];
  readonly media?: MediaSupport;
  readonly terminal?: TerminalSupport;
  readonly keyboard?: KeyboardSupport;
  /** Joysticks and pads, the one that most programs want first. */
  readonly controllers?: readonly ControllerSupport[];
  readonly autostart?: AutostartSupport;
  readonly programs?: ProgramSupport;
  readonly clock?: ClockSupport;
  /** Other names of options, media, slots and outputs on the command line, without the dashes. */
  readonly aliases?: Readonly<Record<string, SwitchAlias>>;
  /**
   * Switches that mean another machine (its id): `ntsc` → `c64-ntsc`, with a value `model=ntsc`. That machine has to know
   * the switch as well.
   */
  readonly variants?: Readonly<Record<string, string>>;
}

/**
 * What another name of a switch stands for:
 * - a text: the name of a switch here, which takes the value that follows (`attach8` → `drive8`);
 * - a list: whole words, among which `*` is the value that follows; without `*` the name takes none
 *   (`ntsc` → `['--video', 'ntsc']`); an empty list is a name that is accepted and means nothing;
 * - a table: such a list for each value that may follow (`ciamodel` → `{ 0: ['--cia', '6526'], 1: ['--cia', '8521'] }`). A value
 *   that ends in `*` stands for all that begin so, and the first `*` of each word for the rest (`file:*` →
 *   `['--printer', '*']`); a word that begins with `!` is told to the user. Values that the table has come before a
 *   switch of the same name.
 */
export type SwitchAlias = string | readonly string[] | Readonly<Record<string, readonly string[]>>;

/** A choice of everything that can be chosen: the content of a profile file. */
export interface Profile {
  /** Id of the machine. */
  readonly machine: string;
  /** Package or module file to load it from, for machines that are not installed by name. */
  readonly package?: string;
  readonly title?: string;
  readonly options?: Readonly<Record<string, string | number | boolean>>;
  /** Card per slot; null = empty. */
  readonly slots?: Readonly<Record<string, string | null>>;
  readonly overlays?: readonly string[];
  /** By ROM socket: id of an image, or path of a file (with a dot or slash in it), relative to the profile's folder. */
  readonly roms?: Readonly<Record<string, string>>;
  /** What is in the bays; null = nothing, also not what is there by default. */
  readonly media?: Readonly<Record<string, string | ProfileMedium | null>>;
}

/** A profile that comes with a machine package. Its media can only be null. */
export interface NamedProfile extends Profile {
  readonly name: string;
  readonly title: string;
}

/** A medium in a profile. */
export interface ProfileMedium {
  /** File or folder; relative to the profile's folder. */
  readonly path: string;
  readonly format?: string;
  readonly readOnly?: boolean;
  /** Changes stay in memory. */
  readonly snapshot?: boolean;
}

// ---------------------------------------------------------------- media

/** How files become media. */
export interface MediaSupport {
  /**
   * Makes what the bay takes from the bytes of a file. Pure: the file is the caller's business.
   * @param image kept, not copied; the caller does not change it afterwards
   * @throws an Error whose message tells what is wrong and what to do
   */
  open(bay: string, image: Uint8Array, request: MediumRequest): OpenedMedium;
  /**
   * Media too large to be loaded whole, such as hard disks: for the bays that it takes, `open` is not called, and the image
   * is read where it lies. The disk's `hashBase` is set by the caller, and its SHA-1 computed when somebody needs it.
   */
  readonly large?: {
    takes(bay: string): boolean;
    /**
     * @param store stays open as long as the medium is in use; without `write`, what the guest writes stays in memory
     * @throws an Error whose message tells what is wrong and what to do
     */
    open(bay: string, store: ImageStore, request: Omit<MediumRequest, 'sha1'>): OpenedMedium;
  };
  /** What is in a bay when the user says nothing, by bay. */
  readonly builtIn?: Readonly<Record<string, BuiltInMedium>>;
  /** Bays that can take a folder of the host, and the file system in which the guest finds it (`cpm`, `cbm`). */
  readonly folders?: { readonly fileSystem: string; readonly bays: readonly string[] };
  /** Formats by name, for help and completion. */
  readonly formats?: readonly { readonly id: string; readonly title: string }[];
  /** A text file in which users describe formats (CP/M: `diskdefs`). */
  readonly formatFile?: {
    /** The switch, without dashes. */
    readonly name: string;
    readonly title: string;
    /** Result goes into `MediumRequest.formats`. @throws an Error that names file and line */
    read(text: string, fileName: string): unknown;
  };
}

export interface MediumRequest {
  /** File name without folders, for messages and to tell formats apart. */
  readonly name: string;
  /** What `,format=` said, or `OpenedMedium.format` of a former time. */
  readonly format?: string;
  /** What `formatFile.read` returned. */
  readonly formats?: unknown;
  readonly readOnly?: boolean;
  /** SHA-1 of `image` in hex. */
  readonly sha1: string;
}

export interface OpenedMedium {
  /** What `machine.insert(bay, …)` takes. */
  readonly medium: unknown;
  /** The disk inside, so that writes can be persisted (`onWrite`) and the host can patch it. */
  readonly disk?: DiskMedium;
  /**
   * A medium that is kept in its file as a whole, such as a tape: whoever opened the file sets `onChange` and writes the
   * image that it is given in place of what is there.
   */
  readonly file?: { onChange: ((image: Uint8Array) => void) | undefined };
  /** Where the disk's first byte lies in the file, for write-through; 0 if absent. */
  readonly imageOffset?: number;
  /**
   * Of a large medium: puts what the guest wrote into the store, wherever its container has the place; whoever opened it
   * sets the disk's `onWrite` to call it.
   * @throws what the store throws; nothing was written then that counts
   */
  readonly persist?: (sector: number, offset: number, data: Uint8Array) => void;
  /** Of a large medium: the format that opens the disk's plain content (`DiskMedium.content`) the same way. */
  readonly contentFormat?: string;
  /** False if the file's container cannot be written back (compressed images); true if absent. */
  readonly writable?: boolean;
  /** Opens the same image the same way when it is given back as `MediumRequest.format`, without the user's `formats`. */
  readonly format: string;
  /** What the user should know. */
  readonly warnings?: readonly string[];
}

/** A medium that comes with the package. Each run starts with a fresh one. */
export interface BuiltInMedium {
  readonly title: string;
  /** As a file name (`system.img`). */
  readonly name: string;
  readonly format: string;
  image(): Uint8Array;
  /**
   * Bays whose medium, if the user chooses one, is to be used in place of this one: a disk to start from must not be in the
   * way of the user's own.
   */
  givesWayTo?(bay: string): boolean;
}

// ---------------------------------------------------------------- console, programs, clock

/** A machine that is used through a character terminal. */
export interface TerminalSupport {
  /** Input (kind `bytes`) that takes what is typed. */
  readonly input: string;
  /** Input (kind `text`) that takes keys by name (`up`, `f1`, `ctrl-c`). */
  readonly key?: string;
  /** Input (kind `button`) that says that nothing more will be typed. */
  readonly end?: string;
  /** Output stream with what the computer prints. */
  readonly output: string;
  /**
   * What a key sends at present, if the machine's device can tell: null = this terminal has no such key. Used to tell the
   * user of a mistake, and to type in the right order with characters.
   * @param device the device of the part behind `input`
   */
  keyBytes?(device: Device, key: string): readonly number[] | null;
}

/** Running a program of the guest's as if it were one of the host's. */
export interface ProgramSupport {
  /** Suffixes of program files, lower case (`.com`). */
  readonly suffixes: readonly string[];
  /** Bay that gets the current folder. */
  readonly workBay: string;
  /** Bay that gets the program's folder, if that is another one. */
  readonly programBay: string;
  /**
   * Inputs to give before power-on, so that the machine runs the program and then ends with an `exit` event.
   * @throws an Error that tells what the guest cannot take (a line too long)
   */
  start(program: {
    readonly bay: string;
    /** Name in the guest's file system (`PROG.COM`). */
    readonly name: string;
    /** Arguments, names of files already as the guest knows them. */
    readonly args: readonly string[];
  }): Readonly<Record<string, InputValue>>;
  /** Argument for a file in a bay (`B:NAME.TXT`). */
  fileArgument(bay: string, name: string): string;
}

/** A calendar clock that is set by an input at power-on. */
export interface ClockSupport {
  /** Input (kind `number`) that takes seconds of local time; of several, those count that the machine has with its cards. */
  readonly input: string | readonly string[];
  /** Local date that is 0: year, month (1 = January), day. */
  readonly epoch: readonly [year: number, month: number, day: number];
}

// ---------------------------------------------------------------- keyboards, files that start by themselves

/** A machine with a keyboard of keys that go down and up, rather than a terminal. */
export interface KeyboardSupport {
  /** Input (kind `text`) that takes `+id` (the key goes down) and `-id` (it comes up). */
  readonly input: string;
  /** The keys: id, legend, and the key in the same place of the host's keyboard (`KeyboardEvent.code`). */
  readonly keys: readonly { readonly id: string; readonly title: string; readonly code?: string }[];
  /** Keys to hold together for a character that a user types (`A` → `['left-shift', 'a']`). */
  readonly characters: Readonly<Record<string, readonly string[]>>;
  /**
   * Characters of the national layouts that the guest may be set to: an option of the machine says by its value which one
   * counts; `characters` if it has none for it.
   */
  readonly layouts?: {
    readonly option: string;
    readonly characters: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  };
  /**
   * Keys by name, for key sequences (`{f2}`, `{run-stop}`, `{ctrl-1}`) and for named keys of the host (keys.ts): `enter`,
   * `backspace`, `up` … The modifiers `ctrl`, `alt` and `shift` are names as well, and combine with other keys.
   */
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** Milliseconds of emulated time for which a struck key is held. */
  readonly hold: number;
  /** Milliseconds of emulated time between one key's release and the next key. */
  readonly gap: number;
  /** Whether the guest's own buffer for keys is full: text that is typed then waits, for 120 s at most. Changes nothing. */
  full?(machine: Machine): boolean;
  /** Input (kind `bytes`) for text that goes into the guest's keyboard buffer past the keys, and its character set. */
  readonly buffer?: {
    readonly input: string;
    /** @throws an Error that names a character which the guest does not have */
    encode(text: string): Uint8Array;
  };
}

/** A joystick or pad. */
export interface ControllerSupport {
  /** `Joystick in port 2`. */
  readonly title: string;
  /** Input (kind `number`) that takes the sum of what is down. A machine without it (a card's) has no such joystick. */
  readonly input: string;
  /** Value of each: `up`, `down`, `left`, `right`, `fire`, and further buttons by their names. */
  readonly buttons: Readonly<Record<string, number>>;
}

/** Files that a machine can load and start by itself. */
export interface AutostartSupport {
  /**
   * Where a file goes and which inputs start it, by content and name; null if it is nothing for this machine.
   * @param image the file; of one that is too large to be loaded (`MediaSupport.large`) 64 KiB of its beginning
   * @param name without folders
   * @param size bytes of the whole file
   */
  identify(image: Uint8Array, name: string, size: number): AutostartPlan | null;
}

/** How a file is started. */
export interface AutostartPlan {
  readonly bay: string;
  /** Inputs to give at power-on, before anything runs. */
  readonly inputs: Readonly<Record<string, InputValue>>;
  /** Cards that it needs, unless the user chooses others. */
  readonly slots?: Readonly<Record<string, string>>;
  /** Options that it needs, unless the user chooses others. */
  readonly options?: Readonly<Record<string, string | number | boolean>>;
  /** Overlays that it needs. */
  readonly overlays?: readonly string[];
}

// ---------------------------------------------------------------- hints of devices

/**
 * What a device may tell its host about input besides `Device`. Neither property is state, nor do they change what the
 * machine does.
 */
export interface InputHints {
  /**
   * True while the guest does nothing but ask for input that is not there (many empty polls in a row, nothing else in
   * between). Becomes false with any other activity and when input arrives.
   */
  readonly idle?: boolean;
  /** Bytes of input taken and not yet fetched by the guest. */
  readonly pending?: number;
}
