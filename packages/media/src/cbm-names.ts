/**
 * Names of files on Commodore disks as names of host files, and back.
 *
 * A file's key is its name, a comma and its type: `GAME,PRG`, `NOTES,SEQ`, for REL files with the record length
 * (`DATA,L40`, hexadecimal). The name is PETSCII, one character for each byte.
 *
 * Guest to host: unshifted letters in lower case, the type as suffix: `game.prg`, `notes.seq`, `data.l40`. What no host
 * should have in a file name, and all that is not unshifted, is written `%xx`; such a name read back is the same file.
 *
 * Host to guest: letters of either case are unshifted ones. A name without one of these suffixes is that of a PRG file.
 * What the drive's commands cannot name (`,` `:` `=` `*` `?` `"`) and what is not ASCII becomes `-`, and names that are
 * longer than 16 characters are shortened (`A-VERY-LONG-NA-1`); each such case is told.
 */
import { CBM_NAME_LENGTH, CBM_REL, CBM_TYPES } from './cbm-directory.ts';
import { isDeviceName, type NameNote } from './cpm-names.ts';

/** The parts of a file's key. */
export interface CbmKey {
  readonly name: string;
  readonly type: number;
  readonly recordLength: number;
}

const SUFFIX = /\.(seq|prg|usr|l[0-9a-f]{2})$/i;
/** Containers of one file, which a folder does not look into. */
const CONTAINER = /\.[dspur][0-9]{2}$/i;

function hex(value: number): string {
  return value.toString(16).padStart(2, '0');
}

/** The key of a file. */
export function cbmKey(name: string, type: number, recordLength = 0): string {
  return `${name},${type === CBM_REL ? `L${hex(recordLength)}` : (CBM_TYPES[type] ?? 'DEL')}`;
}

/** Takes a key apart; undefined if it is none. */
export function parseCbmKey(key: string): CbmKey | undefined {
  const comma = key.lastIndexOf(',');
  if (comma < 1 || comma > CBM_NAME_LENGTH) return undefined;
  const name = key.slice(0, comma);
  const suffix = key.slice(comma + 1);
  if (/^L[0-9a-f]{2}$/i.test(suffix)) {
    const recordLength = Number.parseInt(suffix.slice(1), 16);
    return recordLength >= 1 && recordLength <= 254 ? { name, type: CBM_REL, recordLength } : undefined;
  }
  const type = (CBM_TYPES as readonly string[]).indexOf(suffix);
  return type < 0 || type === CBM_REL ? undefined : { name, type, recordLength: 0 };
}

/** PETSCII that a host name can show as it is. */
function isPlain(char: string): boolean {
  return /^[A-Z0-9 !#$&'()+\-.;@[\]]$/.test(char);
}

/** The host's name for a file that the guest makes, from its key. */
export function encodeCbmHostName(key: string): string {
  const comma = key.lastIndexOf(',');
  const name = comma < 0 ? key : key.slice(0, comma);
  const suffix = (comma < 0 ? 'prg' : key.slice(comma + 1)).toLowerCase();
  let host = '';
  for (let i = 0; i < name.length; i++) {
    const char = name[i];
    // a dot or a space at either end is lost or hidden on some host
    const edge = (char === '.' || char === ' ') && (i === 0 || i === name.length - 1);
    host += isPlain(char) && !edge ? char.toLowerCase() : `%${hex(char.charCodeAt(0) & 0xff)}`;
  }
  if (isDeviceName(host)) host = `%${hex(name.charCodeAt(0))}${host.slice(1)}`;
  return `${host}.${suffix}`;
}

interface Shown {
  readonly key: string;
  /** Why the name is not the host's, empty if it is. */
  readonly reason: string;
}

/** The key that a host name stands for if it had no other file to respect. */
function guestKey(host: string): Shown {
  const suffix = SUFFIX.exec(host)?.[1];
  const stem = suffix === undefined || host.length === suffix.length + 1 ? host : host.slice(0, -suffix.length - 1);
  const type = suffix === undefined || stem === host ? 'PRG' : suffix.toUpperCase();
  const usable = /^L(00|FF)$/.test(type) ? 'PRG' : type.startsWith('L') ? `L${type.slice(1).toLowerCase()}` : type;
  const decoded = stem
    .split(/(%[0-9a-f]{2})/i)
    .map((part, i) =>
      i % 2 === 1
        ? String.fromCharCode(Number.parseInt(part.slice(1), 16))
        : part.replace(/[a-z]/g, (letter) => letter.toUpperCase()),
    )
    .join('');
  if (
    stem.includes('%') &&
    decoded.length <= CBM_NAME_LENGTH &&
    encodeCbmHostName(`${decoded},${usable}`).toLowerCase() === host.toLowerCase()
  ) {
    return { key: `${decoded},${usable}`, reason: '' };
  }
  let name = '';
  let reason = '';
  for (const char of stem) {
    const upper = /[a-z]/.test(char) ? char.toUpperCase() : char;
    if (upper.length === 1 && isPlain(upper)) name += upper;
    else {
      name += '-';
      reason = /[\x20-\x7e]/.test(char)
        ? 'characters that cannot be typed in a file name'
        : 'characters other than ASCII';
    }
  }
  if (name.length > CBM_NAME_LENGTH) reason = `longer than ${CBM_NAME_LENGTH} characters`;
  return { key: `${name},${usable}`, reason };
}

/** The names of one folder in both directions; see NameMap of CP/M's folders, which this resembles. */
export class CbmNameMap {
  readonly #guestOf = new Map<string, string>();
  readonly #hostOf = new Map<string, string>();
  /** Names in use, whatever the type: a directory should not have one twice. */
  readonly #names = new Map<string, string>();

  /** The key of a host file, if it has one. */
  guestOf(host: string): string | undefined {
    return this.#guestOf.get(host);
  }

  /** The host's name of a guest file, if it has one. */
  hostOf(key: string): string | undefined {
    return this.#hostOf.get(key);
  }

  /**
   * Finds names for host files that have none yet. Names known already stay, exact names go before shortened ones.
   * @returns what is not as on the host
   */
  add(hosts: readonly string[]): NameNote[] {
    const notes: NameNote[] = [];
    const rest: { readonly host: string; readonly shown: Shown }[] = [];
    for (const host of hosts) {
      if (this.#guestOf.has(host)) continue;
      if (host.startsWith('.')) notes.push({ host, guest: '', reason: 'hidden file' });
      else if (isDeviceName(host)) notes.push({ host, guest: '', reason: 'the name of a device on some hosts' });
      else if (CONTAINER.test(host)) {
        notes.push({ host, guest: '', reason: 'a container of one file; put it into the drive by itself' });
      } else {
        const shown = guestKey(host);
        const name = shown.key.slice(0, shown.key.lastIndexOf(','));
        if (shown.reason === '' && !this.#names.has(name)) this.set(host, shown.key);
        else rest.push({ host, shown });
      }
    }
    for (const { host, shown } of rest) {
      const comma = shown.key.lastIndexOf(',');
      const type = shown.key.slice(comma);
      const whole = shown.key.slice(0, comma);
      let name = whole.slice(0, CBM_NAME_LENGTH);
      const cut = whole.length > CBM_NAME_LENGTH;
      for (let n = 1; (n === 1 && cut) || this.#names.has(name); n++) {
        const tail = `-${n}`;
        name = whole.slice(0, CBM_NAME_LENGTH - tail.length) + tail;
      }
      const taken = this.#names.get(whole);
      const twice =
        taken?.toLowerCase() === host.toLowerCase() ? 'the drive knows one case only' : 'a disk has a name once';
      this.set(host, name + type);
      notes.push({
        host,
        guest: name,
        reason: shown.reason === '' ? `'${taken}' is ${whole} already, ${twice}` : shown.reason,
      });
    }
    return notes;
  }

  /** Ties two names together; either may have been tied to others before. */
  set(host: string, key: string): void {
    this.deleteHost(host);
    const other = this.#hostOf.get(key);
    if (other !== undefined) this.deleteHost(other);
    this.#guestOf.set(host, key);
    this.#hostOf.set(key, host);
    this.#names.set(key.slice(0, key.lastIndexOf(',')), host);
  }

  /** Forgets a host name. */
  deleteHost(host: string): void {
    const key = this.#guestOf.get(host);
    if (key === undefined) return;
    this.#guestOf.delete(host);
    this.#hostOf.delete(key);
    const name = key.slice(0, key.lastIndexOf(','));
    if (this.#names.get(name) === host) this.#names.delete(name);
  }

  /** The host's name for a guest file: the known one, or a new one. */
  hostFor(key: string): string {
    return this.#hostOf.get(key) ?? encodeCbmHostName(key);
  }
}
