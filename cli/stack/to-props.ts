import {
  type AdditionalModule,
  type ExchangeManagedIdentityProps,
  type ExchangeModuleChoice,
  GraphPermission,
  type GrantsBy,
  ModuleVersion,
  PowerShellRuntime,
} from "cdktf-exchange-managed-identity";
import type { Place } from "cdktf-exchange-managed-identity/internal";
import type { ModuleVariables } from "./module-variables";
import type { StackVariables } from "./stack-variables";
import { Conversion } from "./conversion";
import { hostIdentityOf, hostOf } from "./host-to-props";
import type { IdentityConfiguration } from "../config/identity-schema";
import { literalValues } from "./literal-identity";
import type { Problem } from "../config/problem";
import { pathOfProperty } from "./property-path";
import { managementRolesOf, roleGroupsOf, rolesOf } from "./roles-to-props";
import { runbookOf } from "./runbooks-to-props";

type Path = (string | number)[];
type ModuleConfiguration = NonNullable<IdentityConfiguration["module"]>;

/** Turns one identity of the configuration into the properties of an `ExchangeManagedIdentity`. */
export class PropsOfIdentity {
  private readonly conversion = new Conversion();

  private readonly identity: IdentityConfiguration;
  /* The paths of files are for this program, and never reach Terraform. */
  private readonly scripts: Pick<IdentityConfiguration, "runbook" | "runbooks">;

  /**
   * `folder` is where the paths in the configuration start; a child module has variables for what its root decides.
   */
  public constructor(
    identity: IdentityConfiguration,
    private readonly folder: string,
    private readonly variables: StackVariables,
    moduleVariables?: ModuleVariables,
  ) {
    const literal = literalValues(identity);
    this.identity = moduleVariables?.inPlaceOf(literal) ?? literal;
    this.scripts = identity;
  }

  /** What the objects of the library refused on the way. */
  public get problems(): Problem[] {
    return this.conversion.problems;
  }

  /** The path in the identity for a place among the properties. */
  public pathOf(place: Place): Path {
    return this.conversion.pathInFile(pathOfProperty(place, this.identity));
  }

  /** The properties, without what was refused. */
  public props(): ExchangeManagedIdentityProps {
    const { identity, conversion, folder } = this;
    const { organization, grants, adopt, diagnostics, alert, lock, tags, protect, runbook, runbooks } = identity;
    return {
      organization,
      host: hostOf(identity, this.variables, conversion),
      identity: hostIdentityOf(identity),
      module: identity.module && this.module(identity.module),
      directoryRoles: rolesOf(identity, conversion),
      exchangeRoleGroups: roleGroupsOf(identity, conversion),
      exchangeRoles: managementRolesOf(identity, conversion),
      graphPermissions:
        identity.graphPermissions &&
        conversion.entries("graphPermissions", identity.graphPermissions, (name, index) =>
          conversion.attempt(["graphPermissions", index], () => GraphPermission.of(name)),
        ),
      grants: grants as GrantsBy | undefined,
      adopt,
      // The short form is a list of one.
      runbooks: runbook
        ? [runbookOf(withScript(runbook, this.scripts.runbook), ["runbook"], folder, conversion)]
        : runbooks?.map((entry, index) =>
            runbookOf(withScript(entry, this.scripts.runbooks?.[index]), ["runbooks", index], folder, conversion),
          ),
      diagnostics,
      alert,
      lock,
      tags,
      protect,
    };
  }

  private module(module: ModuleConfiguration): ExchangeModuleChoice {
    const { version, runtimes, prerequisites, contentUri, contentHash, additional } = module;
    return {
      version:
        version === undefined
          ? undefined
          : this.conversion.attempt(["module", "version"], () => ModuleVersion.of(version)),
      runtimes: runtimes?.map((runtime) => PowerShellRuntime.of(runtime)),
      prerequisites,
      contentUri: this.contentUri(contentUri, "ExchangeOnlineManagement"),
      contentHash,
      additional: additional?.map((other, index): AdditionalModule => ({
        ...other,
        runtimes: other.runtimes?.map((runtime) => PowerShellRuntime.of(runtime)),
        contentUri: this.contentUri(other.contentUri, other.name, ["module", "additional", index, "contentUri"]),
      })),
    };
  }

  private contentUri(uri: ModuleConfiguration["contentUri"], module: string, path: Path = []): string | undefined {
    if (typeof uri !== "object") {
      return uri;
    }
    const address = this.variables.contentUri(uri.variable, module);
    if (address === undefined) {
      this.problems.push({
        path: [...path, "variable"],
        given: uri.variable,
        allowed: "a variable for each package: two modules do not have one address",
        remedy: `give the address of ${module} another variable, such as "${module.toLowerCase().replace(/\W/g, "_")}_uri"`,
      });
    }
    return address;
  }
}

type RunbookConfiguration = NonNullable<IdentityConfiguration["runbook"]>;

function withScript(literal: RunbookConfiguration, written: RunbookConfiguration | undefined): RunbookConfiguration {
  return { ...literal, script: written?.script };
}
