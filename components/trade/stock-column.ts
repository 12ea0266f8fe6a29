/** A warehouse as a column of the stock list. */
export interface StockColumn {
  readonly id: string;
  readonly name: string;
}
