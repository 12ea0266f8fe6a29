import type { Ctx } from '@/lib/context';
import { noticeStates } from './notice-states';
import { sendDue, type Ways } from './send-due';

/** Notices what began and what is over, then sends what is due. Safe to repeat and to run twice at once. */
export async function notify(ctx: Ctx, ways: Ways): Promise<void> {
  const { raised, ended } = await noticeStates(ctx, { mail: ways.mailer !== null });
  const sent = await sendDue(ctx, ways);
  if (raised + ended + sent > 0) ctx.logger.info({ raised, ended, sent }, 'notifications');
}
