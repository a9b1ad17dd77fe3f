/** Where a message belongs: a file, and a place in it where there is one. */
interface Place {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
}

/** How bad it is. */
type Level = "error" | "warning";

/** A message as a service of pipelines shows it at its place. */
export type Annotation = (level: Level, place: Place, text: string) => string;

/** The services, by the name of the format. */
export const ANNOTATIONS: { readonly [format: string]: Annotation } = {
  github: (level, { path, line, column }, text) => {
    const at = line === undefined ? "" : `,line=${line},col=${column ?? 1}`;
    return `::${level} file=${githubProperty(path)}${at}::${githubText(text)}`;
  },
  "azure-devops": (level, { path, line, column }, text) => {
    const at = line === undefined ? "" : `;linenumber=${line};columnnumber=${column ?? 1}`;
    return `##vso[task.logissue type=${level};sourcepath=${azureProperty(path)}${at}]${azureText(text)}`;
  },
};

/* As GitHub Actions reads a workflow command. */
function githubText(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

/* The same in front of the two colons. */
function githubProperty(text: string): string {
  return githubText(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}

/* As an agent of Azure DevOps reads a logging command. */
function azureText(text: string): string {
  return text.replace(/%/g, "%AZP25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

/* The same between the square brackets. */
function azureProperty(text: string): string {
  return azureText(text).replace(/;/g, "%3B").replace(/\]/g, "%5D");
}
