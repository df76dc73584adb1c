import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HostInputParser, toAscii, typedBytes } from '../../src/terminal/host-input.ts';
import type { HostInput } from '../../src/terminal/host-keys.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** Short form: characters as they are (with M- for Alt), keys in <>, pasted text in «», answers in [], events +=-. */
const short = (inputs: readonly HostInput[]): string =>
  inputs
    .map((i) =>
      i.kind === 'character'
        ? `${i.alt ? 'M-' : ''}${String.fromCodePoint(i.codePoint)}`
        : i.kind === 'key'
          ? `<${i.name}>`
          : i.kind === 'paste'
            ? `«${i.text}»`
            : i.kind === 'report'
              ? `[${Object.values(i.report).flat().join(' ')}]`
              : `${{ press: '+', repeat: '=', release: '-' }[i.event]}${i.key}/${i.code}(${i.plain === null ? '' : short([i.plain])})`,
    )
    .join('');

const parse = (text: string) => {
  const parser = new HostInputParser();
  return short([...parser.feed(bytes(text)), ...parser.flush()]);
};

describe('HostInputParser', () => {
  it.each([
    ['aZ ~', 'aZ ~'],
    ['\r\t\x7f\x08\n', '<enter><tab><backspace><ctrl-h><ctrl-j>'],
    ['\x00\x01\x03\x1a\x1c\x1d\x1e\x1f', '<ctrl-@><ctrl-a><ctrl-c><ctrl-z><ctrl-\\><ctrl-]><ctrl-^><ctrl-_>'],
    ['\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F', '<up><down><right><left><home><end>'],
    ['\x1bOA\x1bOB\x1bOC\x1bOD\x1bOH\x1bOF', '<up><down><right><left><home><end>'],
    ['\x1bOP\x1bOQ\x1bOR\x1bOS', '<f1><f2><f3><f4>'],
    ['\x1b[15~\x1b[17~\x1b[18~\x1b[19~\x1b[20~\x1b[21~\x1b[23~\x1b[24~', '<f5><f6><f7><f8><f9><f10><f11><f12>'],
    ['\x1b[11~\x1b[14~\x1b[[A\x1b[[E', '<f1><f4><f1><f5>'],
    [
      '\x1b[1~\x1b[2~\x1b[3~\x1b[4~\x1b[5~\x1b[6~\x1b[7~\x1b[8~',
      '<home><insert><delete><end><pageup><pagedown><home><end>',
    ],
    [
      '\x1b[1;5A\x1b[1;2D\x1b[1;3C\x1b[1;6B\x1b[1;8H',
      '<ctrl-up><shift-left><alt-right><ctrl-shift-down><ctrl-alt-shift-home>',
    ],
    ['\x1b[3;5~\x1b[15;2~\x1b[1;5P\x1bO5P', '<ctrl-delete><shift-f5><ctrl-f1><ctrl-f1>'],
    ['\x1b[Z', '<shift-tab>'],
    ['\x1b[a\x1bOa\x1b[3^\x1b[3$\x1b[3@', '<shift-up><ctrl-up><ctrl-delete><shift-delete><ctrl-shift-delete>'],
    ['\x1bx\x1bX\x1b\x03\x1b\r', 'M-xM-X<ctrl-alt-c><alt-enter>'],
    ['\x1b\x1b[A\x1b\x1bOB', '<alt-up><alt-down>'],
    ['\x1b', '<escape>'],
    ['\x1b\x1b', '<escape><escape>'],
    ['\x1b\x1b\x1b', '<escape><escape><escape>'],
    ['\x1b[', 'M-['],
    ['\x1bO', 'M-O'],
    ['\x1b[1;', ''],
    ['\x1bOp\x1bOy\x1bOM\x1bOk', '09<enter>+'],
    ['\x1b[97;5u\x1b[13;2u\x1b[27;5;105~\x1b[228u', '<ctrl-a><shift-enter><ctrl-i>ä'],
    ['é€🙂x', 'é€🙂x'],
    ['\x1b[200~two\nlines\x1b[A\x1b[201~!', '«two\nlines\x1b[A»!'],
    ['\x1b[I\x1b[O\x1b[?62;4;22c\x1b[?2026;2$y\x1b[>0;1c', '[attributes 62 4 22]'],
    ['\x1b[12\x1b[A', '<up>'],
  ])('%j is %s', (input, expected) => {
    expect(parse(input)).toBe(expected);
  });

  it('drops bytes that are no UTF-8', () => {
    const parser = new HostInputParser();
    expect(short(parser.feed(Uint8Array.of(0xff, 0x61, 0xc3, 0x62, 0x80, 0xe2, 0x82, 0x63)))).toBe('abc');
  });

  it('tells what is pending, and a lone ESC is only known by its end', () => {
    const parser = new HostInputParser();
    expect(parser.pending).toBe('none');
    expect(parser.feed(bytes('\x1b'))).toEqual([]);
    expect(parser.pending).toBe('escape');
    expect(short(parser.feed(bytes('[')))).toBe('');
    expect(parser.pending).toBe('sequence');
    expect(short(parser.feed(bytes('A')))).toBe('<up>');
    expect(parser.pending).toBe('none');
  });

  it('does not care how the bytes are cut up', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      fc.constantFrom('\x1b[1;5A', '\x1bOP', '\x1b[24~', '\x1bx', '\x1b[200~äb\r\n\x1b[201~', '\x1b[[A', '\r', '€'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const all = bytes(pieces.join(''));
        const whole = new HostInputParser();
        const expected = short([...whole.feed(all), ...whole.flush()]);
        const single = new HostInputParser();
        const got = [...all].flatMap((b) => single.feed(Uint8Array.of(b)));
        expect(short([...got, ...single.flush()])).toBe(expected);
      }),
    );
  });

  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (data) => {
        const parser = new HostInputParser();
        parser.feed(data);
        parser.flush();
      }),
    );
    const parser = new HostInputParser();
    parser.feed(bytes(`\x1b[${'1;'.repeat(100)}`));
    expect(short(parser.feed(bytes('\x1b[A')))).toContain('<up>');
  });
});

describe('toAscii and typedBytes', () => {
  it.each([
    ['a', 'a'],
    ['é', 'e'],
    ['Å', 'A'],
    ['ﬁ', 'fi'],
    ['“', '"'],
    ['–', '-'],
    ['ß', 'ss'],
    ['…', '...'],
    ['語', ''],
    ['🙂', ''],
  ])('%s is %j', (character, ascii) => {
    expect(toAscii(character.codePointAt(0)!)).toBe(ascii);
  });

  it('makes CR of line ends and leaves out control codes', () => {
    expect(String.fromCharCode(...typedBytes('a\r\nb\nc\rd\te\x1b\x03\x7f\x00“é”\u0301'))).toBe('a\rb\rc\rd\te"e"');
  });
});

describe('answers of the terminal', () => {
  it.each([
    ['\x1b[6;20;10t', '[cell 10 20]'],
    ['\x1b[4;600;800t', '[window 800 600]'],
    ['\x1b[?11u', '[keyboard]'],
    ['\x1b_Gi=31;OK\x1b\\', '[graphics true]'],
    ['\x1b_Gi=31;ENOTSUP:x\x1b\\x', '[graphics false]x'],
    ['\x1bP>|XTerm(388)\x1b\\y', 'y'],
    ['\x1b[6;0;0t', ''],
    // the same beginnings from a keyboard
    ['\x1b_', 'M-_'],
    ['\x1bP', 'M-P'],
    ['\x1b_a\x1bPb', 'M-_aM-Pb'],
  ])('%j is %s', (input, expected) => {
    expect(parse(input)).toBe(expected);
  });

  it('that never end are given up', () => {
    expect(parse(`\x1b_G${'x'.repeat(5000)}\x1b[A`)).toMatch(/^x*<up>$/);
  });
});

describe('Kitty’s keyboard protocol', () => {
  const events = (text: string) => {
    const parser = new HostInputParser();
    parser.keyEvents = true;
    return short(parser.feed(bytes(text)));
  };

  it.each([
    ['\x1b[97;1:1;97u\x1b[97;1:2;97u\x1b[97;1:3u', '+a/KeyA(a)=a/KeyA(a)-a/KeyA(a)'],
    // Shift, and keys of other alphabets, whose place is told
    ['\x1b[97:65;2;65u', '+a/KeyA(A)'],
    ['\x1b[1094::119;;1094u', '+ц/KeyW(ц)'],
    ['\x1b[1094::119;5u', '+ц/KeyW(<ctrl-w>)'],
    ['\x1b[99;5u', '+c/KeyC(<ctrl-c>)'],
    ['\x1b[120;3;120u', '+x/KeyX(M-x)'],
    ['\x1b[39:34;2;34u', '+\'/Quote(")'],
    ['\x1b[13u\x1b[13;1:3u', '+enter/Enter(<enter>)-enter/Enter(<enter>)'],
    ['\x1b[127;5u', '+backspace/Backspace(<ctrl-backspace>)'],
    ['\x1b[1;1:1A\x1b[1;1:3A\x1b[A', '+up/ArrowUp(<up>)-up/ArrowUp(<up>)+up/ArrowUp(<up>)'],
    ['\x1b[1;2P\x1b[15;5:3~', '+f1/F1(<shift-f1>)-f5/F5(<ctrl-f5>)'],
    ['\x1b[57441;2:1u\x1b[57441;1:3u', '+ShiftLeft/ShiftLeft()-ShiftLeft/ShiftLeft()'],
    [
      '\x1b[57404;129;53u\x1b[57414u\x1b[57417u',
      '+pad 5/Numpad5(5)+pad enter/NumpadEnter(<enter>)+pad left/ArrowLeft(<left>)',
    ],
    // Num Lock and Caps Lock are no modifiers of the key
    ['\x1b[97;193;65u', '+a/KeyA(A)'],
    ['\x1b[57428;1u', ''],
    ['\x1b[97;1:9u', ''],
    ['\x1b[I\x1b[O', '[focus true][focus false]'],
    ['\x1b[200~text\x1b[201~', '«text»'],
  ])('%j is %s', (input, expected) => {
    expect(events(input)).toBe(expected);
  });
});
