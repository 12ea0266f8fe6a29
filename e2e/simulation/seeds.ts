/**
 * Numbers to play with: so many per `npm test`; SIM_SEEDS asks for more, SIM_FIRST says where they begin, SIM_SEED names
 * some alone: "5,11".
 */
export function seeds(usual: number): number[] {
  const { SIM_SEEDS, SIM_FIRST, SIM_SEED } = process.env;
  if (SIM_SEED) return SIM_SEED.split(',').map(Number);
  return Array.from({ length: Number(SIM_SEEDS ?? usual) }, (_, index) => index + Number(SIM_FIRST ?? 1));
}
