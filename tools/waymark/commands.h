#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

/// The commands, each with its arguments after its own name. They write results to `out`, complaints to `err`, and
/// give back the exit code.
namespace waymark::tool {

inline constexpr int kOk = 0;
inline constexpr int kFailed = 1;  ///< What was asked about is not as it should be.
inline constexpr int kUsage = 2;   ///< It was not asked rightly.

struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
};

using Arguments = std::vector<std::string>;

int validate(const Arguments& arguments, Streams streams);
int encode(const Arguments& arguments, Streams streams);
int replay(const Arguments& arguments, Streams streams);
/// `replay --config`: rules over a stored log.
int replay_log(const Arguments& arguments, Streams streams);
int train(const Arguments& arguments, Streams streams);
int report(const Arguments& arguments, Streams streams);
int evaluate(const Arguments& arguments, Streams streams);
int recommend(const Arguments& arguments, Streams streams);
int eval(const Arguments& arguments, Streams streams);
int bucket(const Arguments& arguments, Streams streams);
int experiment(const Arguments& arguments, Streams streams);

/// Takes `--name value` or `--name=value` out of the arguments. False, and a complaint, where the value is missing;
/// `value` is left alone where the option is.
bool take_option(Arguments& arguments, std::string_view name, std::string& value, std::ostream& err);

/// Takes `--name` out of the arguments; true where it was there.
bool take_flag(Arguments& arguments, std::string_view name);

/// The whole of a file, or of standard input for `-`. False, and a complaint, where it cannot be read.
bool read_file(const std::string& path, Streams streams, std::string& text);

}  // namespace waymark::tool
