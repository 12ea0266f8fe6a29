/** The box that ticks a row of a list, named for screen readers alone. The browser's own: a page holds dozens. */
export function Tick({
  label,
  checked,
  onTick,
}: {
  label: string;
  checked: boolean;
  onTick: (on: boolean) => void;
}) {
  return (
    <input
      type="checkbox"
      className="tick"
      aria-label={label}
      checked={checked}
      onChange={(event) => onTick(event.target.checked)}
    />
  );
}
