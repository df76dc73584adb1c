/**
 * The one error of this package: something about a medium that its owner can put right.
 *
 * The message is complete in itself, for a terminal: where, what, and what to do. It never needs a stack trace.
 */
export class MediaError extends Error {
  /** What is wrong. */
  readonly what: string;
  /** Where: a file name, a key, `offset 1234h`, `directory entry 7`. Empty if there is no narrower place. */
  readonly where: string;
  /** What to do about it; empty if `what` says it all. */
  readonly hint: string;

  constructor(what: string, options: { readonly where?: string; readonly hint?: string } = {}) {
    const where = options.where ?? '';
    const hint = options.hint ?? '';
    super(`${where === '' ? '' : `${where}: `}${what}${hint === '' ? '' : `. ${hint}`}`);
    this.name = 'MediaError';
    this.what = what;
    this.where = where;
    this.hint = hint;
  }

  /** The same error, told from further out: `place` goes in front of where it happened. */
  at(place: string): MediaError {
    const where = this.where === '' ? place : `${place}: ${this.where}`;
    return new MediaError(this.what, { where, hint: this.hint });
  }
}
