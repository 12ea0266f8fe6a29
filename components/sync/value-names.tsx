'use client';

import { createContext, type ReactNode, useContext } from 'react';

/** What values of a page are called: categories by their id, addresses of pictures by their checksum. */
export interface ValueNames {
  readonly names: Readonly<Record<string, string>>;
  readonly currency: string;
}

const Names = createContext<ValueNames>({ names: {}, currency: 'EUR' });

export const useValueNames = () => useContext(Names);

/** Gives the values below their names and the currency of money. */
export function ValueNamesProvider({ value, children }: { value: ValueNames; children: ReactNode }) {
  return <Names.Provider value={value}>{children}</Names.Provider>;
}
