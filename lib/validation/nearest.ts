/* No known word is longer; to compare takes time with the square of the length. */
const LONGEST = 200;

/** The known word that is closest to a mistyped one, if one is close. */
export function nearestOf(word: string, known: readonly string[]): string | undefined {
  if (word.length > LONGEST) {
    return undefined;
  }
  // Half a word, such as Exchange Admin.
  const begun = known.filter((candidate) => candidate.toLowerCase().startsWith(word.toLowerCase()));
  if (begun.length === 1 && word.length > 2) {
    return begun[0];
  }
  const distances = known.map((candidate) => ({ candidate, distance: distance(word, candidate) }));
  const [best] = distances.sort((one, other) => one.distance - other.distance);
  return best && best.distance <= Math.max(2, Math.floor(word.length / 3)) ? best.candidate : undefined;
}

/** How many letters have to be added, taken out or changed to get from one word to another, whatever their case. */
export function distance(one: string, other: string): number {
  const letters = [...other.toLowerCase()];
  let row = Array.from({ length: letters.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one.toLowerCase()].entries()) {
    const next = [index + 1];
    for (const [column, counterpart] of letters.entries()) {
      next.push(Math.min(next[column] + 1, row[column + 1] + 1, row[column] + (letter === counterpart ? 0 : 1)));
    }
    row = next;
  }
  return row[letters.length];
}
