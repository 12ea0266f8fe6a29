import type { Role, Scope } from '@/db/schema/people';
import type { Endpoint } from '@/lib/http/endpoint';

/** What a token can be made for. `metrics` is for whoever watches the installation, and opens nothing else. */
export const SCOPES = ['read', 'catalogue', 'sync', 'admin', 'metrics'] as const satisfies readonly Scope[];

/** What a token of a role may do at most; unless said otherwise it may do all of it. */
export const SCOPES_OF_ROLE: Readonly<Record<Role, readonly Scope[]>> = {
  admin: SCOPES,
  viewer: ['read', 'metrics'],
};

/** What a token must be made for to make a call: what the endpoint says, else what its access and subject tell. */
export function scopeOf(endpoint: Endpoint): Scope {
  if (endpoint.scope) return endpoint.scope;
  if (endpoint.access === 'viewer') return 'read';
  if (endpoint.tag === 'catalogue') return 'catalogue';
  return endpoint.tag === 'synchronisation' ? 'sync' : 'admin';
}
