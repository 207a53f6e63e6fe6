#include "base/path.h"

#include "base/whole.h"

namespace waymark::base {

std::string Path::pointer() const {
  if (!up) return std::string(key);
  std::string text = up->pointer();
  text.push_back('/');
  if (key.empty()) return text.append(count_text(index));
  for (const char c : key) {
    if (c == '~')
      text.append("~0");
    else if (c == '/')
      text.append("~1");
    else
      text.push_back(c);
  }
  return text;
}

}  // namespace waymark::base
