/** The system's time, or that plus what a test or a demonstration has moved it by: days pass without anybody waiting. */
export class MovableClock {
  private aheadMs = 0;

  constructor(readonly settable: boolean) {}

  /** Milliseconds since 1970. */
  nowMs(): number {
    return Date.now() + this.aheadMs;
  }

  set(nowMs: number): void {
    this.aheadMs = nowMs - Date.now();
  }
}
