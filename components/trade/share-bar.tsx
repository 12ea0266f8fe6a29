/** A bar as long as a share of the largest value; the number beside it says the same to everybody. */
export function ShareBar({ value, largest }: { value: string; largest: string }) {
  const share = Number(largest) > 0 ? Math.max(0, Number(value) / Number(largest)) : 0;
  return (
    <span aria-hidden className="mt-1 block h-1.5 w-full overflow-hidden rounded-full bg-subtle">
      <span className="block h-full rounded-full bg-accent" style={{ width: `${share * 100}%` }} />
    </span>
  );
}
