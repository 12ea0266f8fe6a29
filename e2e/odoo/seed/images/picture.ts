import { chance } from '../random';
import { brightness, darker, lighter, mix } from './shades';
import { SHAPES } from './shapes';

export interface PictureOf {
  /** Makes the picture distinct: two products of one shape and colour still differ. */
  key: string;
  shape: string;
  colour: string;
}

const GROUNDS = ['#f6f1e7', '#eef0ea', '#f3ece6', '#e9eef0', '#f5efe9', '#efece4'] as const;

/** A flat product picture as SVG. The same arguments give the same bytes. */
export function pictureSvg({ key, shape, colour }: PictureOf): string {
  const draw = SHAPES[shape];
  if (draw === undefined) throw new RangeError(`No such shape: ${shape}`);
  const dice = chance(`picture/${key}`);
  const pale = mix(dice.pick(GROUNDS), colour, 0.06 + dice.next() * 0.06);
  // Light things need a darker wall, or nobody sees them.
  const ground = brightness(colour) > 0.8 ? darker(pale, 0.2) : pale;
  const pattern = dice.hit(0.5)
    ? lighter(colour, 0.22 + dice.next() * 0.2)
    : darker(colour, 0.12 + dice.next() * 0.12);
  const wide = (0.9 + dice.next() * 0.16).toFixed(3);
  const high = (0.9 + dice.next() * 0.12).toFixed(3);
  const sun = { x: dice.int(8, 92), y: dice.int(4, 40), r: dice.int(18, 34) };
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 120 120">',
    `<rect width="120" height="120" fill="${ground}"/>`,
    `<circle cx="${sun.x}" cy="${sun.y}" r="${sun.r}" fill="${lighter(ground, 0.45)}"/>`,
    `<rect y="96" width="120" height="24" fill="${darker(ground, 0.06)}"/>`,
    `<ellipse cx="60" cy="100" rx="36" ry="4" fill="${darker(ground, 0.16)}"/>`,
    `<g transform="translate(60 58) scale(${wide} ${high}) translate(-50 -50)">${draw(colour, pattern)}</g>`,
    '</svg>',
  ].join('');
}
