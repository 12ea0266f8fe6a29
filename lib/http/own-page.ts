const SOMEWHERE = 'http://own.invalid';

/**
 * Where to go after signing in: an address of this application as the browser itself would understand it (which drops
 * control characters and resolves dots first), never a way to send people elsewhere. Given `own`, the address under
 * which the application stands, whole addresses below it are understood too.
 */
export function ownPage(next: string | string[] | undefined, own: string = SOMEWHERE): string {
  if (typeof next !== 'string' || !URL.canParse(next, own)) return '/';
  const { origin, pathname, search, hash } = new URL(next, own);
  return origin === new URL(own).origin && !/^\/[/\\]/.test(pathname) ? `${pathname}${search}${hash}` : '/';
}
