/** The colours of the shop's chart, with the shade that shows them on a screen. */
export const COLOURS = {
  'Blanc cassé': '#f2ece0',
  Écru: '#e3d7bf',
  Lin: '#cdbfa5',
  Sable: '#d9b98c',
  Ocre: '#c98f2b',
  Terracotta: '#b9603c',
  Brique: '#9a3f2d',
  Rose: '#d79a98',
  Prune: '#6d3a55',
  'Bleu nuit': '#24375c',
  'Bleu pétrole': '#1f5c66',
  Ciel: '#9dbfd4',
  'Vert sauge': '#93a58a',
  'Vert olive': '#6c7044',
  Sapin: '#24493a',
  'Gris perle': '#bfc1c0',
  Anthracite: '#3d4246',
  Noir: '#1e1e20',
  Laiton: '#b8923f',
  'Chêne clair': '#cda875',
  Noyer: '#6e4a30',
} as const;

export type Colour = keyof typeof COLOURS;

/** The short code of a colour in a SKU: three letters without accents. */
export function colourCode(colour: string): string {
  const words = colour
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .toUpperCase()
    .split(' ');
  const [first = '', second = ''] = words;
  return second === '' ? first.slice(0, 3) : `${first.slice(0, 1)}${second.slice(0, 2)}`;
}
