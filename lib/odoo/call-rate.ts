import { setTimeout as sleep } from 'node:timers/promises';

/**
 * At most so many calls a second, evenly spaced: hosted Odoos refuse bursts (field-notes.md, "about 1 call a second
 * per database"). Without a rate every turn is at once.
 */
export class CallRate {
  private next = 0;

  constructor(private readonly perSecond: number | undefined) {}

  /** Resolves when it is the caller's turn; rejects with the signal's reason. */
  async turn(signal?: AbortSignal): Promise<void> {
    if (!this.perSecond) return;
    const now = performance.now();
    const at = Math.max(now, this.next);
    this.next = at + 1000 / this.perSecond;
    if (at > now) await sleep(at - now, undefined, { signal });
  }
}
