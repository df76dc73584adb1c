/**
 * Disk formats in the user's own words: `diskdefs` files as cpmtools reads them, and the same keys on one line.
 *
 * Source: cpmtools manual pages diskdefs(5) and cpm(5), section "Device areas" for the units of `offset`.
 */
import { type CpmFormat, validateFormat } from './cpm-format.ts';
import { DESCRIBE_GEOMETRY, namedFormat, nearest } from './cpm-formats.ts';
import { MediaError } from './errors.ts';

const KEYS = [
  'seclen',
  'tracks',
  'sectrk',
  'blocksize',
  'maxdir',
  'dirblks',
  'boottrk',
  'bootsec',
  'skew',
  'skewtab',
  'os',
  'offset',
  'logicalextents',
] as const;
type Key = (typeof KEYS)[number];

const REQUIRED = ['seclen', 'tracks', 'sectrk', 'blocksize', 'maxdir'] as const;
const SYSTEMS: readonly string[] = ['2.2', '3', 'isx', 'p2dos', 'zsys'];

/** The values of one definition as they were written, and where, for messages. */
interface Draft {
  readonly id: string;
  readonly where: string;
  readonly values: Map<Key, string>;
}

function assign(draft: Draft, written: string, value: string, where: string): void {
  const key = written.toLowerCase();
  if (!KEYS.includes(key as Key)) {
    const near = nearest(key, KEYS);
    throw new MediaError(`unknown key '${written.slice(0, 64)}'`, {
      where,
      hint: `${near === undefined ? '' : `Did you mean '${near}'? `}Keys: ${KEYS.join(', ')}`,
    });
  }
  if (value === '') throw new MediaError(`${key} has no value`, { where });
  if (draft.values.has(key as Key)) throw new MediaError(`${key} is given twice`, { where });
  draft.values.set(key as Key, value);
}

function number(draft: Draft, key: Key, text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new MediaError(`${key} is '${text.slice(0, 64)}'`, { where: draft.where, hint: 'It must be a whole number' });
  }
  return Number(text);
}

/** `128`, `2KB`, `8M`, `16trk`, `3sec`: only the first letter of the unit counts. */
function offsetBytes(draft: Draft, text: string, seclen: number, sectrk: number): number {
  const match = /^(\d{1,9})([a-z]*)$/i.exec(text);
  const units: Record<string, number> = { '': 1, k: 1024, m: 1024 * 1024, t: seclen * sectrk, s: seclen };
  const unit = match === null ? undefined : units[match[2].slice(0, 1).toLowerCase()];
  if (match === null || unit === undefined) {
    throw new MediaError(`offset is '${text.slice(0, 64)}'`, {
      where: draft.where,
      hint: 'It is a number of bytes, or a number with K, M, T (tracks) or S (sectors) behind it',
    });
  }
  return Number(match[1]) * unit;
}

function finish(draft: Draft): CpmFormat {
  const { values } = draft;
  for (const key of REQUIRED) {
    if (!values.has(key)) {
      throw new MediaError(`${key} is missing`, {
        where: draft.where,
        hint: `Needed: ${REQUIRED.join(', ')}, boottrk`,
      });
    }
  }
  const get = (key: Key): number => number(draft, key, values.get(key)!);
  const seclen = get('seclen');
  const sectrk = get('sectrk');
  let boottrk: number;
  if (values.has('bootsec')) {
    const bootsec = get('bootsec');
    boottrk = sectrk > 0 ? bootsec / sectrk : 0;
    if (!Number.isInteger(boottrk)) {
      throw new MediaError(`bootsec is ${bootsec}, which is not a whole number of tracks of ${sectrk} sectors`, {
        where: draft.where,
        hint: 'CP/M counts its system area in tracks: give sectrk and tracks of the logical tracks and boottrk',
      });
    }
  } else if (values.has('boottrk')) {
    boottrk = get('boottrk');
  } else {
    throw new MediaError('boottrk is missing', { where: draft.where, hint: 'Give 0 for a disk without system tracks' });
  }
  const os = (values.get('os') ?? '2.2').toLowerCase();
  if (!SYSTEMS.includes(os)) {
    throw new MediaError(`os is '${os.slice(0, 64)}'`, { where: draft.where, hint: `Allowed: ${SYSTEMS.join(', ')}` });
  }
  const format: CpmFormat = {
    id: draft.id,
    title: `${draft.id} (described by the user)`,
    seclen,
    tracks: get('tracks'),
    sectrk,
    blocksize: get('blocksize'),
    maxdir: get('maxdir'),
    boottrk,
    os: os as CpmFormat['os'],
    offset: values.has('offset') ? offsetBytes(draft, values.get('offset')!, seclen, sectrk) : 0,
    ...(values.has('dirblks') ? { dirblks: get('dirblks') } : {}),
    ...(values.has('skew') ? { skew: get('skew') } : {}),
    ...(values.has('skewtab')
      ? {
          skewtab: values
            .get('skewtab')!
            .split(',')
            .map((sector) => number(draft, 'skewtab', sector.trim())),
        }
      : {}),
    ...(values.has('logicalextents') ? { logicalextents: get('logicalextents') } : {}),
  };
  try {
    validateFormat(format);
  } catch (error) {
    if (error instanceof MediaError) throw new MediaError(error.what, { where: draft.where, hint: error.hint });
    throw error;
  }
  return format;
}

/** Takes `#` and `;` comments off a line. */
function withoutComment(line: string): string {
  return line.replace(/[#;].*$/, '').trim();
}

/**
 * Reads the text of a `diskdefs` file.
 *
 * As in cpmtools a definition has no sides: `tracks` counts those of both, in the order in which they lie in the
 * image. `libdsk:` lines are passed over.
 *
 * @param fileName for messages
 * @param only read this definition alone. Faults of the others do not matter then: the file that comes with cpmtools
 *   has definitions which are not closed, and some that CP/M 2.2 cannot have
 * @throws MediaError with file, line, key, value and what is allowed
 */
export function parseDiskdefs(text: string, fileName = 'diskdefs', only?: string): CpmFormat[] {
  const formats: CpmFormat[] = [];
  let draft: Draft | undefined;
  const lines = text.split(/\r\n|\r|\n/);
  for (const [index, raw] of lines.entries()) {
    const where = `${fileName}, line ${index + 1}`;
    const line = withoutComment(raw);
    if (line === '') continue;
    const [word, ...rest] = line.split(/\s+/);
    const key = word.toLowerCase();
    if (
      only !== undefined &&
      draft === undefined &&
      (key !== 'diskdef' || rest[0]?.toLowerCase() !== only.toLowerCase())
    ) {
      continue;
    }
    if (key === 'diskdef') {
      if (draft !== undefined) {
        throw new MediaError(`the format ${draft.id} has no 'end' before the next diskdef`, { where });
      }
      if (rest.length !== 1 || rest[0].length > 64) {
        throw new MediaError("'diskdef' needs one name of at most 64 characters", {
          where,
          hint: "Write 'diskdef NAME'",
        });
      }
      draft = { id: rest[0], where: `${where}, diskdef ${rest[0]}`, values: new Map() };
    } else if (draft === undefined) {
      throw new MediaError(`'${line.slice(0, 64)}' stands outside a definition`, {
        where,
        hint: "A definition begins with 'diskdef NAME' and ends with 'end'",
      });
    } else if (key === 'end') {
      const { id } = draft;
      if (formats.some((format) => format.id.toLowerCase() === id.toLowerCase())) {
        throw new MediaError(`the format ${id} is defined twice`, { where: draft.where });
      }
      formats.push(finish(draft));
      draft = undefined;
    } else if (!key.startsWith('libdsk:')) {
      if (key !== 'skewtab' && rest.length > 1) {
        throw new MediaError(`${key.slice(0, 64)} has ${rest.length} values`, { where, hint: 'It takes one' });
      }
      assign(draft, word, rest.join(key === 'skewtab' && !line.includes(',') ? ',' : ''), where);
    }
  }
  if (draft !== undefined) {
    throw new MediaError(`the format ${draft.id} has no 'end'`, { where: draft.where });
  }
  return formats;
}

/**
 * Reads a format from one line: `seclen=512,tracks=80,sectrk=9,blocksize=2048,maxdir=128,boottrk=1,skew=0`. A sector
 * table is written `skewtab=0,3,6,…`: numbers without a key continue it.
 * @throws MediaError with the key, its value and what is allowed
 */
export function parseInlineFormat(text: string): CpmFormat {
  const where = 'disk format';
  const draft: Draft = { id: 'custom', where, values: new Map() };
  let last = '';
  for (const part of text.split(',')) {
    const item = part.trim();
    const equals = item.indexOf('=');
    if (equals < 0 && last === 'skewtab' && /^\d+$/.test(item)) {
      draft.values.set('skewtab', `${draft.values.get('skewtab')},${item}`);
      continue;
    }
    if (equals < 1) {
      throw new MediaError(`'${item.slice(0, 64)}' is not KEY=VALUE`, { where, hint: DESCRIBE_GEOMETRY });
    }
    last = item.slice(0, equals).trim().toLowerCase();
    assign(draft, last, item.slice(equals + 1).trim(), where);
  }
  return finish(draft);
}

/**
 * The format that a user means: a name, or a description on one line.
 * @param more formats of the user's `diskdefs`, which come before the built-in ones
 * @throws MediaError
 */
export function resolveFormat(text: string, more: readonly CpmFormat[] = []): CpmFormat {
  return text.includes('=') ? parseInlineFormat(text) : namedFormat(text, more);
}
