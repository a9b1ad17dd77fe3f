import { isInstalledIn } from "../exchange-module/additional-module-order";
import { additionalModuleFindings } from "../exchange-module/additional-module-rules";
import type { IExchangeModule } from "../exchange-module/exchange-module";
import { PowerShellRuntime } from "../exchange-module/powershell-runtime";
import type { IExchangeHost } from "../host/i-exchange-host";
import type { Finding, Place } from "../validation/finding";
import type { Procedure } from "./procedure";
import { runbooksOf } from "./runbook-findings";

/** Installs the Exchange Online module, and the additional ones, for each runtime. */
export function installModules(
  { scope, props, validation }: Procedure,
  host: IExchangeHost,
  runtimes: PowerShellRuntime[],
): IExchangeModule[] {
  const { module, adopt } = props;
  validation.add(["module", "runtimes"], checkRuntimes(runtimes));
  const additional = module?.additional ?? [];
  const findings = additionalModuleFindings(additional, runtimes);
  validation.at(["module"], () => findings.report(scope));
  const scripted = new Set(
    runbooksOf(props).flatMap(({ runbook }) => (runbook?.script ? [runbook.runtime ?? runtimes[0]] : [])),
  );
  return [...new Set(runtimes)].map((runtime, index) => {
    const modules = (findings.isEmpty ? additional : []).filter((other) => isInstalledIn(other, runtime));
    const place = ([property, ...rest]: Place): Place => {
      switch (property) {
        case "runtime":
          return ["module", "runtimes", index];
        case "adopt":
          return ["adopt", "modules"];
        case "additional":
          return ["module", "additional", additional.indexOf(modules[Number(rest[0])]), ...rest.slice(1)];
        default:
          return property === undefined ? ["module"] : ["module", property, ...rest];
      }
    };
    const own = modules.length > 0 ? modules.map((other) => ({ ...other, runtimes: undefined })) : undefined;
    return validation.at(place, () =>
      host.addExchangeModule(`Module${runtime.version}`, {
        version: module?.version ?? PowerShellRuntime.newestModuleFor(runtimes),
        prerequisites: module?.prerequisites,
        contentUri: module?.contentUri,
        contentHash: module?.contentHash,
        additional: own,
        adopt: adopt?.modules,
        runtime,
        _checkedAdditional: own,
        _areScriptsKnown: scripted.has(runtime),
      }),
    );
  });
}

/* What is wrong with a list of runtimes as a list, if anything. */
function checkRuntimes(runtimes: PowerShellRuntime[]): Finding | undefined {
  if (runtimes.length === 0) {
    return {
      given: [],
      allowed: "one runtime or more",
      remedy: "name a runtime, or leave the list out for the default one",
    };
  }
  const twice = runtimes.find((runtime, index) => runtimes.indexOf(runtime) !== index)?.version;
  return twice === undefined
    ? undefined
    : {
        given: twice,
        allowed: "each runtime once",
        remedy: `name ${twice} once: a runtime has one version of the module`,
      };
}
