import { TerraformDataSource, TerraformResource } from "cdktf";
import { purposeOf, shownText } from "cdktf-exchange-managed-identity/internal";
import type { IConstruct } from "constructs";
import { HOST_RESOURCES } from "../hosts/host-kinds";
import type { IdentityStack } from "../stack/identity-stack";
import { KEPT_FOLDER, type KeptFile } from "../stack/kept-files";
import { requiredVariablesIn } from "../stack/kept-variables";
import { variablesOf } from "../stack/stack-variables";
import { type StepDependency, stepDependencies } from "./step-dependencies";
import { permissionLines, planPermissionLines, testPermissionLines } from "./permissions";

/** One thing that a stack creates, reads or adopts, or that a person does with a script. */
export interface Step {
  /** The step of Microsoft's guide. */
  readonly step: string;
  readonly action: "create" | "read" | "adopt" | "script";
  /** The Terraform address; for a script the output. */
  readonly address: string;
}

/** What a reviewer wants to know about a stack without reading Terraform. */
export interface Explanation {
  readonly name: string;
  readonly steps: Step[];
  /** The rights of the principal that deploys. */
  readonly permissions: string[];
  /** The rights of a principal that only plans. */
  readonly planPermissions: string[];
  /** The rights of the principal that runs the command `test`. */
  readonly testPermissions: string[];
  /** The Azure resource providers that the subscription has to have registered. */
  readonly resourceProviders: string[];
  /** The Terraform variables that have to be given. */
  readonly variables: string[];
  /** The files that a person keeps for the stack, which nobody explains. */
  readonly addedFiles: string[];
  /** What could be less or simpler. */
  readonly hints: string[];
  /** Which step waits for which other one, without what follows from the rest. */
  readonly dependencies: StepDependency[];
}

/* By the type of the resource, without the provider in front. */
const STEPS: readonly (readonly [pattern: RegExp, step: string])[] = [
  [/^azurerm_resource_group$/, "resource group"],
  [/^azurerm_user_assigned_identity$/, "user-assigned identity"],
  [new RegExp(`^(?:${HOST_RESOURCES.flatMap(({ terraformTypes }) => terraformTypes).join("|")})$`), "host"],
  [/^azurerm_(?:virtual_network|subnet|nat_gateway|public_ip|network_)/, "network of the host"],
  [
    /^azurerm_(?:automation_(?:powershell72_)?module|automation_runtime_environment|virtual_machine_run_command)/,
    "Exchange Online module",
  ],
  // What the resource itself says, whatever its type.
  [/^other modules$/, "other modules"],
  [/^client id of the identity$/, "client id of the identity"],
  [/^azuread_service_principals$/, "Exchange Online service principal"],
  [/^azuread_service_principal$/, "Microsoft Graph service principal"],
  [/^azuread_app_role_assignment$/, "permission"],
  [/^azuread_directory_role_assignment$/, "Microsoft Entra role"],
  [/^azurerm_automation_(?:runbook|schedule|job_schedule)$/, "runbook"],
  [/^azurerm_monitor_diagnostic_setting$/, "job logs"],
  [/^azurerm_monitor_metric_alert$/, "alert"],
  [/^azurerm_management_lock$/, "lock of the identity"],
];

const SCRIPTS = [
  { property: "grantScript", step: "permission and Microsoft Entra roles", output: "grant_script" },
  {
    property: "roleGroupScript",
    step: "role groups and management roles of Exchange Online",
    output: "exchange_role_group_script",
  },
] as const;

/** Explains a stack, from the constructs in it. */
export function explanationOf(name: string, stack: IdentityStack, kept: readonly KeptFile[] = []): Explanation {
  const constructs = stack.node.findAll();
  const steps = constructs.flatMap((construct): Step[] => {
    if (TerraformDataSource.isTerraformDataSource(construct)) {
      const { terraformResourceType: type, friendlyUniqueId } = construct;
      return [{ step: stepOf(type, construct), action: "read", address: `data.${type}.${friendlyUniqueId}` }];
    }
    if (TerraformResource.isTerraformResource(construct)) {
      const { terraformResourceType: type, friendlyUniqueId } = construct;
      // It holds a text in Terraform's state, and is nothing outside of it.
      if (type === "terraform_data") {
        return [];
      }
      const isAdopted = construct.node.tryFindChild("Import") !== undefined;
      return [
        {
          step: stepOf(type, construct),
          action: isAdopted ? "adopt" : "create",
          address: `${type}.${friendlyUniqueId}`,
        },
      ];
    }
    return [];
  });
  const scripts = SCRIPTS.filter(({ property }) => stack.exchange[property] !== undefined);
  return {
    name,
    steps: [
      ...inOrderOfTheGuide(steps),
      ...scripts.map(({ step, output }): Step => ({ step, action: "script", address: `output.${output}` })),
    ],
    permissions: permissionLines(stack.exchange.requiredDeploymentPermissions, stack.resourceProvidersToRegister),
    planPermissions: planPermissionLines(stack.exchange.requiredDeploymentPermissions),
    testPermissions: testPermissionLines(stack.hostKind.resource),
    resourceProviders: stack.exchange.requiredResourceProviders,
    variables: [...variablesOf(stack), ...requiredVariablesIn(kept)],
    addedFiles: kept.map((file) => `${KEPT_FOLDER}/${name}/${file.name}`),
    dependencies: stepDependencies(stack, steps),
    hints: stack.exchange._hints.map((hint) => shownText(hint)),
  };
}

function stepOf(type: string, construct: IConstruct): string {
  return purposeOf(construct) ?? STEPS.find(([pattern]) => pattern.test(type))?.[1] ?? type;
}

function inOrderOfTheGuide(steps: Step[]): Step[] {
  const order = STEPS.map(([, step]) => step);
  return [...steps].sort((one, other) => order.indexOf(one.step) - order.indexOf(other.step));
}
