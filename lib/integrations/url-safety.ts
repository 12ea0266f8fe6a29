import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { OdooError } from '@/lib/odoo/errors';
import { parseBaseUrl } from '@/lib/odoo/transport/base-url';

/** Plain http only to this very machine, unless the operator allows it (Q1). @throws AppError invalid_request */
export function assertSafeUrl(ctx: Pick<Ctx, 'env'>, url: string): void {
  try {
    parseBaseUrl(url, ctx.env.ALLOW_INSECURE_ODOO);
  } catch (cause) {
    if (!(cause instanceof OdooError)) throw cause;
    const message = cause.code === 'insecure_url' ? 'insecure_url' : 'odoo_url';
    throw new AppError('invalid_request', {}, { fields: [{ path: 'config.url', message }], cause });
  }
}
