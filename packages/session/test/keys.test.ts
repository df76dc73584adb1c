import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KEY_NAMES, KeySequenceError, type KeyStep, keySequence } from '../src/keys.ts';

/** Short form of steps: characters as they are, keys in <>, waits in (). */
const short = (steps: readonly KeyStep[]) =>
  steps
    .map((s) => (s.kind === 'character' ? s.character : s.kind === 'key' ? `<${s.name}>` : `(${s.milliseconds})`))
    .join('');

describe('keySequence', () => {
  it.each([
    ['DIR B:\\n', 'DIR B:<enter>'],
    ['a{enter}b{ESC}{Return}', 'a<enter>b<escape><enter>'],
    ['{up}{PgDn}{f12}{del}', '<up><pagedown><f12><delete>'],
    ['{ctrl-c}{Ctrl+Z}{alt-x}{shift-ctrl-f1}', '<ctrl-c><ctrl-z><alt-x><ctrl-shift-f1>'],
    ['{ctrl-alt-delete}{ctrl--}{ctrl-{}', '<ctrl-alt-delete><ctrl--><ctrl-{>'],
    ['{wait:500}x{wait 2}', '(500)x(2)'],
    ['{{x}', '{x}'],
    ['\\\\ \\t\\e\\r\\x41', '\\ <tab><escape><enter>A'],
    ['one\ntwo\r\nthree\r', 'one<enter>two<enter>three<enter>'],
    ['é€🂡', 'é€🂡'],
    ['{a}{~}', '<a><~>'],
    ['', ''],
  ])('%j is %s', (text, expected) => {
    expect(short(keySequence(text))).toBe(expected);
  });

  it('gives modifiers and key apart', () => {
    expect(keySequence('{shift-alt-f3}')).toEqual([
      { kind: 'key', name: 'alt-shift-f3', key: 'f3', modifiers: ['alt', 'shift'] },
    ]);
  });

  it('knows the further keys of a machine', () => {
    const keys = ['run-stop', 'ctrl-lock', 'pause'];
    expect(short(keySequence('{run-stop}{ctrl-lock}{pause}', { keys }))).toBe('<run-stop><ctrl-lock><pause>');
    expect(short(keySequence('{pause}'))).toBe('<break>');
  });

  it.each([
    ['ab{entr}', 3, 'unknown key "{entr}". Did you mean "enter"?'],
    ['{ctrl-ecape}', 1, 'Did you mean "escape"?'],
    ['{nothing-like-it}', 1, 'There are: enter, linefeed,'],
    ['x{up', 2, '"{" without "}"'],
    ['{}', 1, 'an empty "{}"'],
    ['{wait}', 1, 'needs milliseconds'],
    ['{wait:soon}', 1, 'needs milliseconds'],
    ['{wait:99999999}', 1, 'up to 3600000'],
    ['C:\\dos', 3, 'unknown escape "\\d"'],
    ['\\x4', 1, 'two hexadecimal digits'],
    ['end\\', 4, 'Write \\\\ for'],
  ])('%j is refused at position %i: %s', (text, position, message) => {
    const refused = () => keySequence(text);
    expect(refused).toThrow(KeySequenceError);
    expect(refused).toThrow(`at position ${position}:`);
    expect(refused).toThrow(message);
  });

  it('gives back any text that is escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = text.replace(/[\r\n]/g, '');
        const quoted = plain.replace(/\\/g, '\\\\').replace(/\{/g, '{{');
        expect(short(keySequence(quoted))).toBe(plain);
      }),
    );
  });

  it('takes any text or throws a KeySequenceError', () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom('{', '}', '\\', 'ctrl-', 'wait:', ...KEY_NAMES));
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        try {
          keySequence(pieces.join(''));
        } catch (e) {
          expect(e).toBeInstanceOf(KeySequenceError);
        }
      }),
    );
  });
});
