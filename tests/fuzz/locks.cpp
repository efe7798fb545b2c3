#include "parvis/locks.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "parvis/bidi.h"
#include "parvis/segment.h"
#include "parvis/text.h"

// Any bytes: locks are in order and inside the text, unlocking gives the text back, values agree with themselves, and
// no digit is plain in the safe plan. The first byte chooses language and options.

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::string_view kLanguages[] = {"fr", "en", "ar", "de", "ru", "zh", "vi", "ps"};
  const std::string_view language = kLanguages[data[0] % std::size(kLanguages)];
  parvis::LockOptions options;
  options.plan = (data[0] & 0x10) != 0 ? parvis::LockPlan::safe : parvis::LockPlan::standard;
  options.quoted = (data[0] & 0x20) != 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);

  std::size_t last = 0;
  for (const parvis::LockSpan& span : parvis::find_locks(text, language, options)) {
    require(last <= span.begin && span.begin < span.end && span.end <= text.size());
    last = span.end;
  }

  const std::string normal = parvis::normalise(text);
  require(!parvis::first_invalid_utf8(normal) && parvis::normalise(normal) == normal);
  const parvis::LockedText locked = parvis::lock_text(text, language, options);
  const auto back = parvis::unlock_text(locked.text, locked, language);
  require(back.has_value() && parvis::normalise(*back) == normal);
  if (options.plan == parvis::LockPlan::safe && locked.plain == 0) {
    std::string bare;
    for (std::size_t i = 0; i < locked.text.size(); ++i) {
      const std::string_view rest = std::string_view(locked.text).substr(i);
      const bool placeholder = rest.size() >= 5 && rest.starts_with("<ph") && rest[4] == '>';
      if (placeholder) i += 4;
      if (!placeholder) bare += rest.front();
    }
    require(std::ranges::none_of(bare, [](char c) { return c >= '0' && c <= '9'; }));
  }
  require(parvis::verify_values(text, language, text, language).empty());

  std::size_t at = 0;
  for (const parvis::Segment& segment : parvis::segment(text, language)) {
    require(at <= segment.begin && segment.begin < segment.end && segment.end <= segment.next &&
            segment.next <= text.size());
    at = segment.next;
  }
  require(parvis::strip_isolates(parvis::isolate_ltr_runs(normal)) == parvis::strip_isolates(normal));
  return 0;
}
