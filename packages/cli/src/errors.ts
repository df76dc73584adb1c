/** A failure with a message for the user and an exit code. */
export class CliError extends Error {
  override readonly name: string = 'CliError';
  /** 1 = something failed, 2 = the command line is wrong. */
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** A mistake in the command line; exit code 2. */
export class UsageError extends CliError {
  override readonly name = 'UsageError';

  constructor(message: string) {
    super(message, 2);
  }
}

/** What to say about a failure of the host's file system. */
export function fileError(path: string, error: unknown): CliError {
  const code = (error as NodeJS.ErrnoException).code;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or folder',
    EACCES: 'access is not permitted',
    EPERM: 'the operation is not permitted',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of the path is not a folder',
    EROFS: 'the file system is read-only',
    ENOSPC: 'there is no space left',
    EEXIST: 'it exists already',
    EMFILE: 'too many files are open',
  };
  const reason = code === undefined ? (error as Error).message : (reasons[code] ?? `the host reports ${code}`);
  return new CliError(`${path}: ${reason}.`);
}
