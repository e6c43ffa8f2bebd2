const numbers = new Intl.NumberFormat("en-GB");

/** `48,210` */
export function amount(count: number): string {
  return numbers.format(count);
}

/** `1 step`, `2 steps` */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${amount(count)} ${count === 1 ? singular : plural}`;
}
