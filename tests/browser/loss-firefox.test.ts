import { faultMatrix } from "../support/loss.ts";

faultMatrix("firefox", ["K1", "R1", "NAV", "CLOSE", "MT", "OFF", "STUB"]);
