/** A name for the user and the parser: `Ctrl-]` is shown, `ctrl-]` is what the input parser calls it. */
export interface EscapeKey {
  readonly name: string;
  readonly label: string;
}

/**
 * The key that leads to the host's menu: `ctrl-]`, `^]`, `ctrl-a`, `f12` …
 * @throws RangeError on a key that cannot be it
 */
export function escapeKey(text: string): EscapeKey {
  const whole = text
    .trim()
    .toLowerCase()
    .replace(/^\^(?=.)/, 'ctrl-')
    .replace(/^c(?:trl|ontrol)?[-+](?=.)/, 'ctrl-');
  const control = /^ctrl-([a-z@[\\\]^_])$/.exec(whole)?.[1];
  // these are Tab, Enter and Escape: the menu would take them away
  if (control !== undefined && !'im['.includes(control)) {
    return { name: whole, label: `Ctrl-${control.toUpperCase()}` };
  }
  if (/^f([1-9]|1[0-2])$/.test(whole)) return { name: whole, label: whole.toUpperCase() };
  throw new RangeError(
    `"${text}" can't be the escape key. Give Ctrl and a letter or one of @ \\ ] ^ _ (not Ctrl-I, Ctrl-M, Ctrl-[), ` +
      'or F1 to F12: ctrl-], ^a, f12.',
  );
}
