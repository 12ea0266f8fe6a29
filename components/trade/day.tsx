import { useFormatter } from 'next-intl';

/** A calendar day of an instant; a dash where there is none. */
export function Day({ at }: { at: string | null }) {
  const format = useFormatter();
  if (at === null) return <span>–</span>;
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {format.dateTime(new Date(at), { dateStyle: 'medium' })}
    </time>
  );
}
