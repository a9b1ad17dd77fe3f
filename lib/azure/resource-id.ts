import { anyCase, GUID, TextRule } from "../validation/text-rule";

/** The resource id of an existing resource that somebody gives by hand. */
export class ResourceId {
  /** A Log Analytics workspace. */
  public static readonly LOG_ANALYTICS_WORKSPACE = new ResourceId("Microsoft.OperationalInsights/workspaces");

  /** An action group of Azure Monitor. */
  public static readonly ACTION_GROUP = new ResourceId("Microsoft.Insights/actionGroups");

  /** The rule for the id. Upper and lower case of the fixed parts do not count: portal and tools write them differently. */
  public readonly rule: TextRule;

  private readonly fixed: readonly string[];

  private constructor(type: string) {
    this.fixed = ["/subscriptions/", "/resourceGroups/", `/providers/${type}/`];
    const [subscriptions, groups, provider] = this.fixed.map(anyCase);
    this.rule = TextRule.of({
      pattern: `^${subscriptions}${GUID}${groups}[\\-\\w.\\(\\)]{1,90}${provider}[\\w.() \\-]{1,260}$`,
      allowed: `/subscriptions/<guid>/resourceGroups/<group>/providers/${type}/<name>`,
      remedy: 'take it from "Resource ID" under Properties (JSON View) of the resource in the Azure portal',
      takesExpression: true,
    });
  }

  /** The id with the fixed parts as Terraform needs them. */
  public canonical(id: string): string {
    return this.fixed.reduce((text, part) => text.replace(new RegExp(anyCase(part)), part), id);
  }
}
