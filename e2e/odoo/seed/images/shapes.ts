import { darker, lighter } from './shades';

/** Draws a product in a field of 100 × 100; `c` is its colour, `p` the fill of its pattern. */
type Shape = (c: string, p: string) => string;

const WOOD = '#b08457';
const BRASS = '#b8923f';
const line = (d: string, stroke: string, width = 1.6) =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
const path = (d: string, fill: string) => `<path d="${d}" fill="${fill}"/>`;
const box = (x: number, y: number, w: number, h: number, fill: string, r = 2) =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${fill}"/>`;
const disc = (x: number, y: number, rx: number, ry: number, fill: string) =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}"/>`;

const lights: Record<string, Shape> = {
  pendant: (c, p) =>
    line('M50 4V34', '#4a4642') +
    path('M50 32C30 34 22 52 20 66H80C78 52 70 34 50 32Z', c) +
    path('M50 32C36 36 31 52 30 66H44C44 52 46 38 50 32Z', p) +
    disc(50, 67, 9, 5, '#fff3c4') +
    box(20, 65, 60, 3, darker(c, 0.2), 1.5),
  'table-lamp': (c, p) =>
    path('M34 16H66L76 48H24Z', '#f3e8d2') +
    path('M34 16H44L38 48H24Z', '#fff7e6') +
    box(48, 48, 4, 10, BRASS, 1) +
    path('M40 58H60C68 68 66 84 58 88H42C34 84 32 68 40 58Z', c) +
    path('M42 60C36 68 38 82 44 87H42C34 84 32 68 40 58Z', p),
  'floor-lamp': (c, p) =>
    box(48.6, 26, 2.8, 62, c, 1) +
    path('M36 8H64L70 30H30Z', '#f3e8d2') +
    path('M36 8H44L39 30H30Z', '#fff7e6') +
    disc(50, 90, 18, 4, darker(c, 0.15)) +
    disc(50, 88.6, 18, 4, c) +
    disc(46, 88, 8, 1.4, p),
  sconce: (c, p) =>
    box(42, 24, 16, 40, darker(c, 0.25), 3) +
    path('M28 30C28 52 38 66 50 66S72 52 72 30Z', c) +
    path('M32 30C32 48 40 60 48 62C40 54 40 42 40 30Z', p) +
    disc(50, 30, 22, 5, '#fff3c4'),
  bulb: (c, p) =>
    disc(50, 40, 22, 24, lighter(c, 0.55)) +
    disc(43, 34, 6, 9, '#ffffffaa') +
    line('M44 60V46L50 40L56 46V60', darker(c, 0.1)) +
    box(41, 62, 18, 6, '#a7a39b') +
    box(42, 69, 16, 5, '#8d897f') +
    box(43, 75, 14, 5, '#a7a39b') +
    disc(50, 82, 5, 2, p),
  shade: (c, p) =>
    path('M34 24H66L84 76H16Z', c) +
    path('M34 24H45L36 76H16Z', p) +
    box(33, 22, 34, 3, darker(c, 0.2), 1.5) +
    box(15, 75, 70, 3, darker(c, 0.2), 1.5),
};

const cloths: Record<string, Shape> = {
  cushion: (c, p) =>
    path('M20 22C40 27 60 27 80 22C75 40 75 60 80 78C60 73 40 73 20 78C25 60 25 40 20 22Z', c) +
    line('M32 32H68M31 42H69M30.500 52H69.500M31 62H69', p, 2.6),
  throw: (c, p) =>
    path('M22 20H74L80 74H28Z', c) +
    line('M27 34H75M28 46H77M30 58H78', p, 3) +
    line('M30 74V82M38 74V82M46 74V82M54 74V82M62 74V82M70 74V82M78 74V82', darker(c, 0.15)),
  bed: (c, p) =>
    box(12, 26, 76, 10, WOOD, 3) +
    box(18, 34, 28, 14, '#faf6ee', 5) +
    box(54, 34, 28, 14, '#faf6ee', 5) +
    path('M12 46C40 42 60 50 88 46V82H12Z', c) +
    path('M12 46C30 43 40 46 50 47V56C36 52 26 54 12 56Z', p) +
    box(12, 80, 76, 6, WOOD),
  pillow: (c, p) =>
    path('M14 34C36 28 64 28 86 34C90 48 90 56 86 68C64 74 36 74 14 68C10 56 10 48 14 34Z', c) +
    line('M20 40C40 35 60 35 80 40', p, 2) +
    line('M20 63C40 68 60 68 80 63', p, 2),
  curtain: (c, p) =>
    box(14, 12, 72, 3, BRASS, 1.5) +
    path('M20 15H80V86C74 83 70 88 64 85C58 82 54 88 48 85C42 82 38 88 32 85C28 83 24 88 20 86Z', c) +
    line('M32 18V82M44 18V83M56 18V83M68 18V82', p, 2.4),
  towel: (c, p) =>
    box(16, 18, 68, 3, BRASS, 1.5) +
    box(28, 18, 44, 64, c, 3) +
    box(28, 66, 44, 4, p, 0) +
    box(28, 73, 44, 2, p, 0) +
    box(28, 18, 44, 8, darker(c, 0.08), 3),
  robe: (c, p) =>
    path('M38 14H62L82 40L74 50L68 44V88H32V44L26 50L18 40Z', c) +
    path('M38 14L50 44L62 14H56L50 30L44 14Z', p) +
    box(31, 52, 38, 5, darker(c, 0.2), 2) +
    line('M50 57V86', darker(c, 0.2)),
  apron: (c, p) =>
    line('M38 20C38 8 62 8 62 20', darker(c, 0.3)) +
    path('M36 20H64L68 42H78V88H22V42H32Z', c) +
    box(36, 56, 28, 16, p, 2) +
    line('M22 46H10M78 46H90', darker(c, 0.3)),
  cloth: (c, p) =>
    path('M12 34L50 20L88 34L50 50Z', lighter(c, 0.15)) +
    path('M12 34L50 50V84L12 66Z', c) +
    path('M88 34L50 50V84L88 66Z', darker(c, 0.12)) +
    line('M12 60L50 77L88 60', p, 2),
};

const wares: Record<string, Shape> = {
  plate: (c, p) =>
    disc(50, 52, 38, 38, darker(c, 0.12)) +
    disc(50, 50, 38, 38, c) +
    disc(50, 50, 26, 26, p) +
    disc(50, 50, 23, 23, c),
  bowl: (c, p) =>
    disc(50, 40, 34, 9, darker(c, 0.3)) +
    path('M16 40C18 66 32 80 50 80S82 66 84 40C70 50 30 50 16 40Z', c) +
    path('M20 50C24 66 34 76 44 78C34 70 28 60 26 52Z', p) +
    box(40, 79, 20, 4, darker(c, 0.2)),
  glass: (c, p) =>
    path('M30 16H70L64 84H36Z', `${c}cc`) +
    path('M33 44H67L64 84H36Z', darker(c, 0.06)) +
    path('M34 20H40L43 80H39Z', p) +
    disc(50, 16, 20, 3, lighter(c, 0.5)),
  vase: (c, p) =>
    path('M42 30H58C56 42 74 52 72 68C70 82 62 88 50 88S30 82 28 68C26 52 44 42 42 30Z', c) +
    path('M42 46C32 54 30 66 34 76C30 70 28 66 28 66C27 54 40 48 42 40Z', p) +
    disc(50, 30, 8, 2, darker(c, 0.35)) +
    line('M50 29C50 18 44 14 40 8M50 22C54 16 58 14 62 14', '#6c7044'),
  mirror: (c, p) =>
    disc(50, 50, 36, 36, c) +
    disc(50, 50, 32, 32, '#dfe9ec') +
    path('M30 62L62 28L70 34L36 70Z', '#f4f9fa') +
    disc(50, 13.5, 3, 3, p),
  frame: (c, p) =>
    box(18, 12, 64, 76, c, 2) +
    box(24, 18, 52, 64, '#faf6ee', 0) +
    box(33, 28, 34, 44, lighter(p, 0.35), 0) +
    disc(58, 38, 5, 5, '#e8b04b') +
    path('M33 72L46 50L54 62L60 54L67 72Z', '#7c8a72'),
  candle: (c, p) =>
    box(28, 36, 44, 50, lighter(c, 0.35), 6) +
    box(28, 36, 44, 9, '#f7efe0', 4) +
    box(36, 54, 28, 20, '#fffaf2', 1) +
    line('M41 61H59M44 67H56', p) +
    line('M50 36V29', '#4a4642') +
    path('M50 14C56 22 55 28 50 29C45 28 44 22 50 14Z', '#f0a53a'),
  basket: (c, p) =>
    line('M30 40C30 12 70 12 70 40', '#7a5233', 3) +
    path('M16 40H84L76 84H24Z', c) +
    line('M19 50H81M21 60H79M23 70H77', p, 2.4) +
    box(14, 37, 72, 6, darker(c, 0.15)),
  notebook: (c, p) =>
    box(26, 12, 50, 76, darker(c, 0.25), 3) +
    box(24, 12, 50, 74, c, 3) +
    box(24, 12, 7, 74, darker(c, 0.15), 2) +
    box(38, 26, 28, 14, '#faf6ee', 1) +
    line('M42 31H62M42 35H56', p) +
    path('M62 86V94L65 91L68 94V86Z', '#b9603c'),
  book: (c, p) =>
    path('M22 18L64 12V82L22 88Z', c) +
    path('M64 12L78 16V84L64 82Z', '#f3ead9') +
    box(30, 30, 26, 3, p, 1) +
    box(30, 37, 20, 3, p, 1) +
    disc(43, 62, 9, 9, p),
};

const furniture: Record<string, Shape> = {
  chair: (c, p) =>
    line('M32 14L36 50M68 14L64 50', darker(c, 0.1), 4) +
    box(32, 14, 36, 9, c, 4) +
    line('M38 26H62M38 34H62', p, 2.4) +
    path('M28 50H72L76 58H24Z', c) +
    line('M28 58L24 90M72 58L76 90M40 58L39 84M60 58L61 84', darker(c, 0.15), 3.4),
  'side-table': (c, p) =>
    disc(50, 40, 36, 9, c) +
    path('M14 40V44C20 54 80 54 86 44V40C80 50 20 50 14 40Z', darker(c, 0.18)) +
    line('M26 48L20 90M74 48L80 90M50 51V88', darker(c, 0.1), 3.4) +
    disc(42, 38, 14, 3, p),
  shelf: (c, p) =>
    [26, 50, 74].map((y) => box(12, y, 76, 4, c, 1)).join('') +
    line('M18 16V86M82 16V86', '#3d4246', 2) +
    box(24, 10, 5, 16, p, 1) +
    box(30, 12, 4, 14, '#9a3f2d', 1) +
    box(35, 8, 6, 18, '#24375c', 1) +
    disc(68, 44, 7, 6, '#93a58a') +
    box(28, 60, 18, 14, '#d9b98c', 2),
};

const pantry: Record<string, Shape> = {
  tin: (c, p) =>
    box(26, 26, 48, 62, c, 4) +
    box(24, 16, 52, 14, darker(c, 0.15), 4) +
    box(26, 46, 48, 24, '#f7efe0', 0) +
    line('M34 54H66M38 60H62', p) +
    disc(50, 38, 5, 3, p),
  bar: (c, p) =>
    box(26, 12, 48, 76, '#f0e2c8', 2) +
    box(26, 12, 48, 30, c, 2) +
    line('M38 12V42M50 12V42M62 12V42M26 27H74', darker(c, 0.25)) +
    box(26, 42, 48, 46, p, 2) +
    box(33, 52, 34, 22, '#faf6ee', 1),
  jar: (c, p) =>
    box(28, 28, 44, 58, `${c}dd`, 8) +
    box(30, 14, 40, 14, '#e9dcc0', 3) +
    line('M30 22H70', '#b9603c') +
    box(34, 46, 32, 24, '#fffaf2', 2) +
    line('M40 54H60M43 61H57', p),
  gift: (c, p) =>
    box(20, 38, 60, 48, c, 2) +
    box(16, 30, 68, 12, darker(c, 0.1), 2) +
    box(46, 30, 8, 56, p, 0) +
    path('M50 30C36 12 26 22 50 30C74 22 64 12 50 30Z', p),
  service: (c, p) =>
    disc(50, 50, 34, 34, c) + line('M34 52L46 64L68 38', '#ffffff', 6) + disc(50, 16, 3, 3, p),
};

/** Every shape by the name a family gives. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  ...lights,
  ...cloths,
  ...wares,
  ...furniture,
  ...pantry,
};
