import { spawn } from 'node:child_process';
import { buildWeb } from './support/build';
import { requireEnvironment } from './support/environment';
import { nodeFlags } from './support/node-flags';

/** `npm run dev`, `npm run build`, `npm start`. */
const [mode] = process.argv.slice(2);

if (mode === 'build') {
  await buildWeb((text) => process.stdout.write(text));
} else if (mode === 'dev' || mode === 'start') {
  const { PORT } = requireEnvironment();
  const program = ['node_modules/next/dist/bin/next', mode, '--port', String(PORT)];
  const next = spawn(process.execPath, [...nodeFlags(), ...program], {
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_ENV: mode === 'dev' ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    },
  });
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => next.kill('SIGTERM'));
  next.on('exit', (code) => process.exit(code ?? 0));
} else {
  process.stderr.write('Usage: web.ts dev | build | start\n');
  process.exit(64);
}
