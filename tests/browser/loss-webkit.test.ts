import { faultMatrix } from "../support/loss.ts";

faultMatrix("webkit", ["K1", "NAV", "CLOSE", "MT", "S503", "STUB"]);
