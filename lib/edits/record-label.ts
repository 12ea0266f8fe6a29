/** What to call a product in the lines of an edit: a variant bears its parent's title, its attributes tell it apart. */
export function recordLabel(title: string, attributes: Readonly<Record<string, string>>): string {
  const combination = Object.values(attributes).join(', ');
  return combination ? `${title} (${combination})` : title;
}
