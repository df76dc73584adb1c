/**
 * Names of host files as CP/M names, and back.
 *
 * Host to guest: a name that is one of CP/M's apart from its case is that name. Others get a short name of the form
 * `LONGFI~1.TXT`; each such case, and each file left out, is told in a {@link NameNote}.
 *
 * Guest to host: lower case by default. What no host should have in a file name is written `%xx`: path separators,
 * characters that Windows refuses, lower-case letters (a CP/M program can make such names, and they must not fall
 * together with upper case), a `%` that would look like such a code, and the first letter of a device name. Reading
 * such a name gives the guest's name again. `..` cannot arise: CP/M names contain no dots but that before the type.
 */
import { FORBIDDEN, isNameByte, nameBytes } from './cpm-directory.ts';

/** Something that the user should know about a name. */
export interface NameNote {
  readonly host: string;
  /** The guest's name, empty if the guest does not see the file. */
  readonly guest: string;
  readonly reason: string;
}

const DEVICES = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9]|lpt[0-9])$/i;

/** Whether Windows takes this for a device, whatever its type: CON, NUL.TXT, COM1, … */
export function isDeviceName(name: string): boolean {
  return DEVICES.test(name.split('.', 1)[0].trim());
}

function escaped(code: number): string {
  return `%${code.toString(16).padStart(2, '0')}`;
}

/**
 * The host's name for a file that the guest makes.
 *
 * @param guest a valid CP/M name, `NAME.TYP`
 * @param lowerCase write letters small; default `true`
 * @param reserved names that mean something else in this folder (the folders of users), escaped like device names
 */
export function encodeHostName(guest: string, lowerCase = true, reserved?: (name: string) => boolean): string {
  let name = '';
  for (let i = 0; i < guest.length; i++) {
    const char = guest[i];
    const unsafe =
      '/\\"|'.includes(char) ||
      (char !== '.' && !isNameByte(char.charCodeAt(0))) ||
      (char >= 'a' && char <= 'z') ||
      (char === '%' && /^[0-9a-f]{2}/i.test(guest.slice(i + 1)));
    name += unsafe ? escaped(char.charCodeAt(0) & 0xff) : lowerCase ? char.toLowerCase() : char;
  }
  if (isDeviceName(name) || reserved?.(name) === true) name = escaped(guest.charCodeAt(0)) + name.slice(1);
  return name;
}

/**
 * The CP/M name that a host name stands for without any shortening: in upper case, `%xx` read back if
 * {@link encodeHostName} would have written it. `undefined` if it is none.
 */
export function exactGuestName(host: string, reserved?: (name: string) => boolean): string | undefined {
  if (host.length > 48) return undefined;
  if (host.includes('%')) {
    const parts = host.split(/(%[0-9a-f]{2})/i);
    const decoded = parts
      .map((part, i) => (i % 2 === 1 ? String.fromCharCode(Number.parseInt(part.slice(1), 16)) : part.toUpperCase()))
      .join('');
    const written = [true, false].map((lowerCase) => encodeHostName(decoded, lowerCase, reserved).toLowerCase());
    if (nameBytes(decoded) !== undefined && written.includes(host.toLowerCase())) return decoded;
  }
  const guest = host.toUpperCase();
  // toUpperCase turns some letters into ASCII ones (ı → I): such a name is not the guest's.
  return /^[\x20-\x7e]*$/.test(host) && nameBytes(guest) !== undefined ? guest : undefined;
}

/** The parts of a shortened name: as much of the host's name as CP/M can have, and why it is not the name itself. */
function shorten(host: string): { readonly base: string; readonly type: string; readonly reason: string } {
  const dot = host.lastIndexOf('.');
  const clean = (part: string): string => {
    let result = '';
    for (const char of part) {
      const code = char.codePointAt(0)!;
      if (code === 0x20 || char === '.') continue;
      const upper = code < 0x80 ? char.toUpperCase() : '-';
      result += isNameByte(upper.charCodeAt(0)) ? upper : '-';
      if (result.length >= 8) break;
    }
    return result;
  };
  const base = dot > 0 ? host.slice(0, dot) : host;
  const type = dot > 0 ? host.slice(dot + 1) : '';
  const reason = /[^\x20-\x7e]/.test(host)
    ? 'characters other than ASCII'
    : [...base, ...type].some((char) => char === ' ' || FORBIDDEN.includes(char))
      ? 'characters that CP/M does not allow'
      : 'longer than 8 + 3 characters';
  return { base: clean(base), type: clean(type).slice(0, 3), reason };
}

/** The names of one folder in both directions. */
export class NameMap {
  readonly #lowerCase: boolean;
  readonly #reserved: ((name: string) => boolean) | undefined;
  readonly #guestOf = new Map<string, string>();
  readonly #hostOf = new Map<string, string>();
  readonly #numbers = new Map<string, number>();

  /** @param reserved host names that cannot be those of files, see {@link encodeHostName} */
  constructor(options: { readonly lowerCase?: boolean; readonly reserved?: (name: string) => boolean } = {}) {
    this.#lowerCase = options.lowerCase ?? true;
    this.#reserved = options.reserved;
  }

  /** The guest's name of a host file, if it has one. */
  guestOf(host: string): string | undefined {
    return this.#guestOf.get(host);
  }

  /** The host's name of a guest file, if it has one. */
  hostOf(guest: string): string | undefined {
    return this.#hostOf.get(guest);
  }

  /**
   * Finds names for host files that have none yet. Names known already stay, exact names go before shortened ones, and
   * the rest in the order given; so the same folder gives the same names.
   * @returns what is not as on the host
   */
  add(hosts: readonly string[]): NameNote[] {
    const notes: NameNote[] = [];
    const rest: { readonly host: string; readonly taken: string }[] = [];
    for (const host of hosts) {
      if (this.#guestOf.has(host)) continue;
      if (host.startsWith('.')) {
        notes.push({ host, guest: '', reason: 'hidden file' });
      } else if (isDeviceName(host)) {
        notes.push({ host, guest: '', reason: 'the name of a device on some hosts' });
      } else {
        const guest = exactGuestName(host, this.#reserved);
        if (guest !== undefined && !this.#hostOf.has(guest)) this.set(host, guest);
        else rest.push({ host, taken: guest ?? '' });
      }
    }
    for (const { host, taken } of rest) {
      const { base, type, reason } = shorten(host);
      const stem = `${base}.${type}`;
      let guest: string;
      let number = this.#numbers.get(stem) ?? 1;
      do {
        const tail = `~${number++}`;
        guest = `${(base === '' ? 'FILE' : base).slice(0, 8 - tail.length)}${tail}${type === '' ? '' : `.${type}`}`;
      } while (this.#hostOf.has(guest));
      this.#numbers.set(stem, number);
      this.set(host, guest);
      notes.push({
        host,
        guest,
        reason: taken === '' ? reason : `'${this.#hostOf.get(taken)}' is ${taken} already, CP/M knows one case only`,
      });
    }
    return notes;
  }

  /** Ties two names together; either may have been tied to others before. */
  set(host: string, guest: string): void {
    this.deleteHost(host);
    const other = this.#hostOf.get(guest);
    if (other !== undefined) this.deleteHost(other);
    this.#guestOf.set(host, guest);
    this.#hostOf.set(guest, host);
  }

  /** Forgets a host name. */
  deleteHost(host: string): void {
    const guest = this.#guestOf.get(host);
    if (guest === undefined) return;
    this.#guestOf.delete(host);
    this.#hostOf.delete(guest);
    const { base, type } = shorten(host);
    this.#numbers.delete(`${base}.${type}`);
  }

  /** The host's name for a guest file: the known one, or a new one. */
  hostFor(guest: string): string {
    return this.#hostOf.get(guest) ?? encodeHostName(guest, this.#lowerCase, this.#reserved);
  }
}
