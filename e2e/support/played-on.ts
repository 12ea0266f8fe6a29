import type { OdooOptions } from '@/e2e/odoo/server';
import { capabilitiesOf, type OdooVersion, odooVersion } from '@/e2e/odoo/version';

/**
 * `STORIES_ON` plays every story of the engine on one Odoo, whichever the story names: "16", "20/json2" (XML-RPC is
 * gone there), "saas~19.4/xmlrpc". What was written for one version shows on another so.
 * @throws Error when it names what the stand-in cannot play
 */
function asked(): { version: OdooVersion; protocol?: 'xmlrpc' | 'json2' } | null {
  const [version, protocol] = (process.env.STORIES_ON ?? '').split('/');
  if (!version) return null;
  if (protocol === undefined) return { version: odooVersion(version) };
  if (protocol !== 'xmlrpc' && protocol !== 'json2') throw new Error(`STORIES_ON knows no ${protocol}`);
  return { version: odooVersion(version), protocol };
}

/** The Odoo a story is played on: the one it names, unless all are asked to be played on another. */
export function playedOn(options: OdooOptions): OdooOptions {
  const all = asked();
  return all ? { ...options, version: all.version, withoutXmlRpc: all.protocol === 'json2' } : options;
}

/** The server that the contract suite is asked to be run on, in place of all. */
export function playedServer(): { version: OdooVersion; transport: 'xmlrpc' | 'json2' } | null {
  const all = asked();
  return all && { version: all.version, transport: all.protocol ?? 'xmlrpc' };
}

/** How the program is to speak to it: as it chooses, unless XML-RPC is asked for. */
export function playedOver(): 'auto' | 'xmlrpc' {
  return asked()?.protocol === 'xmlrpc' ? 'xmlrpc' : 'auto';
}

/** The versions that a story is told of, or the one that all stories are asked to be played on. */
export function played(...told: readonly string[]): readonly string[];
export function played(...told: readonly number[]): readonly number[];
export function played(...told: readonly (string | number)[]): readonly (string | number)[] {
  const all = asked();
  if (!all) return told;
  const version = odooVersion(all.version);
  return [typeof told[0] === 'number' ? version : capabilitiesOf(version).serie];
}
