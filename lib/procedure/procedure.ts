import type { Construct } from "constructs";
import type { InputValidation } from "../validation/input-validation";
import type { ExchangeManagedIdentityProps } from "./exchange-managed-identity-props";

/** What every step of the procedure needs. Internal. */
export interface Procedure {
  /** Whose children the steps create. */
  readonly scope: Construct;
  readonly props: ExchangeManagedIdentityProps;
  readonly validation: InputValidation;
}
