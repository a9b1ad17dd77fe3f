/* On Windows the folder of such a stack would be a device. */
const DEVICES = "con|prn|aux|nul|com[1-9]|lpt[1-9]";
const NO_DEVICE = `(?!(?:${DEVICES.replace(/[a-z](?![^[]*\])/g, (letter) => `[${letter}${letter.toUpperCase()}]`)})$)`;
const NO_MEMBER =
  "(?!(?:constructor|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|toLocaleString|toString|valueOf)$)";

/** What is allowed as the name of a stack, and what to do. */
export const STACK_NAME_WORDS = [
  "1 to 100 letters, digits, '-' and '_', the first a letter; no name that Windows reserves for a device, such as con or nul, and no reserved word of JavaScript, such as constructor",
  "the key is the name of the stack and of its folder: rename it",
] as const;

/** The rule for the name of a stack. */
export const STACK_NAME = `^${NO_DEVICE}${NO_MEMBER}[A-Za-z][-A-Za-z0-9_]{0,99}$`;
