#pragma once

#include <string>
#include <string_view>

#include "base/path.h"
#include "base/pattern.h"
#include "waymark/config.h"
#include "waymark/list.h"
#include "waymark/value.h"

namespace waymark::event {

/// Takes out of texts what must not be stored: e-mail addresses, phone numbers, card numbers, parameters of addresses
/// by name, and what the site's own patterns match. One pass a detector; for texts within the limits of
/// event/normalise.h. What is found becomes `[email]`, `[phone]`, `[card]`, `[redacted]`.
///
/// A phone number is international (`+` or `00` and 8 to 15 digits) or Vietnamese (0 or 84 and nine digits that begin
/// with 3, 5, 7, 8 or 9; `02` and nine more), with spaces, dots, dashes and brackets between them, or not, also as
/// forms and addresses write them (`+`, `%20`, `%2B`). A card number is 13 to 19 digits that begin as an issuer's do
/// (ISO/IEC 7812; 9704 is Vietnam's NAPAS) and whose last digit is Luhn's.
class Redactor {
 public:
  Redactor() = default;
  /// `config` has to outlive it. A pattern that does not compile is left out: the configuration is checked before.
  explicit Redactor(const PrivacyConfig& config);

  /// Walks a tree. `path` is where it stands in the event (`/properties`); members the configuration allows by path
  /// stay as they are, and so do numbers of things (`order_id`, `sku`) that only look like one of a phone or card.
  /// Returns how much was taken out.
  std::size_t redact(Value& value, const base::Path& path) const;
  /// The same for one text. `number_of_thing`: phone and card numbers stay.
  std::size_t redact(std::string& text, bool number_of_thing = false) const;

 private:
  std::size_t walk(Value& value, const base::Path& path, bool allowed) const;
  std::size_t parameters(std::string& text) const;
  bool is_secret(std::string_view name) const;
  std::size_t patterns(std::string& text) const;

  List<base::Pattern> patterns_;
  bool email_ = false;
  bool phone_ = false;
  bool card_ = false;
  const PrivacyConfig* config_ = nullptr;
};

}  // namespace waymark::event
