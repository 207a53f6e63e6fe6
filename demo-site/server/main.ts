/** Starts the storefront; ends it well when asked to. */
import { createApp } from "./app.js";
import { EventStore } from "./event-store.js";
import { readSettings, SettingsError } from "./settings.js";

/** What people meet most, said plainly. */
function explain(error: unknown, port: string | undefined): string {
  if (error instanceof SettingsError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE")
    return `port ${port || 8080} is taken: stop the other program or choose another with PORT=8081.`;
  if (code === "EACCES") return `port ${port || 8080} is not allowed: choose one above 1023 with PORT=8081.`;
  if (/lock on file/i.test(message))
    return "the events' file is in use by another demo: stop that one or choose another with DATA_FILE=other.duckdb.";
  return message.split("\n")[0] ?? message;
}

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const store = await EventStore.open(settings.dataFile);
  const app = await createApp(settings, store);
  app.addHook("onClose", () => store.close());
  try {
    await app.listen({ port: settings.port, host: settings.host });
  } catch (error) {
    await app.close();
    throw error;
  }
  const address = app.server.address();
  const port = typeof address === "object" && address !== null ? address.port : settings.port;
  console.log(`Waymark demo: http://localhost:${port}`);
  if (settings.consolePasswordMade)
    console.log(`Password of /console (CONSOLE_PASSWORD chooses one): ${settings.consolePassword}`);

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      app.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

main().catch((error: unknown) => {
  console.error(`Waymark demo: ${explain(error, process.env.PORT)}`);
  process.exit(1);
});
