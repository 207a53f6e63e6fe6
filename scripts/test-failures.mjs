/**
 * A reporter for Node's test runner: one line for each test that failed, the file it stands in. A file that did not end in its
 * time is named as well.
 */
export default async function* failures(events) {
  for await (const { type, data } of events) {
    if (type === "test:fail" && data.todo === undefined && data.skip === undefined) yield `${data.file ?? data.name}\n`;
  }
}
