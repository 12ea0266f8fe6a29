import { OLDEST_MAJOR, parseOdooVersion } from './version';

/** Whether somebody may say that this is their Odoo: "17.0", "17.0+", "saas~18.2"; nothing older than is spoken to. */
export function mayBeDeclared(text: string): boolean {
  const version = parseOdooVersion(text);
  return version !== null && version.major >= OLDEST_MAJOR;
}

/** Whether a server is what was said of it; "17.0+" is that series or any later one. Texts nobody can read agree. */
export function isDeclared(declared: string, server: string): boolean {
  const said = parseOdooVersion(declared);
  const is = parseOdooVersion(server);
  if (!said || !is) return true;
  return said.major === is.major || (declared.trim().endsWith('+') && is.major > said.major);
}
