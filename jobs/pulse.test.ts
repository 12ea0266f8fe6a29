import { expect, test, vi } from 'vitest';
import { startPulse } from './pulse';

test('a pulse goes on after a failure, never overlaps itself, and stops', async () => {
  let running = 0;
  let most = 0;
  let beats = 0;
  const failures: unknown[] = [];
  const pulse = startPulse(
    0.001,
    async () => {
      running++;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      if (++beats === 2) throw new Error('once');
    },
    (error) => failures.push(error),
  );
  await vi.waitFor(() => expect(beats).toBeGreaterThan(4));
  await pulse.stop();
  const after = beats;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([most, failures.length, running, beats]).toEqual([1, 1, 0, after]);
});
