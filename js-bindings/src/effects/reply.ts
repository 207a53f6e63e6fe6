/** Characters of a reply that the core is given; what comes after is not even downloaded. */
export const maxReplyCharacters = 65_536;

/**
 * Text of a reply that may name partial failures: any of a refusal, of a success only what looks like JSON. As far
 * as it came: what breaks off is cut.
 */
export async function readReply(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  let text = "";
  try {
    const decoder = new TextDecoder();
    while (reader && text.length < maxReplyCharacters) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
      if (!response.ok || /^\s*([[{]|$)/.test(text)) continue;
      text = "";
      break;
    }
  } catch {
    // The status says enough.
  }
  // Not waited for: a stream may never say that it has stopped.
  reader?.cancel().catch(() => {});
  return text.slice(0, maxReplyCharacters);
}
