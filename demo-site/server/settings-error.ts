/** A mistake of whoever starts the server; its message is the one line they see. */
export class SettingsError extends Error {}
