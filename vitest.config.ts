import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files of minutes: begun last, they would keep one worker busy while the others have nothing left to do. */
const LONG = ['simulation/simulation.test.ts', 'engine/kill-worker.test.ts', 'engine/webhooks.test.ts'];

class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.some((name) => moduleId.endsWith(name));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } },
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: ['node_modules/**', '.next/**', '.data/**'],
    globalSetup: ['e2e/support/postgres.setup.ts'],
    testTimeout: 60_000,
    // Real processes and real seconds: one more try where nobody watches, never at a desk.
    retry: process.env.CI ? 1 : 0,
    hookTimeout: 120_000,
    maxWorkers: 3,
    // Modules are loaded once a worker, not once a file: loading took a third of the time. None keeps what a test made.
    isolate: false,
    sequence: { sequencer: LongOnesFirst },
  },
});
