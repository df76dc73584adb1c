/** A request that a session cannot fulfil. The message tells what, and what to do. */
export class SessionError extends Error {
  override readonly name: string = 'SessionError';
}

/** A character or key that the machine's keyboard does not have. */
export class UnknownKeyError extends SessionError {
  override readonly name = 'UnknownKeyError';
}

/** An input log that is damaged, of another machine, or does not lead where it led when it was recorded. */
export class ReplayError extends SessionError {
  override readonly name = 'ReplayError';
}

/** A state file that is damaged, foreign or of a newer version. */
export class StateFileError extends SessionError {
  override readonly name = 'StateFileError';
}

/** A profile with mistakes: all of them. */
export class ProfileError extends SessionError {
  override readonly name = 'ProfileError';
  /** One sentence for each mistake. */
  readonly problems: readonly string[];

  constructor(where: string, problems: readonly string[]) {
    super(
      problems.length === 1 ? `${where}: ${problems[0]}` : `${where}:\n${problems.map((p) => `  ${p}`).join('\n')}`,
    );
    this.problems = problems;
  }
}
