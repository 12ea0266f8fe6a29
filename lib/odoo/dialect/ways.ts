import { OdooError } from '../errors';

/** One method that does what is wanted. `since`: the series that has it, a hint for what to ask first. */
interface Way {
  method: string;
  since?: number;
}

/**
 * What Odoo has let itself be asked by different methods over the years, newest first. Which of them a server has is
 * found by asking: a refused method is an answer, and the next one is taken for the rest of the session. The version
 * only says where to begin, so that a server of a known series is asked nothing in vain.
 */
const WAYS = {
  /** May this user do it? `check_access_rights` until saas~19.0. */
  rights: [{ method: 'has_access', since: 18 }, { method: 'check_access_rights' }],
  /** Sums by group. `read_group` until saas~19.0; without either the rows are added up here. */
  sums: [{ method: 'formatted_read_group', since: 19 }, { method: 'read_group' }, { method: 'search_read' }],
  rows: [{ method: 'search_read' }, { method: 'read' }],
  count: [{ method: 'search_count' }, { method: 'search' }],
  languages: [{ method: 'get_installed' }, { method: 'search_read' }],
  preferences: [{ method: 'context_get' }, { method: 'read' }],
  externalIds: [{ method: 'get_metadata' }, { method: 'search_read' }],
  /** The one idempotent way to create; nothing stands in for it. */
  creation: [{ method: 'load' }],
} as const satisfies Record<string, readonly Way[]>;

export type CapabilityName = keyof typeof WAYS;
type MethodOf<Name extends CapabilityName> = (typeof WAYS)[Name][number]['method'];

/** The ways of one session: each tried once, those refused never again. */
export class Ways {
  private readonly refused = new Set<string>();

  constructor(private readonly major: number) {}

  /**
   * Does it by the first method that this server has.
   * @throws OdooError `unknown_method` (params.capability, params.method: all of them) when it has none
   */
  async take<Name extends CapabilityName, Result>(
    name: Name,
    attempts: Readonly<Record<string, () => Promise<Result>> & Record<MethodOf<Name>, unknown>>,
  ): Promise<Result> {
    for (const method of this.inOrder(name)) {
      const attempt = attempts[method];
      if (!attempt || this.refused.has(method)) continue;
      try {
        return await attempt();
      } catch (error) {
        if (!isRefusal(error, method)) throw error;
        this.refused.add(method);
      }
    }
    throw new OdooError('unknown_method', { capability: name, method: this.inOrder(name).join(', ') });
  }

  /** A method that the server refused as unknown, wherever it was called. */
  note(method: string): void {
    this.refused.add(method);
  }

  /** Methods that this server was asked for and does not have. */
  get gone(): readonly string[] {
    return [...this.refused];
  }

  private inOrder(name: CapabilityName): string[] {
    const ways: readonly Way[] = WAYS[name];
    const known = ways.filter(({ since = 0 }) => since <= this.major);
    return [...known, ...ways.filter((way) => !known.includes(way))].map(({ method }) => method);
  }
}

function isRefusal(error: unknown, method: string): boolean {
  return error instanceof OdooError && error.code === 'unknown_method' && error.params.method === method;
}
