import jsdoc from "eslint-plugin-jsdoc";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules/", "dist/", "cdktf.out/", "coverage/", "**/*.js", "**/*.cjs", "**/*.mjs"] },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    rules: {
      // Constructs are made for what they add to the tree.
      "no-new": "off",
      "@typescript-eslint/no-empty-function": ["error", { allow: ["private-constructors", "protected-constructors"] }],
      "@typescript-eslint/no-extraneous-class": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      // jsii reads index signatures, and a constructor's visibility, as they are written.
      "@typescript-eslint/consistent-indexed-object-style": "off",
      "@typescript-eslint/no-useless-constructor": "off",
      "@typescript-eslint/no-inferrable-types": "off",
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { prefer: "type-imports", fixStyle: "inline-type-imports", disallowTypeAnnotations: false },
      ],
      // Bindings are loaded when they are used, and by their own path.
      "@typescript-eslint/no-require-imports": [
        "error",
        { allow: ["^@cdktf/provider-azure(rm|ad)/lib/", "^windows-iana$"] },
      ],
      "no-restricted-imports": [
        "error",
        {
          paths: ["@cdktf/provider-azurerm", "@cdktf/provider-azuread"].map((name) => ({
            name,
            message: "Import the resource's own path.",
          })),
        },
      ],
    },
  },
  {
    files: ["lib/**/*.ts"],
    plugins: { jsdoc },
    settings: { jsdoc: { ignoreInternal: true } },
    rules: {
      "jsdoc/require-jsdoc": [
        "error",
        {
          publicOnly: true,
          checkConstructors: false,
          contexts: ["TSInterfaceDeclaration", "ClassDeclaration"],
        },
      ],
    },
  },
);
