/** Where a cloud signs in, and where its two services answer. */
export interface CloudEndpoints {
  readonly authority: string;
  readonly resourceManager: string;
  readonly graph: string;
}

/* https://learn.microsoft.com/graph/deployments and https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure */
const US_GOVERNMENT = {
  authority: "https://login.microsoftonline.us",
  resourceManager: "https://management.usgovcloudapi.net",
};

const ENDPOINTS: { readonly [cloud: string]: CloudEndpoints } = {
  public: {
    authority: "https://login.microsoftonline.com",
    resourceManager: "https://management.azure.com",
    graph: "https://graph.microsoft.com",
  },
  usGovGccHigh: { ...US_GOVERNMENT, graph: "https://graph.microsoft.us" },
  usGovDod: { ...US_GOVERNMENT, graph: "https://dod-graph.microsoft.us" },
  china: {
    authority: "https://login.chinacloudapi.cn",
    resourceManager: "https://management.chinacloudapi.cn",
    graph: "https://microsoftgraph.chinacloudapi.cn",
  },
};

/** The endpoints of a cloud, by its name in the configuration. */
export function endpointsOf(cloud: string): CloudEndpoints {
  if (!Object.hasOwn(ENDPOINTS, cloud)) {
    throw new Error(`The endpoints of the cloud ${cloud} are not known.`);
  }
  return ENDPOINTS[cloud];
}
