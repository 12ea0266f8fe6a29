import { formatDuration } from '@/components/ui/format';
import type { RunAnswer } from '@/lib/sync/history/answers';

/** How long a run took; null while it has not ended. */
export function durationOf({ started_at, finished_at }: RunAnswer): string | null {
  if (!started_at || !finished_at) return null;
  return formatDuration((Date.parse(finished_at) - Date.parse(started_at)) / 1000);
}
