/** Runs once when the web server starts: a wrong environment stops it here, naming what is wrong; callers are known from here on. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { env } = await import('@/lib/env');
  env();
  const { notePeers } = await import('@/lib/http/client-address');
  notePeers();
}
