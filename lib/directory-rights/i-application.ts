/** The service principal of an application that offers app roles, such as the tenant's Exchange Online. */
export interface IApplication {
  /** The object id of the service principal. */
  readonly objectId: string;
}
