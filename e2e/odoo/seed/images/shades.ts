/** Colour arithmetic for the pictures: `#rrggbb` in, `#rrggbb` out. */
export function mix(colour: string, other: string, part: number): string {
  const [a, b] = [channels(colour), channels(other)];
  return `#${a.map((value, index) => hex(value + ((b[index] ?? 0) - value) * part)).join('')}`;
}

export const lighter = (colour: string, part: number): string => mix(colour, '#ffffff', part);
export const darker = (colour: string, part: number): string => mix(colour, '#000000', part);

/** From 0 (black) to 1 (white). */
export function brightness(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour);
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}

function hex(value: number): string {
  return Math.round(value).toString(16).padStart(2, '0');
}
