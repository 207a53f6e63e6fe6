import { faultMatrix } from "../support/loss.ts";

faultMatrix("chromium");
