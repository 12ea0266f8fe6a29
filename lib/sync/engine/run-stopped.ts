/**
 * Thrown inside a run that must not go on: a person cancelled it, or another worker has taken it over
 * (this one was silent for too long, so it must not write any more).
 */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';
  constructor(readonly reason: 'cancelled' | 'taken_over') {
    super(reason);
  }
}
