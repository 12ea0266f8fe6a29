import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Env, EnvError, env } from '@/lib/env';

/** Where the demo leaves what other commands need to reach it. */
export function demoEnvFile(dataDir = process.env.DATA_DIR ?? '.data'): string {
  return path.resolve(dataDir, 'demo.env');
}

/**
 * Fills in the environment from `.env`, and, when no database is named anywhere, from the running
 * demo of `DATA_DIR`. What is set already stays.
 */
export function loadEnvironment(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
  if (!process.env.DATABASE_URL && existsSync(demoEnvFile())) process.loadEnvFile(demoEnvFile());
}

/** The validated environment, or the end of the program with what is wrong and how to mend it. */
export function requireEnvironment(): Env {
  loadEnvironment();
  try {
    return env();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(78);
  }
}
