const SOMEWHERE = 'http://own.invalid';

/**
 * Where to go after signing in: an address of this application as the browser itself would understand it (which drops
 * control characters and resolves dots first), never a way to send people elsewhere.
 */
export function ownPage(next: string | string[] | undefined): string {
  if (typeof next !== 'string' || !URL.canParse(next, SOMEWHERE)) return '/';
  const { origin, pathname, search, hash } = new URL(next, SOMEWHERE);
  return origin === SOMEWHERE && !/^\/[/\\]/.test(pathname) ? `${pathname}${search}${hash}` : '/';
}
