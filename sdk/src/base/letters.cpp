#include "base/letters.h"

#include "base/utf16.h"

namespace waymark::base {
namespace {

/// Base letters of U+00C0 to U+017F (Latin-1 and Latin Extended-A), a dot where there is none.
constexpr char kLatin[] =
    "aaaaaaaceeeeiiiidnooooo.ouuuuypsaaaaaaaceeeeiiiidnooooo.ouuuuypy"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllll"
    "lnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// Latin Extended Additional from U+1EA0: Vietnamese, in runs of one base letter. Each run ends before this.
struct Run {
  char16_t end;
  char letter;
};
constexpr Run kVietnamese[] = {{0x1EB8, 'a'}, {0x1EC8, 'e'}, {0x1ECC, 'i'},
                               {0x1EE4, 'o'}, {0x1EF2, 'u'}, {0x1EFA, 'y'}};

constexpr bool within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

}  // namespace

char32_t lower(char32_t c) {
  if (within(c, 'A', 'Z') || (within(c, 0xC0, 0xDE) && c != 0xD7) || within(c, 0x391, 0x3A9) || within(c, 0x410, 0x42F))
    return c + 32;
  if (within(c, 0x400, 0x40F)) return c + 80;
  if (within(c, 0x139, 0x148) || within(c, 0x179, 0x17E)) return c + c % 2;
  if ((within(c, 0x100, 0x137) && c != 0x130) || within(c, 0x14A, 0x177)) return c | 1;
  if (c == 0x1A0 || c == 0x1AF) return c + 1;
  return within(c, 0x1EA0, 0x1EFF) ? c | 1 : c;
}

char32_t plain(char32_t c) {
  if (c < 0xC0) return lower(c);
  if (within(c, 0x300, 0x36F)) return 0;
  if (within(c, 0xC0, 0x17F) && kLatin[c - 0xC0] != '.') return static_cast<char32_t>(kLatin[c - 0xC0]);
  if (c == 0x1A0 || c == 0x1A1) return 'o';
  if (c == 0x1AF || c == 0x1B0) return 'u';
  for (const Run& run : kVietnamese) {
    if (within(c, 0x1EA0, run.end - 1u)) return static_cast<char32_t>(run.letter);
  }
  return lower(c);
}

void append_utf8(std::string& text, char32_t c) {
  const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0 | c >> 6);
  } else {
    if (c < 0x10000) {
      put(0xE0 | c >> 12);
    } else {
      put(0xF0 | c >> 18);
      put(0x80 | (c >> 12 & 0x3F));
    }
    put(0x80 | (c >> 6 & 0x3F));
  }
  put(0x80 | (c & 0x3F));
}

std::string mapped(std::string_view text, char32_t (*map)(char32_t)) {
  std::string out;
  out.reserve(text.size());
  // Most letters of most texts; all maps do the same with them.
  std::size_t ascii = 0;
  for (; ascii < text.size() && static_cast<unsigned char>(text[ascii]) < 0x80; ++ascii) {
    const char c = text[ascii];
    out.push_back(static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c));
  }
  for (Characters characters(text.substr(ascii)); !characters.done();) {
    if (const char32_t character = map(characters.next())) append_utf8(out, character);
  }
  return out;
}

}  // namespace waymark::base
