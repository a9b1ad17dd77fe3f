import { pointer, type Problem } from "../config/problem";
import { ProblemPlaces } from "../config/problem-places";

/* A place, and the places whose problems explain a problem there. */
const CONSEQUENCES: readonly (readonly [place: RegExp, ...causes: string[]])[] = [
  [/^(\/identities\/[^/]+)\/runbooks?(?:\/\d+)?\/runtime$/, "/module"],
  [/^(\/identities\/[^/]+\/runbooks?(?:\/\d+)?)\/(?:parameters|connect)$/, "/script", "/schedule"],
  // Only what exists has modules to adopt.
  [/^(\/identities\/[^/]+)\/(?:adopt\/modules|module\/additional\/\d+\/adopt)$/, "/host/existing", "/host/adopt"],
  [/^(\/identities\/[^/]+)\/roles$/, "/role", "/exchangeRoles", "/exchangeRoleGroups"],
  [/^(\/identities\/[^/]+(?:\/identity)?)\/resourceGroup\/location$/, "/resourceGroup/existing"],
  [/^(\/identities\/[^/]+)\/(?:host|identity)\/(?:existing|adopt)$/, "/resourceGroup/existing"],
];

/**
 * The problems without those that only follow from another one: what is refused is taken out for the rest of the check,
 * and what it would have made right is no problem.
 */
export function withoutConsequences(problems: readonly Problem[]): Problem[] {
  const places = new ProblemPlaces(problems);
  return problems.filter((problem) => {
    const place = pointer(problem.path);
    return !CONSEQUENCES.some(([pattern, ...causes]) => {
      const above = pattern.exec(place)?.[1];
      return above !== undefined && causes.some((cause) => places.isAtOrBelow(`${above}${cause}`));
    });
  });
}
