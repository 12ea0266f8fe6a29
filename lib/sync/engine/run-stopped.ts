/**
 * Thrown inside a run that must not go on here: a person cancelled it, another worker has taken it over (this one was
 * silent for too long, so it must not write any more), or this worker was asked to stop.
 */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';
  constructor(readonly reason: 'cancelled' | 'taken_over' | 'worker_stops') {
    super(reason);
  }
}
