/*
 * Which keys make a character in a guest that is set to a national keyboard
 *
 * Ids of keys are those of the US legends in the same place. Characters of the third level are made with Ctrl and Alt, as
 * on keyboards without AltGr. Dead keys are left out: they make no character by themselves.
 *
 * Source: IBM, *Keyboard layouts* (keyboard ids 103P, 166, 129, 120, 189, 141, 172, 153, 159, 155, 163, 150), as printed in
 * the DOS manuals, appendix "Keyboard layouts".
 */

/** A layout: the characters of each row of keys, alone, with Shift and with AltGr; a blank is none. */
interface Layout {
  readonly title: string;
  readonly rows: readonly (readonly [plain: string, shifted: string, third?: string])[];
}

const SHIFT = 'left-shift';
const THIRD = ['ctrl', 'alt'];

/** Keys of the four rows. */
const KEYS: readonly (readonly string[])[] = [
  ['backquote', ...'1234567890', 'minus', 'equals'],
  [...'qwertyuiop', 'left-bracket', 'right-bracket'],
  [...'asdfghjkl', 'semicolon', 'quote', 'backslash'],
  ['less', ...'zxcvbnm', 'comma', 'period', 'slash'],
];

const QWERTY: readonly [string, string] = ['qwertyuiop', 'QWERTYUIOP'];
const LOWER = 'zxcvbnm';
const UPPER = 'ZXCVBNM';
/** The lowest row of most of Europe. */
const EUROPEAN: readonly [string, string] = [`<${LOWER},.-`, `>${UPPER};:_`];

const LAYOUTS: Readonly<Record<string, Layout>> = {
  us: {
    title: 'United States',
    rows: [
      ['`1234567890-=', '~!@#$%^&*()_+'],
      [`${QWERTY[0]}[]`, `${QWERTY[1]}{}`],
      ["asdfghjkl;'\\", 'ASDFGHJKL:"|'],
      [` ${LOWER},./`, ` ${UPPER}<>?`],
    ],
  },
  uk: {
    title: 'United Kingdom',
    rows: [
      ['`1234567890-=', '¬!"£$%^&*()_+', '¦   €'],
      [`${QWERTY[0]}[]`, `${QWERTY[1]}{}`],
      ["asdfghjkl;'#", 'ASDFGHJKL:@~'],
      [`\\${LOWER},./`, `|${UPPER}<>?`],
    ],
  },
  de: {
    title: 'Germany',
    rows: [
      [' 1234567890ß ', '°!"§$%&/()=? ', '  ²³   {[]}\\'],
      ['qwertzuiopü+', 'QWERTZUIOPÜ*', '@ €        ~'],
      ['asdfghjklöä#', "ASDFGHJKLÖÄ'"],
      ['<yxcvbnm,.-', '>YXCVBNM;:_', '|      µ'],
    ],
  },
  fr: {
    title: 'France',
    rows: [
      ['²&é"\'(-è_çà)=', ' 1234567890°+', '  ~#{[|`\\^@]}'],
      ['azertyuiop $', 'AZERTYUIOP £', '  €'],
      ['qsdfghjklmù*', 'QSDFGHJKLM%µ'],
      ['<wxcvbn,;:!', '>WXCVBN?./§'],
    ],
  },
  be: {
    title: 'Belgium',
    rows: [
      ['²&é"\'(§è!çà)-', '³1234567890°_', ' |@#  ^  {}'],
      ['azertyuiop $', 'AZERTYUIOP *', '  €       []'],
      ['qsdfghjklmùµ', 'QSDFGHJKLM%£'],
      ['<wxcvbn,;:=', '>WXCVBN?./+', '\\'],
    ],
  },
  it: {
    title: 'Italy',
    rows: [
      ["\\1234567890'ì", '|!"£$%&/()=?^'],
      [`${QWERTY[0]}è+`, `${QWERTY[1]}é*`, '  €       []'],
      ['asdfghjklòàù', 'ASDFGHJKLç°§', '         @#'],
      EUROPEAN,
    ],
  },
  es: {
    title: 'Spain',
    rows: [
      ["º1234567890'¡", 'ª!"·$%&/()=?¿', '\\|@#  ¬'],
      [`${QWERTY[0]} +`, `${QWERTY[1]} *`, '  €       []'],
      ['asdfghjklñ ç', 'ASDFGHJKLÑ Ç', '          {}'],
      EUROPEAN,
    ],
  },
  pt: {
    title: 'Portugal',
    rows: [
      ["\\1234567890'«", '|!"#$%&/()=?»', '  @£§  {[]}'],
      [`${QWERTY[0]}+ `, `${QWERTY[1]}* `, '  €'],
      ['asdfghjklçº ', 'ASDFGHJKLÇª '],
      EUROPEAN,
    ],
  },
  se: {
    title: 'Sweden and Finland',
    rows: [
      ['§1234567890+ ', '½!"#¤%&/()=? ', '  @£$€ {[]}\\'],
      [`${QWERTY[0]}å `, `${QWERTY[1]}Å `, '  €'],
      ["asdfghjklöä'", 'ASDFGHJKLÖÄ*'],
      [...EUROPEAN, '|'],
    ],
  },
  dk: {
    title: 'Denmark',
    rows: [
      ['½1234567890+ ', '§!"#¤%&/()=? ', '  @£$€ {[]} |'],
      [`${QWERTY[0]}å `, `${QWERTY[1]}Å `, '  €'],
      ["asdfghjklæø'", 'ASDFGHJKLÆØ*'],
      [...EUROPEAN, '\\'],
    ],
  },
  no: {
    title: 'Norway',
    rows: [
      ['|1234567890+\\', '§!"#¤%&/()=? ', '  @£$€ {[]}'],
      [`${QWERTY[0]}å `, `${QWERTY[1]}Å `, '  €'],
      ["asdfghjkløæ'", 'ASDFGHJKLØÆ*'],
      EUROPEAN,
    ],
  },
  sg: {
    title: 'Switzerland (German)',
    rows: [
      ["§1234567890' ", '°+"*ç%&/()=? ', ' ¦@#  ¬|¢'],
      ['qwertzuiopü ', 'QWERTZUIOPè!', '  €       []'],
      ['asdfghjklöä$', 'ASDFGHJKLéà£', '          {}'],
      ['<yxcvbnm,.-', '>YXCVBNM;:_', '\\'],
    ],
  },
  sf: {
    title: 'Switzerland (French)',
    rows: [
      ["§1234567890' ", '°+"*ç%&/()=? ', ' ¦@#  ¬|¢'],
      ['qwertzuiopè ', 'QWERTZUIOPü!', '  €       []'],
      ['asdfghjkléà$', 'ASDFGHJKLöä£', '          {}'],
      ['<yxcvbnm,.-', '>YXCVBNM;:_', '\\'],
    ],
  },
};

/** Names of the layouts, the United States first. */
export const LAYOUT_NAMES: readonly string[] = Object.keys(LAYOUTS);

/** Keys to hold together for each character of a layout; where there are several ways, the one with fewer keys. */
export function layoutCharacters(name: string): Readonly<Record<string, readonly string[]>> {
  const table: Record<string, readonly string[]> = { ' ': ['space'], '\t': ['tab'] };
  for (const [level, prefix] of [[], [SHIFT], THIRD].entries()) {
    LAYOUTS[name]!.rows.forEach((row, r) => {
      [...(row[level as 0] ?? '')].forEach((character, n) => {
        if (character !== ' ') table[character] ??= [...prefix, KEYS[r]![n]!];
      });
    });
  }
  return table;
}
