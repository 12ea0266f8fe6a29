/** Time as a database keeps it: "YYYY-MM-DD HH:MM:SS.ffffff" in UTC, never the same instant twice. */
export class Clock {
  #last = 0;

  constructor(private readonly source: () => number = () => performance.timeOrigin + performance.now()) {}

  now(): string {
    const micros = Math.max(Math.floor(this.source() * 1000), this.#last + 1);
    this.#last = micros;
    const seconds = Math.floor(micros / 1_000_000);
    const fraction = String(micros - seconds * 1_000_000).padStart(6, '0');
    const iso = new Date(seconds * 1000).toISOString();
    return `${iso.slice(0, 10)} ${iso.slice(11, 19)}.${fraction}`;
  }
}
