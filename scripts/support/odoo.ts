import { z } from 'zod';
import type { GuardedProcess } from './guarded-process';
import { startProgram } from './product';

const ready = z.object({
  url: z.url(),
  database: z.string(),
  login: z.string(),
  api_key: z.string(),
});

export type OdooConnection = z.infer<typeof ready>;

/** Starts the stand-in Odoo; it tells how to connect to it in one line of JSON. */
export async function startOdooProgram(
  options: {
    port: number;
    version: string;
    seed: string;
    stateFile?: string;
    pictures?: 'all' | 'templates' | 'none';
    /** How long ago what is seeded was written. */
    ageMinutes?: number;
  },
  onOutput: (text: string) => void,
): Promise<{ connection: OdooConnection; process: GuardedProcess }> {
  const args = [
    '--json',
    '--port',
    String(options.port),
    '--version',
    options.version,
    '--seed',
    options.seed,
  ];
  if (options.stateFile) args.push('--state', options.stateFile);
  if (options.ageMinutes) args.push('--age', String(options.ageMinutes));
  if (options.pictures) args.push('--pictures', options.pictures);
  let told = '';
  let tell: (connection: OdooConnection) => void = () => undefined;
  const connection = new Promise<OdooConnection>((resolve) => {
    tell = resolve;
  });
  const odoo = startProgram('e2e/odoo/main.ts', args, { ...process.env }, (text) => {
    onOutput(text);
    told += text;
    const line = told.split('\n').find((candidate) => candidate.startsWith('{') && candidate.endsWith('}'));
    if (line) tell(ready.parse(JSON.parse(line)));
  });
  const died = odoo.exited.then(() => {
    throw new Error(`The stand-in Odoo did not start:\n${told.slice(-2000)}`);
  });
  died.catch(() => undefined);
  return { connection: await Promise.race([connection, died]), process: odoo };
}
