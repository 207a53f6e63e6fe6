#include <istream>
#include <ostream>
#include <string>

#include "commands.h"
#include "waymark/evaluate.h"

namespace waymark::tool {
namespace {

/// One answer a line for one question a line; empty lines are passed over.
int each_line(Question question, const Arguments& rest, const char* use, Streams streams) {
  if (!rest.empty()) {
    streams.err << use;
    return kUsage;
  }
  std::string line;
  while (std::getline(streams.in, line)) {
    if (line.find_first_not_of(" \t\r") != std::string::npos) streams.out << answer(question, line) << "\n";
  }
  return kOk;
}

}  // namespace

int eval(const Arguments& given, Streams streams) {
  Arguments arguments = given;
  const bool growthbook = take_flag(arguments, "--growthbook");
  return each_line(growthbook ? Question::growthbook : Question::logic, arguments,
                   "usage: waymark eval [--growthbook] < questions.ndjson\n", streams);
}

int bucket(const Arguments& arguments, Streams streams) {
  return each_line(Question::bucket, arguments, "usage: waymark bucket < questions.ndjson\n", streams);
}

int experiment(const Arguments& arguments, Streams streams) {
  return each_line(Question::experiment, arguments, "usage: waymark experiment < contexts.ndjson\n", streams);
}

}  // namespace waymark::tool
