import { listen, type Tools } from "./tools.js";

/** The page is printed, or saved as a file by the same way. */
export function watchPrints({ tell }: Tools): undefined {
  listen("beforeprint", () => tell("print", {}), window);
}
